"""Tables as cells at their places. Markdown's are read here; other readers may make the same `Table`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from qa.numbers.columns import PIPE, cells, is_delimiter

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
    held: list[tuple[int, int]] = []
    place = 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip()
        if PIPE in body:
            held.append((place, place + len(body)))
        else:
            yield from _table(text, held)
            held = []
        place += len(line)
    yield from _table(text, held)


def _table(text: str, lines: list[tuple[int, int]]) -> Iterator[Table]:
    """The table that the lines with pipes in them make, if the second is one of dashes."""
    at = next((i for i, (a, b) in enumerate(lines) if i and is_delimiter(text[a:b])), None)
    if at is None:
        return
    kept = [lines[at - 1], *lines[at + 1 :]]
    rows = tuple(_row(text, start, end) for start, end in kept if not is_delimiter(text[start:end]))
    yield Table(lines[at - 1][0], lines[-1][1], rows)


def _row(text: str, start: int, end: int) -> TableRow:
    line = text[start:end]
    first = start + len(line) - len(line.lstrip())
    return tuple(Cell(written.strip(), first, end) for written in cells(line)[:MOST_COLUMNS])
