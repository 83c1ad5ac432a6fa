"""The one reader of numbers: those in digits and those in words, with their scale words, in five languages.

It reads every number that is written, be it a value, a year or part of a name; what a number counts, and
whether it counts at all, its callers decide by what stands around it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from qa.language.wordlists import LETTER
from qa.numbers.numerals import Number, numerals, scale_words, spelled

THOUSANDS: Final = r"[1-9]\d{0,2}(?:,\d{3})+(?!\d)(?:\.\d+)?"
SPACED: Final = r"[1-9]\d{0,2}(?: \d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
COMMA: Final = r"(?<!,)(?:0,\d+|\d+,\d{1,2})(?!\d|,\d|\s?[月日])"  # no list (1,2,3), no 76,4月: 76, in April
DIGITS: Final = rf"(?:{THOUSANDS}|{SPACED}|{COMMA}|\d+(?:\.\d+)?)"
WHOLE: Final = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)"
GROUPS: Final = re.compile(r"[1-9]\d{0,2}[, ]\d{3}(?!\d)")
GROUPING: Final = re.compile(r"[, ](?=\d{3}(?!\d))")


def read(text: str) -> tuple[Number, ...]:
    """The numbers of `text`, folded by `plain`, in their order and apart."""
    found = [_in_digits(match) for match in _number().finditer(text)]
    taken = {place for number in found for place in range(number.start, number.end)}
    found += [number for number in spelled(text) if number.start not in taken]
    return tuple(sorted(found, key=lambda number: number.start))


def _in_digits(match: re.Match[str]) -> Number:
    written = match["word"] or match["letter"] or match["sign"]
    parts = [(match["digits"], written), *(_part().findall(match["rest"] or ""))]
    scaled = tuple((_float(digits), numerals().scales.get(scale or "", 1.0)) for digits, scale in parts)
    return Number(match.start(), match.end("digits"), match.end(), scaled)


def _float(digits: str) -> float:
    """Thousands in "1,670" and "1 670", decimals in "1,67" and "1.67"."""
    if GROUPS.match(digits):
        digits = GROUPING.sub("", digits)
    return float(digits.replace(",", "."))


@cache
def _signs() -> str:
    return "|".join(scale_words(ascii_only=False))


@cache
def _number() -> re.Pattern[str]:
    """Digits with a scale word; in Chinese and Japanese with the smaller parts that follow: 16亿7000万."""
    latin = scale_words(ascii_only=True)
    words = "|".join(word for word in latin if len(word) > 1)
    letters = "".join(word for word in latin if len(word) == 1)
    myriads = "".join(numerals().myriads)
    rest = rf"(?:{WHOLE}(?:{_signs()}))*(?:(?<=[{myriads}])(?:\d,\d{{3}}|\d{{1,4}})(?![\d年.]))?"
    return re.compile(
        rf"(?<!\d)(?P<digits>{DIGITS})(?:\+?[\s-]?(?P<word>{words})(?![{LETTER}])"
        rf"|\s?(?P<letter>[{letters}])(?![{LETTER}0-9])|\s?(?P<sign>{_signs()})(?P<rest>{rest}))?"
    )


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"({WHOLE})({_signs()})?")
