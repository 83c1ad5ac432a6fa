"""Times that a statement names, against those that are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qa.language.wordlists import any_of, plain
from qa.numbers.dates import moments, months, quarters
from qa.prose.told import ToldPieces, ToldText, written

DIGITS: Final = "一二三四五六七八九"
HAN_MONTH: Final = re.compile(rf"(?<![{DIGITS}十数])(?:十[一二]?|[{DIGITS}])月(?![间間])")
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


def other_times(said: ToldText, told: ToldPieces) -> bool:
    """Whether a year, a quarter, a month or a day is named that nothing cited is of."""
    held = {part for text in told.texts for part in time_parts(text.text)}
    held |= {("year", year + step) for text in told.texts for year, step in _beside(text.text)}
    held |= {part for row in told.rows for part in time_parts(written(row))}
    held |= {part for name in (*told.names, *told.editions) for part in time_parts(name)}
    return any(part not in held for part in time_parts(said.text))


def _beside(text: str) -> Iterator[tuple[int, int]]:
    """The years of a text, each with the step to another that it names by it: "the following year"."""
    flat = plain(text)
    steps = [step for step, words in ((1, NEXT_YEAR), (-1, LAST_YEAR)) if any_of(words).search(flat)]
    return ((year, step) for kind, year in time_parts(text) if kind == "year" for step in steps)


def time_parts(text: str) -> Iterator[tuple[str, int]]:
    """The parts of the times of a text, each by itself: a range may be written in many ways."""
    flat = plain(text)
    for one in (*moments(flat), *months(flat)):
        yield from (
            (kind, part)
            for kind, part in (("year", one.year), ("month", one.month), ("day", one.day))
            if part
        )
    for match in HAN_MONTH.finditer(flat):
        digit = match[0].strip("十月")
        yield "month", 10 * match[0].count("十") + (DIGITS.index(digit) + 1 if digit else 0)
    for quarter in quarters(flat):
        yield "quarter", quarter.number
        if quarter.year:
            yield "year", quarter.year
