"""When the figure of a cell holds: by its column within its row, else by what stands above the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from qa.extraction.measures.axes import Axes
from qa.extraction.measures.heads import Label
from qa.extraction.measures.sheets import GridSheet, SheetLine
from qa.extraction.measures.told_apart import names_of
from qa.language.wordlists import plain
from qa.numbers.measure_period import PART_YEAR, MeasurePeriod
from qa.numbers.times import periods

FISCAL: Final = re.compile(
    r"\d月期|\d年度(?=.*[\u3041-\u30ff])|(?<![a-z])fy\s?\d|fiscal|(?:19|20)\d\d\s?[/–-]\s?\d\d(?!\d)"
)
OF_TIMES: Final = frozenset({Axes.TIMES, Axes.TIMES_MEASURES, Axes.TIMES_THINGS})
QUARTERS: Final = ("Q1", "Q2", "Q3", "Q4")
LAST_QUARTER: Final = re.compile(
    r"上(?:一|个)?季|前四半期|(?:previous|prior|last|preceding) quarter|trimestre pr[eé]c[eé]dent"
)
ALL_PARTS: Final = {"Q": 4, "H": 2, "": 12}  # of a year: quarters, halves, months
SPLIT: Final = re.compile(r"20\d\d\s?[/–-]\s?(?:20)?\d\d(?!\d)")
STATE: Final = (
    re.compile(  # in folded text: what a table is of that says what there is at the end of a period
        r"财政状态|财务状况|资产负债表|贷借対照表|financial position|balance sheet|bilan(?![a-z])"
        r"|situation financi[eè]re"
    )
)
ENDED: Final = re.compile("[期年季]末")  # in the name of a stock: when its period ends
BY_NAME: Final = re.compile(r"[1-4]\s?[qt](?![a-z])|[qt]\s?[1-4]|季|四半期|quarter|trimestre")  # no months
PARTS: Final = ("H", "Q", PART_YEAR)  # of years, by which what stands above a table may date it
UNNAMED: Final = MeasurePeriod(None, PART_YEAR)  # a time that no figure is given for


class CellTimes:
    """The times of one table's cells.

    `above` is what stands above the table, `whole` what the document is of, `last` the year after which a
    figure can be but a plan, `own` what is said above it of single rows and columns.
    """

    def __init__(
        self,
        sheet: GridSheet,
        axes: Axes,
        above: MeasurePeriod | None,
        whole: MeasurePeriod | None,
        last: int | None,
        own: Mapping[str, MeasurePeriod],
        language: str,
    ) -> None:
        self._above, self._own, self._language = above, own, language
        dated = whole is not None and len(whole.part) == len("03-31")
        named = [*sheet.heads.values(), *sheet.rows] if dated else []
        split = any(SPLIT.search(one.text) for one in named)  # a year that goes on after that day
        self._last = last + split if last else None
        self._around = above or whole
        heads = [head for head in sheet.heads.values() if head.period]
        times = [head.period.within(self._around) for head in heads if head.period]
        self._heads, self._changed = sheet.heads, self._compared(sheet.heads)
        self._newest = max(times, key=lambda one: (one.year or 0, one.part), default=None)
        self._rows_sum_up, self._columns_sum_up = axes in OF_TIMES, bool(heads)
        self._of_all_rows = _summed(line.label.period for line in sheet.lines).within(self._around)
        self._of_all_columns = _summed(head.period for head in heads).within(self._around)
        said = f"{' '.join(sheet.grid.headings)} {sheet.grid.caption}"
        rows = {one.period.year for one in sheet.rows if one.period}
        years = {one.year for one in times if not one.part} or rows
        parted = any(one.period and one.period.part for one in (*sheet.heads.values(), *sheet.rows))
        of_part = above is not None and above.part[:1] in PARTS and above.year in years and not parted
        self._part = above.part if above and of_part else ""
        self._of_state = STATE.search(plain(f"{sheet.grid.caption} {sheet.grid.heading}")) is not None
        self._quarters = _fiscal_quarters([*sheet.heads.values()]) or _fiscal_quarters(sheet.rows)
        self._fiscal = FISCAL.search(plain(said)) is not None or _wraps([*sheet.heads.values()])

    def of(self, line: SheetLine, at: int) -> MeasurePeriod | None:
        """The time of the cell of a row in a column; None where nothing names one."""
        head = self._heads[at]
        row = line.period or line.label.period or (line.group.period if line.group else None)
        if row is None and line.section and line.section.is_time:
            row = line.section.period
        if self._fiscal and (_is_month_alone(row) or _is_month_alone(head.period)):
            return UNNAMED  # it may be in either of two years
        if not row and line.label.total and self._rows_sum_up:
            return self._of_all_rows
        if not row and not head.period and head.total and self._columns_sum_up:
            return self._of_all_columns
        row = row and self._in_part(row).within(self._around)
        if head.period:
            period = self._quarter_before(head) or self._in_part(head.period).within(row or self._around)
            last = period.closed() if period.closing else None
            return last if last and (self._of_state or ENDED.search(plain(line.label.text))) else period
        if (head.several or head.change) and self._newest and not row and not self._is_base(head):
            return self._changed.get(at) or self._newest
        if row and self._of_state and row.closing:
            return row.closed() or row
        return row or self._told_of(line.label, head) or self._above

    def _is_base(self, head: Label) -> bool:
        """Whether the newest time of the table is the one that a change is from: "Change on Q3 2024"."""
        named = periods(head.text, self._language) if head.change else ()
        return len(named) == 1 and named[0].start > 0 and named[0].period.within(self._around) == self._newest

    def _told_of(self, *labels: Label) -> MeasurePeriod | None:
        """The time that what stands above the table gives one of two labels."""
        names = names_of(labels) if self._own else ()
        found = next((self._own[name] for name in names if name in self._own), None)
        return found and found.within(self._around)

    def _quarter_before(self, head: Label) -> MeasurePeriod | None:
        """The quarter before that of what stands above, where a head says so: 上季."""
        around = self._around
        if not (around and around.year and around.part in QUARTERS and LAST_QUARTER.search(plain(head.text))):
            return None
        at = QUARTERS.index(around.part)
        return replace(around, year=around.year - (at == 0), part=QUARTERS[at - 1])

    def _compared(self, heads: Mapping[int, Label]) -> dict[int, MeasurePeriod]:
        """The newer of the two or more times that stand right before each change, by their columns."""
        found: dict[int, MeasurePeriod] = {}
        run: list[MeasurePeriod] = []
        for at, head in heads.items():
            if head.period:
                run.append(head.period.within(self._around))
            elif head.change and len(run) > 1:
                found[at] = max(run, key=lambda one: (one.year or 0, one.part))
                run = []
        return found

    def _in_part(self, period: MeasurePeriod) -> MeasurePeriod:
        """A quarter by its months as that of the fiscal year; a year under "First half" as that half."""
        part = self._part if period.year and not period.part else self._quarters.get(period.part)
        return replace(period, part=part) if part else period

    def holds(self, period: MeasurePeriod) -> bool:
        """Whether a figure of a time is one: no year to come, and no part of a year without a name."""
        if period.part == PART_YEAR or (period.part and period.iso is None):
            return False
        return period.year is None or self._last is None or period.year <= self._last


def _fiscal_quarters(labels: Sequence[Label]) -> dict[str, str]:
    """Of quarters by their months that do not begin in January, which of the fiscal year each is."""
    parts = _parts_by_months(labels, "Q")
    wrapped = parts[:1] != ["Q1"] and "Q1" in parts and len(parts) == len(set(parts)) == ALL_PARTS["Q"]
    return {part: f"Q{at}" for at, part in enumerate(parts, 1)} if wrapped else {}


def _wraps(labels: Sequence[Label]) -> bool:
    """Whether the months of labels go on into another year: December, January."""
    parts = _parts_by_months(labels, "")
    return ("12", "01") in pairwise(parts)


def _parts_by_months(labels: Sequence[Label], kind: str) -> list[str]:
    """The parts of no year that labels name by months."""
    held = [one.period for one in labels if one.period and one.period.year is None and not one.name]
    if kind and any(BY_NAME.search(plain(one.text)) for one in labels if one.period):
        return []
    return [one.part for one in held if one.part[:1] == kind or (not kind and one.part.isdigit())]


def _is_month_alone(period: MeasurePeriod | None) -> bool:
    return period is not None and period.year is None and period.part.isdigit()


def _summed(periods: Iterable[MeasurePeriod | None]) -> MeasurePeriod:
    """The year of which all parts are summed up; UNNAMED where some are not there, or of several years."""
    held = {one for one in periods if one}
    parts = {one.part for one in held}
    kinds = {part[:1] if part[:1] in ("Q", "H") else "" for part in parts}
    if "" in parts or len(kinds) != 1 or len({one.year for one in held}) != 1:
        return UNNAMED
    year = next(iter(held)).year
    return MeasurePeriod(year) if len(parts) == ALL_PARTS[next(iter(kinds))] else UNNAMED
