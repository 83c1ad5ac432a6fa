"""The text of a PDF page as pieces of lines, each with where it stands and how it is set."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from index.formats.converted import UnreadableError

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

MOST_CHARACTERS: Final = 400_000
"""Characters of one page: a hundred times a full one."""
HYPHEN: Final = "\x02"
"""What PDFium writes for a hyphen at the end of a line."""
WIDE: Final = 0.95
"""A gap of so many times the size of the type may part what stands side by side; a word space is a third."""

_WIDEST: Final = 1.6  # the same in a line whose word spaces are wide themselves
_SEVERAL: Final = 5  # spaces by which those of a line are judged
_APART: Final = 0.6  # baselines of one line differ by less than this share of the size
_SLANT: Final = 0.05  # radians by which the directions of one line differ
_BACK: Final = 1.5  # sizes by which type goes back where another line begins
_BOLD: Final = re.compile(r"bold|black|heavy|demi|(?:CM|SF|LM|EC)[A-Z]*BX|-bd\b", re.IGNORECASE)
_BOLD_WEIGHT: Final = 700
_MONO: Final = re.compile(r"mono|courier|typewriter|consol|menlo|(?:CM|SF|EC)TT|lmtt|fixed", re.IGNORECASE)
_FIXED_PITCH, _FORCED_BOLD = 1, 1 << 18  # flags of a font, ISO 32000-1, table 123
_LIGATURES: Final = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_RAISED: Final = dict(zip("0123456789+-−–()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾", strict=True))
_BULLETS: Final = "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf06e\uf06c\uf0b0"  # of Symbol and Wingdings
_LEFTWARD: Final = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")  # Hebrew, Arabic and others
_CJK: Final = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")


class PdfWord(NamedTuple):
    """A word from `x0` to `x1` points; `mono` if all its letters are equally wide."""

    text: str
    x0: float
    x1: float
    mono: bool


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


class _Style(NamedTuple):
    """How the letters of a text object are set; `angle` in radians, against the clock."""

    size: float
    bold: bool
    mono: bool
    angle: float


_PLAIN: Final = _Style(1.0, bold=False, mono=False, angle=0.0)


class _Glyph(NamedTuple):
    """A character in the frame in which its line runs to the right."""

    text: str
    x0: float
    x1: float
    y: float
    style: _Style
    spaced: bool  # a space stands before it


def read_pieces(textpage: PdfTextPage) -> tuple[list[PdfPiece], float]:
    """The pieces of a `pypdfium2.PdfTextPage`, in the order in which the page says them, and their angle.

    Coordinates are in the frame in which most text runs to the right; those that are `turned` have one of
    their own. Raises UnreadableError for a page with too many characters.
    """
    lines = [*_lines(textpage)]
    angles = Counter[float]()
    for line in lines:
        angles[line[0].style.angle] += len(line)
    most = angles.most_common(1)[0][0] if angles else 0.0
    pieces: list[PdfPiece] = []
    for row, line in enumerate(lines):
        turned = abs(line[0].style.angle - most) > _SLANT
        for piece in _parted(_piece(line, row)):
            piece.turned = turned
            pieces.append(piece)
    return pieces, most


def _lines(textpage: PdfTextPage) -> Iterator[list[_Glyph]]:
    """The characters, line by line."""
    line: list[_Glyph] = []
    for glyph in _glyphs(textpage):
        if line and (glyph is None or _begins(line[-1], glyph)):
            yield line
            line = []
        if glyph is not None:
            line.append(glyph)
    if line:
        yield line


def _begins(last: _Glyph, glyph: _Glyph) -> bool:
    """Whether `glyph` stands on another line than the one before it."""
    size = max(last.style.size, glyph.style.size)
    if abs(glyph.style.angle - last.style.angle) > _SLANT or abs(glyph.y - last.y) > _APART * size:
        return True
    back = glyph.x0 < last.x1 - _BACK * size
    return back and not (_LEFTWARD.match(glyph.text) or _LEFTWARD.match(last.text))


def _glyphs(textpage: PdfTextPage) -> Iterator[_Glyph | None]:
    """The characters of the page as PDFium reads them; None where it ends a line."""
    import ctypes

    import pypdfium2.raw as pdfium

    handle, box = textpage.raw, pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    place, style, spaced, half = 0, _PLAIN, False, 0
    count = textpage.count_chars()
    if count > MOST_CHARACTERS:
        raise UnreadableError(f"has a page of {count:,} characters; split it")
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if code in (10, 13):
            spaced = False
            yield None
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond 16 bits
            half = code
            continue
        if 0xDC00 <= code < 0xE000 and half:
            code, half = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00), 0
        text = _cleaned(code)
        if text == " ":
            spaced = True
        if not text.strip():
            continue
        held = pdfium.FPDFText_GetTextObject(handle, index)
        at = ctypes.addressof(held.contents) if held else 0
        if at != place:
            place, style = at, _style(handle, index)
        pdfium.FPDFText_GetLooseCharBox(handle, index, box)
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        bounds = (box.left, box.right, box.bottom, box.top)
        yield _glyph(text, style, (x.value, y.value), bounds, spaced=spaced)
        spaced = False


def _glyph(
    text: str,
    style: _Style,
    origin: tuple[float, float],
    box: tuple[float, float, float, float],
    *,
    spaced: bool,
) -> _Glyph:
    left, right, bottom, top = box
    if not style.angle:
        return _Glyph(text, left, right, origin[1], style, spaced)
    cos, sin = math.cos(style.angle), math.sin(style.angle)
    along = abs((right - left) * cos) + abs((top - bottom) * sin)
    upright = abs(cos * sin) < 0.05  # only then does the box say how wide the character is
    start = origin[0] * cos + origin[1] * sin
    across = origin[1] * cos - origin[0] * sin
    return _Glyph(text, start, start + (along if upright else style.size / 2), across, style, spaced)


def _style(handle: object, index: int) -> _Style:
    """How the text object of a character is set."""
    import ctypes

    import pypdfium2.raw as pdfium

    matrix, flags = pdfium.FS_MATRIX(), ctypes.c_int()
    name = ctypes.create_string_buffer(256)
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(handle, index, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = pdfium.FPDFText_GetFontSize(handle, index) * scale
    length = pdfium.FPDFText_GetFontInfo(handle, index, name, 256, flags)
    font = name.value.decode("utf-8", "replace") if 0 < length <= 256 else ""
    weight = pdfium.FPDFText_GetFontWeight(handle, index)
    bold = bool(_BOLD.search(font)) or weight >= _BOLD_WEIGHT or bool(flags.value & _FORCED_BOLD)
    mono = bool(flags.value & _FIXED_PITCH) or bool(_MONO.search(font))
    angle = math.atan2(matrix.b, matrix.a)
    straight = not math.isfinite(angle) or abs(angle) < _SLANT
    return _Style(min(max(size, 1.0), 2000.0), bold, mono, 0.0 if straight else angle)


def _cleaned(code: int) -> str:
    """A character as it is kept: no controls, no private ones but bullets, ligatures as their letters."""
    if code == ord(HYPHEN):
        return HYPHEN
    if code < 32 or 0x7F <= code < 0xA0 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return " " if code == 9 else ""
    text = chr(code)
    if text.isspace():
        return " "
    if text in "\xad\ufeff\ufffd\ufffe\uffff\u200b\u2060":
        return ""
    if 0xE000 <= code < 0xF900 or code >= 0xF0000:
        return "•" if text in _BULLETS else ""
    return _LIGATURES.get(text, text)


def _piece(line: list[_Glyph], row: int) -> PdfPiece:
    """The line as one piece. Raised figures become superscripts: 10² is not 102, a note's mark no figure."""
    sizes = Counter(glyph.style for glyph in line)
    style = sizes.most_common(1)[0][0]
    main = next(glyph for glyph in line if glyph.style == style)
    words: list[PdfWord] = []
    text, start, end, mono = "", 0.0, 0.0, True
    for glyph in line:
        raised = glyph.style.size < 0.85 * style.size and glyph.y - main.y > 0.15 * style.size
        letter = _RAISED.get(glyph.text, glyph.text) if raised else glyph.text
        if glyph.spaced and text and not _stretched(text, glyph, end):
            words.append(PdfWord(text, start, end, mono))
            text, mono = "", True
        start = min(start, glyph.x0) if text else glyph.x0
        end = max(end, glyph.x1) if text else glyph.x1
        text, mono = text + letter, mono and glyph.style.mono
    words.append(PdfWord(text, start, end, mono))
    return PdfPiece(words, main.y, style.size, style.bold, style.mono, row)


def _stretched(text: str, glyph: _Glyph, end: float) -> bool:
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


def _part(piece: PdfPiece, begin: int, end: int) -> PdfPiece:
    words = piece.words[begin:end]
    mono = all(word.mono for word in words)
    return PdfPiece(words, piece.y, piece.size, piece.bold, mono, piece.row)


def _is_spaces(gap: float, before: PdfWord, after: PdfWord) -> bool:
    """Whether a gap in type of one width is a number of spaces, as in what a program prints."""
    if not (before.mono and after.mono):
        return False
    spaces = gap * len(after.text) / max(after.x1 - after.x0, 0.1)
    return abs(spaces - round(spaces)) < 0.1


def _is_figure(word: str) -> bool:
    return any(map(str.isdigit, word)) and not any(map(str.isalpha, word))
