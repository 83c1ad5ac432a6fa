"""Tables of contents on a PDF page: their lines are kept, the page numbers behind them are not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from index.formats.pdf.grid import SAME_LINE
from index.formats.pdf.pieces import PdfPiece

_FEWEST: Final = 4  # lines
_MOST: Final = 50  # pieces of one line
_NUMBER: Final = re.compile(r"\d{1,4}|[ivxlcIVXLC]{1,7}")
_LEADER: Final = re.compile(r"(?:[\s.·…_]*[.·…_]){3,}\s*\Z")
_NUMBERED: Final = re.compile(r"(?:\d{1,3}|[A-Z])(?:\.\d{1,3}){0,4}\.?(?:\s|\Z)")


def without_contents(pieces: Sequence[PdfPiece]) -> list[PdfPiece]:
    """The pieces of a page without the page numbers of a table of contents, and the dots before them.

    Such numbers end lines at one place, never fall, and follow dots or what begins with a section's number.
    """
    ended: dict[int, list[int]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        after = at > 0 and _is_level(pieces[at - 1], piece) and piece.x0 >= pieces[at - 1].x1
        if (after and _NUMBER.fullmatch(piece.text)) or _is_led(piece):
            ended[round(piece.x1 / 3)].append(at)
    found: set[int] = set()
    for place in ended:
        near = sorted({*ended[place], *ended.get(place + 1, ())})
        if _is_contents(pieces, near):
            found.update(near)
    dropped = {at for at in found if not _is_led(pieces[at])}
    for at in found:
        _mark(pieces, at)
    return [piece for at, piece in enumerate(pieces) if at not in dropped and piece.words]


def _is_led(piece: PdfPiece) -> bool:
    """Whether a piece ends in dots and a page number."""
    words = piece.words
    return len(words) > 3 and _NUMBER.fullmatch(words[-1].text) is not None and not _is_said(words[-2].text)


def _is_said(word: str) -> bool:
    """Whether a word is more than dots that lead to a page number."""
    return word.strip(".·…_") != ""


def _is_contents(pieces: Sequence[PdfPiece], near: Sequence[int]) -> bool:
    if len(near) < _FEWEST:
        return False
    pages = [int(text) for at in near if (text := pieces[at].words[-1].text).isdigit()]
    if pages != sorted(pages):
        return False
    signed = sum(_has_sign(pieces, at) for at in near)
    return signed * 2 > len(near)


def _has_sign(pieces: Sequence[PdfPiece], at: int) -> bool:
    if _is_led(pieces[at]):
        return True
    first = at - 1
    while first > at - _MOST and first and _is_level(pieces[first - 1], pieces[at]):
        first -= 1
    return _LEADER.search(pieces[at - 1].text) is not None or _NUMBERED.match(pieces[first].text) is not None


def _mark(pieces: Sequence[PdfPiece], at: int) -> None:
    """Marks the line that a page number ends: it is no heading, and needs neither number nor dots."""
    if _is_led(pieces[at]):
        pieces[at].words.pop()
        _shorten(pieces[at])
    before = at - 1
    while before > at - _MOST and before >= 0 and _is_level(pieces[before], pieces[at]):
        _shorten(pieces[before])
        before -= 1


def _shorten(piece: PdfPiece) -> None:
    piece.bold, piece.listed = False, True
    while piece.words and not _is_said(piece.words[-1].text):
        piece.words.pop()
    piece.x1 = piece.words[-1].x1 if piece.words else piece.x0


def _is_level(piece: PdfPiece, number: PdfPiece) -> bool:
    return abs(piece.y - number.y) <= SAME_LINE * number.size
