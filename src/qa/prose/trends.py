"""Whether a figure rose or fell, against its values: what grew is more than it was before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from qa.language.wordlists import plain
from qa.models import Row
from qa.numbers.measures import DATE, UNNAMED, Measure, measures
from qa.prose.anchored import SHARE
from qa.prose.changes import changes
from qa.prose.senses import Trend, clauses, trend
from qa.prose.times import time_parts
from qa.prose.told import ToldPieces, ToldText, figure_of

Change = tuple[float, float]
"""A value, and the later one."""

NEAR: Final = 60  # characters between a value and what it was before
WHEN: Final = 24  # characters behind a value among which is told when it was
BEFORE: Final = {
    "en": re.compile(r"\b(?:after|from|against|compared (?:with|to)|versus)\b"),
    "fr": re.compile(r"\b(?:après|contre|au lieu de|par rapport)\b"),
    "zh": re.compile(r"[较比于][^，。,]{0,12}的\s?$"),
    "ja": re.compile(r"(?:前年|前期|前回|昨年|年)度?[^、。]{0,6}の\s?$"),
}
"""Between a value and what it was before."""
LEVEL: Final = {
    "en": re.compile(r"\b(?:to|at|reach\w*|hit\w*|total\w*|stood|stands|was|were)(?: \w+)?\s?[$€£]?$"),
    "fr": re.compile(r"(?:\bà|\batteign\w+|\batteint|\bs'établi\w+|\bétai\w+)(?: \S+)?\s?$"),
    "zh": re.compile(r"[至到为达]了?$"),
    "ja": re.compile(r"[はで、]$"),
}
"""Before a value that something has, rather than by which it differs."""
LEVEL_BEHIND: Final = {"ja": re.compile(r"\S{0,4}?[にとへ]")}
CJK_FROM: Final = "\u3041"
RANK: Final = re.compile(r"[位名]|(?:th|st|nd|rd|e|ème) |place|rang")
LONGEST_RANK: Final = 8  # characters behind a number
AGO: Final = {
    "en": re.compile(r"\b(?:year|month|quarter|wave|edition|season)\b"),
    "fr": re.compile(r"\b(?:an|année|mois|trimestre|édition|saison)\b"),
    "zh": re.compile(r"上年|去年|前一?年|上期|上季|上月"),
    "ja": re.compile(r"前年|前期|前回|昨年|前月"),
}


def against_trend(said: ToldText, told: ToldPieces) -> bool:
    """Whether a statement says that something rose which fell, or the other way round.

    By the two values that it tells itself, or by what a value of it was before, as quotes or figures tell.
    """
    own = {*_changes(said), *_levels(said)}
    if own:
        return any(_is_against(change, said, alone=len(own) == 1) for change in own)
    way = trend(said.text, said.language)
    numbers = {one.value for one in _numbers(said) if _is_level(said, one)}
    if way is None or not numbers:
        return False
    held = {change for text in told.texts for change in (*_changes(text), *_dated(text))} | {
        *_of_rows(told.rows)
    }
    ways = {_goes(change) for change in held if change[1] in numbers - {before for before, _ in held}}
    return bool(ways) and way not in ways


def _is_against(change: Change, said: ToldText, *, alone: bool) -> bool:
    """Whether the clause of a change says the other way; where it says none, and no other is, the whole."""
    flat = plain(said.text)
    places = [one.start for one in _numbers(said) if one.value == change[1]]
    held = (flat[start:end] for start, end in clauses(flat) if any(start <= place < end for place in places))
    clause = next(held, "")
    way = trend(clause, said.language) or (trend(said.text, said.language) if alone else None)
    return way is not None and _goes(change) not in (way, None)


def _goes(change: Change) -> Trend | None:
    before, after = change
    return None if before == after else "rises" if before < after else "falls"


def _changes(text: ToldText) -> Iterator[Change]:
    """What a text says that changed from and to, of one unit: no change is from 11 % to 73 tonnes."""
    alike = {(first.value, second.value) for first, second in _pairs(text)}
    return (change for change in changes(text) if change in alike)


def _levels(text: ToldText) -> Iterator[Change]:
    """Values that a text says something has after others: to 417 after 448."""
    before = BEFORE.get(text.tongue)
    for first, second in _pairs(text):
        between = plain(text.text)[first.end : second.start]
        if before and len(between) <= NEAR and before.search(between) and _is_level(text, first):
            yield second.value, first.value


def _is_level(text: ToldText, one: Measure) -> bool:
    flat, level, behind = plain(text.text), LEVEL.get(text.tongue), LEVEL_BEHIND.get(text.tongue)
    led = level is not None and level.search(flat[: one.start])
    return bool(led or (behind and behind.match(flat, one.end)))


def _dated(text: ToldText) -> Iterator[Change]:
    """Values of which a text tells what they were at a time before: 3240 in 2023, against 3690 in 2019."""
    before, ago = BEFORE.get(text.tongue), AGO.get(text.tongue)
    flat = plain(text.text)
    for first, second in _pairs(text):
        between = flat[first.end : second.start]
        around = between + flat[second.end : second.end + WHEN]
        is_dated = next(time_parts(around), None) or (ago and ago.search(around))
        if before and is_dated and len(between) <= NEAR and before.search(between):
            yield second.value, first.value


def _of_rows(rows: Sequence[Row]) -> Iterator[Change]:
    """The values that one thing has of one figure at several times."""
    for one, other in combinations(rows, 2):
        if (one.subject, one.figure) != (other.subject, other.figure):
            continue
        times = [sorted(time_parts(row.edition or row.when)) for row in (one, other)]
        first, second = figure_of(one), figure_of(other)
        alike = [[kind for kind, _ in parts] for parts in times]
        comparable = all(times) and alike[0] == alike[1] and times[0] != times[1]
        if comparable and first is not None and second is not None:
            yield (first, second) if _moment(times[0]) < _moment(times[1]) else (second, first)


def _moment(parts: Sequence[tuple[str, int]]) -> tuple[int, ...]:
    """Of parts of a time, the greater first: year, then quarter, month and day."""
    held = dict(parts)
    return tuple(held.get(kind, 0) for kind in ("year", "quarter", "month", "day"))


def _numbers(text: ToldText) -> list[Measure]:
    return [one for one in measures(text.text) if one.unit != DATE]


def _is_rank(text: ToldText, one: Measure) -> bool:
    return RANK.search(plain(text.text), max(one.end - 1, 0), one.end + LONGEST_RANK) is not None


def _pairs(text: ToldText) -> Iterator[tuple[Measure, Measure]]:
    """Numbers that follow each other and may be of one figure."""
    for first, second in pairwise(_numbers(text)):
        if _is_rank(text, first) or _is_rank(text, second):
            continue  # the less, the higher
        if _are_alike(first.unit, second.unit):
            yield first, second


def _are_alike(one: str, other: str) -> bool:
    """Whether two units may be one: of an unknown one in Chinese or Japanese the first character is."""
    units = {one, other}
    return len(units) == 1 or (SHARE not in units and (UNNAMED in units or (one[0] == other[0] >= CJK_FROM)))
