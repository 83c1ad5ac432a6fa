"""Excel workbooks of since 2007 (.xlsx, .xlsm, .xlsb): values by python-calamine, formats from the parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeAlias
from zipfile import ZipFile

from index.formats import binary_excel, excel_parts
from index.formats.converted import UnreadableError
from index.formats.foreign import reading
from index.formats.grid import SheetGrid
from index.formats.numbers import GENERAL, shown_moment, shown_number
from index.formats.sheet_scan import SheetScan, filled, said

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_SHEETS: Final = 1_000
"""Sheets of one workbook."""

CellValue: TypeAlias = "int | float | str | bool | date | time | timedelta"


def read_sheets(raw: bytes, archive: ZipFile, notes: list[str]) -> Iterator[SheetGrid]:
    """The sheets that are shown of the workbook `raw`, opened as `archive`; `notes` are added to."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    binary = binary_excel.WORKBOOK in archive.NameToInfo
    parts = binary_excel.BinaryParts(archive) if binary else excel_parts.ExcelParts(archive)
    with reading("workbook", CalamineError):
        workbook = CalamineWorkbook.from_filelike(BytesIO(raw))
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if len(sheets) > MOST_SHEETS:
        raise UnreadableError(f"has more than {MOST_SHEETS:,} sheets; split it")
    shown = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    unsaved = 0
    for name in shown:
        scan = parts.scan(name)
        unsaved += scan.unsaved
        with reading("workbook", CalamineError):
            grid = _grid(workbook, name, scan)
        yield grid
    notes += said(len(sheets) - len(shown), unsaved)


def _grid(workbook: CalamineWorkbook, name: str, scan: SheetScan) -> SheetGrid:
    sheet = workbook.get_sheet_by_name(name)
    return SheetGrid(name, *filled(_rows(sheet, scan), scan.merged))


def _rows(sheet: CalamineSheet, scan: SheetScan) -> dict[int, dict[int, str]]:
    """The cells that show something, by row and column."""
    rows: dict[int, dict[int, str]] = {}
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(), top):
        cells = {
            column: text
            for column, value in enumerate(values, left)
            if value != "" and (text := shown_value(value, scan.codes.get((row, column), GENERAL)).strip())
        }
        if cells:
            rows[row] = cells
    return rows


def shown_value(value: CellValue, code: str) -> str:
    """The value of a cell as its number format shows it; dates and times as ISO writes them."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return shown_number(value, code)
    return shown_moment(value, code)
