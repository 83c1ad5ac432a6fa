"""What makes it doubtful that a cell of a table states just what it is read as, by name: for confidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from qa.extraction.measures.about import About
from qa.extraction.measures.axes import SURE, Axes, AxesReading
from qa.extraction.measures.heads import Label
from qa.extraction.measures.sheets import GridSheet, SheetLine
from qa.extraction.measures.unit_of import Above
from qa.numbers.measure_period import MeasurePeriod

LIKELY: Final = 1.0  # what speaks for the axes of a table that are hardly in doubt
OF_BASE: Final = frozenset({Axes.THINGS_TIMES, Axes.TIMES_THINGS, Axes.TIMES})
"""Axes of tables whose measure stands above them."""
OF_ROWS: Final = frozenset({Axes.MEASURES_THINGS, Axes.MEASURES_TIMES})
"""Axes of tables whose rows are measures."""
SAFE: Final = ("", "corner", "caption")  # places above a table that are about it for sure


@dataclass(frozen=True, slots=True)
class TableAbove:
    """A sheet with what holds for all of it: what it measures where no axis says it, when, in what."""

    sheet: GridSheet
    base: str
    found: str  # where `base` was found
    period: MeasurePeriod | None
    dated: str  # where `period` was found
    above: Above
    owner: str = ""  # whom `base` is said to be of
    listed: bool = False  # whether what stands above says by what `base` is parted
    crossed: bool = False  # whether things may stand on both axes


class CellDoubts:
    """The doubts of the cells of one table; those of all of it are `of_table`.

    `cases` says that its rows are cases of the measure that stands above it.
    """

    def __init__(self, table: TableAbove, told: About, how: AxesReading, *, cases: bool) -> None:
        self._table, self._told, self._how, self._cases = table, told, how, cases
        self.of_table = tuple(self._of_table())

    def _of_table(self) -> Iterator[str]:
        if self._how.sure < SURE:
            yield "unsure axes" if self._how.sure < LIKELY else "likely axes"
        if self._how.axes in OF_BASE and self._table.found not in SAFE:
            yield f"measure of the {self._table.found}"
        if self._cases and self._how.axes is Axes.MEASURES_THINGS:
            yield "rows are cases"
        if not self._table.sheet.corner.text:
            yield "no corner"
        if not self._table.sheet.grid.caption:
            yield "no caption"

    def of_names(self, subject: str, measure: str, line: SheetLine, at: int, *, own: bool) -> Iterator[str]:
        """Of the subject and the measure of the cell of `line` in column `at`; `own` for a name in full."""
        head = self._table.sheet.heads[at]
        label = line.label if self._how.axes in OF_ROWS else head
        if self._how.axes not in OF_BASE and not (label.measured or label.unit or line.values[at].unit):
            yield "measure without a word of measures"
        if subject == self._told.subject:
            yield f"subject of the {self._told.found}"
        elif not own:
            yield "subject in full elsewhere"
        if line.label.total or head.total:
            yield "total"
        if measure in (head.text, line.label.text) and label.total and not label.measured:
            yield "measure is a total"
        if head.change or head.share:
            yield "change or share"
        if line.section and not line.section.is_time:
            yield "in a section"
        if line.group:
            yield "in a group"
        if len(measure) < 3:
            yield "short measure"

    def of_unit(self, line: SheetLine, at: int, unit: str) -> Iterator[str]:
        """Of the unit of the cell of `line` in column `at`."""
        value = line.values[at]
        if value.aside:
            yield "aside"
        own = value.unit or line.label.unit or self._table.sheet.heads[at].unit
        if own:
            if not value.unit and len(own.unit) == 1 and own.unit.isalpha():
                yield "unit of one letter"
            return
        if not unit:
            yield "no unit"
            if self._table.above.general or self._table.above.unsaid:
                yield "not in the unit above"
        elif self._table.above.found not in SAFE:
            yield f"unit of the {self._table.above.found}"
        elif not self._table.above.found:
            yield "unit by the name"

    def of_time(self, line: SheetLine, head: Label, period: MeasurePeriod | None) -> Iterator[str]:
        """Of the time of the cell of `line` under `head`."""
        if period is None:
            yield "no time"
            if self._told.time:
                yield "time of the title"
        elif line.period:
            yield "time by a column"
        elif period == self._table.period and not (line.label.period or head.period):
            if self._table.dated not in SAFE:
                yield f"time of the {self._table.dated}"
            if period.part:
                yield "part of a year above"
        elif (one := head.period or line.label.period) and one.year is None:
            yield "year from elsewhere"
