"""A page of a PDF as a picture, and where on it the words of quotes stand.

What is quoted was put together from lines, cells and parts of words; on the page the same letters and figures
stand in pieces. They are found piece by piece, each as long as can be and nearest to the one before it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from index.formats.converted import UnreadableError
from index.formats.pdf.file import opened, opened_page
from index.formats.pdf.glyphs import MOST_CHARACTERS, cleaned

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

WIDE: Final = 1_240
"""Pixels that a page is wide: 150 to an inch of A4."""
MOST_PIXELS: Final = 4_000_000
"""Pixels of a picture; one of a longer page is narrower."""
MOST_QUOTES: Final = 50
LONGEST_QUOTE: Final = 4_000
"""Characters of a quote that are looked for."""
MOST_BOXES: Final = 500
"""Of one quote."""

_MOST_PIECES: Final = 200  # of a quote: more are no sentence and no row any more
_FOUND: Final = 0.8  # share of a quote's characters that must be there: less is another text
_LONG: Final = 12  # letters that do not stand on a page by chance
_NEAR: Final = 1.5  # heights of type from a line to the next, where fewer letters go on
_GAP: Final = 1.2  # heights of type between characters of one box


class PictureBox(NamedTuple):
    """A box in pixels from the top left."""

    left: int
    top: int
    right: int
    bottom: int


class PagePicture(NamedTuple):
    """A picture of so many pixels, three bytes each, and for each quote the boxes of its words.

    A quote that is not found on the page has none.
    """

    width: int
    height: int
    boxes: tuple[tuple[PictureBox, ...], ...]
    pixels: bytes = b""


class PageQuote(NamedTuple):
    """What is quoted of a page, and how often the page says the same before that."""

    text: str
    before: int = 0


def letters(text: str) -> str:
    """The letters and figures of a text alone, as a page and what is made of it have them alike."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


def pictured(raw: bytes, number: int, quotes: Sequence[PageQuote]) -> PagePicture:
    """The page of that number, from 1, of a PDF. Raises UnreadableError."""
    with opened(raw) as document:
        if not 1 <= number <= len(document):
            raise UnreadableError(f"has no page {number}")
        with opened_page(document, number - 1) as (page, textpage):
            width, height, pixels = _rendered(page)
            held = _PageLetters(page, textpage, width, height)
            boxes = tuple(tuple(held.boxes(quote)) for quote in quotes[:MOST_QUOTES])
    return PagePicture(width, height, boxes, pixels)


def _rendered(page: PdfPage) -> tuple[int, int, bytes]:
    """Width and height in pixels, and the pixels as red, green, blue, row by row."""
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise UnreadableError("has a page without a size")
    scale = min(WIDE / width, (MOST_PIXELS / (width * height)) ** 0.5)
    if min(width, height) * scale < 1:
        raise UnreadableError("has a page too narrow to be shown")
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    wide, stride, held = 3 * bitmap.width, bitmap.stride, bytes(bitmap.buffer)
    rows = (held[at * stride : at * stride + wide] for at in range(bitmap.height))
    pixels = b"".join(rows)
    size = bitmap.width, bitmap.height
    bitmap.close()
    return *size, pixels


class _PageLetters:
    """The letters and figures of a page in the order of its file, each with the box of its character."""

    def __init__(self, page: PdfPage, textpage: PdfTextPage, width: int, height: int) -> None:
        self._boxes: list[PictureBox] = []
        self._owners: list[int] = []  # the box of each letter
        text: list[str] = []
        for character, box in _characters(page, textpage, width, height):
            found = letters(character)
            if found:
                text.append(found)
                self._owners += [len(self._boxes)] * len(found)
                self._boxes.append(box)
        self._text = "".join(text)

    def boxes(self, quote: PageQuote) -> Iterator[PictureBox]:
        """The boxes of a quote: one a line, or a cell, as far as its words stand together."""
        words = [*map(letters, quote.text[:LONGEST_QUOTE].replace("|", " ").split())]
        wanted = "".join(words)
        start = _nth(self._text, wanted, quote.before) if wanted else -1
        spans = (
            [(start, start + len(wanted))]
            if start >= 0
            else self._pieces(wanted, [*accumulate(map(len, words))])
        )
        if sum(end - start for start, end in spans) < max(_FOUND * len(wanted), 1):
            return
        owners = (self._boxes[at] for start, end in spans for at in dict.fromkeys(self._owners[start:end]))
        yield from _joined(owners)

    def _pieces(self, wanted: str, ends: Sequence[int]) -> list[tuple[int, int]]:
        """Where the letters of a quote stand in pieces; `ends` are those of its words.

        A piece is long, or it ends with a word and stands beside or under the one before it.
        """
        spans: list[tuple[int, int]] = []
        at = 0
        while at < len(wanted) and len(spans) < _MOST_PIECES:
            length = _longest(self._text, wanted[at:])
            last = bisect_right(ends, at + length)
            if length < _LONG:
                length = max(ends[last - 1] - at, 0) if last else 0
            start = self._nearest(wanted[at : at + length], spans[-1][1] if spans else 0) if length else -1
            if length >= _LONG or (start >= 0 and spans and self._is_near(spans[-1][1] - 1, start)):
                spans.append((start, start + length))
                at += length
            else:
                at = ends[bisect_right(ends, at)]
        return spans

    def _is_near(self, last: int, start: int) -> bool:
        """Whether a letter stands on the line of another, or on the next one."""
        one, other = self._boxes[self._owners[last]], self._boxes[self._owners[start]]
        return abs(other.top - one.top) <= _NEAR * (one.bottom - one.top)

    def _nearest(self, piece: str, last: int) -> int:
        """Where a piece stands after the one that ended at `last`, else before it."""
        after = self._text.find(piece, last)
        before = self._text.rfind(piece, 0, last + len(piece) - 1)
        if after < 0 or before < 0:
            return max(after, before)
        here = self._boxes[self._owners[max(last - 1, 0)]]
        return min((after, before), key=lambda at: _distance(here, self._boxes[self._owners[at]]))


def _distance(one: PictureBox, other: PictureBox) -> int:
    return abs(one.left - other.left) + 4 * abs(one.top - other.top)  # a row goes on before the next one


def _nth(text: str, wanted: str, before: int) -> int:
    """Where `wanted` stands after so many of the same, or last; -1 where it does not."""
    found = -1
    for _ in range(before + 1):
        at = text.find(wanted, found + 1)
        if at < 0:
            break
        found = at
    return found


def _longest(text: str, wanted: str) -> int:
    """How much of the beginning of `wanted` stands somewhere in `text` as one piece."""
    return bisect_left(range(1, len(wanted) + 1), 1, key=lambda length: wanted[:length] not in text)


def _characters(
    page: PdfPage, textpage: PdfTextPage, width: int, height: int
) -> Iterator[tuple[str, PictureBox]]:
    """The characters of a page with their boxes in its picture."""
    import ctypes

    import pypdfium2.raw as pdfium

    count, half = textpage.count_chars(), 0
    if count > MOST_CHARACTERS:
        raise UnreadableError(f"has a page of {count:,} characters; split it")
    bounds = pdfium.FS_RECTF()
    x, y = ctypes.c_int(), ctypes.c_int()

    def point(across: float, up: float) -> tuple[int, int]:
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, across, up, x, y)
        return min(max(x.value, 0), width), min(max(y.value, 0), height)

    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond 16 bits
            half = code
            continue
        if 0xDC00 <= code < 0xE000 and half:
            code, half = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00), 0
        text = cleaned(code)
        if text.strip() and pdfium.FPDFText_GetLooseCharBox(textpage.raw, index, bounds):
            one, other = point(bounds.left, bounds.top), point(bounds.right, bounds.bottom)
            yield text, PictureBox(*map(min, one, other), *map(max, one, other))


def _joined(boxes: Iterator[PictureBox]) -> Iterator[PictureBox]:
    """Boxes of characters as one box for those that follow each other on a line."""
    last: PictureBox | None = None
    told = 0
    for box in boxes:
        if last is None or _goes_on(last, box):
            last = box if last is None else _around(last, box)
            continue
        yield last
        told += 1
        if told >= MOST_BOXES - 1:
            break
        last = box
    if last is not None:
        yield last


def _around(one: PictureBox, other: PictureBox) -> PictureBox:
    return PictureBox(*map(min, one[:2], other[:2]), *map(max, one[2:], other[2:]))


def _goes_on(last: PictureBox, box: PictureBox) -> bool:
    """Whether a character stands beside the box before it."""
    size = _GAP * (box.bottom - box.top)
    overlap = min(last.bottom, box.bottom) - max(last.top, box.top)
    beside = overlap * 2 > min(last.bottom - last.top, box.bottom - box.top)
    across = max(last.left, box.left) - min(last.right, box.right)
    return beside and across <= size
