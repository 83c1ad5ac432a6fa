"""Times that a statement names, against those that are told."""

from __future__ import annotations

from collections.abc import Iterator

from qa.language.wordlists import plain
from qa.numbers.dates import moments, months, quarters
from qa.prose.told import Told, ToldText, written


def other_times(said: ToldText, told: Told) -> bool:
    """Whether a year, a quarter, a month or a day is named that nothing cited is of."""
    held = {part for text in told.texts for part in time_parts(text.text)}
    held |= {part for row in told.rows for part in time_parts(written(row))}
    held |= {part for name in (*told.names, *told.editions) for part in time_parts(name)}
    return any(part not in held for part in time_parts(said.text))


def time_parts(text: str) -> Iterator[tuple[str, int]]:
    """The parts of the times of a text, each by itself: a range may be written in many ways."""
    flat = plain(text)
    for one in (*moments(flat), *months(flat)):
        yield from (
            (kind, part)
            for kind, part in (("year", one.year), ("month", one.month), ("day", one.day))
            if part
        )
    for quarter in quarters(flat):
        yield "quarter", quarter.number
        if quarter.year:
            yield "year", quarter.year
