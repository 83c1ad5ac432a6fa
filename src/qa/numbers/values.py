"""Numbers in running text, in five languages: the values that a text states.

Used to refuse a statement whose numbers do not stand in the quotes it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from index.text import fold
from qa.numbers.columns import columns
from qa.numbers.numerals import numerals, scale_words, spelled

GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:(?:,\d{3})+|(?:[ \u00a0\u202f]\d{3})+)(?!\d)")
DECIMAL_COMMA: Final = re.compile(r"(?<![\d.,])(\d+),(\d{1,2})(?!\d|,\d|\s?[月日])")  # 76,4月 is 76, in April
MARKER: Final = re.compile(r"\[\d+\]")


def values(text: str) -> frozenset[float]:
    """Every value that `text` states, as written and with its scale word: "1.67 billion" is 1.67 and 1.67e9.

    Numerals in words count too ("seven", 七, "sept"), since a quote may write them so, and in a table numbers
    times the scale that the head of their column states: the 110 under "MAU (millions)" is 110 and 1.1e8.
    """
    found = set(_in_words(fold(text)))
    for parts in _numbers(text):
        found |= {parts[0][0], _exact(parts[0][0] * parts[0][1]), _sum(parts)}
    for cell, scales in columns(text):
        found |= {_exact(_sum(parts) * scale) for parts in _numbers(cell) for scale in scales}
    return frozenset(found)


def stated(text: str) -> tuple[float, ...]:
    """The values that `text` itself claims: digits with their scale words, citation markers left out."""
    return tuple(map(_sum, _numbers(MARKER.sub(" ", text))))


def unsupported(text: str, quotes: Iterable[str], granted: Iterable[float] = ()) -> tuple[float, ...]:
    """The values that `text` claims and none of `quotes` states; `granted` are allowed besides."""
    held = set(granted).union(*(values(quote) for quote in quotes))
    return tuple(value for value in stated(text) if value not in held)


def _normalise(text: str) -> str:
    folded = fold(re.sub(r"，(?!\d)", ", ", text))
    folded = GROUPED.sub(lambda m: re.sub(r"\D", "", m[0]), folded)
    return DECIMAL_COMMA.sub(r"\1.\2", folded)


def _numbers(text: str) -> Iterator[list[tuple[float, float]]]:
    """The numbers in digits, each by its parts."""
    for match in _pattern().finditer(_normalise(text)):
        yield _parts(match[0])


def _parts(written: str) -> list[tuple[float, float]]:
    """The digits and scales of one number: 16億7000万 is [(16, 1e8), (7000, 1e4)]."""
    return [
        (float(match["digits"]), numerals().scales.get(match["scale"] or "", 1.0))
        for match in _part().finditer(written)
    ]


def _sum(parts: Iterable[tuple[float, float]]) -> float:
    return _exact(sum(digits * scale for digits, scale in parts))


def _exact(product: float) -> float:
    """A product without the error of binary fractions: 67.9 times 10^8 is a whole number."""
    return float(f"{product:.12g}")


@cache
def _scale_words() -> str:
    return "|".join(re.escape(word) + ("(?![a-z])" if word.isascii() else "") for word in scale_words())


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"(?P<digits>\d+(?:\.\d+)?)(?:\s*(?P<scale>{_scale_words()}))?")


@cache
def _pattern() -> re.Pattern[str]:
    """One number: digits with a scale word, in Chinese and Japanese followed by its smaller parts."""
    myriads = "|".join(scale_words(ascii_only=False))
    return re.compile(
        rf"\d+(?:\.\d+)?(?:(?:{myriads})(?:\d+(?:{myriads}))*(?:\d+(?![\d年.]))?|\s*(?:{_scale_words()}))?"
    )


def _in_words(folded: str) -> Iterator[float]:
    """The numerals, as words or within others (七家), and the numbers that are put together of them."""
    yield from (number.value for number in spelled(folded))
    yield from (value for word, value in _letters() if word.search(folded))
    yield from (value for sign, value in numerals().numerals.items() if not sign.isascii() and sign in folded)


@cache
def _letters() -> tuple[tuple[re.Pattern[str], float], ...]:
    words = ((word, value) for word, value in numerals().numerals.items() if word.isascii())
    return tuple((re.compile(rf"(?<![a-z]){word}(?![a-z])"), value) for word, value in words)
