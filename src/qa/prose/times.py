"""Times that a statement names, against those that are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qa.language.wordlists import any_of, plain
from qa.numbers.dates import Moment, moments, months, named_months, quarters
from qa.numbers.values import values
from qa.prose.spelt import in_digits
from qa.prose.told import ToldPieces, ToldText, written

BESIDE: Final = 12  # characters before a date in which another day of it stands
NEXT_YEAR: Final = (
    "next year",
    "following year",
    "year later",
    "année suivante",
    "an plus tard",
    "次年",
    "翌年",
    "隔年",
)
LAST_YEAR: Final = (
    "previous year",
    "year earlier",
    "year before",
    "last year",
    "prior year",
    "année précédente",
    "an plus tôt",
    "l'an dernier",
    "前年",
    "上年",
    "去年",
    "上一年",
    "昨年",
)


COUNTED: Final = re.compile(r"(?![年至到から以])[\u3041-\u30ff\u3400-\u9fff]")
"""Right behind four digits that count: 1000時間, 4万1600人."""
DAY_BEFORE: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th|\s?日)?\s?(?:,|and|et|to|au|[-–~、与和及至])\s?\Z"
)
DAY_BEHIND: Final = re.compile(r"\s?[-–~、与和及至]\s?(\d{1,2})\s?[日号]")


def other_times(said: ToldText, told: ToldPieces) -> bool:
    """Whether a year, a quarter, a month or a day is named that nothing cited is of."""
    held = {part for text in told.texts for part in time_parts(text.text)}
    held |= {("year", year + step) for text in told.texts for year, step in _beside(text.text)}
    held |= {("month", month) for source in told.sources for month in named_months(source)}
    held |= {part for row in told.rows for part in time_parts(written(row))}
    held |= {part for name in (*told.names, *told.editions) for part in time_parts(name)}
    numbers = frozenset[float]().union(*map(values, told.sources))
    return any(
        part not in held and not (part[0] == "year" and part[1] in numbers) for part in time_parts(said.text)
    )


def _listed(flat: str, one: Moment) -> Iterator[int]:
    """The days that share the month of a date: "6 and 7 May", 5月6日与7日."""
    before = DAY_BEFORE.search(flat, max(0, one.start - BESIDE), one.start)
    for match in (before, DAY_BEHIND.match(flat, one.end)):
        if match:
            yield int(match[1])


def _beside(text: str) -> Iterator[tuple[int, int]]:
    """The years of a text, each with the step to another that it names by it: "the following year"."""
    flat = plain(text)
    steps = [step for step, words in ((1, NEXT_YEAR), (-1, LAST_YEAR)) if any_of(words).search(flat)]
    return ((year, step) for kind, year in time_parts(text) if kind == "year" for step in steps)


def time_parts(text: str) -> Iterator[tuple[str, int]]:
    """The parts of the times of a text, each by itself: a range may be written in many ways."""
    flat = plain(in_digits(text))
    for one in (*moments(flat), *months(flat)):
        if COUNTED.match(flat, one.end) and flat[one.start : one.end].isdigit():
            continue
        for day in _listed(flat, one) if one.day else ():
            yield "day", day
        yield from (
            (kind, part)
            for kind, part in (("year", one.year), ("month", one.month), ("day", one.day))
            if part
        )
    for quarter in quarters(flat):
        yield "quarter", quarter.number
        if quarter.year:
            yield "year", quarter.year
