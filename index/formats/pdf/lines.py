"""The lines of a PDF page in reading order: parts of one line together, columns one after another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.formats.pdf.drawings import PdfBox
from index.formats.pdf.grid import SAME_LINE, PdfTable
from index.formats.pdf.lists import is_mark, is_section
from index.formats.pdf.order import in_order
from index.formats.pdf.pieces import PdfPiece

_MARK_GAP: Final = 5.0  # sizes between the mark of an item and its words
_LARGER: Final = 1.1  # sizes of most type from which on a number may be that of a heading
_PROSE_GAP: Final = 3.0  # sizes of a gap in running text
_LABEL: Final = 40  # characters of what may be the label of a chart
_PROSE_LINES: Final = 3  # lines of which a paragraph near a figure has more
_MANY: Final = 5  # lines of a column of which the longest may be one that did not fit
_MONO: Final = 0.9  # share of the characters of a line of code that are equally wide
_SHORT: Final = 20  # characters of a line that is too short for one
_AROUND: Final = 24.0  # points around the lines of a chart where its labels stand
_SAME: Final = 0.1  # share by which sizes of one paragraph differ
_CLOSE: Final = 1.5  # sizes between lines of one block
_MOST_COLUMNS: Final = 60  # with which a line is compared
_BESIDE: Final = 4.0  # sizes between the beginnings of lines of one column
_FAR: Final = 0.75  # share of its column that a block at least is wide
_LEFTWARD: Final = re.compile(r"[\u0590-\u08ff]")  # Hebrew, Arabic and others
_CJK: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(slots=True)
class PdfLine:
    """A line of text on a page.

    `x0`, `x1` and the baseline `y` are in points, upwards; `edge` is how far lines of its column reach, which
    is `sure` if several do; `lead` is the width of its first word. `label` is whether it stands for itself:
    in a chart, across; `listed` whether it names a page, as the lines of contents do; `title` is whether it
    is that of a slide.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    mono: bool
    lead: float
    edge: float = 0.0
    sure: bool = False
    label: bool = False
    listed: bool = False
    title: bool = False


PageItem = PdfLine | PdfTable


def page_items(
    pieces: Sequence[PdfPiece],
    aside: Sequence[PdfPiece],
    tables: Sequence[PdfTable],
    figures: Sequence[PdfBox],
) -> list[PageItem]:
    """The lines and tables of a page as they are read. The pieces `aside` stand across the others."""
    waiting = sorted(tables, key=lambda table: table.first)
    items: list[PageItem] = []
    at = 0
    for parts in _together(pieces):
        while waiting and waiting[0].first <= at:
            items.append(waiting.pop(0))
        items.append(_line(parts))
        at += len(parts)
    items.extend(waiting)
    ordered = [items[place] for place in in_order([_place(item) for item in items])]
    set_edges(text_lines(ordered))
    _set_labels([*text_lines(ordered)], figures)
    for piece in aside:
        line = _line([piece])
        line.label = True
        ordered.append(line)
    return ordered


def _place(item: PageItem) -> tuple[PdfBox, float]:
    """Where an item stands, and the size of its type; that of a table is 0."""
    if isinstance(item, PdfTable):
        return item.box, 0.0
    return PdfBox(item.x0, item.y - 0.2 * item.size, item.x1, item.y + 0.8 * item.size), item.size


def _together(pieces: Sequence[PdfPiece]) -> list[list[PdfPiece]]:
    """The pieces, those together that one reads as one line in spite of a wide gap.

    These are a mark or number and what it counts, and running text: a gap over which a line above or below
    runs without one.
    """
    groups: list[list[PdfPiece]] = []
    sizes = Counter(piece.size for piece in pieces for _ in piece.words)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for at, piece in enumerate(pieces):
        last = groups[-1][-1] if groups else None
        if last is not None and _one_line(last, piece):
            gap = (piece.x0 - last.x1) / max(piece.size, 1.0)
            first = len(groups[-1]) == 1 and gap <= _MARK_GAP and _counts(last, piece, usual)
            near = (*pieces[max(at - 4, 0) : at - 1], *pieces[at + 1 : at + 4])
            if first or (gap <= _PROSE_GAP and _runs_over(near, last, piece)):
                groups[-1].append(piece)
                continue
        groups.append([piece])
    return groups


def _counts(mark: PdfPiece, piece: PdfPiece, usual: float) -> bool:
    """Whether `mark` is that of an item, or the number of a heading; `usual` is the size of most words.

    A number beside words is neither: it may be a value, and the words the label of something else.
    """
    if is_mark(mark.text):
        return True
    heading = piece.listed or (mark.bold and piece.bold) or min(mark.size, piece.size) > _LARGER * usual
    return heading and is_section(mark.text) and piece.text[:1].isalpha()


def _one_line(last: PdfPiece, piece: PdfPiece) -> bool:
    return abs(last.y - piece.y) <= SAME_LINE * piece.size and piece.x0 >= last.x1


def _runs_over(near: Sequence[PdfPiece], last: PdfPiece, piece: PdfPiece) -> bool:
    """Whether one of the lines near runs over the gap between two pieces, as that of a paragraph does."""
    return any(
        abs(other.size - piece.size) < 0.5
        and 0 < abs(other.y - piece.y) <= 2 * piece.size
        and other.x0 <= last.x1 - piece.size
        and other.x1 >= piece.x0 + piece.size
        and len(other.text) >= _LABEL
        for other in near
    )


def _line(parts: Sequence[PdfPiece]) -> PdfLine:
    text = " ".join(piece.text for piece in parts)
    longest = max(parts, key=lambda piece: len(piece.text))
    first = parts[0].words[0]
    cjk = _CJK.match(first.text) is not None
    return PdfLine(
        text=text,
        x0=min(piece.x0 for piece in parts),
        x1=max(piece.x1 for piece in parts),
        y=longest.y,
        size=longest.size,
        bold=all(piece.bold for piece in parts if len(piece.text) > 2) and longest.bold,
        mono=_share_of_mono(parts) >= _MONO and not cjk,
        lead=longest.size if cjk else first.x1 - first.x0,
        listed=any(piece.listed for piece in parts),
    )


def _share_of_mono(parts: Sequence[PdfPiece]) -> float:
    words = [word for piece in parts for word in piece.words]
    return sum(len(word.text) for word in words if word.mono) / max(sum(len(word.text) for word in words), 1)


def _set_labels(lines: Sequence[PdfLine], figures: Sequence[PdfBox]) -> None:
    """Marks as labels what ends at one place and begins anywhere, and what stands in and around figures.

    Lines of running text are none.
    """
    for run in _close_runs(lines):
        if _is_flush_right(run):
            for line in run:
                line.label = True
        if not figures:
            continue
        far = sum(line.x1 >= line.edge - 2 * line.size for line in run)
        long = len(run) >= _PROSE_LINES and min(len(line.text) for line in run[:2]) >= _SHORT
        if long and far * 2 > len(run):
            continue
        for line in run:
            box = PdfBox(line.x0, line.y, line.x1, line.y + line.size)
            near = any(figure.grown(_AROUND).meets(box) for figure in figures)
            line.label = line.label or (near and len(line.text) <= _LABEL)


def _is_flush_right(run: Sequence[PdfLine]) -> bool:
    """Whether short lines end at one place, but begin at several: labels at an axis, no paragraph."""
    size = run[0].size
    ends = [line.x1 for line in run]
    begun = {round(line.x0 / size) for line in run}
    short = all(len(line.text) <= _LABEL and not _LEFTWARD.search(line.text) for line in run)
    return short and len(begun) >= _PROSE_LINES and max(ends) - min(ends) < 0.3 * size


def set_edges(lines: Iterable[PdfLine]) -> None:
    """Notes how far the lines of each one's column reach.

    That is the longest of the lines right above and below it, if most reach as far, or if they reach far for
    what begins near them elsewhere on the page; a block that is set in from the right ends earlier.
    """
    held = list(lines)
    columns: list[list[PdfLine]] = []
    for line in held:
        for column in columns[:_MOST_COLUMNS]:
            head = column[0]
            if same_size(head, line) and abs(head.x0 - line.x0) <= _BESIDE * line.size:
                column.append(line)
                break
        else:
            columns.append([line])
    for column in columns:
        edge = _edge(column)
        sure = sum(line.x1 >= edge - line.size for line in column) > 1
        for line in column:
            line.edge, line.sure = edge, sure
    for run in _close_runs(held):
        edge, left = min(_edge(run), max(line.edge for line in run)), min(line.x0 for line in run)
        filled = sum(line.x1 >= edge - line.size for line in run)
        far = edge - left >= _FAR * (max(line.edge for line in run) - left)
        if far or (len(run) >= _PROSE_LINES and filled * 2 > len(run)):
            for line in run:
                line.edge, line.sure = edge, filled > 1


def _edge(lines: Sequence[PdfLine]) -> float:
    """How far lines reach: as the longest, unless it alone runs over the edge of many."""
    longest, *others = sorted((line.x1 for line in lines), reverse=True)
    return others[0] if len(others) >= _MANY and longest > others[0] + lines[0].size else longest


def same_size(one: PdfLine, other: PdfLine) -> bool:
    """Whether two lines may be of one paragraph: small capitals make one a little smaller."""
    return abs(one.size - other.size) <= _SAME * max(one.size, other.size)


def _close_runs(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    """Lines of one size close under one another."""
    run: list[PdfLine] = []
    for line in lines:
        last = run[-1] if run else None
        step = (last.y - line.y) / line.size if last else 0.0
        near = last is not None and same_size(last, line) and 0.3 < step <= _CLOSE
        if last and not (near and abs(last.x0 - line.x0) <= 4 * line.size):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def text_lines(items: Iterable[PageItem]) -> Iterator[PdfLine]:
    """The lines among items that are no tables."""
    return (item for item in items if isinstance(item, PdfLine))
