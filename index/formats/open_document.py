"""OpenDocument sheets (.ods): the text that each cell shows, which the file keeps beside the value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

from index.formats.archive import read_entry
from index.formats.converted import UnreadableError
from index.formats.foreign import local_name, reading
from index.formats.grid import SheetGrid
from index.formats.numbers import GENERAL, shown_number
from index.formats.sheet_scan import CellRange, SheetScan, filled, said

if TYPE_CHECKING:
    from lxml.etree import _Element

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TAGS: Final = (f"{_TABLE}table", f"{_TABLE}table-row", f"{_STYLE}style")
_MOST: Final = 10_000_000  # rows or columns that anything may span


@dataclass
class _OpenSheet:
    """A sheet that is being read."""

    name: str
    hidden: bool = False
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    scan: SheetScan = field(default_factory=SheetScan)
    row: int = 0

    def add(self, row: _Element) -> None:
        """Add a row, as often as it is repeated; empty ones are counted alone."""
        times, cells, column = _count(row, "number-rows-repeated"), dict[int, str](), 0
        for cell in row:
            if local_name(cell) not in ("table-cell", "covered-table-cell"):
                continue
            repeated = _count(cell, "number-columns-repeated")
            text = _shown(cell)
            if text:
                for place in range(column, column + repeated):
                    self.scan.add(self.row, place, GENERAL)
                    cells[place] = text
                self._span(cell, column)
            elif cell.get(f"{_TABLE}formula") is not None and cell.get(f"{_OFFICE}value-type") is None:
                self.scan.unsaved += repeated * times
            column += repeated
        if cells:
            self.rows[self.row] = cells
            for number in range(self.row + 1, self.row + times):
                for place in cells:
                    self.scan.add(number, place, GENERAL)
                self.rows[number] = dict(cells)
        self.row += times

    def _span(self, cell: _Element, column: int) -> None:
        rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            self.scan.merge(CellRange(self.row, column, self.row + rows - 1, column + columns - 1))


def read_sheets(archive: ZipFile, notes: list[str]) -> Iterator[SheetGrid]:
    """The sheets that are shown of an OpenDocument file; `notes` are added to."""
    if b"encryption-data" in (read_entry(archive, "META-INF/manifest.xml") or b""):
        raise UnreadableError("is encrypted; remove its password")
    if b"opendocument.spreadsheet" not in (read_entry(archive, "mimetype") or b"opendocument.spreadsheet"):
        raise UnreadableError("is not a workbook; save it as .docx, .pptx or PDF")
    hidden = unsaved = 0
    for sheet in _sheets(archive):
        if sheet.hidden:
            hidden += 1
        else:
            unsaved += sheet.scan.unsaved
            yield SheetGrid(sheet.name, *filled(sheet.rows, sheet.scan.merged))
    notes += said(hidden, unsaved)


def _sheets(archive: ZipFile) -> Iterator[_OpenSheet]:
    """All sheets; a table within a cell is none."""
    from lxml import etree

    hiding, sheet, depth = set[str](), _OpenSheet(""), 0
    with reading("workbook", etree.XMLSyntaxError), archive.open("content.xml") as part:
        for event, element in etree.iterparse(
            part, events=("start", "end"), tag=_TAGS, resolve_entities=False, no_network=True
        ):
            kind = local_name(element)
            if kind == "table":
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    style = element.get(f"{_TABLE}style-name")
                    sheet = _OpenSheet(str(element.get(f"{_TABLE}name") or ""), hidden=style in hiding)
                elif event == "end" and depth == 0:
                    yield sheet
                    _forget(element)
            elif event == "end" and kind == "style" and _hides(element):
                hiding.add(str(element.get(f"{_STYLE}name")))
            elif event == "end" and kind == "table-row" and depth == 1:
                sheet.add(element)
                _forget(element)


def _hides(style: _Element) -> bool:
    """Whether sheets of this style are not shown."""
    return any(child.get(f"{_TABLE}display") == "false" for child in style)


def _count(element: _Element, name: str) -> int:
    written = element.get(_TABLE + name) or "1"
    return min(int(written), _MOST) if written.isascii() and written.isdecimal() and len(written) < 10 else 1


def _shown(cell: _Element) -> str:
    """What a cell shows; dates as ISO writes them."""
    moment = cell.get(f"{_OFFICE}date-value")
    if moment:
        day, _, clock = moment.partition("T")
        hours = clock[:8].removesuffix(":00")
        return day if hours in ("", "00:00") else f"{day} {hours}"
    text = " ".join(filter(None, (_flat(line) for line in cell.iterchildren(f"{_TEXT}p"))))
    value = cell.get(f"{_OFFICE}value")
    if text or value is None:
        return text
    try:
        return shown_number(
            float(value), "0.##%" if cell.get(f"{_OFFICE}value-type") == "percentage" else GENERAL
        )
    except ValueError:
        return ""


def _flat(line: _Element) -> str:
    """The text of a paragraph; `<text:s/>` and its like are spaces."""
    parts = []
    for element in line.iter():
        if local_name(element) in ("s", "tab", "line-break"):
            parts.append(" ")
        parts += [element.text or ""] if element.tag is not None else []
        if element is not line:
            parts.append(element.tail or "")
    return " ".join("".join(parts).split())


def _forget(element: _Element) -> None:
    """Free what was read: a sheet has many rows."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
