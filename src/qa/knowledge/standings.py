"""Standings: what an edition says of a subject's figure, be it several values, and its place in an order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from qa.knowledge.facts import Fact, FactStore
from qa.knowledge.grouping import grouped

DIGITS: Final = 9  # decimals that sums of figures and margins are compared in


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts of one subject in one edition that answer for each other: one, or those that contradict."""

    facts: tuple[Fact, ...]

    @property
    def subject(self) -> str:
        return self.facts[0].subject

    @property
    def edition(self) -> str:
        return self.facts[0].edition

    @property
    def sides(self) -> tuple[Fact, ...]:
        """A fact for each value, the smallest first."""
        by_value = {fact.number: fact for fact in reversed(self.facts)}
        return tuple(by_value[value] for value in sorted(by_value))

    @property
    def low(self) -> float:
        return min(fact.number for fact in self.facts)

    @property
    def high(self) -> float:
        return max(fact.number for fact in self.facts)

    @property
    def disputed(self) -> bool:
        """Whether the sources state different values."""
        return self.low < self.high


@dataclass(frozen=True, slots=True)
class Placed:
    """A standing in an order; `first` to `last` are the places it may take, by the source one believes."""

    standing: Standing
    first: int
    last: int

    @property
    def place(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"


def current(facts: Iterable[Fact], store: FactStore) -> list[Standing]:
    """One standing for each subject and edition: what a source has since replaced is left out."""
    return [
        Standing(tuple(fact for fact in held if not _is_replaced(fact, held, store)))
        for held in _by_subject(facts)
    ]


def episodes(facts: Iterable[Fact], store: FactStore) -> list[Standing]:
    """Every standing there was: contradictions together, what a source states of other times apart."""
    found: list[Standing] = []
    for held in _by_subject(facts):
        parts: list[list[Fact]] = []
        for fact in held:
            rivals = store.conflicts(fact)
            joined = [part for part in parts if any(other in rivals for other in part)]
            parts = [part for part in parts if part not in joined]
            parts.append([*(other for part in joined for other in part), fact])
        found += [Standing(tuple(part)) for part in parts]
    return found


def ordered(standings: Sequence[Standing], margin: float, *, descending: bool) -> tuple[Placed, ...]:
    """The standings in order. A place is one more than there are others ahead by more than `margin`.

    Where sources disagree it is a range: from the best value with all others at their worst to the reverse.
    """
    bounds = [(s.low, s.high) if descending else (-s.high, -s.low) for s in standings]
    lows, highs = sorted(low for low, _ in bounds), sorted(high for _, high in bounds)
    lines = []
    for standing, (low, high) in zip(standings, bounds, strict=True):
        ahead = len(lows) - bisect_right(lows, round(high + margin, DIGITS))
        limit = round(low + margin, DIGITS)
        perhaps = len(highs) - bisect_right(highs, limit) - (high > limit)  # not counting itself
        lines.append((high, low, Placed(standing, ahead + 1, perhaps + 1)))
    return tuple(line for _, _, line in sorted(lines, key=lambda entry: (-entry[0], -entry[1])))


def _by_subject(facts: Iterable[Fact]) -> Iterable[tuple[Fact, ...]]:
    """The facts of each subject in each edition."""
    return grouped(facts, lambda fact: (fact.subject, fact.edition)).values()


def _is_replaced(fact: Fact, held: Sequence[Fact], store: FactStore) -> bool:
    """Whether a source of `fact` states the figure of a later time, too."""
    later = [other for other in held if (other.as_of or "") > (fact.as_of or "")]
    return any(other not in store.conflicts(fact) and other.value != fact.value for other in later)
