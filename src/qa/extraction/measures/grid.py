"""A table as a grid of shown cells, with its heads, and what is said above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from index.blocks import TABULAR, BlockKind
from index.excerpt import Span
from index.layout import Unit as Block
from index.layout import layout
from index.sentences import sentences_of
from index.tables import cells
from qa.extraction.measures.cells import shown

MOST_COLUMNS: Final = 64
MOST_ROWS: Final = 20_000
LONGEST_CAPTION: Final = 360
LONGEST_LABEL: Final = 200  # characters of a cell that is read


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of shown cells, at `text[start:end]`."""

    cells: tuple[str, ...]
    start: int
    end: int

    @property
    def is_section(self) -> bool:
        """Whether one text takes up the whole row, or stands in its first cell alone."""
        held = {cell for cell in self.cells if cell}
        return len(held) == 1 and len(self.cells) > 1 and bool(self.cells[0])


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what stands above each column from the top down, its rows, and what announces it.

    `caption` is "" where none is set off; `before` is the last sentence of the paragraph above; `heading` the
    innermost one.
    """

    columns: tuple[tuple[str, ...], ...]
    rows: tuple[GridRow, ...]
    caption: str
    before: str
    headings: tuple[str, ...]
    said: str = ""  # the paragraph above
    after: str = ""  # the first sentence below, unless that leads to another table

    @property
    def heading(self) -> str:
        return self.headings[-1] if self.headings else ""


def grids(text: str) -> Iterator[Grid]:
    """The tables of a document's Markdown, in order."""
    units = layout(text).units
    held = ((at, unit) for at, unit in enumerate(units) if unit.table)
    for _, group in groupby(held, key=lambda one: id(one[1].table)):
        rows = [*group]
        at = rows[0][0] - 1
        while at >= 0 and units[at].block.kind is BlockKind.HEAD:
            at -= 1
        behind = units[rows[-1][0] + 1 : rows[-1][0] + 3]
        ends = len(behind) > 1 and behind[1].block.kind in TABULAR  # what stands below is of the next one
        stop = behind[0].block.start if ends else len(text)
        grid = _grid(text, [unit for _, unit in rows], units[max(at - 1, 0) : at + 1], stop)
        yield grid if ends else replace(grid, after=_below(text, behind))


def _grid(text: str, units: Sequence[Block], before: Sequence[Block], stop: int) -> Grid:
    """The table of the rows `units`, with the two blocks `before` it; nothing from `stop` on is of it."""
    table, unit = units[0].table, units[0]
    spans = table.columns if table else ()
    columns = tuple(tuple(shown(text[a:b]) for a, b in column) for column in spans[:MOST_COLUMNS])
    rows = tuple(_row(text, one.block.start, one.block.end) for one in units[:MOST_ROWS])
    caption, sentence, said = _above(text, before)
    first = table.heads[0].start if table and table.heads else unit.block.start
    told = bool(before) and before[-1].block.kind not in TABULAR  # else it was told of the table before
    lead = shown(" ".join(text[a:b] for a, b in unit.lead if (told or a > first) and a < stop))
    headings = tuple(shown(text[a:b]) for a, b in unit.headings)
    caption = caption or (lead if lead not in headings and lead != sentence else "")
    caption, sentence = caption[:LONGEST_CAPTION], sentence[:LONGEST_CAPTION]
    return Grid(columns, rows, caption, sentence, headings, said[:LONGEST_CAPTION])


def _below(text: str, behind: Sequence[Block]) -> str:
    """The first sentence of the paragraph right below a table."""
    first = behind[0] if behind else None
    if first is None or first.block.kind not in (BlockKind.TEXT, BlockKind.QUOTE, BlockKind.ITEM):
        return ""
    spans: list[Span] = list(sentences_of(text, first.block.start, first.block.end))
    return shown(text[spans[0][0] : spans[0][1]])[:LONGEST_CAPTION] if spans else ""


def _row(text: str, start: int, end: int) -> GridRow:
    found = cells(text, start, end)[:MOST_COLUMNS]
    return GridRow(tuple(shown(text[a : min(b, a + LONGEST_LABEL)]) for a, b in found), start, end)


def _above(text: str, before: Sequence[Block]) -> tuple[str, str, str]:
    """The caption right above a table, the last sentence of the paragraph above, and all of that."""
    caption = sentence = said = ""
    for unit in reversed(before):
        if unit.block.kind not in (BlockKind.TEXT, BlockKind.QUOTE) or sentence:
            break
        written = text[unit.block.start : unit.block.end]
        if not unit.quotable and not caption:
            caption = shown(written)
        else:
            sentence = shown(_last(text, unit.block.start, unit.block.end))
            said = shown(written)
    return caption, sentence, said


def _last(text: str, start: int, end: int) -> str:
    spans: list[Span] = list(sentences_of(text, start, end))
    return text[spans[-1][0] : spans[-1][1]] if spans else ""
