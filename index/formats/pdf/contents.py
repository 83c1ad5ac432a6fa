"""Tables of contents and indexes of a PDF: lists that name its pages, and say nothing themselves."""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final

from index.formats.pdf.grid import PdfTable, said_lines
from index.formats.pdf.lists import ends_in_dots
from index.formats.pdf.pieces import PdfPiece

_FEWEST: Final = 4  # lines by which contents are known on a page that does not go on with them
_FEWEST_INDEXED: Final = 12  # the same for an index without links
_SEVERAL: Final = 10  # one line in so many of an index names several pages
_BETWEEN: Final = 3  # lines without a page between two with one: titles that need several, titles of parts
_MOST_COLUMNS: Final = 3  # of contents that stand as a table: number, title, page
_LONGEST: Final = 200  # characters at the end of a line among which its pages are looked for
_ANYWHERE: Final = -1_000_000  # the place of pages to which dots lead
_DIGITS: Final = 5  # of the number of a page
_KEY: Final = 20  # letters by which a title is found again
_PAGE: Final = re.compile(r"\d{1,4}|[ivxlcIVXLC]{1,7}")
_SECTION: Final = re.compile(r"(?:\d{1,3}|[A-Z])(?:\.\d{1,3}){0,4}\.?(?:\s|\Z)")
_PAGES: Final = r"\d{1,4}(?:[–-]\d{1,4})?f{0,2}"
_INDEXED: Final = re.compile(rf"(?=.*(?:[^\W\d]|[.·]\s?[.·]\s?[.·])).*?[\s.,·…]({_PAGES}(?:,\s?{_PAGES})*),?")
_GOES_ON: Final = re.compile(rf"({_PAGES}(?:,\s?{_PAGES})*),?")

_Line = list[PdfPiece]


class PdfContents:
    """Finds the lines of contents and indexes on one page after another of a document with `last` pages."""

    def __init__(self, last: int) -> None:
        self._last = last
        self._open = False  # whether the page before ended with contents
        self._titles: set[str] = set()

    def mark(self, pieces: Sequence[PdfPiece], links: Callable[[], int]) -> None:
        """Marks the pieces of a page that belong to contents or to an index as `listed`.

        `links` counts those from the page to others of the document.
        """
        lines = said_lines(pieces)
        entries = self._entries(lines) or self._indexed(lines, links)
        while entries and entries[0] and _SECTION.match(_text(lines[entries[0] - 1])):
            entries.insert(0, entries[0] - 1)  # the title of a chapter that names no page
        self._open = bool(entries) and entries[-1] * 4 >= 3 * (len(lines) - 1)
        for before, at in pairwise([entries[0], *entries] if entries else []):
            between = range(before + 1, at) if at - before <= _BETWEEN + 1 else ()
            for place in (*between, at):
                for piece in lines[place]:
                    piece.listed = True

    def learn(self, lines: Iterable[str]) -> None:
        """Takes note of lines that are in no list, so that titles are known when a list names them."""
        self._titles.update(map(_key, lines))

    def is_list(self, table: PdfTable) -> bool:
        """Whether a table is one of contents: pages that never fall, beside titles that the document has."""
        if not 2 <= len(table.columns) <= _MOST_COLUMNS:
            return False
        rows = table.rows[table.heads :]
        pages = [int(row[-1]) for row in rows if row[-1].isdecimal() and len(row[-1]) <= _DIGITS]
        if len(pages) < len(rows) or pages != sorted(pages) or not 1 <= pages[0] <= pages[-1] <= self._last:
            return False
        found = sum(_key(max(row[:-1], key=len)) in self._titles for row in rows)
        return found * 2 >= len(rows)

    def _entries(self, lines: Sequence[_Line]) -> list[int]:
        """The lines that end with their page at one place, of which most have dots before it, or a number."""
        ended: dict[int, list[int]] = defaultdict(list)
        for at, line in enumerate(lines):
            if not _PAGE.fullmatch(line[-1].words[-1].text):
                continue
            if _is_led(line):
                ended[_ANYWHERE].append(at)
            if len(line) > 1:
                ended[round(line[-1].x1 / 3)].append(at)
        found: set[int] = set()
        for place in [*ended]:
            near = sorted({*ended[place], *ended.get(place + 1, ())})
            if self._is_contents([lines[at] for at in near]):
                found.update(near)
        return sorted(found)

    def _is_contents(self, lines: Sequence[_Line]) -> bool:
        if len(lines) < (1 if self._open else _FEWEST):
            return False
        pages = [int(text) for line in lines if (text := line[-1].words[-1].text).isdigit()]
        led = [_is_led(line) for line in lines]
        counted = [_SECTION.match(_text(line)) is not None for line in lines]
        both = sum(map(operator.and_, led, counted)) * 2 > len(lines)
        if pages != sorted(pages) or (not both and any(page > self._last for page in pages)):
            return False
        return bool(sum(map(operator.or_, led, counted)) * 2 > len(lines))

    def _indexed(self, lines: Sequence[_Line], links: Callable[[], int]) -> list[int]:
        """The lines that end with their pages, if most lines do, and some have several, or most are links."""
        found: list[int] = []
        several = 0
        for at, line in enumerate(lines):
            text = _text(line)[-_LONGEST:]
            held = _INDEXED.fullmatch(text) or (_GOES_ON.fullmatch(text) if found else None)
            pages = [int(number) for number in re.findall(r"\d+", held[1])] if held else []
            if pages and pages == sorted(pages) and pages[-1] <= self._last:
                found.append(at)
                several += len(pages) > 1
        if len(found) < _FEWEST or len(found) * 2 <= len(lines):
            return []
        known = len(found) >= _FEWEST_INDEXED and several * _SEVERAL >= len(found)
        return found if known or links() * 2 > len(found) else []


def _text(line: _Line) -> str:
    return " ".join(piece.text for piece in line)


def _is_led(line: _Line) -> bool:
    """Whether dots lead to the last word of a line."""
    return ends_in_dots(_text(line).rpartition(" ")[0])


def _key(title: str) -> str:
    return "".join(filter(str.isalpha, title)).casefold()[:_KEY]
