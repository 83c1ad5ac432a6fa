"""Tables as cells at their places. Markdown's are read here; other readers may make the same `Table`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from typing import Final, TypeAlias

from index.blocks import Block
from index.layout import layout
from index.tables import cells

MOST_COLUMNS: Final = 64


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, without the white space around it, of the row at `text[start:end]` of a document."""

    text: str
    start: int
    end: int


TableRow: TypeAlias = tuple[Cell, ...]  # one cell at least


@dataclass(frozen=True, slots=True)
class Table:
    """A table at `text[start:end]`; its first row is the head. Rows may differ in length."""

    start: int
    end: int
    rows: tuple[TableRow, ...]


def tables(text: str) -> Iterator[Table]:
    """The Markdown tables of `text`, in order: a head, a row of dashes, and rows of cells between pipes."""
    headed = (unit for unit in layout(text).units if unit.table and unit.table.heads)
    for table, units in groupby(headed, key=attrgetter("table")):
        blocks = [unit.block for unit in units]
        head = table.heads[-1]
        names = (" ".join(text[start:end] for start, end in column) for column in table.columns)
        first = tuple(Cell(name, head.start, head.end) for name in islice(names, MOST_COLUMNS))
        yield Table(table.heads[0].start, blocks[-1].end, (first, *(_row(text, block) for block in blocks)))


def _row(text: str, block: Block) -> TableRow:
    found = islice(cells(text, block.start, block.end), MOST_COLUMNS)
    return tuple(Cell(text[start:end], block.start, block.end) for start, end in found)
