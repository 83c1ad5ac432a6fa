"""Whether a statement says anything that its quotes speak of: neither "No." nor "Everyone loves it."."""

from __future__ import annotations

import re
from typing import Final

from index.text import aligned, terms
from qa.language.lexicon import joining_words, plain
from qa.prose.senses import clauses, speaks_of_proofs
from qa.prose.told import ToldPieces, ToldText

WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
HAN: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
STUTTER: Final = (re.compile(r"([\u4e00-\u9fff]{2,4})\1"), re.compile(r"\b([^\W\d_]{3,})\s+\1\b"))
CLOSING: Final = '"”」』»）) '
STOPS: Final = '.。!?！？"“”「」«»'
FEWEST: Final = 4  # characters of Chinese or Japanese that say something: more than 是的 and いいえ


def is_empty(said: ToldText, told: ToldPieces) -> bool:
    """Whether a statement has no word of content, or none of its quotes in the same language, and no number.

    Or it asks, says a word twice running, as models do that babble, is some words from within a clause of a
    quote, or speaks of its evidence, where that does not.
    """
    alike = all(one.tongue == said.tongue for one in told.texts) and not any(map(str.isdigit, said.text))
    return (
        said.text.rstrip(CLOSING).endswith(("?", "？"))
        or _has_no_content(said.text)
        or (alike and not _words(said.text) & _words("\n".join(told.sources)))
        or _stutters(said.text, told)
        or any(_is_fragment(said.text, one.text) for one in told.texts)
        or (speaks_of_proofs(said.text) and not any(speaks_of_proofs(one.text) for one in told.texts))
    )


def _has_no_content(text: str) -> bool:
    if len(HAN.findall(text)) >= FEWEST:
        return False
    return all(word in joining_words() or HAN.match(word) for word in WORD.findall(plain(text)))


def _stutters(text: str, told: ToldPieces) -> bool:
    flat, sources = aligned(text), aligned("\n".join(told.sources))
    return any(match[0] not in sources for pattern in STUTTER for match in pattern.finditer(flat))


def _is_fragment(text: str, source: str) -> bool:
    """Whether a text is verbatim within a clause of another, which begins before it and ends behind it."""
    flat, whole = aligned(text).strip(f"{STOPS} "), aligned(source)
    return len(flat) > 1 and any(
        whole[start:stop].find(flat) > 0 and not whole[start:stop].rstrip(f"{STOPS} ").endswith(flat)
        for start, stop in clauses(whole)
    )


def _words(text: str) -> set[str]:
    """What can be compared of a text: its words of content, in Chinese and Japanese pairs of characters."""
    return {term for term in terms(text) if term not in joining_words()}
