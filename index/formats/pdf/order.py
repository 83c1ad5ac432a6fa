"""The order in which what stands on a page is read.

Most pages say their text in that order themselves. Where one does not, the white space between columns and
paragraphs shows it: what stands left of a gap from top to bottom is read before what stands right of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from index.formats.pdf.drawings import PdfBox

MOST_BOXES: Final = 1500
"""Boxes that are set in order by the space between them; more are read from the top down."""

_MARGIN: Final = 4  # boxes of a foot or head
_GUTTER: Final = 8.0  # points between two columns
_GAP: Final = 3.0  # points between two paragraphs
_TURNS: Final = 3  # lines that run on from one column to the other by which a page is seen to mix them
_PROSE: Final = 25  # sizes of type times half: the width of a line of running text in points is more

Placed = tuple[PdfBox, float]


def in_order(places: Sequence[Placed]) -> list[int]:
    """The numbers of the boxes in reading order. Each comes with the size of its type."""
    said = _with_margins_last(places)
    ordered = [places[at] for at in said]
    if len(places) < 2 or not (_jumps(ordered) or _mixed(ordered)):
        return said
    if len(places) > MOST_BOXES:
        return sorted(said, key=lambda at: (-round(places[at][0].y0), places[at][0].x0))
    return _by_space([place[0] for place in places])


def _with_margins_last(places: Sequence[Placed]) -> list[int]:
    """As the page says them, but for lines of its foot said first, and of its head said last."""
    said = list(range(len(places)))
    for _ in range(min(_MARGIN, len(said) - 1)):
        if all(places[at][0].y1 > places[said[0]][0].y1 for at in said[1:]):
            said.append(said.pop(0))
    for _ in range(min(_MARGIN, len(said) - 1)):
        if all(places[at][0].y0 < places[said[-1]][0].y0 for at in said[:-1]):
            said.insert(0, said.pop())
    return said


def _jumps(places: Sequence[Placed]) -> bool:
    """Whether the page goes back up anywhere but to a further column."""
    for (before, one), (after, other) in pairwise(places):
        up, size = after.y0 - before.y1, max(one, other)
        above = after.x0 < before.x1 and before.x0 < after.x1
        if up > 0.5 * size and above and after.x0 < before.x0 + 4 * size:
            return True
    return False


def _mixed(places: Sequence[Placed]) -> bool:
    """Whether lines of running text alternate between two columns."""
    turns = 0
    for (before, size), (after, other) in pairwise(places):
        level = abs(before.y0 - after.y0) < 0.5 * max(size, other)
        wide = min(before.x1 - before.x0, after.x1 - after.x0) > _PROSE * size / 2
        turns += level and wide and after.x0 > before.x1
    return turns >= _TURNS


def _by_space(boxes: Sequence[PdfBox]) -> list[int]:
    """The numbers of boxes as the space between them divides the page, again and again."""
    order: list[int] = []
    waiting = [list(range(len(boxes)))]
    while waiting:
        group = waiting.pop()
        parts = _columns(boxes, group) or _paragraphs(boxes, group)
        if len(parts) > 1:
            waiting.extend(reversed(parts))
        else:
            order.extend(sorted(group, key=lambda at: (-round(boxes[at].y0), boxes[at].x0)))
    return order


def _columns(boxes: Sequence[PdfBox], group: list[int]) -> list[list[int]]:
    """The columns of a group, from left to right, each of several boxes; nothing if there is but one."""
    parts = _cut(group, [(boxes[at].x0, boxes[at].x1) for at in group], _GUTTER)
    return parts if len(parts) > 1 and all(len(part) > 1 for part in parts) else []


def _paragraphs(boxes: Sequence[PdfBox], group: list[int]) -> list[list[int]]:
    """The group, cut across at its widest gaps, from the top down."""
    spans = [(-boxes[at].y1, -boxes[at].y0) for at in group]
    ordered = sorted(spans)
    widest, end = 0.0, ordered[0][1]
    for start, stop in ordered[1:]:
        widest, end = max(widest, start - end), max(end, stop)
    return _cut(group, spans, max(_GAP, 0.7 * widest)) if widest > _GAP else []


def _cut(group: list[int], spans: Sequence[tuple[float, float]], gap: float) -> list[list[int]]:
    parts: list[list[int]] = []
    end = float("-inf")
    for (start, stop), at in sorted(zip(spans, group, strict=True)):
        if not parts or start - end >= gap:
            parts.append([])
        parts[-1].append(at)
        end = max(end, stop)
    return parts
