"""From where each part of a cell is known: the grounds of its subject, its measure, its unit and its time.

A cell of which a part has a ground that has failed (grounds.yaml) stays a quote; what the others are worth is
part of how sure a figure is (sureness.yaml). Both are learned from documents that nobody had read before:
`python -m tests.grounds`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from index.yamlfile import load_yaml
from qa.extraction.measures.about import About
from qa.extraction.measures.axes import Axes
from qa.extraction.measures.cell_doubts import OF_BASE, OF_ROWS, TableAbove
from qa.extraction.measures.heads import (
    Label,
    implied_unit,
    is_count,
    is_counted,
    is_head_of,
    is_measured,
)
from qa.extraction.measures.sheets import SheetLine
from qa.extraction.measures.units import POINTS
from qa.numbers.measure_period import MeasurePeriod

FILE: Final = Path(__file__).with_name("grounds.yaml")
REMEMBERED: Final = 4_096  # names, of which cells repeat many
BRACKETED: Final = re.compile(r"[(（\[][^()（）\[\]]{1,40}[)）\]]\s*\Z")
BRACKETS: Final = re.compile(r"[(（\[]")
PEOPLE: Final = frozenset({"人", "名", "users", "people", "employees", "passengers"})  # none is cut in parts


class CellGrounds:
    """The grounds of the cells of one table, of whom `told` says; `title` is that of its document."""

    def __init__(self, table: TableAbove, told: About, axes: Axes, title: str) -> None:
        self._table, self._told, self._axes = table, told, axes
        self._sheet = table.sheet
        self._begins = bool(told.subject) and title.startswith(told.subject)

    def of(
        self, line: SheetLine, at: int, named: tuple[str, str], unit: str, period: MeasurePeriod | None
    ) -> Iterator[str]:
        """The grounds of the cell of `line` in column `at`, of a subject and measure `named`, in a `unit`."""
        yield from self._of_subject(line, at, named[0])
        yield from self._of_measure(line, at)
        yield from self._of_unit(line, at, named[1], unit)
        yield from self._of_time(line, self._sheet.heads[at], period)

    def _of_subject(self, line: SheetLine, at: int, subject: str) -> Iterator[str]:
        head, label, section = self._sheet.heads[at], line.label, _part(line)
        if subject == self._told.subject and subject not in (label.text, label.name, head.text, head.name):
            where = "which it begins" if self._begins else "within"
            yield f"subject: document's, by the {self._told.found}, {where}"
            if section:
                yield "subject: document's, under a section"
        elif section and subject in (section.text, section.name):
            yield "subject: section"
        elif line.group and subject in (line.group.text, line.group.name):
            yield "subject: group"
        else:
            yield "subject: label of a total" if label.total or head.total else "subject: label"
            if section:
                yield "subject: label under a section"

    def _of_measure(self, line: SheetLine, at: int) -> Iterator[str]:
        head = self._sheet.heads[at]
        if self._axes in OF_BASE:
            measured = "measured" if is_measured(self._table.base) else "bare"
            yield f"measure: {self._table.found or 'table'}, {measured}"
            if _part(line):
                yield "measure: above a section"
            if head.name and not (head.change or head.share or is_head_of("value_heads", head.name)):
                yield "measure: above the name of a head"
            return
        label = line.label if self._axes in OF_ROWS else head
        kind = "measured" if label.measured else "with a unit" if label.unit else "bare"
        yield f"measure: label of a total, {kind}" if label.total else f"measure: label, {kind}"

    def _of_unit(self, line: SheetLine, at: int, measure: str, unit: str) -> Iterator[str]:
        head, value, above = self._sheet.heads[at], line.values[at], self._table.above
        labels = (line.label, head) if self._axes in OF_ROWS else (head, line.label)
        own = next((one for one in labels if one.unit and one.unit.unit), None)
        if value.unit and value.unit.unit:
            yield "unit: cell"
        elif own and own.unit:
            yield f"unit: label, {'bracket at its end' if BRACKETED.search(own.text) else 'elsewhere'}"
        elif not unit:
            yield f"unit: none, {_without(measure, value.number)}"
        elif line.section and line.section.unit and line.section.unit.unit:
            yield "unit: section"
        elif any(one.unit == unit for one in above.general):
            yield f"unit: {above.found or 'table'}"
        elif any(one.unit == unit for one in above.own.values()):
            yield "unit: told of its name above"
        elif unit == implied_unit(measure):
            yield "unit: implied"
        else:
            yield "unit: points" if unit == POINTS else "unit: by the name"
        if unit in PEOPLE and not (value.number * _scale(line, head, self._table)).is_integer():
            yield "unit: parts of people"

    def _of_time(self, line: SheetLine, head: Label, period: MeasurePeriod | None) -> Iterator[str]:
        section = line.section if line.section and line.section.is_time else None
        own = head.period or line.label.period or line.period
        if period is None:
            yield "time: document" if self._told.time else "time: none"
        elif own or section:
            yield "time: its own"
        elif period == self._table.period:
            part = (
                "the document's"
                if period == self._told.period
                else "part of a year"
                if period.part
                else "year"
            )
            yield f"time: {self._table.dated}, {part}"
        else:
            yield "time: of the other columns" if head.change or head.several else "time: other"


def _part(line: SheetLine) -> Label | None:
    """The section of a row, where that is no time."""
    return line.section if line.section and not line.section.is_time else None


def _scale(line: SheetLine, head: Label, table: TableAbove) -> float:
    near = [one.unit for one in (line.label, head) if one.unit]
    return max((one.scale for one in (*near, *table.above.general, *table.above.own.values())), default=1.0)


@lru_cache(maxsize=REMEMBERED)
def _without(measure: str, number: float) -> str:
    """What a measure without a unit is: "counted", "measured", "other", in "brackets", or of "decimals"."""
    if BRACKETS.search(measure):
        return "brackets"
    if not number.is_integer():
        return "decimals"
    if is_count(measure) or is_counted(measure):
        return "counted"
    return "measured" if is_measured(measure) else "other"


def failing(grounds: Iterable[str]) -> Iterator[str]:
    """The grounds that have failed, as reasons to leave a cell a quote."""
    return (f"unproven {one}" for one in grounds if one in failed())


@cache
def failed() -> frozenset[str]:
    """The grounds that have failed in documents that nobody had read before."""
    return frozenset(str(one) for one in load_yaml(FILE)["failed"])
