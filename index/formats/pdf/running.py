"""Running heads and page numbers: what stands at one place at the edge of most pages of a PDF."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from index.formats.pdf.lines import PageItem, PdfLine, text_lines

_EDGE: Final = 0.15  # share of a page's height at its top, and at its bottom
_ROWS: Final = 2  # rows at each edge among which running heads stand
_REPEATED: Final = 3  # pages
_LARGE: Final = 1.15  # sizes of running text: the title of a chapter stands at one place, too, but larger
_MOSTLY: Final = 0.5  # share of pages on which the place of a running head holds one
_NEARLY_ALL: Final = 0.6  # the same for a place where whatever stands is taken for one
_SIDE: Final = 0.25  # share of the width of its text at each side of a wide page
_SMALL: Final = 0.85  # sizes of running text up to which type at the side may be that of a list of slides
_REPEATED_ASIDE: Final = 5  # pages
_STEP: Final = 4.0  # points: heights that differ by less are one place
_NUMBER: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(  # "14", "- 14 -", "Page 14", "14 / 237", "Seite 14 von 237"
    r"\W*(?:[^\W\d_]{1,6}\W{0,2})?\d{1,5}(?:\W{1,3}(?:[^\W\d_]{1,4}\s)?\d{1,5})?\W*"
)


@dataclass(slots=True)
class PdfPageText:
    """What a page says, in order; `number` counts from 1, `label` is what readers call it.

    `height` is from where to where it reaches in points, `recognised` whether it was read from a picture,
    `drawn` whether anything at all is on it, `unread` whether its fonts do not say which letters they show,
    `wide` whether it is wider than high, `slide` whether it is one of a deck.
    """

    number: int
    label: str
    height: tuple[float, float]
    items: list[PageItem] = field(default_factory=list)
    recognised: bool = False
    drawn: bool = False
    unread: bool = False
    wide: bool = False
    slide: bool = False


class _SidePlace(NamedTuple):
    """Where a line at the side of a page begins, in steps, and what it says."""

    across: int
    height: int
    text: str


_Slot: TypeAlias = tuple[bool, int]
"""A place at an edge: whether it is the top, and the height in steps."""


class _RunningPlace(NamedTuple):
    """Where a line of an edge stands, and what it says when numbers are left out."""

    top: bool
    height: int
    words: str


def drop_running(pages: Sequence[PdfPageText], body: float) -> None:
    """Takes the running heads and page numbers off `pages`; `body` is the size of running text in points."""
    edges = _Edges(pages, body)
    shares = edges.shares()
    for page in pages:
        dropped = edges.numbers[page.number]
        for top, line in edges.lines[page.number]:
            share = shares[top, _height(line)]
            again = id(line) in edges.repeated[page.number] and share >= _MOSTLY
            if again or (share >= _NEARLY_ALL and line.size <= _LARGE * body):
                dropped.add(id(line))  # the head of a short chapter is not repeated
        page.items = [item for item in page.items if id(item) not in dropped]
    _drop_sidebars([page for page in pages if page.wide], body)


def _drop_sidebars(pages: Sequence[PdfPageText], body: float) -> None:
    """Takes off wide pages what stands in small type at their side, the same on most: a list of slides."""
    places = Counter[_SidePlace]()
    for page in pages:
        places.update({_side_place(line) for line in _side_lines(page, body)})
    often = max(_REPEATED_ASIDE, _NEARLY_ALL * len(pages))
    for page in pages:
        dropped = {id(line) for line in _side_lines(page, body) if places[_side_place(line)] >= often}
        page.items = [item for item in page.items if id(item) not in dropped]


def _side_lines(page: PdfPageText, body: float) -> Iterator[PdfLine]:
    """The lines in small type at the left or right of a page."""
    lines = [*text_lines(page.items)]
    left, right = min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)
    reach = _SIDE * (right - left)
    for line in lines:
        if line.size <= _SMALL * body and (line.x1 < left + reach or line.x0 > right - reach):
            yield line


def _side_place(line: PdfLine) -> _SidePlace:
    return _SidePlace(round(line.x0 / _STEP), _height(line), line.text)


class _Edges:
    """The lines at the edges of all pages, by the numbers of these.

    `numbers` are those that number their page, `repeated` those that stand on several pages, as ids.
    """

    def __init__(self, pages: Sequence[PdfPageText], body: float) -> None:
        self.lines = {page.number: [*_edge_lines(page)] for page in pages}
        self.numbers: dict[int, set[int]] = defaultdict(set)
        self.repeated: dict[int, set[int]] = defaultdict(set)
        self._pages_of: dict[_RunningPlace, set[int]] = defaultdict(set)
        self._offsets: dict[_Slot, Counter[int]] = defaultdict(Counter)
        self._large = (_LARGE * body, max(_REPEATED, len(pages) // 2))
        for number, lines in self.lines.items():
            for top, line in lines:
                self._note(number, top, line)
        for page in pages:
            for top, line in self.lines[page.number]:
                if self._is_number(page, top, line):
                    self.numbers[page.number].add(id(line))
                elif self._is_repeated(top, line):
                    self.repeated[page.number].add(id(line))

    def shares(self) -> dict[_Slot, float]:
        """Of each place at an edge, on what share of the pages that have a line there it is a running one.

        It is 0 where few pages have any: running text begins at one place on every page, too.
        """
        used, running = Counter[_Slot](), Counter[_Slot]()
        for number, lines in self.lines.items():
            found = self.numbers[number] | self.repeated[number]
            used.update({(top, _height(line)) for top, line in lines})
            running.update({(top, _height(line)) for top, line in lines if id(line) in found})
        least = max(_REPEATED, len(self.lines) // 5)
        return {slot: running[slot] / used[slot] if running[slot] >= least else 0.0 for slot in used}

    def _note(self, number: int, top: bool, line: PdfLine) -> None:  # noqa: FBT001  # a part of the place
        for height in (_height(line) - 1, _height(line), _height(line) + 1):
            self._pages_of[_RunningPlace(top, height, _words(line))].add(number)
        if _PAGE_NUMBER.fullmatch(line.text):
            self._offsets[top, _height(line)].update(_offsets(line, number))

    def _is_number(self, page: PdfPageText, top: bool, line: PdfLine) -> bool:  # noqa: FBT001
        """Whether a line numbers its page: as its label does, or as those at its place on other pages."""
        if line.text.strip(" -–—|[]").casefold() == page.label.casefold():
            return True
        if not _PAGE_NUMBER.fullmatch(line.text):
            return False
        offsets = self._offsets[top, _height(line)]
        return any(offsets[offset] >= _REPEATED for offset in _offsets(line, page.number))

    def _is_repeated(self, top: bool, line: PdfLine) -> bool:  # noqa: FBT001
        if _words(line).strip(" #-–—|/.") == "":
            return False  # numbers alone must number the page
        often = len(self._pages_of[_RunningPlace(top, _height(line), _words(line))])
        size, needed = self._large
        return often >= (_REPEATED if line.size <= size else needed)


def _edge_lines(page: PdfPageText) -> Iterator[tuple[bool, PdfLine]]:
    """The lines of the first and last rows at the edges of a page, each with whether it is at the top."""
    bottom, top = page.height
    reach = _EDGE * (top - bottom)
    for upper in (True, False):
        near = [
            line
            for line in text_lines(page.items)
            if (line.y > top - reach if upper else line.y < bottom + reach)
        ]
        heights = sorted({round(line.y) for line in near}, reverse=upper)
        rows: list[int] = []
        for height in heights:
            if not rows or abs(rows[-1] - height) > _STEP:
                rows.append(height)
        for line in near:
            if any(abs(line.y - row) <= _STEP for row in rows[:_ROWS]):
                yield upper, line


def _height(line: PdfLine) -> int:
    return round(line.y / _STEP)


def _words(line: PdfLine) -> str:
    return _NUMBER.sub("#", line.text).casefold()


def _offsets(line: PdfLine, number: int) -> Iterable[int]:
    """By how much the numbers in a line differ from that of the page."""
    return {int(found[0]) - number for found in _NUMBER.finditer(line.text) if len(found[0]) < 6}
