"""Tables of a PDF page that are drawn with rules: grids, and rows between level rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from index.formats.pdf.drawings import PdfBox, PdfDrawings, PdfRule
from index.formats.pdf.frames import SAME_END, WHOLE, RuledFrame, frames_of, is_apart, names_above
from index.formats.pdf.grid import (
    MOST_COLUMNS,
    Bounds,
    PdfCells,
    PdfTable,
    cell_text,
    columns_of,
    heads_of,
    is_number,
    is_year,
    rows_of,
    same_lines,
)
from index.formats.pdf.joining import Joiner
from index.formats.pdf.pieces import PdfPiece, PdfWord, cells_of

_PROSE: Final = 0.7  # a line without gaps over this share of the width is no row
_OPEN: Final = 8.0  # points by which an upright rule reaches beyond the level ones where a row stands
_LOW: Final = 16.0  # points between two rules that are drawn as one
_ENOUGH: Final = 5  # lines whose words leave a gap at one place only if they stand in columns
_NARROW: Final = 0.45  # sizes of such a gap
_MOST_ENDS: Final = 40
_LONGEST_HEAD: Final = 60


class _Band(NamedTuple):
    """What stands between two level rules."""

    top: float
    bottom: float
    pieces: list[PdfPiece]


def ruled_tables(pieces: Sequence[PdfPiece], drawings: PdfDrawings, joiner: Joiner) -> Iterator[PdfTable]:
    """The tables that rules show, from the top down."""
    frames = frames_of(drawings.level)
    for frame in frames:
        upright = [rule for rule in drawings.upright if _crosses(rule, frame)]
        others = [other for other in frames if is_apart(other, frame)]
        near = [piece for piece in pieces if piece.x0 < frame.x1 and frame.x0 < piece.x1]
        named = {} if upright else {top: names_above(near, frame, top) for top in frame.heights}
        for chain in _chains(frame, near, upright, others, spaced=any(named.values())):
            names = named.get(chain[0].top, [])
            table = _table(chain, names, frame, drawings.level, upright, joiner)
            if table is not None:
                yield table


def _crosses(rule: PdfRule, frame: RuledFrame) -> bool:
    """Whether an upright rule stands between the ends of level ones, and reaches one of them."""
    inside = frame.x0 + SAME_END < rule.at < frame.x1 - SAME_END
    return inside and any(rule.start - 2 <= height <= rule.end + 2 for height in frame.heights)


def _chains(
    frame: RuledFrame,
    pieces: Sequence[PdfPiece],
    upright: Sequence[PdfRule],
    others: Sequence[RuledFrame],
    *,
    spaced: bool,
) -> Iterator[list[_Band]]:
    """Bands one under another that all may be parts of a table; low empty ones are left out.

    `spaced` is whether wide spaces in type of one width part cells, too.
    """
    chain: list[_Band] = []
    heights = _with_ends(frame.heights, upright)
    for top, bottom in pairwise(heights):
        held = [piece for piece in pieces if bottom < piece.y + 0.3 * piece.size < top]
        if not held and top - bottom < _LOW:
            continue
        divided = any(_along(rule, top, bottom) >= WHOLE for rule in upright)
        inside = all(frame.x0 - SAME_END <= piece.x0 and piece.x1 <= frame.x1 + SAME_END for piece in held)
        other = any(sum(bottom < height < top for height in found.heights) > 1 for found in others)
        if held and inside and (divided or (not other and _is_tabular(held, frame, spaced=spaced))):
            chain.append(_Band(top, bottom, held))
        elif chain:
            yield chain
            chain = []
    if chain:
        yield chain


def _with_ends(heights: Sequence[float], upright: Sequence[PdfRule]) -> list[float]:
    """The heights, and those to which upright rules reach beyond: a head may have no rule above it."""
    ends = {round(end) for rule in upright for end in (rule.start, rule.end)}
    open_ends = [float(end) for end in ends if all(abs(end - height) > _OPEN for height in heights)]
    return sorted((*heights, *open_ends[:_MOST_ENDS]), reverse=True)


def _along(rule: PdfRule, top: float, bottom: float) -> float:
    """The share of a height along which an upright rule runs."""
    return (min(rule.end, top) - max(rule.start, bottom)) / max(top - bottom, 0.1)


def _is_tabular(pieces: Sequence[PdfPiece], frame: RuledFrame, *, spaced: bool) -> bool:
    """Whether lines with gaps, and none over the whole width, stand in a band without upright rules."""
    parts = [part for piece in pieces for part in cells_of(piece)] if spaced else pieces
    lines, width = same_lines(parts), frame.x1 - frame.x0
    if any(len(line) == 1 and line[0].x1 - line[0].x0 > _PROSE * width for line in lines):
        return False
    return any(len(line) > 1 for line in lines)


def _table(
    chain: list[_Band],
    names: list[PdfPiece],
    frame: RuledFrame,
    level: Sequence[PdfRule],
    upright: Sequence[PdfRule],
    joiner: Joiner,
) -> PdfTable | None:
    """The chain as a table, under the names of its columns; None if its type stands in no columns."""
    held = [*names, *(piece for band in chain for piece in band.pieces)]
    chain = _named(chain, names) if names else chain
    pieces = [piece for band in chain for piece in band.pieces]
    top, bottom = chain[0].top, chain[-1].bottom
    columns = _columns(chain, frame, upright)
    drawn = _drawn(upright, top, bottom)
    if len(columns) > len(drawn) + 1:
        drawn = []
    rivers = drawn or [PdfRule((a[1] + b[0]) / 2, bottom, top) for a, b in pairwise(columns)]
    pieces = [part for piece in pieces for part in _divided(piece, rivers)]
    chain = [band._replace(pieces=[p for p in pieces if _stands(p, band)]) for band in chain]
    if not 2 <= len(columns) <= MOST_COLUMNS:
        return None
    lines = [[PdfCells(line, columns) for line in same_lines(band.pieces)] for band in chain]
    if _bands_are_rows(lines):
        heights = _heights(chain, columns, level)
        rows = _cells(pieces, columns, heights, level, joiner)
        heads = 1 if names else _first_names(rows)
    else:
        flat = [line for band in lines for line in band]
        named = bool(names) or (len(lines) > 1 and len(lines[0]) <= 3 < len(flat))
        heads = len(lines[0]) if named else heads_of(flat)
        if not drawn and not _is_clear(flat[heads:]):
            return None
        rows = rows_of(flat, heads, columns, joiner)
    rows = [row for row in rows if any(row)]
    several = sum(sum(map(bool, row)) > 1 for row in rows)
    if len(rows) < 2 or several * 2 < len(rows) or not any(row[0] for row in rows):
        return None
    return PdfTable(rows, heads, PdfBox(frame.x0, bottom, frame.x1, top), columns, held)


def _is_clear(lines: Sequence[PdfCells]) -> bool:
    """Whether hardly a cell holds parts with a wide gap between them, and none two numbers."""
    if any(sum(is_number(piece.text) for piece in cell) > 1 for line in lines for cell in line.cells):
        return False
    over = sum(any(first != last for first, last in line.spans) for line in lines)
    return sum(line.crowded for line in lines) * 10 <= 3 * len(lines) and over * 10 <= len(lines)


def _stands(piece: PdfPiece, band: _Band) -> bool:
    return band.bottom < piece.y + 0.3 * piece.size < band.top


def _drawn(upright: Sequence[PdfRule], top: float, bottom: float) -> list[PdfRule]:
    """The upright rules that part the columns of most of a table."""
    return [rule for rule in sorted(upright, key=lambda rule: rule.at) if _along(rule, top, bottom) >= 0.5]


def _columns(chain: Sequence[_Band], frame: RuledFrame, upright: Sequence[PdfRule]) -> Bounds:
    drawn = _drawn(upright, chain[0].top, chain[-1].bottom)
    lines = [line for band in chain for line in same_lines(band.pieces)]
    best = columns_of(lines)
    for heads in range(1, min(3, len(lines) - 2) + 1):  # heads may stand over several columns
        below = columns_of(lines[heads:])
        best = below if len(below) > len(best) else best
    if drawn:
        edges = [frame.x0, *(rule.at for rule in drawn), frame.x1]
        parted = all(not any(start < rule.at < end for start, end in best) for rule in drawn)
        full = sum(len(line) > len(drawn) + 1 for line in lines)
        if not parted or len(best) <= len(drawn) + 1 or full * 2 <= len(lines):
            return tuple(pairwise(edges))
        return best  # upright rules between groups of columns only
    several = [line for line in lines if len(line) > 1]
    if len(several) < _ENOUGH:
        return best
    words = [[_part(piece, [word]) for piece in line for word in piece.words] for line in several]
    finer = columns_of(words, _NARROW * several[0][0].size)
    return finer if len(finer) > len(best) else best


def _named(chain: list[_Band], names: list[PdfPiece]) -> list[_Band]:
    """The chain below the names of its columns."""
    above = max(piece.y + piece.size for piece in names)
    return [_Band(above, chain[0].top, names), *(_spaced(band) for band in chain)]


def _spaced(band: _Band) -> _Band:
    """The band with its pieces parted at wide spaces in type of one width, too."""
    return band._replace(pieces=[part for piece in band.pieces for part in cells_of(piece)])


def _divided(piece: PdfPiece, drawn: Sequence[PdfRule]) -> Iterator[PdfPiece]:
    """The piece, cut where an upright rule runs through it between two words."""
    begin = 0
    for at in range(1, len(piece.words)):
        left, right = piece.words[at - 1].x1, piece.words[at].x0
        if any(left - 1 <= rule.at <= right + 1 and rule.start <= piece.y <= rule.end for rule in drawn):
            yield _part(piece, piece.words[begin:at])
            begin = at
    yield _part(piece, piece.words[begin:]) if begin else piece


def _part(piece: PdfPiece, words: list[PdfWord]) -> PdfPiece:
    return PdfPiece(words, piece.y, piece.size, piece.bold, piece.mono, piece.row)


def _bands_are_rows(lines: Sequence[Sequence[PdfCells]]) -> bool:
    """Whether each band holds one row: hardly one has several lines that begin in the first column."""
    begun = sum(max(1, sum(0 in line.filled and len(line.filled) > 1 for line in band)) for band in lines)
    return len(lines) >= 3 and begun * 2 <= 3 * len(lines)


def _heights(chain: Sequence[_Band], columns: Bounds, level: Sequence[PdfRule]) -> list[float]:
    """Where rows may end: at the rules of the frame, and at those that part some of the columns."""
    heights = [chain[0].top, *(band.bottom for band in chain)]
    for rule in level:
        inside = chain[-1].bottom < rule.at < chain[0].top
        whole = any(rule.start <= start + SAME_END and end - SAME_END <= rule.end for start, end in columns)
        if inside and whole and all(abs(rule.at - height) > 2 for height in heights):
            heights.append(rule.at)
    return sorted(heights, reverse=True)


def _cells(
    pieces: Sequence[PdfPiece],
    columns: Bounds,
    heights: Sequence[float],
    level: Sequence[PdfRule],
    joiner: Joiner,
) -> list[list[str]]:
    """The rows between heights. A cell that spans several is said in each."""
    cells = PdfCells(pieces, columns).cells
    rows = [[""] * len(columns) for _ in heights[1:]]
    for column, (start, end) in enumerate(columns):
        middle, begin = (start + end) / 2, 0
        for row in range(1, len(heights)):
            height = heights[row]
            parted = any(abs(rule.at - height) <= 2 and rule.start <= middle <= rule.end for rule in level)
            if not parted and row + 1 < len(heights):
                continue
            held = [p for p in cells[column] if height < p.y + 0.3 * p.size < heights[begin]]
            text = cell_text(held, joiner)
            for at in range(begin, row):
                rows[at][column] = text
            begin = row
    return rows


def _first_names(rows: Sequence[Sequence[str]]) -> int:
    """1 if the first row of a grid names its columns: short texts or years, one for each column."""
    first = rows[0]
    named = all(text and len(text) <= _LONGEST_HEAD for text in first[1:]) and len(first[0]) <= _LONGEST_HEAD
    numbers = [is_number(text) for text in first]
    worded = not any(numbers) or all(map(is_year, first[1:]))
    return int(named and worded and not first[0].endswith((":", "：")))
