"""What stands beside each number: two numbers that changed places take the words of each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, TypeAlias

from index.text import aligned
from qa.numbers.measures import DATE, Measure, measure_words, measures
from qa.prose.nearest import content
from qa.prose.told import ToldPieces, ToldText

Slot: TypeAlias = tuple[frozenset[str], frozenset[str]]
Slots: TypeAlias = dict[float, frozenset[str]]
"""By the value of a number the terms that stand on one side of it, up to the next number."""

CJK_JOINT: Final = re.compile(r"[はがをのにでともやへ]")

NAMING: Final = re.compile(
    r"[^\W\d_为為是达達有约約近超到至共第率量数數额額的和与與及在从從以得各计計仅僅增减減升降长長高低はがをにのでと]\Z"
)
"""A letter or character right before a number that does not lead to one."""


def exchanged(said: ToldText, told: ToldPieces) -> bool:
    """Whether two numbers of a statement stand each beside what a quote puts beside the other.

    Only where no way of reading both puts each beside its own.
    """
    mine = _numbers(said)
    for text in told.texts:
        if text.tongue != said.tongue:
            continue
        theirs = _numbers(text)
        shared = [one for one in mine if any(one.value == other.value for other in theirs)]
        pairs = [(a.value, b.value) for a, b in combinations(shared, 2) if a.unit == b.unit]
        if any(_crossed(pair, (said, mine), (text, theirs)) for pair in pairs):
            return True
    return False


def _crossed(
    pair: tuple[float, float],
    said: tuple[ToldText, Sequence[Measure]],
    told: tuple[ToldText, Sequence[Measure]],
) -> bool:
    theirs = [_own(way) for way in _ways(pair, *told)]
    theirs = [way for way in theirs if all(way)]
    mine = [_own(way) for way in _ways(pair, *said)]
    if any(a & own and b & other for a, b in mine for own, other in theirs):
        return False
    for own, other in theirs[:1]:
        placed = [(a, b) for a, b in mine if a & (own | other) and b & (own | other)]
        return any(a & other and b & own for a, b in placed[:1])
    return False


def _own(way: Slot) -> Slot:
    """What two numbers stand beside, without what both do."""
    return way[0] - way[1], way[1] - way[0]


def _ways(pair: tuple[float, float], text: ToldText, numbers: Sequence[Measure]) -> Iterator[Slot]:
    """What two numbers may belong to: what is before, behind or around both; or what a list goes by."""
    before, behind = _sides(text, numbers)
    first, second = pair
    yield before[first], before[second]
    yield behind[first], behind[second]
    yield before[first], behind[second]  # "A has 1, against 2 for B"
    yield from _listed(pair, numbers, before)


def _listed(pair: tuple[float, float], numbers: Sequence[Measure], before: Slots) -> Iterator[Slot]:
    """What a list before names for the numbers of another: "54 and 61 dB, 95 and 130 minutes"."""
    units = Counter(one.unit for one in numbers)
    group = next((one.unit for one in numbers if one.value == pair[0]), "")
    mine = [one.value for one in numbers if one.unit == group]
    if pair[1] not in mine or all(before[value] for value in mine[1:]):
        return
    for unit, count in units.items():
        other = [one.value for one in numbers if one.unit == unit]
        if unit != group and count == len(mine):
            yield before[other[mine.index(pair[0])]], before[other[mine.index(pair[1])]]


def _numbers(text: ToldText) -> list[Measure]:
    """The amounts of a text that it states once; not the number that ends a name."""
    found = [
        one
        for one in measures(text.text)
        if one.unit != DATE
        and not (NAMING.search(text.text, 0, one.start) and one.unit not in measure_words().units)
    ]
    counts = Counter(one.value for one in found)
    return [one for one in found if counts[one.value] == 1]


def _sides(text: ToldText, numbers: Sequence[Measure]) -> tuple[Slots, Slots]:
    ends = [0, *(one.end for one in numbers)]
    begins = [*(one.start for one in numbers), len(text.text)]
    cut = [_terms(text, end, begin) for end, begin in zip(ends, begins, strict=True)]
    values = [one.value for one in numbers]
    return dict(zip(values, cut[:-1], strict=True)), dict(zip(values, cut[1:], strict=True))


def _terms(text: ToldText, start: int, end: int) -> frozenset[str]:
    part = aligned(text.text[start:end]) if end > start else ""
    words = content(ToldText(CJK_JOINT.sub(" ", part) if text.tongue == "ja" else part, text.language))
    return frozenset(word for word in words if not word.isdigit())
