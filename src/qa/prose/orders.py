"""Which of two things a statement puts first, and whether their figures do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from qa.models import Row
from qa.numbers.values import values
from qa.prose.names import NamedThing, NameReader, distinct
from qa.prose.owners import is_one_of, keys_of
from qa.prose.senses import clauses, senses
from qa.prose.told import figure_of

THAN: Final = re.compile(r"\s*(?:より|に比べ|と比べ)")  # behind what something is measured by, in Japanese
WAYS: Final = frozenset({"more", "less"})


def in_order(text: str, rows: Sequence[Row], names: NameReader, language: str) -> bool | None:
    """Whether a text says more of the one of two things whose figure is more, or less of the other.

    Each clause that says one way is looked at by itself. None where that cannot be told: it says both ways or
    none, or does not compare two things with a figure each, of one kind and one edition.
    """
    subjects = [row.subject for row in rows]
    known = keys_of(subjects, names)
    things = [one for one in names.named(text, subjects) if is_one_of(one, known)]
    told = values(text)
    found: bool | None = None
    for start, end in clauses(text):
        said = senses(text[start:end], language) & WAYS
        pair = _compared(text, start, end, things, language)
        if len(said) != 1 or pair is None:
            continue
        for more, less in _figures(rows, pair, told, names):
            if (more > less) != ("more" in said):
                return False
            found = True
    return found


def _compared(
    text: str, start: int, end: int, things: Sequence[NamedThing], language: str
) -> tuple[NamedThing, NamedThing] | None:
    """What a clause compares, and by what: two things that it names, or one and one before it."""
    within = distinct([one for one in things if start <= one.start < end])
    if len(within) == 2:
        first, second = within
        return (second, first) if THAN.match(text, first.end) else (first, second)
    before = [one for one in things if one.end <= start]
    if len(within) != 1 or not before:
        return None
    only, first = within[0], before[-1]
    if first.keys == only.keys or not (
        THAN.match(text, only.end) or _is_behind_way(text, only, start, language)
    ):
        return None
    return first, only


def _is_behind_way(text: str, thing: NamedThing, start: int, language: str) -> bool:
    """Whether more or less is said right before a thing: higher than it, 高于它."""
    return bool(senses(text[start : thing.start], language) & WAYS)


def _figures(
    rows: Sequence[Row], pair: tuple[NamedThing, NamedThing], told: frozenset[float], names: NameReader
) -> Iterator[tuple[float, float]]:
    """The figures of both things, of each kind that they have both; where some are told, of these alone."""
    held: list[tuple[float, float]] = []
    for one, other in combinations(rows, 2):
        if (one.figure, one.edition) != (other.figure, other.edition):
            continue
        ordered = [one, other] if _is_of(one, pair[0], names) else [other, one]
        if _is_of(ordered[0], pair[0], names) and _is_of(ordered[1], pair[1], names):
            first, second = (figure_of(row) for row in ordered)
            if first is not None and second is not None and first != second:
                held.append((first, second))
    some = [both for both in held if {*both} <= told]
    yield from some or held[:1]


def _is_of(row: Row, thing: NamedThing, names: NameReader) -> bool:
    return is_one_of(thing, keys_of((row.subject,), names))
