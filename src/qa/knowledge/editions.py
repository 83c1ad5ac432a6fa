"""Editions of a report: the scale that a number belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import Field

from index.fields import Date, Name, Prose
from qa.knowledge.files import CorpusItem

MONTHS: Final = 3  # of a quarter
HALF: Final = 6  # months of half a year
YEAR: Final = 12  # months
UNDATED: Final = "undated"  # the edition of what belongs to none
NO_YEAR: Final = "--"  # before a month alone, as XML Schema writes one: --07
PERIOD: Final = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])|H([12])))?")

Localised = dict[Name, Prose]


class Edition(CorpusItem):
    """One edition of a report. `comparable_with` and `reason` are Footnote's judgement and shown as such.

    `margin` is how far apart scores may be and still be ties, in points, where the edition states it.
    """

    title: Localised
    published: Date | None = None
    index: Localised = Field(default={})
    comparable_with: tuple[str, ...] = ()
    reason: Localised = Field(default={})
    margin: float | None = Field(default=None, ge=0, allow_inf_nan=False)

    @property
    def months(self) -> frozenset[int]:
        """The months of its quarter, or the one in which it was published, where these are known."""
        if self.period and not self.period.is_year:
            return frozenset(range(self.period.first, self.period.last + 1))
        dated = re.match(r"\d{4}-(\d\d)", self.published or "")
        return frozenset([int(dated[1])] if dated else [])

    @property
    def period(self) -> Period | None:
        return period_of(self.id)

    @property
    def until(self) -> str:
        """The last month of its period, or when it was published; "" where neither is known."""
        return self.period.until if self.period else self.published or ""


@dataclass(frozen=True, slots=True)
class Period:
    """The months of a year from `first` to `last`, counted from 1: a month, a quarter or all of it."""

    year: int
    first: int
    last: int

    @classmethod
    def of_month(cls, year: int, month: int) -> Period:
        return cls(year, month, month)

    @property
    def quarter(self) -> int | None:
        """Which quarter it is, if it is one."""
        return self.last // MONTHS if self.last - self.first == MONTHS - 1 else None

    @property
    def half(self) -> int | None:
        """Which half of the year it is, if it is one."""
        return self.last // HALF if self.last - self.first == HALF - 1 and self.last % HALF == 0 else None

    @property
    def is_month(self) -> bool:
        return self.first == self.last

    @property
    def is_year(self) -> bool:
        return self.last - self.first == YEAR - 1

    @property
    def until(self) -> str:
        """Its last month: 2025-03."""
        return f"{self.year}-{self.last:02}"


def period_of(edition: str) -> Period | None:
    """What "2025-Q1", "2025-H1", "2025-07" and "2024" are editions of; None for editions named otherwise."""
    found = PERIOD.fullmatch(edition)
    if not found:
        return None
    year, quarter, month, half = (int(part) if part else 0 for part in found.groups())
    if quarter:
        return Period(year, MONTHS * (quarter - 1) + 1, MONTHS * quarter)
    if half:
        return Period(year, HALF * (half - 1) + 1, HALF * half)
    return Period.of_month(year, month) if month else Period(year, 1, YEAR)


def in_order(editions: Iterable[str]) -> tuple[str, ...]:
    """Editions, oldest first: those of a period by its end, others by their names."""
    return tuple(sorted(editions, key=lambda id_: (period.until if (period := period_of(id_)) else id_, id_)))


def length(edition: str) -> int | None:
    """How many months an edition is of; None where its name does not say. A month may lack its year: --07."""
    if edition.startswith(NO_YEAR):
        return 1
    period = period_of(edition)
    return period.last - period.first + 1 if period else None


def alike(editions: Iterable[str], held: Iterable[str]) -> tuple[str, ...]:
    """Of those `held` the ones as long as any of `editions`, or else all, oldest first."""
    lengths, ordered = set(map(length, editions)), in_order(held)
    return tuple(one for one in ordered if length(one) in lengths) or ordered


@dataclass(frozen=True, slots=True)
class Editions:
    """All editions, oldest first."""

    by_id: Mapping[str, Edition]

    @property
    def ids(self) -> tuple[str, ...]:
        return in_order(self.by_id)

    @property
    def latest(self) -> str | None:
        return next(reversed(self.ids), None)

    @property
    def monthly(self) -> tuple[str, ...]:
        """The editions of single months, oldest first."""
        return tuple(id_ for id_ in self.ids if (period := period_of(id_)) and period.is_month)

    @property
    def yearly(self) -> tuple[str, ...]:
        """The editions of whole years, oldest first."""
        return tuple(id_ for id_ in self.ids if (period := period_of(id_)) and period.is_year)

    def with_held(self, editions: Iterable[str]) -> Editions:
        """With those that documents belong to and nobody declares."""
        held = {id_: Edition(id=id_, title={}) for id_ in editions if id_ not in self.by_id}
        return Editions({**self.by_id, **held})

    def nth(self, place: int) -> str | None:
        """The edition at a place from 1, the oldest, or from -1, the latest."""
        at = place - 1 if place > 0 else place
        return self.ids[at] if -len(self.ids) <= at < len(self.ids) else None

    def within(self, months: Collection[int]) -> tuple[str, ...]:
        """The editions of most of these months of a year, or, without quarters, published in one of them."""
        shared = {id_: len(edition.months.intersection(months)) for id_, edition in self.by_id.items()}
        most = max(shared.values(), default=0)
        return tuple(id_ for id_ in self.ids if most and shared[id_] == most)

    def comparable(self, first: str, second: str) -> bool:
        """Whether numbers of both may stand on one scale: the same edition, or declared by either."""
        if first == second:
            return True
        return second in self._declared(first) or first in self._declared(second)

    def _declared(self, edition: str) -> tuple[str, ...]:
        known = self.by_id.get(edition)
        return known.comparable_with if known else ()

    def quarter(self, quarter: int, year: int | None) -> str | None:
        """The latest edition of that quarter (of that year, where one is named)."""
        return self._latest_of(lambda period: period.quarter == quarter and year in (None, period.year))

    def month(self, month: int, year: int | None) -> str | None:
        """The latest edition of that month (of that year, where one is named)."""
        return self._latest_of(
            lambda period: period.is_month and period.first == month and year in (None, period.year)
        )

    def _latest_of(self, fits: Callable[[Period], bool]) -> str | None:
        held = (id_ for id_ in reversed(self.ids) if (period := period_of(id_)) and fits(period))
        return next(held, None)

    def named(self, quarter: int, year: int | None) -> str | None:
        """As `quarter`, and of a year that is named also one not held yet, by its id: 2025-Q3."""
        return self.quarter(quarter, year) or (f"{year}-Q{quarter}" if year else None)
