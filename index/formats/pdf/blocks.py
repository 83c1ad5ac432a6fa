"""The text of a PDF as blocks: headings, paragraphs, items, code and tables, over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final, Literal

from index.formats.pdf.grid import PdfTable
from index.formats.pdf.joining import Joiner
from index.formats.pdf.lines import PageItem, PdfLine, same_size, text_lines
from index.formats.pdf.lists import ends_in_dots, item_start
from index.formats.pdf.measures import PdfMeasures
from index.formats.pdf.paragraphs import (
    ENDS,
    LETTERS,
    beside,
    continues_narrow,
    goes_on_in_words,
    is_full,
    is_unended,
)

BlockForm = Literal["heading", "text", "item", "code", "table", "label"]

LARGE: Final = 1.12
"""Sizes of running text from which on a line is a heading."""
PROSE: Final = 60
"""Characters of a line that is surely running text: no label is as long."""
LONGEST: Final = 20_000
"""Characters of one paragraph; a longer one only lacks any sign of where it ends."""

_LONGEST_HEADING: Final = 160
_NARROW: Final = 12.0  # sizes: a column in which lines end for other reasons than their length
_INDENT: Final = 0.7  # sizes
_DEEP: Final = 3.0  # sizes by which a first line may be indented
_CHAPTER: Final = re.compile(  # "Chapter 2", "Appendix A", 第2章
    r"[^\W\d_]{2,12}\.? (?:\d{1,3}|[IVXLC]{1,6}|[A-Z])|第 ?[\d一二三四五六七八九十]{1,3} ?[章部回编編]"
)
_CHAPTER_SIZE: Final = 1.5


@dataclass(slots=True)
class PdfBlock:
    """A block: its text, or its rows; `turns` say from which character, or row, on which page is read."""

    form: BlockForm
    page: int
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)
    heads: int = 0
    table: PdfTable | None = None
    turns: list[tuple[int, int]] = field(default_factory=list)
    mark: str = ""
    size: float = 0.0
    bold: bool = False
    lines: list[PdfLine] = field(default_factory=list)
    last_page: int = 0


class PdfBlocks:
    """Builds blocks from the lines and tables of one page after another."""

    def __init__(self, measures: PdfMeasures, joiner: Joiner) -> None:
        self.blocks: list[PdfBlock] = []
        self._measures = measures
        self._joiner = joiner
        self._first = 0  # the block with which the page begins
        self._slide = False
        self._usual = measures.body

    def add_page(self, number: int, items: list[PageItem], *, slide: bool = False) -> None:
        """Adds what page `number` says. What a `slide` says does not go on in another column or page."""
        self._first = len(self.blocks)
        self._slide = slide
        self._usual = self._measures.body
        if slide:
            sizes = Counter(line.size for line in text_lines(items) for _ in line.text)
            self._usual = max(self._usual, sizes.most_common(1)[0][0] if sizes else 0.0)
        for at, item in enumerate(items):
            if isinstance(item, PdfTable):
                self._add_table(number, item)
                continue
            after = items[at + 1] if at + 1 < len(items) else None
            self._add_line(number, item, after if isinstance(after, PdfLine) else None)
        self._hold_open()

    def _add_table(self, number: int, table: PdfTable) -> None:
        last = self.blocks[-1] if self.blocks else None
        if last is not None and last.table is not None and last.last_page == number - 1:
            alike = len(last.table.columns) == len(table.columns) and all(
                abs(a[0] - b[0]) < 6 and abs(a[1] - b[1]) < 6
                for a, b in zip(last.table.columns, table.columns, strict=True)
            )
            repeated = last.rows[: last.heads] == table.rows[: last.heads]
            if alike and (repeated or not table.heads or last.heads):
                last.turns.append((len(last.rows), number))
                last.rows += table.rows[last.heads if repeated else 0 :]
                last.last_page = number
                return
        self.blocks.append(
            PdfBlock("table", number, rows=list(table.rows), heads=table.heads, table=table, last_page=number)
        )

    def _add_line(self, number: int, line: PdfLine, after: PdfLine | None) -> None:
        last = self.blocks[-1] if self.blocks else None
        if last is not None and last.lines and line.y > last.lines[-1].y + line.size:
            self._hold_open()
            last = self.blocks[-1]
        if last is not None and last.lines and self._goes_on(last, number, line, after):
            self._append(last, number, line)
            return
        form = self._form(line, last, after)
        mark, text = "", line.text
        if form == "item":
            mark, begin = item_start(line.text) or ("- ", 0)
            text = text[begin:]
        if text.strip():
            block = PdfBlock(form, number, text, mark=mark, size=line.size, bold=line.bold, last_page=number)
            block.lines = [line]
            self.blocks.append(block)

    def _append(self, block: PdfBlock, number: int, line: PdfLine) -> None:
        code = block.form == "code"
        joined = f"{block.text}\n{line.text}" if code else self._joiner.join(block.text, line.text)
        if number != block.last_page:
            block.turns.append((len(joined) - len(line.text), number))
            block.last_page = number
        block.text = joined
        block.bold = block.bold and line.bold
        block.size = max(block.size, line.size) if block.form == "heading" else block.size
        block.lines = [*block.lines[:1], *block.lines[1:][-1:], line]  # the first, and the last two

    def _form(self, line: PdfLine, last: PdfBlock | None, after: PdfLine | None) -> BlockForm:
        """What a line begins."""
        before = last.lines[-1] if last is not None and last.lines else None
        if line.label or ends_in_dots(line.text.rpartition(" ")[0]):
            return "label"
        if line.title:
            return "heading"
        if self._slide and item_start(line.text):
            return "item"
        if self._is_large(line):
            return "heading"
        if line.mono and not self._measures.mono:
            inline = before is not None and self._is_near(before, line) and is_full(before, line)
            if not inline and not beside(line, after) and not beside(line, before):
                return "code"
        return "item" if item_start(line.text) else "text"

    def _is_large(self, line: PdfLine) -> bool:
        return line.size >= LARGE * self._usual and LETTERS.search(line.text) is not None

    def _goes_on(self, block: PdfBlock, number: int, line: PdfLine, after: PdfLine | None) -> bool:
        """Whether a line belongs to the block before it."""
        last = block.lines[-1]
        if line.label or block.form in ("label", "table") or len(block.text) > LONGEST:
            return False
        if block.form == "code":
            near = number != block.last_page or 0 < last.y - line.y <= 2.5 * line.size
            return line.mono and near
        if block.form == "heading":
            return self._heading_goes_on(block, number, line)
        if not same_size(last, line) or self._is_large(line):
            return False
        if number != block.last_page or line.y > last.y + 0.5 * line.size:
            return not self._slide and self._runs_over(block, line)
        if not self._is_near(last, line):
            return False
        if block.bold and not line.bold and not is_full(last, line):
            return False
        return self._same_paragraph(block, line, after)

    def _heading_goes_on(self, block: PdfBlock, number: int, line: PdfLine) -> bool:
        last = block.lines[-1]
        step = (last.y - line.y) / max(line.size, 1.0)
        if _CHAPTER.fullmatch(block.text) and line.size > block.size >= _CHAPTER_SIZE * self._measures.body:
            return number == block.last_page and 0.5 < step <= 4  # "Chapter 2" above its title
        alike = abs(last.size - line.size) < 0.4 and last.bold == line.bold
        fits = len(block.text) + len(line.text) <= _LONGEST_HEADING
        close = number == block.last_page and 0.5 < step <= 1.45
        figures = line.text[:1].isdigit() and any(map(str.isdigit, block.text))
        return close and alike and fits and not figures and not item_start(line.text)

    def _runs_over(self, block: PdfBlock, line: PdfLine) -> bool:
        """Whether a paragraph goes on in the next column or on the next page."""
        last = block.lines[-1]
        if ENDS.search(last.text) or item_start(line.text):
            return False
        if line.bold != last.bold or line.mono != last.mono or not LETTERS.search(line.text):
            return False
        wide = last.edge - min(held.x0 for held in block.lines) >= _NARROW * last.size
        prose = last.sure or len(last.text) >= PROSE or goes_on_in_words(last, line)
        return wide and prose and is_full(last, line)

    def _is_near(self, last: PdfLine, line: PdfLine) -> bool:
        """Whether a line stands right under another, as close as lines of a paragraph do."""
        step = (last.y - line.y) / max(line.size, 1.0)
        return 0.3 < step <= 1.22 * self._measures.leading and line.x0 < last.x1 and last.x0 < line.x1

    def _same_paragraph(self, block: PdfBlock, line: PdfLine, after: PdfLine | None) -> bool:
        last, size = block.lines[-1], line.size
        shift = line.x0 - last.x0
        hanging = len(block.lines) == 1  # below the first line: of an item, of a definition, an indented one
        level = abs(shift) < 0.3 * size or (hanging and -_DEEP * size < shift < 0)
        full = is_full(last, line) or (level and is_unended(last, line))
        if self._begins_item(block, line, shift):
            return False
        begun = len(block.lines) > 1 and abs(shift) < 0.3 * size
        prose = (last.sure and not self._slide) or begun or len(last.text) >= PROSE
        if not (prose and not (self._slide and ENDS.search(last.text))) and not goes_on_in_words(last, line):
            return False
        if max(line.edge, last.edge) - min(line.x0, last.x0) < _NARROW * size:
            return continues_narrow(last, line)
        if shift > _INDENT * size and not hanging:
            back = after is None or abs(after.x0 - last.x0) <= _INDENT * size
            return full and not back
        if shift < -_INDENT * size and len(block.lines) > 1:
            return False
        return full

    def _begins_item(self, block: PdfBlock, line: PdfLine, shift: float) -> bool:
        """Whether a line begins an item, and not with a dash or a number of the sentence before it."""
        if not item_start(line.text):
            return False
        last = block.lines[-1]
        within = block.form == "text" and is_full(last, line) and not ENDS.search(last.text)
        dash = line.text[0] in "–—-−" and shift < 0.3 * line.size
        return not (within and (dash or abs(shift) <= 0.3 * line.size))

    def _hold_open(self) -> None:
        """Puts the footnotes of a page or column before the paragraph that goes on, so that it stays one."""
        page = self.blocks[self._first :]
        small = 0.9 * self._measures.body
        end = len(page)
        while end and page[end - 1].form in ("text", "item") and page[end - 1].size < small:
            end -= 1
        if not 0 < end < len(page):
            return
        held = page[end - 1]
        if held.form in ("text", "item") and held.size >= small and not ENDS.search(held.text):
            self.blocks[self._first :] = [*page[: end - 1], *page[end:], held]


def is_heading(block: PdfBlock, measures: PdfMeasures) -> bool:
    """Whether a block is a heading by its size or its weight."""
    short = len(block.text) <= _LONGEST_HEADING and LETTERS.search(block.text) is not None
    if block.form == "heading":
        return short
    weighty = block.form == "text" and block.bold and not measures.bold
    ended = ENDS.search(block.text) is not None or block.text.endswith(",")
    return weighty and short and block.size >= 0.97 * measures.body and len(block.lines) < 3 and not ended
