"""The texts of slides: paragraphs, list items by level, cells of tables, words of diagrams."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from index.formats.foreign import local_name
from index.formats.grid import plain

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pptx.shapes.base import BaseShape

_DEEPEST: Final = 8  # levels of a list
_WIDEST: Final = 64  # columns of a table
_LONGEST: Final = 5_000  # rows of a table
_CJK: Final = r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3001\u3002\uff00-\uffef]"
_BROKEN: Final = re.compile(rf"(?<={_CJK})[ \t]*\v[ \t]*(?={_CJK})")
_LISTED: Final = frozenset(
    ["body", "obj", "tbl", None]
)  # kinds of placeholders whose paragraphs have bullets
_STRUCTURE: Final = frozenset(["pres", "parTrans", "sibTrans"])  # points of a diagram that are no texts


@dataclass(frozen=True, slots=True)
class SlideLine:
    """A paragraph, a list item with its `mark` ("- ", "2. ", indented), or a row of a table."""

    text: str
    mark: str = ""

    def written(self) -> str:
        return self.mark + plain(self.text)


def lines_of(shape: _Element, *, bulleted: bool) -> list[SlideLine]:
    """The paragraphs of a shape, those without text left out, with a blank line where none is an item.

    `bulleted` is whether a paragraph is an item that does not say whether it is.
    """
    found: list[SlideLine] = []
    numbers: dict[int, int] = {}
    paragraphs = [paragraph for paragraph in shape.iterfind("{*}txBody/{*}p") if flat_text(paragraph)]
    for paragraph in paragraphs:
        mark = _mark(paragraph, numbers, bulleted=bulleted and len(paragraphs) > 1)
        if found and not (mark and found[-1].mark):
            found.append(SlideLine(""))
        found.append(SlideLine(flat_text(paragraph), mark))
    return found


def _mark(paragraph: _Element, numbers: dict[int, int], *, bulleted: bool) -> str:
    """The mark of a paragraph as an item; `numbers` are those that the items of each level have reached."""
    properties = paragraph.find("{*}pPr")
    written = (properties.get("lvl") if properties is not None else None) or "0"
    level = min(int(written), _DEEPEST) if written.isdecimal() and len(written) < 3 else 0
    kinds = {local_name(child) for child in properties} if properties is not None else set()
    for deeper in [place for place in numbers if place > level]:
        del numbers[deeper]
    if "buAutoNum" in kinds:
        numbers[level] = min(numbers.get(level, 0) + 1, 999)
        return "  " * level + f"{numbers[level]}. "
    numbers.pop(level, None)
    listed = bool(kinds & {"buChar", "buBlip"}) or ((bulleted or level > 0) and "buNone" not in kinds)
    return "  " * level + "- " if listed else ""


def bulleted(shape: BaseShape) -> bool:
    """Whether a shape's paragraphs are items of a list where they do not say so: texts of a slide's body are.

    What the placeholder itself or that of the layout says of bullets goes before.
    """
    if not shape.is_placeholder:
        return False
    kinds = shape.element.xpath("./*/p:nvPr/p:ph/@type")
    if (kinds[0] if kinds else None) not in _LISTED:
        return False
    place = (shape.element.xpath("./*/p:nvPr/p:ph/@idx") or ["0"])[0]
    layout = shape.part.slide_layout.placeholders if hasattr(shape.part, "slide_layout") else ()
    same = [held.element for held in layout if str(held.placeholder_format.idx) == place]
    for element in (shape.element, *same):
        for properties in element.iterfind("{*}txBody/{*}lstStyle/{*}lvl1pPr"):
            names = {local_name(child) for child in properties}
            if names & {"buNone", "buChar", "buAutoNum", "buBlip"}:
                return "buNone" not in names
    return True


def table_rows(table: _Element) -> list[list[str]]:
    """The cells of a table by rows; one that spans rows or columns is in each of them."""
    grid: list[list[str]] = []
    rows = [*table.iterchildren("{*}tr")][:_LONGEST]
    for row in rows:
        line: list[str] = []
        for cell in [*row.iterchildren("{*}tc")][:_WIDEST]:
            if cell.get("hMerge") in ("1", "true"):
                line.append(line[-1] if line else "")
            elif cell.get("vMerge") in ("1", "true"):
                above = grid[-1] if grid else []
                line.append(above[len(line)] if len(line) < len(above) else "")
            else:
                line.append(flat_text(cell))
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [""] * (width - len(line)) for line in grid]


def diagram_lines(data: _Element) -> list[SlideLine]:
    """The words of a diagram (SmartArt) as items, in the order in which the file has them."""
    points = (point for point in data.iter("{*}pt") if point.get("type") not in _STRUCTURE)
    texts = (flat_text(words) for point in points for words in point.iterchildren("{*}t"))
    return [SlideLine(text, "- ") for text, _ in groupby(filter(None, texts))]


def flat_text(element: _Element) -> str:
    """The text in an element on one line: paragraphs and line breaks are spaces, between CJK nothing."""
    parts: list[str] = []
    for child in element.iter():
        kind = local_name(child)
        if kind == "t" and not len(child):
            parts.append(child.text or "")
        elif kind == "br":
            parts.append("\v")
        elif kind == "p" and parts:
            parts.append(" ")
    return " ".join(_BROKEN.sub("", "".join(parts).replace("_x000B_", "\v")).split())
