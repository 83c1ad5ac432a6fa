"""The parts of an .xlsx workbook that say how its cells are shown: styles, sheets, merged cells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote
from zipfile import ZipFile

from index.formats.archive import read_entry
from index.formats.converted import UnreadableError
from index.formats.foreign import local_name, parse_xml, reading
from index.formats.numbers import BUILT_IN, GENERAL
from index.formats.sheet_scan import CellRange, SheetScan

if TYPE_CHECKING:
    from lxml.etree import _Element

WORKBOOK: Final = "xl/workbook.xml"

_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_TAGS: Final = ("{*}c", "{*}row", "{*}mergeCell")


class ExcelParts:
    """The parts of an .xlsx workbook. Raises UnreadableError where they are damaged."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        targets = relationships(archive, WORKBOOK)
        workbook = read_entry(archive, WORKBOOK)
        if workbook is None:
            raise UnreadableError("is not a workbook")
        self._paths: dict[str, str] = {}
        for sheet in parse_xml(workbook).iter("{*}sheet"):
            key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
            self._paths[str(sheet.get("name"))] = targets.get(str(key), "")
        self._codes = _codes(read_entry(archive, "xl/styles.xml"))

    def scan(self, name: str) -> SheetScan:
        """The number formats, merged cells and formulas of the sheet `name`."""
        from lxml import etree

        scan, path = SheetScan(), self._paths.get(name, "")
        if path not in self._archive.NameToInfo:
            return scan
        row, column = -1, -1
        with reading("workbook", etree.XMLSyntaxError), self._archive.open(path) as part:
            for event, element in etree.iterparse(
                part, events=("start", "end"), tag=_TAGS, resolve_entities=False, no_network=True
            ):
                kind = local_name(element)
                if event == "start":
                    if kind == "row":
                        written = element.get("r") or ""
                        row, column = int(written) - 1 if written.isdecimal() else row + 1, -1
                    continue
                if kind == "c":
                    row, column = _position(element.get("r")) or (row, column + 1)
                    self._cell(scan, element, row, column)
                elif kind == "mergeCell":
                    _merge(scan, str(element.get("ref")))
                _forget(element)
        return scan

    def _cell(self, scan: SheetScan, cell: _Element, row: int, column: int) -> None:
        held = formula = False
        for child in cell:
            kind = local_name(child)
            held = held or kind == "is" or (kind == "v" and bool(child.text))
            formula = formula or kind == "f"
        if held:
            style = cell.get("s") or ""
            place = int(style) if style.isdecimal() and len(style) < 7 else -1
            scan.add(row, column, self._codes[place] if 0 <= place < len(self._codes) else GENERAL)
        elif formula and cell.get("t") != "str":
            scan.unsaved += 1


def relationships(archive: ZipFile, part: str) -> dict[str, str]:
    """The parts that `part` names, by their ids, as paths in the archive."""
    folder, name = posixpath.split(part)
    raw = read_entry(archive, f"{folder}/_rels/{name}.rels")
    found: dict[str, str] = {}
    for relationship in parse_xml(raw).iter("{*}Relationship") if raw else ():
        target = unquote(str(relationship.get("Target")))
        path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        found[str(relationship.get("Id"))] = path
    return found


def _codes(styles: bytes | None) -> Sequence[str]:
    """The number format of each style of a cell, by its number."""
    if styles is None:
        return ()
    root = parse_xml(styles)
    own: Mapping[str, str] = {
        str(made.get("numFmtId")): str(made.get("formatCode") or GENERAL) for made in root.iter("{*}numFmt")
    }
    built_in = {str(number): code for number, code in BUILT_IN.items()}
    numbers = (str(style.get("numFmtId")) for style in root.iterfind("{*}cellXfs/{*}xf"))
    return [own.get(number) or built_in.get(number, GENERAL) for number in numbers]


def _position(reference: str | None) -> tuple[int, int] | None:
    """Row and column, from 0, of a cell such as "AB12"."""
    found = _CELL.fullmatch(reference or "")
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _merge(scan: SheetScan, reference: str) -> None:
    first, _, last = reference.partition(":")
    top_left, bottom_right = _position(first), _position(last)
    if top_left and bottom_right:
        scan.merge(CellRange(*top_left, *bottom_right))


def _forget(element: _Element) -> None:
    """Free what was read: a sheet has many cells."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
