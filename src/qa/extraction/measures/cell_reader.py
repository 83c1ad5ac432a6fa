"""What each cell of one table states: whose figure it is, what it measures, in what, and when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from index.documents import Document
from qa.extraction.measures.about import About
from qa.extraction.measures.axes import Axes, AxesReading
from qa.extraction.measures.cell_doubts import CellDoubts, TableAbove
from qa.extraction.measures.cell_times import CellTimes
from qa.extraction.measures.grounds import CellGrounds, failing
from qa.extraction.measures.heads import (
    Label,
    is_amount,
    is_bare_change,
    is_head_of,
    is_measures_head,
    is_rank,
    is_year,
    without_end,
)
from qa.extraction.measures.sheets import SheetLine
from qa.extraction.measures.stated import Stated
from qa.extraction.measures.unit_of import unit_of
from qa.extraction.measures.unread import UnreadReasons
from qa.numbers.numerals import exact

REMEMBERED: Final = 4_096  # measures, of which cells repeat many
LETTERS: Final = re.compile(r"[^\W\d_]")  # of a name


class CellReader:
    """Reads the cells of one table."""

    def __init__(
        self,
        table: TableAbove,
        told: About,
        how: AxesReading,
        last: int | None,
        full: dict[str, str],
        split: dict[str, tuple[str, str]],
        document: Document,
    ) -> None:
        language = document.language
        self._table, self._told, self._how = table, told, how
        self._full, self._split = full, split
        self._form = f"table of {how.axes.value}"
        self._sheet = table.sheet
        self._times = CellTimes(table.sheet, how.axes, table.period, told.period, last, table.times, language)
        sections = {one.name for line in self._sheet.lines if (one := line.section) and not one.is_time}
        rows = [line.label for line in self._sheet.lines]
        self._rows_are_parts = table.listed and _are_parts(self._sheet.rows)
        crossed = table.listed or (table.crossed and _are_parts(self._sheet.rows))
        self._columns_are_parts = crossed and _are_parts(self._sheet.named)
        said = table.found in ("caption", "sentence") and not is_measures_head(table.base)
        self._rows_are_cases = said and not any(one.measured or one.change or one.unit for one in rows)
        self._counts = Counter(line.label.name or line.label.text for line in self._sheet.lines)
        lines = len(self._sheet.lines)
        self._unread = UnreadReasons(table, how.axes, language, told.subject)
        self._grounds = CellGrounds(table, told, how.axes, document.title)
        self._doubts = CellDoubts(table, told, how, cases=self._rows_are_cases)
        self._sections_are_things = len(sections) > 1 and len(self._counts) * len(sections) == lines

    def figures(self) -> Iterator[Stated]:
        for line in self._sheet.lines:
            if (
                self._is_no_measure(line)
                or line.label.plan
                or (line.section and line.section.plan)
                or (line.group and line.group.plan)
            ):
                continue
            held = (self._figure(line, at) for at in line.values if not self._sheet.heads[at].plan)
            yield from (one for one in held if one)

    def _is_no_measure(self, line: SheetLine) -> bool:
        """Whether a row that would be a measure is one of ranks, dates or years."""
        if not self._measured_by_rows() or line.label.measured or line.label.unit:
            return False
        years = all(is_year(line.row.cells[at]) for at in line.values if at < len(line.row.cells))
        return years or is_head_of("dates", line.label.text) or is_rank(line.label.text)

    def _figure(self, line: SheetLine, at: int) -> Stated | None:
        head, value = self._sheet.heads[at], line.values[at]
        named = self._names(line, at)
        period = self._times.of(line, at)
        if named is None or (period and not self._times.holds(period)):
            return None
        subject, measure = named
        full = self._full.get(subject, subject)
        unit = unit_of(self._table.above, line, at, measure, by_rows=self._measured_by_rows())
        if unit is None:
            return None
        number = exact(value.number * unit.scale)
        time = period.iso if period else self._told.time
        doubts = (
            *self._doubts.of_table,
            *self._doubts.of_names(subject, measure, line, at, own=full == subject),
            *self._doubts.of_unit(line, at, unit.unit),
            *self._doubts.of_time(line, head, period),
        )
        grounds = tuple(self._grounds.of(line, at, named, unit.unit, period))
        unread = (*self._unread.of(line, at, named, unit, period), *failing(grounds))
        return Stated(
            full,
            measure,
            number,
            unit.unit,
            time,
            value.qualifier,
            line.row.start,
            line.row.end,
            self._form,
            doubts,
            tuple(dict.fromkeys(unread)),
            grounds,
        )

    def _measured_by_rows(self) -> bool:
        return self._how.axes in (Axes.MEASURES_THINGS, Axes.MEASURES_TIMES)

    def _names(self, line: SheetLine, at: int) -> tuple[str, str] | None:
        """The subject and the measure of a cell; None where one is missing."""
        subject, measure = self._by_axes(line, at)
        if not subject or measure == subject or not _is_named(measure):
            return None
        return subject, measure

    def _by_axes(self, line: SheetLine, at: int) -> tuple[str, str]:
        """The subject and the measure of a cell by what rows and columns name; "" for what nothing names."""
        head, told = self._sheet.heads[at], self._told.subject
        match self._how.axes:
            case Axes.THINGS_MEASURES:
                return self._thing(line), self._head_name(at)
            case Axes.MEASURES_THINGS:
                joined = head.total or head.change or head.share or is_head_of("statistics", head.name)
                measure = self._of_caption(self._measure(line))
                return (told, self._joined(measure, head)) if joined else (head.name, measure)
            case Axes.MEASURES_TIMES:
                subject, measure = self._split.get(line.label.name, ("", ""))
                measure = measure or self._measure(line)
                return subject or self._of_rows(line), self._joined(measure, head)
            case Axes.THINGS_TIMES:
                return self._thing(line), self._joined(self._base(line), head)
            case Axes.TIMES_MEASURES:
                return self._split.get(head.name) or (told, self._head_name(at))
            case Axes.TIMES_THINGS:
                return told if head.total else head.name, self._table.base
            case Axes.TIMES:
                return told, self._joined(self._table.base, head)

    def _of_caption(self, name: str) -> str:
        """A measure that only the caption names, with the case that a row is: "Charging time, 20 W"."""
        if not self._rows_are_cases or name.startswith(self._table.base):
            return name
        case = name if LETTERS.search(name) else f"{self._sheet.corner.text} {name}".strip()
        return f"{self._table.base}, {case}"

    def _of_rows(self, line: SheetLine) -> str:
        """Whom rows of measures are of: the company of the document, or what their section or group names."""
        if self._sections_are_things and line.section and not line.section.is_time:
            return line.section.name
        return (line.group.name or line.group.text) if line.group else self._told.subject

    def _thing(self, line: SheetLine) -> str:
        if line.label.total:
            return self._told.subject or (line.label.text if " " in line.label.text else "")
        return line.label.text if not line.label.unit else line.label.name

    def _base(self, line: SheetLine) -> str:
        """What a table of things by times measures: what its section or what stands above it names."""
        section = line.section
        if section and (section.unit or section.measured) and section.name:
            return section.name
        return self._table.base

    def _measure(self, line: SheetLine) -> str:
        name = line.label.name or line.label.text
        total = line.label.total and not line.label.measured
        if self._table.base and (total or (self._rows_are_parts and not line.section)):
            return f"{self._table.base}, {name}"
        named = line.section and not line.section.is_time and not self._sections_are_things
        if line.section and named and total and line.section.measured:
            return f"{line.section.name or line.section.text}, {name}"
        if line.section and named and self._is_repeated(name):
            return f"{line.section.name or line.section.text}: {name}"
        return name

    def _is_repeated(self, name: str) -> bool:
        return self._counts[name] > 1

    def _head_name(self, at: int) -> str:
        """The measure of a column; a bare change is of the column before it."""
        head = self._sheet.heads[at]
        if not head.name:
            return self._table.base
        if head.change and (not head.measured or is_bare_change(head.name)):
            before = [
                one for place, one in self._sheet.heads.items() if place < at and not one.change and one.name
            ]
            whole = [one for one in before if not one.share] or before
            return f"{whole[-1].name}, {head.name}" if whole else head.name
        cornered = self._table.found == "corner" and not head.unit and not head.change
        joined = cornered or self._columns_are_parts
        if (head.total or joined) and not head.measured and self._table.base:
            return f"{self._table.base}, {head.name}"
        return head.name

    def _joined(self, measure: str, head: Label) -> str:
        """A measure with what its column says of it besides its time: "Revenue, change"."""
        of_whole = head.change or head.share or is_head_of("statistics", head.name)
        said = of_whole and without_end(head.name)
        return f"{measure}, {said}" if measure and said else measure


@lru_cache(maxsize=REMEMBERED)
def _is_named(measure: str) -> bool:
    return LETTERS.search(measure) is not None and not is_amount(measure)


def _are_parts(labels: Sequence[Label]) -> bool:
    """Whether labels may be parts of what is measured: no word of measures in them, and one unit at most."""
    return not any(one.measured for one in labels) and len({one.unit for one in labels}) < 2
