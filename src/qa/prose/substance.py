"""Whether a statement says anything that its quotes speak of: neither "No." nor "Everyone loves it."."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from index.text import terms
from qa.language.detection import SPACED
from qa.language.lexicon import lexicon, plain
from qa.prose.senses import speaks_of_proofs
from qa.prose.told import ToldPieces, ToldText

WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
HAN: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
FEWEST: Final = 4  # characters of Chinese or Japanese that say something: more than 是的 and いいえ


def is_empty(said: ToldText, told: ToldPieces) -> bool:
    """Whether a statement has no word of content, or none of its quotes in the same language, and no number.

    Or it speaks of its evidence, where that does not itself.
    """
    alike = all(one.tongue == said.tongue for one in told.texts) and not any(map(str.isdigit, said.text))
    return (
        _has_no_content(said.text)
        or (alike and not _words(said.text) & _words("\n".join(told.sources)))
        or (speaks_of_proofs(said.text) and not any(speaks_of_proofs(one.text) for one in told.texts))
    )


def _has_no_content(text: str) -> bool:
    if len(HAN.findall(text)) >= FEWEST:
        return False
    return all(word in _function_words() or HAN.match(word) for word in WORD.findall(plain(text)))


def _words(text: str) -> set[str]:
    """What can be compared of a text: its words of content, in Chinese and Japanese pairs of characters."""
    return {term for term in terms(text) if term not in _function_words()}


@cache
def _function_words() -> frozenset[str]:
    return frozenset[str]().union(*(lexicon(language).function_words for language in SPACED))
