"""The blocks of a PDF as Markdown, with the places where its pages begin."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import Final

from index.formats.converted import MOST_TEXT, PlaceMark, UnreadableError
from index.formats.pdf.blocks import PdfBlock, is_heading
from index.formats.pdf.joining import without_marks
from index.formats.pdf.measures import PdfMeasures

MOST_LEVELS: Final = 4
"""Levels of headings that sizes of type give."""

_ROW: Final = len("| ")
_TICKS: Final = re.compile("`{3,}")
_ALIKE: Final = 0.05  # share by which the sizes of one level differ
_MISREAD: Final = re.compile(r"(?:#{1,6}\s|\||`{3}|~{3})")  # what Markdown would take for marks of its own


class PdfWriter:
    """Writes blocks; `labels` are those of the pages by their numbers, `recognised` the numbers of scans."""

    def __init__(self, measures: PdfMeasures, labels: Mapping[int, str], recognised: Container[int]) -> None:
        self.places: list[PlaceMark] = []
        self._measures = measures
        self._labels = labels
        self._recognised = recognised
        self._parts: list[str] = []
        self._length = 0
        self._page = 0

    def write(self, blocks: Sequence[PdfBlock]) -> str:
        """The text of all blocks. Raises UnreadableError if it is too long."""
        levels = _levels(blocks, self._measures)
        listed = False
        for block in blocks:
            item = block.form == "item"
            if self._parts:
                self._put("\n" if item and listed else "\n\n")
            listed = item
            if block.form == "table":
                self._write_table(block)
            elif block.form == "code":
                self._write_code(block)
            else:
                level = levels.get(id(block))
                self._write_text(block, "#" * level + " " if level else block.mark)
            if self._length > MOST_TEXT:
                raise UnreadableError(f"holds more than {MOST_TEXT:,} characters; split it")
        return "".join(self._parts) + ("\n" if self._parts else "")

    def _write_text(self, block: PdfBlock, mark: str) -> None:
        self._put(mark + ("\\" if not mark and _MISREAD.match(block.text) else ""))
        self._write_turning(block)

    def _write_code(self, block: PdfBlock) -> None:
        fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(block.text)), default=0))
        self._put(f"{fence}\n")
        self._write_turning(block)
        self._put(f"\n{fence}")

    def _write_turning(self, block: PdfBlock) -> None:
        """Writes the text of a block, and marks where it goes on on another page."""
        at = 0
        self._turn(block.page)
        for start, page in block.turns:
            self._put(without_marks(block.text[at:start]))
            self._turn(page)
            at = start
        self._put(without_marks(block.text[at:]))

    def _write_table(self, block: PdfBlock) -> None:
        rows, width = block.rows, len(block.rows[0])
        turns = dict(block.turns)
        heads = rows[: block.heads] or [[""] * width]
        self._turn(block.page, _ROW)
        for row in heads:
            self._put(_row(row) + "\n")
        self._put("|" + "---|" * width)
        for at, row in enumerate(rows[block.heads :], block.heads):
            self._put("\n")
            if at in turns:
                self._turn(turns[at], _ROW)
            self._put(_row(row))

    def _turn(self, page: int, ahead: int = 0) -> None:
        """Marks where a page begins, `ahead` characters from here."""
        if page > self._page:
            label = self._labels.get(page, str(page))
            number = page if label != str(page) else 0
            mark = PlaceMark(self._length + ahead, "page", label, page in self._recognised, number)
            self.places.append(mark)
            self._page = page

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _levels(blocks: Sequence[PdfBlock], measures: PdfMeasures) -> dict[int, int]:
    """The level of each heading by its size: the largest type is 1, bold running text the last."""
    headings = [block for block in blocks if is_heading(block, measures)]
    title = headings[0].page if headings else 0
    inner = {block.size for block in headings if block.page != title}  # a title page has sizes of its own
    sizes: list[float] = []
    for size in sorted(inner or {block.size for block in headings}, reverse=True):
        if not sizes or size < sizes[-1] * (1 - _ALIKE):
            sizes.append(size)
    levels: dict[int, int] = {}
    for block in headings:
        rank = sum(block.size < size * (1 - _ALIKE) - 0.01 for size in sizes)
        levels[id(block)] = min(rank + 1, MOST_LEVELS)
    return levels
