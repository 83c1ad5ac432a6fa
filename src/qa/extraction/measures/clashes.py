"""Cells of a table that cannot all be read rightly: two values of one measure of one thing at one time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qa.extraction.measures.stated import Stated
from qa.extraction.measures.units import PERCENT, PERCENTAGE_POINTS

REASON: Final = "two values of one"
SHARES: Final = frozenset({PERCENT, PERCENTAGE_POINTS})


def with_clashes(table: Sequence[Stated]) -> list[Stated]:
    """The cells of one table, with the reason of those that are one thing and not one value.

    They are the same measure of the same subject at the same time: something of their labels was not read.
    A value and its change or share in per cent may be called the same.
    """
    values: dict[tuple[str, str, str | None, bool], set[float]] = defaultdict(set)
    for one in table:
        values[_of(one)].add(one.value)
    return [replace(one, unread=(*one.unread, REASON)) if len(values[_of(one)]) > 1 else one for one in table]


def _of(one: Stated) -> tuple[str, str, str | None, bool]:
    return one.subject, one.measure, one.time, one.unit in SHARES
