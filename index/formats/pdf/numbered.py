"""Line numbers at the edge of a PDF page: they count lines, and are no part of what these say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from index.formats.pdf.pieces import PdfPiece, PdfWord

_FEWEST: Final = 5  # numbers of a page that are smaller than its text
_FEWEST_LARGE: Final = 15  # the same for numbers as large as the text, which then goes on from line to line
_SMALL: Final = 0.85  # share of the size of running text
_STEPS: Final = (1, 2, 5, 10)  # by which line numbers count
_MOSTLY: Final = 0.8
_REACH: Final = 0.5  # share of the height of the text that they cover
_PLACE: Final = 3.0  # points by which numbers at one place differ
_LONG: Final = 40  # characters of a line of running text
_LONGEST: Final = 4  # digits


class _LineNumber(NamedTuple):
    """The word of the piece at `at` that may number its line."""

    at: int
    word: PdfWord
    y: float

    @property
    def value(self) -> int:
        return int(self.word.text)


def without_line_numbers(pieces: Sequence[PdfPiece]) -> list[PdfPiece]:
    """The pieces of a page without the numbers of its lines: at one edge, and one more from line to line."""
    words = [word for piece in pieces for word in piece.words]
    if len(words) < 2 * _FEWEST:
        return list(pieces)
    usual = Counter(word.size for word in words).most_common(1)[0][0]
    dropped: dict[int, int] = {}
    for side in (0, -1):
        for near in _columns([*_candidates(pieces, side)]):
            if _is_count(near) and _is_at_edge(near, words, side) and _is_apart(near, pieces, usual):
                dropped.update((found.at, side) for found in near)
    return [piece for at, piece in enumerate(pieces) if at not in dropped or _shortened(piece, dropped[at])]


def _candidates(pieces: Sequence[PdfPiece], side: int) -> Iterator[_LineNumber]:
    for at, piece in enumerate(pieces):
        word = piece.words[side]
        if word.text.isdecimal() and len(word.text) <= _LONGEST:
            yield _LineNumber(at, word, piece.y)


def _columns(found: Sequence[_LineNumber]) -> Iterator[list[_LineNumber]]:
    """Those that begin, or end, at one place, from the top down."""
    for ends in (False, True):
        places: dict[int, list[_LineNumber]] = defaultdict(list)
        for number in found:
            places[round((number.word.x1 if ends else number.word.x0) / _PLACE)].append(number)
        for place in [*places]:
            yield sorted((*places[place], *places.get(place + 1, ())), key=lambda number: -number.y)


def _is_count(near: Sequence[_LineNumber]) -> bool:
    """Whether numbers count, from the top down."""
    if len(near) < _FEWEST:
        return False
    steps = Counter(after.value - before.value for before, after in pairwise(near))
    step, often = steps.most_common(1)[0]
    return step in _STEPS and often >= _MOSTLY * (len(near) - 1)


def _is_at_edge(near: Sequence[_LineNumber], words: Sequence[PdfWord], side: int) -> bool:
    """Whether hardly a word stands farther out than the numbers."""
    if side == 0:
        edge = max(found.word.x1 for found in near)
        return sum(word.x0 < edge for word in words) <= len(near) + 2
    edge = min(found.word.x0 for found in near)
    return sum(word.x1 > edge for word in words) <= len(near) + 2


def _is_apart(near: Sequence[_LineNumber], pieces: Sequence[PdfPiece], usual: float) -> bool:
    """Whether numbers are set smaller than the text all along the page, or beside lines that run on."""
    heights = [piece.y for piece in pieces]
    if near[0].y - near[-1].y < _REACH * (max(heights) - min(heights)):
        return False
    if all(found.word.size <= _SMALL * usual for found in near):
        return True
    rows: dict[int, str] = {}
    for piece in pieces:
        row = round(piece.y)
        rows[row] = max(rows.get(row, ""), piece.text.lstrip("0123456789 "), key=len)
    lines = [rows[round(found.y)] for found in near]
    running = sum(len(line) >= _LONG for line in lines)
    going_on = sum(line[:1].islower() for line in lines)
    return len(near) >= _FEWEST_LARGE and running * 2 > len(near) and going_on * 5 >= len(near)


def _shortened(piece: PdfPiece, side: int) -> bool:
    """Takes the number off a piece; False if nothing is left of it."""
    piece.words.pop(side)
    if not piece.words:
        return False
    piece.x0 = min(word.x0 for word in piece.words)
    piece.x1 = max(word.x1 for word in piece.words)
    return True
