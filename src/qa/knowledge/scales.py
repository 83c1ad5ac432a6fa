"""Scales: which editions' numbers may stand together, and how near to each other they say nothing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Final

from qa.knowledge.editions import Editions

SCALED_UNITS: Final = frozenset({"points", "rank"})  # numbers that mean something only within their edition
MEASURED: Final = "points"  # what an edition's margin is stated in


class Scales:
    """The guard on comparability. Everything that orders, subtracts or draws figures asks here first."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions

    def groups(self, editions: Iterable[str], unit: str) -> tuple[tuple[str, ...], ...]:
        """The editions in groups that are one scale each, in the order given.

        In a group each may be compared with each other one: that is declared, never deduced. What is no score
        means the same in every edition but held at another time, so that each edition stands by itself.
        """
        groups: list[list[str]] = []
        for edition in dict.fromkeys(editions):
            fitting = (g for g in groups if unit in SCALED_UNITS and not self.apart((*g, edition)))
            group = next(fitting, None)
            if group is None:
                groups.append([edition])
            else:
                group.append(edition)
        return tuple(tuple(group) for group in groups)

    def apart(self, editions: Iterable[str]) -> bool:
        """Whether any two of the editions may not be compared."""
        return any(not self._editions.comparable(a, b) for a, b in combinations(dict.fromkeys(editions), 2))

    def margin(self, editions: Iterable[str], unit: str) -> float:
        """The largest margin in points that one of the editions states; 0 where none does."""
        known = (self._editions.by_id.get(edition) for edition in editions)
        stated = [edition.margin or 0.0 for edition in known if edition] if unit == MEASURED else []
        return max(stated, default=0.0)
