"""The characters of a PDF page as PDFium reads them, line by line: where each stands and how it is set."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from index.formats.converted import UnreadableError

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

MOST_CHARACTERS: Final = 400_000
"""Characters of one page: a hundred times a full one."""
HYPHEN: Final = "\x02"
"""What PDFium writes for a hyphen at the end of a line."""

SLANT: Final = 0.05
"""Radians by which the directions of one line differ."""

_APART: Final = 0.6  # baselines of one line differ by less than this share of the size
_BACK: Final = 1.5  # sizes by which type goes back where another line begins
_BOLD: Final = re.compile(r"bold|black|heavy|demi|(?:CM|SF|LM|EC)[A-Z]*BX?\d|SFSX|-bd\b", re.IGNORECASE)
_MONO: Final = re.compile(
    r"mono|courier|typewriter|consol|menlo|(?:CM|SF|EC)(?:SL|IT|CSC)?TT|SF[SI]T\d|lmtt|fixed", re.IGNORECASE
)
_FIXED_PITCH, _FORCED_BOLD = 1, 1 << 18  # flags of a font, ISO 32000-1, table 123
_LIGATURES: Final = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_NAMELESS: Final = (  # characters of TeX's fonts, where a file does not say what their codes mean
    (11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31),
    ("ff", "fi", "fl", "ffi", "ffl", *"“”„«»–—", "ff", "fi", "fl", "ffi", "ffl"),
)
_UNNAMED: Final[dict[int, str]] = dict(zip(*_NAMELESS, strict=True))
_BULLETS: Final = "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf06e\uf06c\uf0b0"  # of Symbol and Wingdings
_LEFTWARD: Final = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")  # Hebrew, Arabic and others


class GlyphStyle(NamedTuple):
    """How the letters of a text object are set; `angle` in radians, against the clock.

    `bold` is whether the font says so, `weight` what PDFium takes it to be by its stems.
    """

    size: float
    bold: bool
    mono: bool
    angle: float
    weight: int = 0


_PLAIN: Final = GlyphStyle(1.0, bold=False, mono=False, angle=0.0)


class PdfGlyph(NamedTuple):
    """A character in the frame in which its line runs to the right."""

    text: str
    x0: float
    x1: float
    y: float
    style: GlyphStyle
    spaced: bool  # a space stands before it


def glyph_lines(textpage: PdfTextPage) -> Iterator[list[PdfGlyph]]:
    """The characters, line by line."""
    line: list[PdfGlyph] = []
    for glyph in _glyphs(textpage):
        if line and (glyph is None or _begins(line[-1], glyph)):
            yield line
            line = []
        if glyph is not None:
            line.append(glyph)
    if line:
        yield line


def _begins(last: PdfGlyph, glyph: PdfGlyph) -> bool:
    """Whether `glyph` stands on another line than the one before it."""
    size = max(last.style.size, glyph.style.size)
    if abs(glyph.style.angle - last.style.angle) > SLANT or abs(glyph.y - last.y) > _APART * size:
        return True
    back = glyph.x0 < last.x1 - _BACK * size
    return back and not (_LEFTWARD.match(glyph.text) or _LEFTWARD.match(last.text))


def _glyphs(textpage: PdfTextPage) -> Iterator[PdfGlyph | None]:
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
        if code in (10, 13) and pdfium.FPDFText_IsGenerated(handle, index):
            spaced = False
            yield None
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond 16 bits
            half = code
            continue
        if 0xDC00 <= code < 0xE000 and half:
            code, half = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00), 0
        text = cleaned(code)
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
    style: GlyphStyle,
    origin: tuple[float, float],
    box: tuple[float, float, float, float],
    *,
    spaced: bool,
) -> PdfGlyph:
    left, right, bottom, top = box
    if not style.angle:
        return PdfGlyph(text, left, right, origin[1], style, spaced)
    cos, sin = math.cos(style.angle), math.sin(style.angle)
    along = abs((right - left) * cos) + abs((top - bottom) * sin)
    upright = abs(cos * sin) < 0.05  # only then does the box say how wide the character is
    start = origin[0] * cos + origin[1] * sin
    across = origin[1] * cos - origin[0] * sin
    return PdfGlyph(text, start, start + (along if upright else style.size / 2), across, style, spaced)


def _style(handle: object, index: int) -> GlyphStyle:
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
    bold = bool(_BOLD.search(font)) or bool(flags.value & _FORCED_BOLD)
    mono = bool(flags.value & _FIXED_PITCH) or bool(_MONO.search(font))
    angle = math.atan2(matrix.b, matrix.a)
    straight = not math.isfinite(angle) or abs(angle) < SLANT
    return GlyphStyle(min(max(size, 1.0), 2000.0), bold, mono, 0.0 if straight else angle, weight)


def cleaned(code: int) -> str:
    """A character as it is kept: no controls, no private ones but bullets, ligatures as their letters.

    What is unknown is a space: between two figures it may be a dash, or a point.
    """
    if code == ord(HYPHEN):
        return HYPHEN
    if code in _UNNAMED:
        return _UNNAMED[code]
    if code < 32 or 0x7F <= code < 0xA0 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return " "
    text = chr(code)
    if text in "\xad\ufeff\u200b\u2060":
        return ""
    if 0xE000 <= code < 0xF900 or code >= 0xF0000:
        return "•" if text in _BULLETS else " "
    if text.isspace() or text in "\ufffd\ufffe\uffff":
        return " "
    return _LIGATURES.get(text, text)
