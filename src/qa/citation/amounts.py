"""Where a text states amounts: numbers in digits or in words, each with its unit or counter.

The patterns go by the form of the text and serve all languages at once; they are in amounts.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from index.text import aligned
from qa.language.marks import Span
from qa.language.wordlists import WordFile

HAN_NUMERAL: Final = "一二三四五六七八九十百千万亿两零〇"
NUMBER: Final = (
    r"(?:(?:\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)*)(?:[百千万亿兆]+(?:\d+[百千万亿兆]*)*)?"
    rf"|[{HAN_NUMERAL}]+(?:[{HAN_NUMERAL}・.]*[{HAN_NUMERAL}])?)"
)


class AmountWords(WordFile):
    """The content of amounts.yaml; see the comments there."""

    scales: str
    units: str
    numerals: str
    counters: str
    amounts: tuple[str, ...]


def amounts(text: str) -> Iterator[Span]:
    """Where each of the patterns finds an amount: offsets in `text`; what two find may overlap."""
    folded = aligned(text)
    for pattern in _patterns():
        yield from (match.span() for match in pattern.finditer(folded))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = AmountWords.beside(__file__, "amounts.yaml")
    lists = {"k": words.scales, "u": words.units, "w": words.numerals, "c": words.counters}
    filling = {letter: _any_of(listed) for letter, listed in lists.items()}
    return tuple(re.compile(aligned(pattern).format(n=NUMBER, **filling)) for pattern in words.amounts)


def _any_of(words: str) -> str:
    """A pattern for any of `words`, patterns themselves with spaces between: the longest first."""
    return "|".join(sorted(dict.fromkeys(aligned(words).split()), key=len, reverse=True))
