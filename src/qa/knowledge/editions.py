"""Editions of a report: the scale that a number belongs to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import Field

from index.fields import Date, Name, Prose
from qa.knowledge.files import CorpusItem

MONTHS: Final = 3  # of a quarter

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
        if self.period:
            last = self.period[1] * MONTHS
            return frozenset(range(last - MONTHS + 1, last + 1))
        dated = re.match(r"\d{4}-(\d\d)", self.published or "")
        return frozenset([int(dated[1])] if dated else [])

    @property
    def period(self) -> tuple[int, int] | None:
        return period_of(self.id)

    @property
    def until(self) -> str:
        """The last month of its quarter, or when it was published; "" where neither is known."""
        year, quarter = self.period or (0, 0)
        return f"{year}-{quarter * MONTHS:02}" if quarter else self.published or ""


def period_of(edition: str) -> tuple[int, int] | None:
    """Year and quarter of a quarterly edition such as "2025-Q1"; None for editions named otherwise."""
    found = re.fullmatch(r"(\d{4})-Q([1-4])", edition)
    return (int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True, slots=True)
class Editions:
    """All editions, oldest first."""

    by_id: Mapping[str, Edition]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(sorted(self.by_id))

    @property
    def latest(self) -> str | None:
        return max(self.by_id, default=None)

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
        held = [
            e.id
            for e in self.by_id.values()
            if e.period and e.period[1] == quarter and year in (None, e.period[0])
        ]
        return max(held, default=None)

    def named(self, quarter: int, year: int | None) -> str | None:
        """As `quarter`, and of a year that is named also one not held yet, by its id: 2025-Q3."""
        return self.quarter(quarter, year) or (f"{year}-Q{quarter}" if year else None)
