"""The figures of the tables of a document: every cell that has a row and a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.documents import Document
from index.tables import PIPE
from qa.extraction.measures.about import About, about, subject_of_title
from qa.extraction.measures.axes import SURE, Axes, AxesReading, names, reading, words_of
from qa.extraction.measures.cell_times import CellTimes
from qa.extraction.measures.full_names import FullNames
from qa.extraction.measures.grid import Grid, grids
from qa.extraction.measures.heads import Label, is_actual, is_head_of, is_told_of
from qa.extraction.measures.naming import measure_above, said_of, without_end
from qa.extraction.measures.sheets import GridSheet, SheetLine, sheets
from qa.extraction.measures.stated import Stated
from qa.extraction.measures.unit_of import MONEY, Above, above, unit_of
from qa.language.wordlists import plain
from qa.numbers.numerals import exact
from qa.numbers.times import MeasurePeriod, period_named

MOST_NAMES: Final = 400  # things among which a caption's is looked for
LIKELY: Final = 1.0  # what speaks for the axes of a table that are hardly in doubt
OF_BASE: Final = frozenset({Axes.THINGS_TIMES, Axes.TIMES_THINGS, Axes.TIMES})
"""Axes of tables whose measure stands above them."""


@dataclass(frozen=True, slots=True)
class _TableAbove:
    """A sheet with what holds for all of it: what it measures where no axis says it, when, in what."""

    sheet: GridSheet
    base: str
    found: str  # where `base` was found
    period: MeasurePeriod | None
    above: Above


def stated_in_tables(document: Document) -> Iterator[Stated]:
    """The figures of the tables of `document`, in their order.

    No plans, ranges, ranks, notes or dates. A row is quoted whole. Time is linear in the text.
    """
    if PIPE not in document.text:
        return
    told = about(document)
    held = [
        _table(sheet, told, document)
        for grid in grids(document.text)
        for sheet in sheets(grid, document.language)
    ]
    held = [table for table in held if not _is_told_of(table.sheet)]
    things: set[str] = set()
    for table in held:
        first = _reading(table, told, known=())
        if first.sure >= SURE:
            things.update(names(table.sheet, first.axes))
    if told.subject in things and not document.title.startswith(told.subject):
        told = replace(told, subject="")  # one of several that the document is of
    known = {word for name in things for word in words_of(name)}
    full, last = FullNames(things), _last_year(document, told)
    titled = "" if things else subject_of_title(document.title, document.language)
    stated: list[list[Stated]] = []
    for table in held:
        how = _reading(table, told, known)
        whole = told.subject or _named_above(table.sheet.grid, things) or titled
        reader = _CellReader(
            table,
            replace(told, subject=whole),
            how,
            last,
            full.of(names(table.sheet, how.axes)),
            of_title=whole == titled,
        )
        stated.append([*reader.figures()])
    yield from _in_units(stated)


def _in_units(stated: Sequence[Sequence[Stated]]) -> Iterator[Stated]:
    """The figures of each table; none without a unit, where one of these is money by another table."""
    money = {one.measure for table in stated for one in table if MONEY.fullmatch(one.unit)}
    for table in stated:
        unsaid = any(not one.unit and one.measure in money for one in table)
        yield from (one for one in table if one.unit or not unsaid)


def _named_above(grid: Grid, things: set[str]) -> str:
    """The one thing of other tables that what stands above a table names: "Population of NAME"."""
    for text in (grid.caption, grid.before, grid.heading) if len(things) <= MOST_NAMES else ():
        flat = plain(text)
        found = [name for name in things if len(name) > 2 and _names(plain(name), flat)]
        whole = [name for name in found if not any(name != one and name in one for one in found)]
        if text and whole:
            return whole[0] if len(whole) == 1 else ""
    return ""


def _names(name: str, text: str) -> bool:
    """Whether a text has a name in it as a word of its own."""
    return name in text and re.search(rf"(?<![a-z\d]){re.escape(name)}(?![a-z\d])", text) is not None


def _table(sheet: GridSheet, told: About, document: Document) -> _TableAbove:
    grid = sheet.grid
    base, found = measure_above(sheet, document.title, document.language)
    texts = (grid.caption, sheet.corner.text, said_of(grid), grid.heading)
    periods = (period_named(text, document.language) for text in texts if text)
    period = next((one for one in periods if one), None)
    return _TableAbove(
        sheet,
        base,
        found,
        period.within(told.period) if period else None,
        above(sheet, told, document.language),
    )


def _reading(table: _TableAbove, told: About, known: set[str] | tuple[()]) -> AxesReading:
    return reading(table.sheet, known, of_one=bool(told.subject), base=bool(table.base))


def _is_told_of(sheet: GridSheet) -> bool:
    """Whether a whole table is of plans, or of what others claim: no head of it is of anything else."""
    plans = [head.plan for head in sheet.heads.values()]
    if all(plans):
        return True
    grid: Grid = sheet.grid
    if any(is_actual(head.text) for head in sheet.heads.values()):
        return False
    above = (
        (grid.caption, sheet.corner.text) if any(plans) else (grid.caption, sheet.corner.text, grid.heading)
    )
    return any(is_told_of(text) for text in above)


def _last_year(document: Document, told: About) -> int | None:
    """The year after which a figure can be but a plan: that of the document, or of its publication."""
    years = [told.period.year] if told.period and told.period.year else []
    years += [int(document.published[:4])] if document.published else []
    return max(years, default=None)


class _CellReader:
    """Reads the cells of one table."""

    def __init__(
        self,
        table: _TableAbove,
        told: About,
        how: AxesReading,
        last: int | None,
        full: dict[str, str],
        *,
        of_title: bool,
    ) -> None:
        self._table, self._told, self._how, self._full = table, told, how, full
        self._sheet = table.sheet
        self._of_title = of_title
        self._times = CellTimes(table.sheet, how.axes, table.period, told.period, last)
        sections = {one.name for line in self._sheet.lines if (one := line.section) and not one.is_time}
        rows = [line.label for line in self._sheet.lines]
        said = table.found == "caption" and not is_head_of("measures_heads", table.base)
        self._rows_are_cases = said and not any(one.measured or one.change for one in rows)
        self._counts = Counter(line.label.name or line.label.text for line in self._sheet.lines)
        lines = len(self._sheet.lines)
        self._sections_are_things = len(sections) > 1 and len(self._counts) * len(sections) == lines

    def figures(self) -> Iterator[Stated]:
        for line in self._sheet.lines:
            if line.label.plan or (line.section and line.section.plan) or (line.group and line.group.plan):
                continue
            held = (self._figure(line, at) for at in line.values if not self._sheet.heads[at].plan)
            yield from (one for one in held if one)

    def _figure(self, line: SheetLine, at: int) -> Stated | None:
        head, value = self._sheet.heads[at], line.values[at]
        named = self._names(line, at)
        period = self._times.of(line, head)
        if named is None or (period and not self._times.holds(period)):
            return None
        subject, measure, doubts = named
        unit = unit_of(self._table.above, line, at, measure, by_rows=self._measured_by_rows())
        if unit is None:
            return None
        number = exact(value.number * unit.scale)
        doubts += (
            ("unsure axes",) if self._how.sure < LIKELY else ("likely axes",) if self._how.sure < SURE else ()
        )
        doubts += ("aside",) if value.aside else ()
        doubts += ("no time",) if period is None else ()
        time = period.iso if period else self._told.time
        form = f"table of {self._how.axes.value}"
        return Stated(
            subject,
            measure,
            number,
            unit.unit,
            time,
            value.qualifier,
            line.row.start,
            line.row.end,
            form,
            doubts,
        )

    def _measured_by_rows(self) -> bool:
        return self._how.axes in (Axes.MEASURES_THINGS, Axes.MEASURES_TIMES)

    def _names(self, line: SheetLine, at: int) -> tuple[str, str, tuple[str, ...]] | None:
        """The subject and the measure of a cell, with what is doubtful of them; None where one is missing."""
        subject, measure = self._by_axes(line, at)
        if not measure or not subject or measure == subject:
            return None
        doubts = self._of_base() if self._how.axes in OF_BASE else ()
        if self._of_title and subject == self._told.subject:
            doubts += ("title's subject",)
        return self._full.get(subject, subject), measure, doubts

    def _by_axes(self, line: SheetLine, at: int) -> tuple[str, str]:
        """The subject and the measure of a cell by what rows and columns name; "" for what nothing names."""
        head, told = self._sheet.heads[at], self._told.subject
        match self._how.axes:
            case Axes.THINGS_MEASURES:
                return self._thing(line), self._head_name(at)
            case Axes.MEASURES_THINGS:
                joined = head.total or head.change or head.share
                measure = self._of_caption(self._measure(line))
                return (told, self._joined(measure, head)) if joined else (head.name, measure)
            case Axes.MEASURES_TIMES:
                return self._of_rows(line), self._joined(self._measure(line), head)
            case Axes.THINGS_TIMES:
                return self._thing(line), self._joined(self._base(line), head)
            case Axes.TIMES_MEASURES:
                return told, self._head_name(at)
            case Axes.TIMES_THINGS:
                return told if head.total else head.name, self._table.base
            case Axes.TIMES:
                return told, self._joined(self._table.base, head)

    def _of_caption(self, name: str) -> str:
        """A measure that only the caption names, with the case that a row is: "Charging time, 20 W"."""
        return f"{self._table.base}, {name}" if self._rows_are_cases else name

    def _of_rows(self, line: SheetLine) -> str:
        """Whom rows of measures are of: the company of the document, or what their section or group names."""
        if self._sections_are_things and line.section and not line.section.is_time:
            return line.section.name
        return (line.group.name or line.group.text) if line.group else self._told.subject

    def _of_base(self) -> tuple[str, ...]:
        return (
            (f"measure of the {self._table.found}",) if self._table.found not in ("corner", "caption") else ()
        )

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
        named = line.section and not line.section.is_time and not self._sections_are_things
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
        if head.change and not head.measured:
            before = [
                one for place, one in self._sheet.heads.items() if place < at and not one.change and one.name
            ]
            whole = [one for one in before if not one.share] or before
            return f"{whole[-1].name}, {head.name}" if whole else head.name
        if head.total and not head.measured and self._table.base:
            return f"{self._table.base}, {head.name}"
        return head.name

    def _joined(self, measure: str, head: Label) -> str:
        """A measure with what its column says of it besides its time: "Revenue, change"."""
        said = (head.change or head.share) and without_end(head.name)
        return f"{measure}, {said}" if measure and said else measure
