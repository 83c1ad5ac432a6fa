"""The parts of an .xlsb workbook that say how its cells are shown. Records as [MS-XLSB] describes them."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, error
from typing import Final
from zipfile import ZipFile

from index.formats.archive import read_entry
from index.formats.converted import UnreadableError
from index.formats.excel_parts import relationships
from index.formats.foreign import reading
from index.formats.numbers import BUILT_IN, GENERAL
from index.formats.sheet_scan import CellRange, SheetScan

WORKBOOK: Final = "xl/workbook.bin"

# The numbers of records.
_ROW: Final = 0
_CELLS: Final = range(2, 12)  # cells that hold something; 1 is one without a value
_FORMAT: Final = 44
_STYLE: Final = 47
_SHEET: Final = 156
_MERGED: Final = 176
_STYLES: Final = (617, 618)  # before and after the styles of cells

_U16: Final = Struct("<H")
_PAIR: Final = Struct("<HH")
_U32: Final = Struct("<I")
_RANGE: Final = Struct("<IIII")


class BinaryParts:
    """The parts of an .xlsb workbook. Raises UnreadableError where they are damaged."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        targets, self._paths = relationships(archive, WORKBOOK), dict[str, str]()
        with reading("workbook", error):
            for kind, record in _records(read_entry(archive, WORKBOOK) or b""):
                if kind == _SHEET:
                    key, end = _string(record, 8)
                    self._paths[_string(record, end)[0]] = targets.get(key, "")
            self._codes = _codes(read_entry(archive, "xl/styles.bin") or b"")

    def scan(self, name: str) -> SheetScan:
        """The number formats and merged cells of the sheet `name`; its formulas always have values."""
        scan, row = SheetScan(), 0
        with reading("workbook", error):
            for kind, record in _records(read_entry(self._archive, self._paths.get(name, "")) or b""):
                if kind == _ROW:
                    row = _U32.unpack_from(record)[0]
                elif kind in _CELLS:
                    style = _U32.unpack_from(record, 4)[0] & 0xFFFFFF
                    code = self._codes[style] if style < len(self._codes) else GENERAL
                    scan.add(row, _U32.unpack_from(record)[0], code)
                elif kind == _MERGED:
                    top, bottom, left, right = _RANGE.unpack_from(record)
                    scan.merge(CellRange(top, left, bottom, right))
        return scan


def _codes(styles: bytes) -> list[str]:
    """The number format of each style of a cell, by its number."""
    formats, codes, inside = dict(BUILT_IN), list[str](), False
    for kind, record in _records(styles):
        if kind == _FORMAT:
            formats[_U16.unpack_from(record)[0]] = _string(record, 2)[0]
        elif kind in _STYLES:
            inside = kind == _STYLES[0]
        elif kind == _STYLE and inside:
            codes.append(formats.get(_PAIR.unpack_from(record)[1], GENERAL))
    return codes


def _records(part: bytes) -> Iterator[tuple[int, memoryview]]:
    """The records of a part: their numbers and contents."""
    view, at = memoryview(part), 0
    while at < len(view):
        kind, at = _varied(view, at, 2)
        length, at = _varied(view, at, 4)
        if at + length > len(view):
            raise UnreadableError("is a damaged workbook; save it again")
        yield kind, view[at : at + length]
        at += length


def _varied(view: memoryview, at: int, most: int) -> tuple[int, int]:
    """A number of up to `most` bytes, of seven bits each, and where it ends."""
    number = 0
    for place in range(most):
        if at >= len(view):
            raise UnreadableError("is a damaged workbook; save it again")
        byte = view[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at


def _string(record: memoryview, at: int) -> tuple[str, int]:
    """A text of UTF-16 after its length, and where it ends."""
    start = at + _U32.size
    end = start + 2 * _U32.unpack_from(record, at)[0]
    return bytes(record[start:end]).decode("utf-16-le", errors="replace"), end
