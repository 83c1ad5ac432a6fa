"""Editions of one document: what they state may differ in how it was measured, so it is not compared."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import Final

from index.text import aligned
from qa.numbers.measures import DATE, Measure, measures
from qa.numbers.values import stated
from qa.prose.names import NameReader
from qa.prose.times import time_parts
from qa.prose.told import ToldPieces, ToldText

EXACT: Final = 6  # decimals
SEVERAL: Final = 2  # times without which there is nothing to mix
TIME: Final = re.compile(r"\d+|[年季度月版号期]")


def editions_mixed(said: ToldText, told: ToldPieces, names: NameReader) -> bool:
    """Whether a statement's numbers come from several editions of one document, of several things.

    How one thing changed may be said where each edition is named, and of each edition what it compares.
    """
    numbers = [one for one in measures(said.text) if one.unit != DATE]
    origins = [_origins(number, told) for number in numbers]
    sources = [held for held in origins if held]
    documents = {title for held in sources for title, _ in held}
    for title in documents:
        of = [frozenset(edition for other, edition in held if other == title) for held in sources]
        of = [held for held in of if held]
        counts = Counter(edition for held in of for edition in held)
        whole = len(counts) > 1 and min(counts.values()) > 1  # of each edition what is compared
        if (
            len(of) > 1
            and not whole
            and not frozenset.intersection(*of)
            and not _is_change(said, told, names)
        ):
            return True
    return False


def times_apart(said: ToldText, told: ToldPieces) -> bool:
    """Whether a statement puts numbers of several times together and does not name each time.

    The time of a quote is its edition, and the years and months in it.
    """
    numbers = _figures(said.text)
    numbers |= _differing(numbers, told)
    used = [
        (set(time_parts(f"{one.edition} {one.text}")), numbers & _figures(one.text)) for one in told.texts
    ]
    used = [(times, values) for times, values in used if times]
    alone = [
        times
        for times, values in used
        if values - {value for other, held in used if other != times for value in held}
    ]
    if not any(_are_apart(one, other) for one, other in combinations(alone, SEVERAL)):
        return False
    parts, shared = set(time_parts(said.text)), set.intersection(*alone)
    return not all(parts & (times - shared) for times in alone)


def _differing(numbers: set[float], told: ToldPieces) -> set[float]:
    """The figures of two quotes of which a number that none has is the difference."""
    texts = [_figures(one.text) for one in told.texts]
    unknown = numbers - set[float]().union(*texts)
    return {
        figure
        for one, other in combinations(texts, SEVERAL)
        for a in one - other
        for b in other - one
        if round(abs(a - b), EXACT) in unknown
        for figure in (a, b)
    }


def _are_apart(one: set[tuple[str, int]], other: set[tuple[str, int]]) -> bool:
    """Whether two times differ: in their years, or in the quarters, months or days that both name."""
    for kind in {kind for kind, _ in one} & {kind for kind, _ in other}:
        if not {part for part in one if part[0] == kind} & {part for part in other if part[0] == kind}:
            return True
    return False


def _figures(text: str) -> set[float]:
    dates = {part for _, part in time_parts(text)}
    return {value for value in stated(text) if value not in dates}


def _origins(number: Measure, told: ToldPieces) -> frozenset[tuple[str, str]]:
    """The documents and editions whose quotes state a number."""
    return frozenset(
        (TIME.sub("", aligned(text.title)), text.edition)
        for text in told.texts
        if text.edition and any(one.value == number.value for one in measures(text.text))
    )


def _is_change(said: ToldText, told: ToldPieces, names: NameReader) -> bool:
    """Whether a statement is about one thing, and names the time of each edition."""
    subjects = [row.subject for row in told.rows]
    things = {
        one.keys
        for one in names.named(said.text, subjects)
        if sum(any(one.keys & other.keys for other in names.named(t.text, subjects)) for t in told.texts) > 1
    }
    parts = set(time_parts(said.text))
    return len(things) <= 1 and all(
        parts
        & {part for text in told.texts if text.edition == name for part in time_parts(f"{name} {text.text}")}
        for name in told.editions
    )
