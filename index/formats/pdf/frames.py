"""Rules of a PDF page that may be those of one table, and the line above them that names its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from index.formats.pdf.drawings import PdfRule
from index.formats.pdf.grid import same_lines
from index.formats.pdf.pieces import PdfPiece

SAME_END: Final = 4.0
"""Points by which the ends of the rules of one table may differ."""
WHOLE: Final = 0.8
"""Share of a length from which on a rule runs along all of it."""

_NAMES_GAP: Final = 1.6  # sizes between the names of columns and the rule below them
_NAME: Final = 0.5  # share of the width of a table that the name of a column takes at most


class RuledFrame(NamedTuple):
    """Level rules that begin and end alike, from the top down."""

    x0: float
    x1: float
    heights: tuple[float, ...]


def frames_of(level: Sequence[PdfRule]) -> list[RuledFrame]:
    frames: list[tuple[PdfRule, list[float]]] = []
    for rule in level:
        for first, heights in frames:
            if abs(first.start - rule.start) <= SAME_END and abs(first.end - rule.end) <= SAME_END:
                heights.append(rule.at)
                break
        else:
            frames.append((rule, [rule.at]))
    found = [
        RuledFrame(first.start, first.end, tuple(sorted(heights, reverse=True)))
        for first, heights in frames
        if len(heights) > 1
    ]
    return sorted(found, key=lambda frame: -len(frame.heights))  # the lines of head and foot of a page last


def names_above(pieces: Sequence[PdfPiece], frame: RuledFrame, top: float) -> list[PdfPiece]:
    """The line right above the rule at `top` that names the columns below it, if one does.

    It is no caption: it has parts apart from one another, or only one, which does not stand at the left.
    """
    near = [piece for piece in pieces if 0 <= piece.y + 0.3 * piece.size - top <= _NAMES_GAP * piece.size]
    line = same_lines(near)[-1] if near else []
    bottom = max((height for height in frame.heights if height < top), default=top)
    low = [piece for piece in pieces if bottom < piece.y + 0.3 * piece.size < top]
    left = min((piece.x1 for piece in low), default=frame.x1)
    inside = all(frame.x0 - SAME_END <= piece.x0 and piece.x1 <= frame.x1 + SAME_END for piece in line)
    narrow = all(piece.x1 - piece.x0 <= _NAME * (frame.x1 - frame.x0) for piece in line)
    named = len(line) > 1 or all(piece.x0 > left for piece in line)
    return line if inside and narrow and named and not any(piece.mono for piece in line) else []


def is_apart(other: RuledFrame, frame: RuledFrame) -> bool:
    """Whether another frame may be that of another table, and not a part of this one."""
    width = min(other.x1, frame.x1) - max(other.x0, frame.x0)
    return other is not frame and (len(other.heights) > 2 or width >= WHOLE * (frame.x1 - frame.x0))
