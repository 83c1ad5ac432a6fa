"""Sheets as Markdown: blocks of rows as tables, lone cells as paragraphs, each with its range of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from index.formats.converted import MOST_TEXT, PlaceMark, UnreadableError

MOST_CELLS: Final = 200_000
"""Cells of one sheet that hold something."""

_DEEPEST_HEAD: Final = 5  # rows of a table among which its head is looked for
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:[A-Za-z]|[-/–]\d\d(?:\d\d)?)?")
_AMOUNT: Final = (
    re.compile(  # a sign or code of a currency, a number, a unit: "€12.5 bn", "EUR 3", "(1.2)", "7 %"
        r"(?:[A-Z]{3}\s|[A-Z]{0,2}[^\w\s]{1,3}\s?)?\d[\d.,'’\s]*[^\s\w]{0,2}\s?[^\W\d]{0,3}\)?"
    )
)
_WORD: Final = re.compile(r"\w")
_LONGEST_AMOUNT: Final = 40  # characters
_MONTH: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_HEADING: Final = re.compile(r"^(#{1,6})\s")
_PLAIN_NAME: Final = re.compile(r"[^\W\d]\w*")
_REFERENCE: Final = re.compile(r"[A-Za-z]{1,3}\d+")

Row = Mapping[int, str]


class SheetGrid(NamedTuple):
    """The cells of a sheet that hold something, by row and column, both from 0, in order, as they are shown.

    In the rows `spanned` a cell reaches over several columns.
    """

    name: str | None
    rows: Mapping[int, Row]
    spanned: frozenset[int] = frozenset()


class _TableTop(NamedTuple):
    """The head of a table: its rows, by number, and the columns that it stands over."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


@dataclass
class GridWriter:
    """Gathers Markdown and marks of places, sheet by sheet."""

    parts: list[str] = field(default_factory=list)
    places: list[PlaceMark] = field(default_factory=list)
    length: int = 0

    def write_all(self, grids: Iterable[SheetGrid]) -> None:
        """Add sheets."""
        for grid in grids:
            self.write(grid)

    def write(self, grid: SheetGrid) -> None:
        """Add a sheet that holds something. Raises UnreadableError for more text than a document may have."""
        if not grid.rows:
            return
        if grid.name is not None:
            self._separate()
            name = _flat(grid.name)
            self.places.append(PlaceMark(self.length, "sheet", grid.name))
            self._line(f"## {name}")
        head = _TableTop()
        for block in _blocks(grid.rows):
            head = self._block(grid, block, head)

    def text(self) -> str:
        return "".join(self.parts)

    def _block(self, grid: SheetGrid, block: Sequence[int], above: _TableTop) -> _TableTop:
        """Write rows that no empty row parts; gives the head that rows below may be read with."""
        first, last = _table_bounds(grid.rows, block)
        self._lone(grid, block[:first])
        if table := block[first:last]:
            above = self._table(grid, table, above)
        self._lone(grid, block[last:])
        return above

    def _table(self, grid: SheetGrid, table: Sequence[int], above: _TableTop) -> _TableTop:
        """Write a table; one without a head has that above: rows left empty part the rows of one table."""
        columns = sorted({column for row in table for column in grid.rows[row]})
        depth = _head_depth(grid, table[:_DEEPEST_HEAD], len(columns))
        head = _TableTop(tuple(table[:depth]), tuple(columns))
        if not depth and set(columns) <= set(above.columns):
            head = above
        self._separate()
        self._rows(grid, head.rows, head.columns)
        if not head.rows:
            self._line(pipe_row([""] * len(columns)))
        self._line(delimiter_row(len(head.columns)))
        self._rows(grid, table[depth:], head.columns)
        return head if head.rows else _TableTop()

    def _rows(self, grid: SheetGrid, rows: Sequence[int], columns: Sequence[int]) -> None:
        for row in rows:
            self._mark(grid, row, columns)
            self._line(pipe_row([grid.rows[row].get(column, "") for column in columns]))

    def _lone(self, grid: SheetGrid, rows: Sequence[int]) -> None:
        """Rows of one cell each are paragraphs: titles, remarks, sources."""
        for row in rows:
            self._separate()
            self._mark(grid, row, [*grid.rows[row]])
            for text in grid.rows[row].values():
                self._line(plain(_flat(text)))

    def _mark(self, grid: SheetGrid, row: int, columns: Sequence[int]) -> None:
        ends = dict.fromkeys(cell_name(row, column) for column in (columns[0], columns[-1]))
        where = f"{_quoted(grid.name)}!" if grid.name is not None else ""
        self.places.append(PlaceMark(self.length, "cells", where + ":".join(ends)))

    def _line(self, line: str) -> None:
        self.parts.append(line + "\n")
        self.length += len(line) + 1
        if self.length > MOST_TEXT:
            raise UnreadableError(f"has more than {MOST_TEXT // 1_000_000} million characters; split it")

    def _separate(self) -> None:
        if self.parts and self.parts[-1] != "\n":
            self._line("")


def pipe_row(texts: Sequence[str]) -> str:
    """A row of a Markdown table."""
    return "| " + " | ".join(_flat(text).replace("|", r"\|") for text in texts) + " |"


def delimiter_row(width: int) -> str:
    """The line of dashes under the head of a table of `width` columns."""
    return "|" + " --- |" * width


def plain(line: str) -> str:
    """A line of text that begins no heading, and no fence, in which all that follows would be code."""
    if line.startswith(("```", "~~~")):
        return line.lstrip("`~ ")
    return _HEADING.sub("\\1\u00a0", line)


def cell_name(row: int, column: int) -> str:
    """What sheets call a cell whose row and column count from 0: "A1", "AB12"."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def too_many() -> UnreadableError:
    """What is raised for a sheet that holds more than 200,000 cells."""
    return UnreadableError(f"has a sheet of more than {MOST_CELLS:,} cells; split it, or ingest a summary")


def _blocks(rows: Mapping[int, Row]) -> Iterator[list[int]]:
    """The runs of rows that no empty row parts."""
    run: list[int] = []
    for row in rows:
        if run and row != run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _table_bounds(rows: Mapping[int, Row], block: Sequence[int]) -> tuple[int, int]:
    """Where in a block the table begins and ends: at its first and last rows of more than one cell.

    Rows below with an amount, or with one cell that is not below the first column, are of the table, too.
    """
    wide = [place for place, row in enumerate(block) if len(rows[row]) > 1]
    if not wide:
        return len(block), len(block)
    left, end = min(min(rows[block[place]]) for place in wide), wide[-1] + 1
    while end < len(block) and _continues(rows[block[end]], left):
        end += 1
    return wide[0], end


def _continues(row: Row, left: int) -> bool:
    (column, text), *_ = row.items()
    return column > left or not is_label(text)


def _head_depth(grid: SheetGrid, rows: Sequence[int], width: int) -> int:
    """Rows of the head of a table `width` columns wide: one with labels in most of its cells.

    A row of groups above it, whose cells reach over several columns or leave gaps, belongs to it. The corner
    above the labels of rows may be empty.
    """
    depth = 0
    for row, below in zip(rows, (*rows[1:], None), strict=True):
        texts = grid.rows[row].values()
        if 2 * sum(map(is_label, texts)) <= len(texts):
            break
        depth += 1
        gaps = len(texts) + 1 < width and below is not None and len(grid.rows[below]) > len(texts)
        if not gaps and row not in grid.spanned:
            break
    return depth


def is_label(text: str) -> bool:
    """Whether a cell can name what stands below it: words, a year, a month; no amount."""
    flat = text.strip()[: _LONGEST_AMOUNT + 1]
    if _YEAR.fullmatch(flat) or _MONTH.fullmatch(flat):
        return True
    amount = len(flat) <= _LONGEST_AMOUNT and _AMOUNT.fullmatch(flat) is not None
    return not amount and _WORD.search(flat) is not None


def _quoted(name: str | None) -> str:
    """The name of a sheet as it stands before a cell: in quotes where it is more than a word."""
    name = name or ""
    bare = _PLAIN_NAME.fullmatch(name) and not _REFERENCE.fullmatch(name)
    return name if bare else "'" + name.replace("'", "''") + "'"


def _flat(text: str) -> str:
    return " ".join(text.split())
