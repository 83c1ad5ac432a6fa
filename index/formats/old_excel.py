"""Excel workbooks of before 2007 (.xls), by xlrd, which knows their number formats."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Final

from index.formats.converted import UnreadableError
from index.formats.foreign import reading
from index.formats.grid import SheetGrid
from index.formats.numbers import GENERAL, shown_moment, shown_number
from index.formats.sheet_scan import CellRange, SheetScan, filled, said

if TYPE_CHECKING:
    from xlrd import Book
    from xlrd.sheet import Cell, Sheet

_ENCRYPTED: Final = "ncrypted"
_STREAMS: Final = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))


def read_sheets(raw: bytes, notes: list[str]) -> Iterator[SheetGrid]:
    """The sheets that are shown of the workbook `raw`; `notes` are added to."""
    from xlrd import XLRDError, open_workbook

    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise UnreadableError("is encrypted; remove its password")
    if not any(stream in raw for stream in _STREAMS):
        raise UnreadableError("is not a workbook")
    try:
        with reading("workbook"):
            book = open_workbook(
                file_contents=raw, formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO()
            )
    except UnreadableError as error:
        if isinstance(error.__cause__, XLRDError) and _ENCRYPTED in str(error.__cause__):
            raise UnreadableError("is encrypted; remove its password") from error
        raise
    hidden = 0
    for place in range(book.nsheets):
        with reading("workbook", XLRDError):
            sheet = book.sheet_by_index(place)
            grid = None if sheet.visibility else _grid(book, sheet)
            book.unload_sheet(place)
        if grid is None:
            hidden += 1
        else:
            yield grid
    notes += said(hidden, 0)


def _grid(book: Book, sheet: Sheet) -> SheetGrid:
    scan = SheetScan()
    rows: dict[int, dict[int, str]] = {}
    for row in range(sheet.nrows):
        cells = {}
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in (0, 6):  # empty, blank
                continue
            scan.add(row, column, GENERAL)
            if text := _shown(book, cell).strip():
                cells[column] = text
        if cells:
            rows[row] = cells
    for top, bottom, left, right in sheet.merged_cells:
        scan.merge(CellRange(top, left, bottom - 1, right - 1))
    return SheetGrid(sheet.name, *filled(rows, scan.merged))


def _shown(book: Book, cell: Cell) -> str:
    import xlrd

    code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return shown_number(float(cell.value), code)
    if cell.ctype == xlrd.XL_CELL_DATE:
        if cell.value < 1:
            return shown_moment(xlrd.xldate_as_datetime(cell.value, book.datemode).time())
        return shown_moment(xlrd.xldate_as_datetime(cell.value, book.datemode), code)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    return str(cell.value)
