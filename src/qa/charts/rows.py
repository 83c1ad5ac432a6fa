"""The rows of a panel: names on the left, bars or steps on the panel's own scale, figures on the right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from qa.charts.palette import Theme, mixed
from qa.charts.plot import Point
from qa.charts.scale import Scale, tick_label
from qa.charts.shapes import Dot, Rect, Shape, Stroke, Text
from qa.charts.typeface import Typeface

# Few sizes: each takes a megabyte of memory in each language.
SIZE: Final = 12.5
SMALL: Final = 11.0
LEADING: Final = 15.0
ROW: Final = 23.0
BAR: Final = 13.0
MARGIN: Final = 12.0  # inside a panel
GAP: Final = 8.0
LOCK: Final = 15.0  # the column of the sign for open weights
NAME: Final = 180.0  # at most, of a row's name
FIGURE: Final = 170.0  # at most, of a row's figure
BLANK: Final = "–"
BOW: Final = tuple(math.pi * part / 8 for part in range(9))  # of a padlock: half a circle


@dataclass(frozen=True, slots=True)
class BarRow:
    """A point made ready: its name in lines, when it was, its figure as written."""

    point: Point
    name: tuple[str, ...]
    when: str
    figure: str

    @property
    def height(self) -> float:
        return max(ROW, len(self.name) * LEADING + (LEADING if self.when else 0) + GAP)

    @property
    def low(self) -> float:
        """Up to where the figure is certain; all of it where only one is given."""
        return min(self.point.low, self.point.value) if math.isfinite(self.point.low) else self.point.value


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand, from left to right; the same in all panels of a picture."""

    name: float
    lock: float
    axis: float
    end: float
    """Where the longest bar ends; figures may follow for `figure`."""
    figure: float

    @classmethod
    def of(cls, rows: Sequence[BarRow], face: Typeface, left: float, right: float) -> Columns:
        names = max(face.width(line, SIZE) for row in rows for line in (*row.name, row.when))
        figure = max(face.width(row.figure, SIZE) for row in rows)
        locks = LOCK if any(row.point.open_weights for row in rows) else 0.0
        lock = left + MARGIN + names + GAP
        return cls(left + MARGIN, lock, lock + locks, right - MARGIN - figure - GAP, figure)


def prepare(points: Sequence[Point], face: Typeface, *, steps: bool) -> tuple[BarRow, ...]:
    return tuple(
        BarRow(
            point=point,
            name=face.wrap(face.clean(point.label), SIZE, NAME, 2) or (BLANK,),
            when=face.fit(face.clean(point.when), SMALL, NAME) if steps and point.when else "",
            figure=face.fit(face.clean(point.text), SIZE, FIGURE) or BLANK,
        )
        for point in points
    )


@dataclass(frozen=True, slots=True)
class PanelRows:
    """The rows of one panel, on a scale that no other panel shares."""

    theme: Theme
    colours: Mapping[str, str]
    columns: Columns
    rows: Sequence[BarRow]
    language: str

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)

    def shapes(self, top: float, *, steps: bool) -> Iterator[Shape]:
        """All of it from `top` down; the marks of the scale lie below."""
        values = [value for row in self.rows for value in (row.point.value, row.low)]
        scale = Scale.of(values, self.columns.axis, self.columns.end)
        yield from self._axis(scale, top)
        middles = []
        for row in self.rows:
            middles.append(top + row.height / 2)
            top += row.height
        if steps:
            yield from self._stairs(scale, middles)
        before = self.rows[0]
        for row, middle in zip(self.rows, middles, strict=True):
            yield from self._name(row, middle)
            yield from self._step(scale, before, row, middle) if steps else self._bar(scale, row, middle)
            before = row

    def _axis(self, scale: Scale, top: float) -> Iterator[Shape]:
        for tick in scale.ticks():
            x = scale.at(tick)
            yield Rect(x - 0.5, top, 1, self.height, self.theme.grid)
            label = tick_label(tick, self.language)
            yield Text(x, top + self.height + 12, label, SMALL, self.theme.muted, "middle")

    def _name(self, row: BarRow, middle: float) -> Iterator[Shape]:
        lines = len(row.name) + bool(row.when)
        baseline = middle - (lines - 1) * LEADING / 2 + SIZE * 0.36
        yield from written(row.name, self.columns.name, baseline, SIZE, self.theme.text)
        if row.when:
            below = baseline + len(row.name) * LEADING
            yield Text(self.columns.name, below, row.when, SMALL, self.theme.muted)
        if row.point.open_weights:
            yield from padlock(self.columns.lock, middle, self.theme.text)

    def _bar(self, scale: Scale, row: BarRow, middle: float) -> Iterator[Shape]:
        """A bar up to what is certain; where sources differ, a paler end between a bound at each figure."""
        zero, sure, end = scale.at(0), scale.at(row.low), scale.at(row.point.value)
        colour, top = self._colour(row.point), middle - BAR / 2
        yield Rect(min(zero, sure), top, abs(sure - zero), BAR, colour, 2)
        if row.low < row.point.value:
            yield Rect(sure, top, end - sure, BAR, mixed(colour, self.theme.panel, 0.35), stroke=colour)
            for x in (sure, end):
                yield Rect(x - 0.75, top - 3, 1.5, BAR + 6, self.theme.text)
        yield self._figure(row, max(zero, end), middle)

    def _stairs(self, scale: Scale, middles: Sequence[float]) -> Iterator[Shape]:
        """A figure holds until the next: down, then across."""
        for (row, middle), (after, below) in pairwise(zip(self.rows, middles, strict=True)):
            x, across = scale.at(row.point.value), scale.at(after.point.value)
            yield Rect(x - 1, middle, 2, below - middle, self.theme.muted)
            yield Rect(min(x, across) - 1, below - 1, abs(across - x) + 2, 2, self.theme.muted)

    def _step(self, scale: Scale, before: BarRow, row: BarRow, middle: float) -> Iterator[Shape]:
        x, colour = scale.at(row.point.value), self._colour(row.point)
        if row.low < row.point.value:
            sure = scale.at(row.low)
            yield Rect(sure, middle - 2, x - sure, 4, mixed(colour, self.theme.panel, 0.5))
            yield Dot(sure, middle, 5, self.theme.panel, colour)
        yield Dot(x, middle, 5, colour, self.theme.panel)
        yield self._figure(row, max(x, scale.at(before.point.value)) + 3, middle)

    def _figure(self, row: BarRow, x: float, middle: float) -> Shape:
        return Text(x + GAP - 2, middle + SIZE * 0.36, row.figure, SIZE, self.theme.text)

    def _colour(self, point: Point) -> str:
        return self.colours[point.maker] if point.maker else self.theme.other


def written(
    lines: Sequence[str], x: float, baseline: float, size: float, colour: str, leading: float = LEADING
) -> Iterator[Text]:
    """Lines of text below one another, the first on `baseline`."""
    for place, line in enumerate(lines):
        yield Text(x, baseline + place * leading, line, size, colour)


def padlock(x: float, middle: float, colour: str) -> Iterator[Shape]:
    """An open padlock, 9 pixels wide, from `x` on around `middle`: the sign for open weights."""
    yield Rect(x, middle - 0.5, 9, 6, colour, 1)
    bow = [(x + 3.75 - 2.25 * math.cos(turn), middle - 3 - 2.25 * math.sin(turn)) for turn in BOW]
    yield Stroke(((x + 1.5, middle), *bow), colour, 1.4)
