"""Whether a statement denies what is told, or states what is denied."""

from __future__ import annotations

from index.text import terms
from qa.language.lexicon import FILES, lexicon
from qa.numbers.measures import without_negation
from qa.prose.senses import clauses
from qa.prose.told import Told, ToldText


def denies_alike(said: ToldText, told: Told) -> bool:
    """Whether what denies is told as denied, and what does not is told so.

    A denial needs one in what is told. A statement without one may leave clauses that deny aside, but not
    say the very words of one: that is only told of texts in its language, or of those that have but one
    clause.
    """
    denied = _denials(said.text, said.language)
    held = [_denials(text.text, text.language) for text in told.texts]
    if denied:
        return any(held)
    if not any(held):
        return True
    return not any(_repeats(said, text) for text in told.texts)


def _repeats(said: ToldText, text: ToldText) -> bool:
    """Whether the clause that is most like what is said denies it."""
    if not _denials(text.text, text.language):
        return False
    parts = [text.text[start:end] for start, end in clauses(text.text)]
    if text.language.partition("-")[0] != said.language.partition("-")[0]:
        return len(parts) == 1
    words = _words(said)
    shares = [len(words & _words(ToldText(part, text.language))) / (len(words) or 1) for part in parts]
    best = max(shares, default=0.0)
    alike = [part for part, share in zip(parts, shares, strict=True) if share == best]
    return best > 0 and all(_denials(part, text.language) for part in alike)


def _denials(text: str, language: str) -> int:
    return without_negation(text, language)[1]


def _words(text: ToldText) -> frozenset[str]:
    affirmed = without_negation(text.text, text.language)[0]
    idle = lexicon(text.language).function_words if text.language in FILES else frozenset[str]()
    return frozenset(terms(affirmed)) - idle
