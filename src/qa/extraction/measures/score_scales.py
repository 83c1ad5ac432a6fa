"""The scales of the scores that a document tells in its text, and the columns and rows that are on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.tables import PIPE
from qa.extraction.measures.heads import Label, implied_unit, is_count
from qa.extraction.measures.sheets import GridSheet
from qa.extraction.measures.told_apart import names_of, occurring
from qa.extraction.measures.units import POINTS, MeasureUnit
from qa.language.wordlists import plain

REMEMBERED: Final = 4  # documents
MOST: Final = 64  # scales of a document
NEAR: Final = 24  # characters before a scale in which what is scored is named
SCALE: Final = re.compile(
    r"(?P<east>\d{1,4})\s?[点分][满満][点分]|[满満]分[为は]?\s?(?P<full>\d{1,4})\s?[点分]?"
    r"|(?<![\d.,])[01]\s?(?:to|[-–~〜]|à|から|到|至)\s?(?P<range>\d{1,4})\s?(?:points?\b|pts\b|[点分](?![^\W\d_]))"
    r"|\b(?:out of|sur)\s(?P<west>\d{1,4})(?=\s*(?:points?\b|[.,;:)]|\Z))"
)
CLAUSE: Final = re.compile(r"[、,;。.()]\s?")


@dataclass(frozen=True, slots=True)
class ScoreScale:
    """The folded words before a scale, which name what is scored, and the best score."""

    said: str
    best: float


@lru_cache(maxsize=REMEMBERED)
def score_scales(text: str) -> tuple[ScoreScale, ...]:
    """The scales that the text of a document tells, besides its tables: 食味は50点満点, "taste out of 20"."""
    found: list[ScoreScale] = []
    for line in text.split("\n"):
        flat = plain(line) if PIPE not in line else ""
        for match in SCALE.finditer(flat):
            said = CLAUSE.split(flat[max(0, match.start() - NEAR) : match.start()])[-1]
            number = next(group for group in match.groups() if group)
            found.append(ScoreScale(said, float(number)))
    return tuple(dict.fromkeys(found))[:MOST]


def scored(sheet: GridSheet, scales: Sequence[ScoreScale]) -> dict[str, MeasureUnit]:
    """The columns and rows of a table that are scores: on one of `scales`, or between others that are."""
    values = [line.values for line in sheet.lines]
    columns = [(one, [held[at].number for held in values if at in held]) for at, one in sheet.heads.items()]
    rows = [(line.label, [one.number for one in line.values.values()]) for line in sheet.lines]
    found = [label for axis in (columns, rows) for label in _scored(axis, scales)] if scales else []
    return dict.fromkeys(names_of(found), MeasureUnit(POINTS))


def _scored(axis: Sequence[tuple[Label, list[float]]], scales: Sequence[ScoreScale]) -> Iterator[Label]:
    """The labels of an axis, each with its numbers, that are scores, if any is on one of `scales`."""
    told = [label.unit is None and _is_on(label, numbers, scales) for label, numbers in axis]
    points = [on or _is_score(label) for (label, _), on in zip(axis, told, strict=True)]
    for at, (label, _) in enumerate(axis if any(told) else ()):
        between = 0 < at < len(axis) - 1 and points[at - 1] and points[at + 1]
        if told[at] or (between and _may_be_scored(label)):
            yield label


def _is_on(label: Label, numbers: Sequence[float], scales: Sequence[ScoreScale]) -> bool:
    """Whether a label is what one of some scales is told of, and its numbers keep to that."""
    called = names_of((label,))
    held = (one for one in scales if occurring(one.said, called))
    return any(all(0 <= number <= one.best for number in numbers) for one in held)


def _is_score(label: Label) -> bool:
    unit = label.unit.unit if label.unit else implied_unit(label.name)
    return unit == POINTS


def _may_be_scored(label: Label) -> bool:
    return label.unit is None and not label.measured and not is_count(label.name)
