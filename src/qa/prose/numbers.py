"""Numbers that a statement gives, in digits or in words, against those that are told or follow from these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from qa.language.wordlists import plain
from qa.numbers.measures import DATE, measures
from qa.numbers.numerals import exact, numerals
from qa.numbers.reader import read
from qa.numbers.values import stated, values
from qa.prose.names import NamedThing
from qa.prose.told import ToldPieces

LEAST: Final = 3.0  # in words: one and two stand for "a" and "both" as well
TENTHS: Final = 10.0  # 四成 is 40 %
HALVES: Final = re.compile(r"(?:个|個|年|时间|小时|か月)?半|(?:\s\S+)?\s(?:and a half|et demie?)\b")
TENTH: Final = re.compile(r"成(?![为員员立功長长人])|割")
COUNTER: Final = (
    "个個名位本册冊年月日天次回倍人座枚台辆輛艘件篇首所家间間条條项項种種周週点點分秒元円かヶカつ"
)
COUNTED: Final = re.compile(rf"(?<![\d第十百千万亿一二三四五六七八九])([三四五六七八九十])(?=[{COUNTER}])")
DURATION: Final = re.compile(
    r"(?:(?P<h>\d+)\s?(?:hours?|hrs?|h|heures?|小时|时间)\s?)?"
    r"(?:(?P<m>\d+)\s?(?:minutes?|mins?|min|m(?=\s?\d)|分钟|分间|分)?\s?)?(?:(?P<s>\d+(?:[.,]\d+)?)\s?(?:seconds?|secondes?|secs?|s|秒)\b)?"
)


def invented(text: str, things: Sequence[NamedThing], told: ToldPieces) -> bool:
    """Whether a number stands in no source; those within names are looked at with these.

    It may be said by how much two amounts of one unit differ, and a time may be said in one unit.
    """
    flat = list(text)
    for one in things:
        flat[one.start : one.end] = " " * (one.end - one.start)
    said = "".join(flat)
    held = set[float]().union(*map(_told, told.sources))
    amounts = [one for source in told.sources for one in measures(source) if one.unit != DATE]
    pairs = ((a, b) for a, b in combinations(amounts, 2) if a.unit == b.unit)
    held |= {round(abs(a.value - b.value), 6) for a, b in pairs}
    return any(value not in held for value in (*stated(said), *_in_words(said)))


def _in_words(text: str) -> Iterator[float]:
    """The numbers that a text writes out, from three on; with the half that follows."""
    flat = plain(text)
    found = [(one.value, one.end) for one in read(flat) if one.in_words]
    found += [(numerals().numerals[one[1]], one.end()) for one in COUNTED.finditer(flat)]
    for value, end in found:
        if value >= LEAST:
            yield value + 0.5 if HALVES.match(flat, end) else value


def _told(text: str) -> Iterator[float]:
    """The numbers of a text, with halves, tenths that are shares, and times in minutes and seconds."""
    flat = plain(text)
    yield from values(text)
    for one in read(flat):
        if HALVES.match(flat, one.end):
            yield one.value + 0.5
    for digit in re.finditer(r"[一二三四五六七八九]", flat):
        value = numerals().numerals[digit[0]]
        yield from (value + 0.5,) if HALVES.match(flat, digit.end()) else ()
        yield from (value * TENTHS,) if TENTH.match(flat, digit.end()) else ()
    for match in DURATION.finditer(flat):
        hours, minutes, seconds = (float((match[unit] or "0").replace(",", ".")) for unit in "hms")
        if match[0].strip():
            yield exact(hours * 60 + minutes)
            yield exact(hours * 3600 + minutes * 60 + seconds)
