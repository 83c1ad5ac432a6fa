"""When the figure of a cell holds: by its column within its row, else by what stands above the table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from qa.extraction.measures.axes import Axes
from qa.extraction.measures.heads import Label
from qa.extraction.measures.sheets import GridSheet, SheetLine
from qa.language.wordlists import plain
from qa.numbers.times import PART_YEAR, MeasurePeriod

FISCAL: Final = re.compile(
    r"\d月期|\d年度(?=.*[\u3041-\u30ff])|(?<![a-z])fy\s?\d|fiscal|(?:19|20)\d\d\s?[/–-]\s?\d\d(?!\d)"
)
OF_TIMES: Final = frozenset({Axes.TIMES, Axes.TIMES_MEASURES, Axes.TIMES_THINGS})
ALL_PARTS: Final = {"Q": 4, "H": 2, "": 12}  # of a year: quarters, halves, months
UNNAMED: Final = MeasurePeriod(None, PART_YEAR)  # a time that no figure is given for


class CellTimes:
    """The times of one table's cells.

    `above` is what stands above the table, `whole` what the document is of, `last` the year after which a
    figure can be but a plan.
    """

    def __init__(
        self,
        sheet: GridSheet,
        axes: Axes,
        above: MeasurePeriod | None,
        whole: MeasurePeriod | None,
        last: int | None,
    ) -> None:
        self._above, self._last = above, last
        self._around = above or whole
        heads = [head for head in sheet.heads.values() if head.period]
        times = [head.period.within(self._around) for head in heads if head.period]
        self._newest = max(times, key=lambda one: (one.year or 0, one.part), default=None)
        self._rows_sum_up, self._columns_sum_up = axes in OF_TIMES, bool(heads)
        self._of_all_rows = _summed(line.label.period for line in sheet.lines).within(self._around)
        self._of_all_columns = _summed(head.period for head in heads).within(self._around)
        said = f"{' '.join(sheet.grid.headings)} {sheet.grid.caption}"
        self._fiscal = FISCAL.search(plain(said)) is not None

    def of(self, line: SheetLine, head: Label) -> MeasurePeriod | None:
        """The time of the cell of a row under a head; None where nothing names one."""
        row = line.period or line.label.period or (line.group.period if line.group else None)
        if row is None and line.section and line.section.is_time:
            row = line.section.period
        if self._fiscal and (_is_month_alone(row) or _is_month_alone(head.period)):
            return UNNAMED  # it may be in either of two years
        if not row and line.label.total and self._rows_sum_up:
            return self._of_all_rows
        if not row and not head.period and head.total and self._columns_sum_up:
            return self._of_all_columns
        if row and row.year is None:
            row = row.within(self._around)
        if head.period:
            return head.period.within(row or self._around)
        if (head.several or head.change) and self._newest and not row:
            return self._newest
        return row or self._above

    def holds(self, period: MeasurePeriod) -> bool:
        """Whether a figure of a time is one: no year to come, and no part of a year without a name."""
        if period.part == PART_YEAR:
            return False
        return period.year is None or self._last is None or period.year <= self._last


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
