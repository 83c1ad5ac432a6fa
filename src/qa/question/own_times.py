"""The times that a question for a figure names, as editions of the figures that are held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from qa.knowledge.editions import in_order, period_of
from qa.knowledge.facts import Fact
from qa.language.wordlists import any_of, plain
from qa.numbers.measure_period import PART_YEAR, MeasurePeriod, PeriodNaming
from qa.numbers.terms import terms
from qa.numbers.times import MONTH_RANGE, periods

COMPARED: Final = re.compile("比|同期比|对比|增减|増減")  # 前期比 is no time


def editions_of(facts: Sequence[Fact], times: Sequence[Time]) -> tuple[str, ...]:
    """The editions of the times asked for, or, where none is, the latest; () where none is held."""
    held = in_order({fact.edition for fact in facts})
    if not held:
        return ()
    if not times:
        return (_latest(held),)
    asked = [time.edition for time in times]
    return tuple(dict.fromkeys(e for one in asked for e in ([one] if one in held else _parts(held, one))))


def dated(facts: Sequence[Fact], times: Sequence[Time]) -> tuple[Time, ...]:
    """The times with the years that they leave out: counted from the latest that is held."""
    latest = max((int(fact.edition[:4]) for fact in facts if fact.edition[:4].isdigit()), default=0)
    return tuple(dict.fromkeys(dated for time in times if (dated := time.dated(latest)).year))


def _parts(held: Sequence[str], time: str) -> list[str]:
    """What is held of a time in parts, or of the month that it ends with."""
    return [edition for edition in held if edition.startswith(f"{time}-")]


def through(facts: Sequence[Fact], times: Sequence[Time]) -> tuple[str, ...]:
    """The editions of a development, all as long: from the first to the last of the times asked for.

    Of one time they are its parts, if it has any.
    """
    held = in_order({fact.edition for fact in facts})
    asked = editions_of(facts, times)
    if len(times) == 1 and len(asked) == 1:
        return tuple(_alike(_parts(held, asked[0]))) or asked
    if len(asked) > 1 or not times:
        sizes = {_length(edition) for edition in asked}
        alike = [edition for edition in held if _length(edition) in sizes]
        return tuple(one for one in alike if not times or asked[0] <= one <= asked[-1])
    return asked


def met(facts: Sequence[Fact], times: Sequence[Time]) -> int:
    """How many of the times asked for figures are of."""
    return sum(bool(editions_of(facts, [time])) for time in times)


def _alike(editions: Sequence[str]) -> list[str]:
    """Those of the commonest length: quarters are not set beside months."""
    most = Counter(map(_length, editions)).most_common(1)
    return [edition for edition in editions if _length(edition) == most[0][0]]


@dataclass(frozen=True, slots=True)
class Time:
    """A year or a part of it that a question names; `back` counts years from the latest that is held."""

    year: int | None
    part: str = ""
    back: int | None = None

    @property
    def edition(self) -> str:
        return f"{self.year}-{self.part[:2]}" if self.part else f"{self.year}"

    def dated(self, latest: int) -> Time:
        """The same with the year that it leaves out."""
        return self if self.year else replace(self, year=latest and latest - (self.back or 0))


def times_in(text: str, language: str) -> tuple[Time, ...]:
    """The times that a question names; a part of a year that stands alone is of the year beside it."""
    found = [one.period for one in named_times(text, language) if one.period.part != PART_YEAR]
    if any(one.year for one in found):
        found = [one for one in found if one.back is None]  # "last year (2024)"
    years = [one for one in found if not one.part]
    parts = [one for one in found if one.part]
    if len(years) == 1 and parts and all(one.year is None for one in parts):
        return tuple(Time(years[0].year, one.part, years[0].back) for one in parts)
    return tuple(dict.fromkeys(Time(one.year, one.part, one.back) for one in found))


def named_times(text: str, language: str) -> tuple[PeriodNaming, ...]:
    """Where a question names times; in Chinese and Japanese "last year" stands among other words."""
    found = _with_ranges(text, language)
    for back, words in enumerate((terms().current, terms().prior)):
        for match in any_of(words).finditer(plain(text)):
            beside = all(match.end() <= one.start or one.end <= match.start() for one in found)
            if beside and not match[0].isascii() and not COMPARED.match(text, match.end()):
                found.append(PeriodNaming(MeasurePeriod(None, back=back), *match.span()))
    return tuple(sorted(found, key=lambda one: one.start))


def _with_ranges(text: str, language: str) -> list[PeriodNaming]:
    """The times of a text, in which months from one to another are one also among other words."""
    found = list(periods(text, language))
    for match in MONTH_RANGE.finditer(plain(text)):
        start, end = match.span()
        if text[start - 1 : start].isdigit():
            continue  # a year and a month
        if whole := periods(match[0], language):
            beside = [one for one in found if one.end <= start or end <= one.start]
            found = [*beside, PeriodNaming(whole[0].period, start, end)]
    return found


def _length(edition: str) -> int:
    period = period_of(edition)
    return period.last - period.first if period else -1


def _latest(held: Sequence[str]) -> str:
    """The latest edition, of those that end at one time the longest."""
    return max(held, key=lambda one: ((p.until if (p := period_of(one)) else one), _length(one)))
