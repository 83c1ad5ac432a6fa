"""The clauses of what is told that are most like what is said: others may be hedged or denied."""

from __future__ import annotations

from index.text import terms
from qa.language.lexicon import FILES, lexicon
from qa.numbers.measures import without_negation
from qa.prose.senses import clauses
from qa.prose.told import ToldText


def nearest_clauses(said: ToldText, text: ToldText) -> list[str]:
    """The clauses of a text with the most words of what is said; none where that cannot be told.

    Words can be compared in one language alone; a text of one clause needs no comparing.
    """
    parts = [text.text[start:end] for start, end in clauses(text.text)]
    if text.language.partition("-")[0] != said.language.partition("-")[0]:
        return parts if len(parts) == 1 else []
    words = _words(said)
    shares = [len(words & _words(ToldText(part, text.language))) for part in parts]
    best = max(shares, default=0)
    return [part for part, share in zip(parts, shares, strict=True) if share == best > 0]


def _words(text: ToldText) -> frozenset[str]:
    affirmed = without_negation(text.text, text.language)[0]
    idle = lexicon(text.language).function_words if text.language in FILES else frozenset[str]()
    return frozenset(terms(affirmed)) - idle
