"""Tables of a PDF page without rules: lines whose parts stand under one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from index.formats.pdf.drawings import PdfBox, PdfDrawings
from index.formats.pdf.grid import (
    MOST_COLUMNS,
    SAME_LINE,
    Bounds,
    PdfCells,
    PdfTable,
    columns_of,
    heads_of,
    is_number,
    rows_of,
)
from index.formats.pdf.joining import Joiner
from index.formats.pdf.lists import is_mark
from index.formats.pdf.pieces import PdfPiece

_FEWEST: Final = 3  # rows
_STEP: Final = 2.6  # sizes from one row to the next
_LONE: Final = 3  # lines of one column between two rows: a cell of several lines
_ALIGNED: Final = 3.0  # points
_LONG: Final = 35  # characters of a line of running text
_NARROW: Final = 22  # the same in a narrow column

Line = list[PdfPiece]


def aligned_tables(pieces: Sequence[PdfPiece], drawings: PdfDrawings, joiner: Joiner) -> Iterator[PdfTable]:
    """The tables among pieces, which are in the order in which the page says them.

    A page says the cells of a row one after another, but columns of running text one by one.
    """
    for run in _runs(_lines(pieces)):
        table = _table(run, joiner)
        if table is not None and not any(box.meets(table.box) for box in drawings.figures):
            yield table


def _lines(pieces: Sequence[PdfPiece]) -> list[Line]:
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1][-1] if lines else None
        if last and abs(last.y - piece.y) <= SAME_LINE * piece.size and piece.x0 >= last.x1:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


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
    step = above[0].y - line[0].y
    return 0 < step <= _STEP * max(above[0].size, line[0].size)


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
    """Whether the columns are aligned, hold words, and are neither running text nor a list or contents."""
    parts = [[cell[0] for line in lines if (cell := line.cells[at])] for at in range(len(columns))]
    if any(len(column) < 2 for column in parts):
        return False
    texts = [[piece.text for piece in column] for column in parts]
    prose = sum(map(_is_prose, texts))
    figures = sum(all(map(is_number, column)) for column in texts)
    marks = all(map(is_mark, texts[0]))
    return (
        prose < 2
        and figures < len(columns)
        and not marks
        and not _is_contents(texts)
        and all(map(_is_aligned, parts))
    )


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


def _is_contents(texts: Sequence[Sequence[str]]) -> bool:
    """Whether the last column holds the pages of a table of contents: whole numbers that never fall."""
    last = texts[-1]
    if not all(text.isdigit() and len(text) <= 4 for text in last) or len(texts) > 3:
        return False
    pages = [int(text) for text in last]
    return len(pages) >= _FEWEST and pages == sorted(pages) and len(set(pages)) > 1
