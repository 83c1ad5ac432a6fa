"""Tables of a PDF page as rows of cells: which pieces stand in which column, which lines are one row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from index.formats.pdf.drawings import PdfBox
from index.formats.pdf.joining import Joiner, without_marks
from index.formats.pdf.lists import without_dots
from index.formats.pdf.pieces import PdfPiece

Bounds = tuple[tuple[float, float], ...]
"""The columns of a table: from where to where each reaches, in points, from left to right."""

SAME_LINE: Final = 0.35
"""Baselines of one row differ by less than this share of the size."""
MOST_COLUMNS: Final = 40

_RIVER: Final = 2.0  # points without type between two columns
_PITCH: Final = 1.4  # sizes between the baselines of one cell's lines
_YEAR: Final = re.compile(r"(?:FY|Q[1-4])?\s*[‘’']?(?:19|20)\d\d[EeFf]?\*?")
_NUMBER: Final = re.compile(r"[^\w]*\d[\d\s.,:/%–−()+-]*(?:[%‰€$£¥]|[A-Za-z]{1,3})?\W*")
_OVER: Final = 0.3  # share of a head that stands over a column
_LONGEST_HEAD: Final = 60  # characters of a cell of a head


@dataclass(slots=True)
class PdfTable:
    """A table: its rows, of which the first `heads` name the columns, and where it stands.

    `pieces` are those in it, until it has its place; `first` counts the others that the page says before.
    """

    rows: list[list[str]]
    heads: int
    box: PdfBox
    columns: Bounds
    pieces: list[PdfPiece] = field(default_factory=list)
    first: int = 0


class PdfCells:
    """One line of a table: the pieces in each of its columns."""

    def __init__(self, pieces: Iterable[PdfPiece], columns: Bounds) -> None:
        self.cells: list[list[PdfPiece]] = [[] for _ in columns]
        self.spans: list[tuple[int, int]] = [(at, at) for at in range(len(columns))]
        held = sorted(pieces, key=lambda piece: piece.x0)
        for piece in held:
            first, last = _reached(piece, columns)
            self.cells[first].append(piece)
            self.spans[first] = (first, max(last, self.spans[first][1]))
        self.y = max((piece.y for piece in held), default=0.0)
        self.size = max((piece.size for piece in held), default=0.0)

    @property
    def filled(self) -> set[int]:
        return {at for at, cell in enumerate(self.cells) if cell}

    @property
    def crowded(self) -> bool:
        """Whether two pieces with a wide gap between them stand in one column, or one in several."""
        return any(len(cell) > 1 for cell in self.cells) or any(first != last for first, last in self.spans)


def same_lines(pieces: Iterable[PdfPiece]) -> list[list[PdfPiece]]:
    """The pieces by their baselines, from the top down."""
    lines: list[list[PdfPiece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x0)):
        if lines and abs(lines[-1][0].y - piece.y) <= SAME_LINE * max(piece.size, lines[-1][0].size):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.x0) for line in lines]


def said_lines(pieces: Iterable[PdfPiece]) -> list[list[PdfPiece]]:
    """The pieces by lines in the order in which the page says them: what follows to the right on one line."""
    lines: list[list[PdfPiece]] = []
    for piece in pieces:
        last = lines[-1][-1] if lines else None
        if last and abs(last.y - piece.y) <= SAME_LINE * piece.size and piece.x0 >= last.x1:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def columns_of(lines: Iterable[Sequence[PdfPiece]], river: float = _RIVER) -> Bounds:
    """The columns between which, for `river` points, no piece of lines with several pieces stands."""
    spans = sorted((piece.x0, piece.x1) for line in lines if len(line) > 1 for piece in line)
    columns: list[tuple[float, float]] = []
    for start, end in spans:
        if columns and start < columns[-1][1] + river:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return tuple(columns)


def rows_of(lines: Sequence[PdfCells], heads: int, columns: Bounds, joiner: Joiner) -> list[list[str]]:
    """The rows of a table whose lines are parted by nothing: what goes on in a further line is joined.

    None where cells are centred beside one another, so that lines do not show what belongs together.
    """
    if any(_is_between(*three) for three in zip(lines, lines[1:], lines[2:], strict=False)):
        return []
    groups: list[list[PdfCells]] = []
    edges = [
        max((piece.x1 for line in lines[heads:] for piece in line.cells[at]), default=0.0)
        for at in range(len(lines[0].cells))
    ]
    for at, line in enumerate(lines):
        if at > heads and groups and _goes_on(groups[-1], line, edges):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        _head_row(group, columns, joiner) if at < heads else _row(group, joiner)
        for at, group in enumerate(groups)
    ]


def cell_text(pieces: Iterable[PdfPiece], joiner: Joiner) -> str:
    """The pieces of one cell as a text."""
    text = ""
    for line in same_lines(pieces):
        text = joiner.join(text, " ".join(piece.text for piece in line))
    return without_marks(without_dots(text))


def heads_of(lines: Sequence[PdfCells]) -> int:
    """1 if the first line is set, or filled, as the head of those below it; else 0."""
    if len(lines) < 2:
        return 0
    first, rest = lines[0], lines[1:]
    if len(first.filled) < 2 or any(len(text) > _LONGEST_HEAD for text in _texts(first)):
        return 0
    bold = [piece.bold for cell in first.cells for piece in cell]
    below = [piece.bold for line in rest for cell in line.cells[1:] for piece in cell]
    if all(bold) and sum(below) * 2 < len(below):
        return 1
    return int(_names_numbers(first, rest))


def _names_numbers(first: PdfCells, rest: Sequence[PdfCells]) -> bool:
    """Whether the first line names columns of numbers: by words, or by years above what are none."""
    named = 0
    for at in range(1, len(first.cells)):
        head = _text(first, at)
        below = [text for line in rest if any(map(str.isalnum, text := _text(line, at)))]
        numbers = sum(is_number(text) for text in below)
        if not below or numbers * 10 < len(below) * 7:
            continue
        years = is_year(head) and not any(map(is_year, below))
        if not head or (is_number(head) and not years):
            return False
        named += 1
    return named > 0


def is_number(text: str) -> bool:
    """Whether a cell holds a number and no words: "12.5 %", "(3,000)", "1.2 Mrd"."""
    return _NUMBER.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether a cell names a year: "2024", "FY2024", "2025E"."""
    return _YEAR.fullmatch(text) is not None


def _text(line: PdfCells, at: int) -> str:
    return " ".join(piece.text for piece in line.cells[at])


def _texts(line: PdfCells) -> list[str]:
    return [_text(line, at) for at in range(len(line.cells))]


def _reached(piece: PdfPiece, columns: Bounds) -> tuple[int, int]:
    """The columns in which a piece stands: that which holds most of it, or all if it reaches into several."""
    overlaps = [max(0.0, min(piece.x1, end) - max(piece.x0, start)) for start, end in columns]
    within = [at for at, overlap in enumerate(overlaps) if overlap > 3]
    if len(within) > 1:
        return within[0], within[-1]
    middle = (piece.x0 + piece.x1) / 2
    nearest = min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))
    at = within[0] if within else nearest
    return at, at


def _goes_on(group: Sequence[PdfCells], line: PdfCells, edges: Sequence[float]) -> bool:
    """Whether a line belongs to the row above it: its first column is empty, and all it has goes on there.

    `edges` are how far the type in each column reaches.
    """
    last, filled = group[-1], line.filled
    if last.y - line.y > _PITCH * max(line.size, last.size):
        return False
    held = set[int]().union(*(before.filled for before in group))
    if 0 not in filled:
        worded = not all(is_number(_text(line, at)) for at in filled)
        return (
            filled <= held
            and worded
            and all(
                _is_under(group, line, at) and (len(filled) == 1 or _is_filled(group, line, at, edges[at]))
                for at in filled
            )
        )
    return filled == {0} and len(held) > 1 and _text(line, 0)[:1].islower()


def _is_between(above: PdfCells, line: PdfCells, below: PdfCells) -> bool:
    """Whether a line without a first cell stands nearer to the line below it, which has one."""
    return 0 not in line.filled and 0 in below.filled and line.y - below.y < 0.8 * (above.y - line.y)


def _is_under(group: Sequence[PdfCells], line: PdfCells, at: int) -> bool:
    """Whether what a line has in a column begins, or has its middle, where that above it has."""
    above = next(before.cells[at] for before in reversed(group) if before.cells[at])[0]
    piece = line.cells[at][0]
    return min(abs(above.x0 - piece.x0), abs(above.x0 + above.x1 - piece.x0 - piece.x1) / 2) <= piece.size


def _is_filled(group: Sequence[PdfCells], line: PdfCells, at: int, edge: float) -> bool:
    """Whether the first word that a line has in a column had no room in the line above."""
    above = next(before.cells[at] for before in reversed(group) if before.cells[at])[-1]
    first = line.cells[at][0].words[0]
    return above.x1 + (first.x1 - first.x0) > edge - 0.5 * above.size


def _row(group: Sequence[PdfCells], joiner: Joiner) -> list[str]:
    width = range(len(group[0].cells))
    return [cell_text((piece for line in group for piece in line.cells[at]), joiner) for at in width]


def _head_row(group: Sequence[PdfCells], columns: Bounds, joiner: Joiner) -> list[str]:
    """A row of a head, in which what stands over several columns is said of each."""
    row = _row(group, joiner)
    edges = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    said = [*row]
    for at, cell in enumerate(group[0].cells):
        for piece in cell:
            for other, (start, end) in enumerate(pairwise(edges)):
                over = min(piece.x1, end) - max(piece.x0, start)
                if not row[other] and over >= _OVER * (piece.x1 - piece.x0):
                    said[other] = row[at]
    return said
