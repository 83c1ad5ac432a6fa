"""What the parts of a sheet say of its cells, read before a library makes room for them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from index.formats.converted import UnreadableError
from index.formats.grid import MOST_CELLS, too_many
from index.formats.numbers import GENERAL

MOST_AREA: Final = 10_000_000
"""Cells between the first and the last of a sheet, empty ones included: libraries keep room for each."""
MOST_MERGED: Final = 20_000
"""Ranges of merged cells in one sheet; what is more is not filled."""


class CellRange(NamedTuple):
    """Merged cells: rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class SheetScan:
    """Number formats, merged cells and formulas of a sheet. Raises UnreadableError when there is too much.

    `codes` are the number formats of cells by row and column, those of no format left out; `unsaved` counts
    the formulas whose values the file lacks.
    """

    codes: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[CellRange] = field(default_factory=list)
    unsaved: int = 0
    cells: int = 0
    first: tuple[int, int] = (1 << 30, 1 << 30)
    last: tuple[int, int] = (0, 0)

    def add(self, row: int, column: int, code: str) -> None:
        """Note a cell that holds something."""
        self.cells += 1
        self.first = (min(self.first[0], row), min(self.first[1], column))
        self.last = (max(self.last[0], row), max(self.last[1], column))
        if self.cells > MOST_CELLS:
            raise too_many()
        if (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1) > MOST_AREA:
            raise UnreadableError("has a sheet with a cell far away from all others; delete that cell")
        if code != GENERAL:
            self.codes[row, column] = code

    def merge(self, merged: CellRange) -> None:
        """Note merged cells."""
        if len(self.merged) < MOST_MERGED:
            self.merged.append(merged)


def filled(
    rows: Mapping[int, dict[int, str]], merged: Iterable[CellRange]
) -> tuple[dict[int, dict[int, str]], frozenset[int]]:
    """The cells, with what is merged in each row and column; and the rows with cells over several columns.

    A cell merged from the first column on, in a row that holds nothing else, is a title and left alone.
    """
    present, columns = sorted(rows), {column for row in rows.values() for column in row}
    leftmost, widest = min(columns, default=0), max(columns, default=0)
    spanned, added = set[int](), 0
    for area in merged:
        text = rows.get(area.top, {}).get(area.left)
        if text is None:
            continue
        for row in present[bisect_left(present, area.top) : bisect_left(present, area.bottom + 1)]:
            cells, right = rows[row], min(area.right, widest)
            if len(cells) <= 1 and row == area.top and area.left == leftmost:
                continue
            added += right - area.left + 1
            if added > MOST_CELLS:
                raise too_many()
            for column in range(area.left, right + 1):
                cells.setdefault(column, text)
            if right > area.left:
                spanned.add(row)
    return {row: dict(sorted(rows[row].items())) for row in present}, frozenset(spanned)


def said(hidden: int, unsaved: int) -> list[str]:
    """What is told of a workbook: sheets that were skipped, formulas without values."""
    notes = []
    if hidden:
        notes.append("1 hidden sheet was skipped" if hidden == 1 else f"{hidden} hidden sheets were skipped")
    if unsaved:
        cells = (
            "1 cell has a formula whose value was"
            if unsaved == 1
            else (f"{unsaved} cells have formulas whose values were")
        )
        notes.append(f"{cells} not saved")
    return notes
