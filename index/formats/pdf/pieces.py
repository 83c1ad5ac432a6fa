"""The text of a PDF page as pieces of lines, each with where it stands and how it is set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import category

from index.formats.pdf.accents import composed
from index.formats.pdf.glyphs import SLANT, PdfGlyph, glyph_lines

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

WIDE: Final = 0.95
"""A gap of so many times the size of the type may part what stands side by side; a word space is a third."""

_WIDEST: Final = 1.6  # the same in a line whose word spaces are wide themselves
_MOST_SIGNS: Final = 50  # characters such as ✓ and ● that a page may say among its letters
_SEVERAL: Final = 5  # spaces by which those of a line are judged
_BOLD_WEIGHT: Final = 700
_HEAVIER: Final = 1.2  # times the weight of most type: many files say that all of theirs is heavy
_NARROW_LETTERS: Final = frozenset("ijltfrI")
_WIDE_LETTERS: Final = frozenset("aeomwnuMW")
_EVEN: Final = 0.03  # share by which the widths of letters of one width differ
_MOSTLY: Final = 0.85
_OFF: Final = 0.2  # shares of a space by which a number of spaces may be off
_RAISED: Final = dict(zip("0123456789+-−–()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾", strict=True))
_CJK: Final = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")


class PdfWord(NamedTuple):
    """A word from `x0` to `x1` points, `size` that of its type; `mono` if all letters are equally wide."""

    text: str
    x0: float
    x1: float
    mono: bool
    size: float


@dataclass(slots=True)
class PdfPiece:
    """A line, or a part of one between wide gaps.

    `y` is its baseline in points, upwards; `size` that of its type; `turned` if it runs in another direction
    than most of the page; `row` counts the lines that PDFium found; `listed` are lines of contents.
    """

    words: list[PdfWord]
    y: float
    size: float
    bold: bool
    mono: bool
    row: int
    turned: bool = False
    listed: bool = False
    x0: float = field(init=False)
    x1: float = field(init=False)

    def __post_init__(self) -> None:
        self.x0 = min(word.x0 for word in self.words)
        self.x1 = max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def read_pieces(textpage: PdfTextPage) -> tuple[list[PdfPiece], float]:
    """The pieces of a `pypdfium2.PdfTextPage`, in the order in which the page says them, and their angle.

    Coordinates are in the frame in which most text runs to the right; those that are `turned` have one of
    their own. Raises UnreadableError for a page with too many characters.
    """
    lines = composed(glyph_lines(textpage))
    angles, weights = Counter[float](), Counter[int]()
    for line in lines:
        angles[line[0].style.angle] += len(line)
        weights[line[0].style.weight] += len(line)
    most = angles.most_common(1)[0][0] if angles else 0.0
    heavy = max(_BOLD_WEIGHT, _HEAVIER * weights.most_common(1)[0][0]) if weights else _BOLD_WEIGHT
    pieces: list[PdfPiece] = []
    for row, line in enumerate(lines):
        turned = abs(line[0].style.angle - most) > SLANT
        for piece in _parted(_piece(line, row, heavy)):
            piece.turned = turned
            pieces.append(piece)
    return pieces, most


def is_garbled(texts: Iterable[str]) -> bool:
    """Whether a page says signs where it shows letters: its fonts name them wrongly."""
    said = "".join(texts).replace(" ", "")
    if said.isascii():
        return False
    signs = sum(category(letter) in ("So", "Cn") for letter in said)
    return signs > _MOST_SIGNS and signs * 4 > len(said)


def _piece(line: list[PdfGlyph], row: int, heavy: float) -> PdfPiece:
    """The line as one piece, bold from the weight `heavy` on.

    Raised figures become superscripts: 10² is not 102, a note's mark no figure.
    """
    sizes = Counter(glyph.style for glyph in line)
    style = sizes.most_common(1)[0][0]
    main = next(glyph for glyph in line if glyph.style == style)
    even = _is_even(line)
    words: list[PdfWord] = []
    text, start, end, mono, size = "", 0.0, 0.0, True, 0.0
    for glyph in line:
        raised = glyph.style.size < 0.85 * style.size and glyph.y - main.y > 0.15 * style.size
        letter = _RAISED.get(glyph.text, glyph.text) if raised else glyph.text
        if glyph.spaced and text and not _stretched(text, glyph, end):
            words.append(PdfWord(text, start, end, mono, size))
            text, mono = "", True
        size = glyph.style.size if not text else max(size, glyph.style.size)
        start = min(start, glyph.x0) if text else glyph.x0
        end = max(end, glyph.x1) if text else glyph.x1
        text, mono = text + letter, mono and (even or glyph.style.mono)
    words.append(PdfWord(text, start, end, mono, size))
    return PdfPiece(words, main.y, style.size, style.bold or style.weight >= heavy, even or style.mono, row)


def _is_even(line: Sequence[PdfGlyph]) -> bool:
    """Whether narrow letters are as wide as wide ones, in fonts whose names do not say so."""
    narrow = [glyph.x1 - glyph.x0 for glyph in line if glyph.text in _NARROW_LETTERS]
    wide = sorted(glyph.x1 - glyph.x0 for glyph in line if glyph.text in _WIDE_LETTERS)
    if not narrow or not wide:
        return False
    usual = wide[len(wide) // 2]
    return sum(abs(width - usual) <= _EVEN * usual for width in narrow) >= _MOSTLY * len(narrow)


def _stretched(text: str, glyph: PdfGlyph, end: float) -> bool:
    """Whether a space between two characters of Chinese or Japanese only fills the line."""
    near = glyph.x0 - end < WIDE * glyph.style.size
    return near and _CJK.match(text[-1]) is not None and _CJK.match(glyph.text) is not None


def _parted(piece: PdfPiece) -> Iterator[PdfPiece]:
    """The piece, divided at wide gaps: between columns, cells, the labels of a chart."""
    words = piece.words
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    usual = sorted(gaps)[len(gaps) // 4] if len(gaps) >= _SEVERAL else 0.0
    limit = max(WIDE, min(2 * usual / piece.size, _WIDEST)) * piece.size
    begin = 0
    for at, gap in enumerate(gaps, 1):
        figures = _is_figure(words[at - 1].text) or _is_figure(words[at].text)
        if gap > (WIDE * piece.size if figures else limit) and not _is_spaces(gap, words[at - 1], words[at]):
            yield _part(piece, begin, at)
            begin = at
    yield _part(piece, begin, len(words))


def cells_of(piece: PdfPiece) -> Iterator[PdfPiece]:
    """The piece, divided at wide gaps, those in type of one width included: between the cells of a table."""
    begin = 0
    for at, (before, after) in enumerate(pairwise(piece.words), 1):
        if after.x0 - before.x1 > WIDE * piece.size:
            yield _part(piece, begin, at)
            begin = at
    yield _part(piece, begin, len(piece.words)) if begin else piece


def _part(piece: PdfPiece, begin: int, end: int) -> PdfPiece:
    words = piece.words[begin:end]
    mono = all(word.mono for word in words)
    return PdfPiece(words, piece.y, piece.size, piece.bold, mono, piece.row)


def _is_spaces(gap: float, before: PdfWord, after: PdfWord) -> bool:
    """Whether a gap in type of one width is a number of spaces, as in what a program prints."""
    if not (before.mono and after.mono):
        return False
    spaces = gap * len(after.text) / max(after.x1 - after.x0, 0.1)
    return abs(spaces - round(spaces)) < _OFF


def _is_figure(word: str) -> bool:
    return any(map(str.isdigit, word)) and not any(map(str.isalpha, word))
