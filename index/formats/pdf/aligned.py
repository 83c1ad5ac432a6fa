"""Tables of a PDF page without rules: lines whose parts stand under one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.formats.pdf.drawings import PdfBox, PdfDrawings
from index.formats.pdf.grid import (
    MOST_COLUMNS,
    Bounds,
    PdfCells,
    PdfTable,
    columns_of,
    heads_of,
    is_number,
    rows_of,
    said_lines,
)
from index.formats.pdf.joining import Joiner
from index.formats.pdf.lists import is_mark
from index.formats.pdf.pieces import PdfPiece, cells_of

_FEWEST: Final = 3  # rows
_STEP: Final = 2.6  # sizes from one row to the next
_HEADING: Final = 1.12  # times the size of cells from which on what is above them is a heading
_FULL: Final = 1.5  # sizes before the edge of a column within which a line of running text ends
_LONE: Final = 3  # lines of one column between two rows: a cell of several lines
_ALIGNED: Final = 3.0  # points
_LONG: Final = 35  # characters of a line of running text
_NARROW: Final = 22  # the same in a narrow column

Line = list[PdfPiece]


def aligned_tables(pieces: Sequence[PdfPiece], drawings: PdfDrawings, joiner: Joiner) -> Iterator[PdfTable]:
    """The tables among pieces, which are in the order in which the page says them.

    A page says the cells of a row one after another, but columns of running text one by one.
    """
    whole: dict[int, PdfPiece] = {}
    for run in _runs([*_spaced(said_lines(pieces), whole)]):
        table = _table(run, joiner)
        if table is not None and not any(box.meets(table.box) for box in drawings.figures):
            table.pieces = [whole.get(id(piece), piece) for piece in table.pieces]
            yield table


def _spaced(lines: Sequence[Line], whole: dict[int, PdfPiece]) -> Iterator[Line]:
    """The lines, those in type of one width parted at wide spaces if cells above begin at the same places.

    `whole` is given the piece that each part is of.
    """
    above: Line = []
    for line in lines:
        parts = [(part, piece) for piece in line for part in cells_of(piece)]
        near = above and 0 < above[0].y - line[0].y <= _STEP * line[0].size
        if near and all(any(abs(part.x0 - cell.x0) <= _ALIGNED for cell in above) for part, _ in parts):
            whole.update((id(part), piece) for part, piece in parts)
            cells = [part for part, _ in parts]
        else:
            cells = line
        above = cells if len(cells) > 1 else []
        yield cells


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines one under another, of which most have several parts."""
    run: list[Line] = []
    lone = 0
    for line in lines:
        if run and not _follows(run[-1], line):
            yield from _ended(run)
            run, lone = [], 0
        lone = 0 if len(line) > 1 else lone + 1
        if run or len(line) > 1:
            run.append(line)
        if lone > _LONE:
            yield from _ended(run)
            run, lone = [], 0
    yield from _ended(run)


def _ended(run: list[Line]) -> Iterator[list[Line]]:
    """The run without what ends it and has one part only, unless that goes on in a column."""
    while run and len(run[-1]) == 1 and not _is_cell(run[-1][0], run[:-1]):
        run = run[:-1]
    if sum(len(line) > 1 for line in run) >= _FEWEST:
        yield run


def _is_cell(piece: PdfPiece, above: Sequence[Line]) -> bool:
    """Whether a lone part stands under the last parts of the lines above, close to them."""
    if not above or (len(above[-1]) > 1 and piece.x0 < above[-1][1].x0 - _ALIGNED):
        return False
    last = above[-1][-1]
    return abs(last.x0 - piece.x0) <= _ALIGNED and last.y - piece.y <= 1.4 * piece.size


def _follows(above: Line, line: Line) -> bool:
    """Whether a line stands below another, near enough and in no smaller type, as below a heading."""
    step, size = above[0].y - line[0].y, max(piece.size for piece in line)
    return 0 < step <= _STEP * max(above[0].size, size) and min(p.size for p in above) <= _HEADING * size


def _table(run: Sequence[Line], joiner: Joiner) -> PdfTable | None:
    columns, skipped = columns_of(run), 0
    while skipped < 2 and len(run) - skipped > _FEWEST and _bridged(run[skipped:], columns):
        skipped += 1  # a head may stand over several columns
        columns = columns_of(run[skipped:])
    if not 2 <= len(columns) <= MOST_COLUMNS:
        return None
    lines = [PdfCells(line, columns) for line in run]
    body = lines[skipped:]
    if any(line.crowded for line in body) or not _is_table(body, columns):
        return None
    heads = skipped or heads_of(lines)
    rows = rows_of(lines, heads, columns, joiner)
    if len(rows) < _FEWEST or sum(sum(map(bool, row)) > 1 for row in rows) * 3 < len(rows) * 2:
        return None
    held = [piece for line in run for piece in line]
    box = PdfBox(
        min(piece.x0 for piece in held),
        min(piece.y for piece in held) - 0.3 * held[-1].size,
        max(piece.x1 for piece in held),
        max(piece.y + piece.size for piece in held),
    )
    return PdfTable(rows, heads, box, columns, held)


def _bridged(run: Sequence[Line], columns: Bounds) -> bool:
    """Whether the first line hides that those below it stand in more columns."""
    return len(columns_of(run[1:])) > len(columns)


def _is_table(lines: Sequence[PdfCells], columns: Bounds) -> bool:
    """Whether the columns are aligned, hold words, and are neither running text nor a list."""
    parts = [[cell[0] for line in lines if (cell := line.cells[at])] for at in range(len(columns))]
    if any(len(column) < 2 for column in parts):
        return False
    texts = [[piece.text for piece in column] for column in parts]
    prose = sum(map(_is_prose, texts))
    figures = sum(all(map(is_number, column)) for column in texts)
    marks = all(map(is_mark, texts[0]))
    if prose > 1 or figures == len(columns) or marks or not all(map(_is_aligned, parts)):
        return False
    return not any(_is_prose(texts[at]) and _runs_on(lines, at) for at in range(1, len(columns)))


def _runs_on(lines: Sequence[PdfCells], at: int) -> bool:
    """Whether a column is a text that runs on from row to row, with words such as notes beside it."""
    edge = max(cell[-1].x1 for line in lines if (cell := line.cells[at]))
    beside = on = 0
    for above, line in pairwise(lines):
        if line.cells[0] and line.cells[at] and above.cells[at]:
            full = above.cells[at][-1].x1 >= edge - _FULL * line.size
            on += full and line.cells[at][0].text[:1].islower()
            beside += 1
    return on > 0 and on * 2 >= beside


def _is_prose(texts: Sequence[str]) -> bool:
    """Whether the parts of a column are lines of running text: long, or going on in small letters."""
    middle = sorted(map(len, texts))[len(texts) // 2]
    begun = sum(text[:1].islower() for text in texts)
    return middle >= _LONG or (middle >= _NARROW and begun * 3 >= len(texts))


def _is_aligned(column: Sequence[PdfPiece]) -> bool:
    """Whether most pieces begin, end or have their middle at one place."""
    places = (
        [piece.x0 for piece in column],
        [piece.x1 for piece in column],
        [(piece.x0 + piece.x1) / 2 for piece in column],
    )
    for place in places:
        middle = sorted(place)[len(place) // 2]
        if sum(abs(at - middle) <= _ALIGNED for at in place) * 5 >= len(place) * 4:
            return True
    return False
