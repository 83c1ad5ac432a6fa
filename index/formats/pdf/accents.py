"""Accents that a PDF sets as signs of their own over a letter: one character again, as a word is spelt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from unicodedata import normalize

from index.formats.pdf.glyphs import PdfGlyph

_ACCENTS: Final = dict(
    zip(
        "`´ˆ˜¯˘˙¨˚˝ˇ¸",
        "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327",
        strict=True,
    )
)
_MOST: Final = 8  # accents in a line that are looked for over the lines beside it
_BACK: Final = 4  # letters before an accent that may be under it
_HEIGHT: Final = 0.6  # sizes between the baselines of a letter and its accent

_Line = list[PdfGlyph]


def composed(lines: Iterable[_Line]) -> list[_Line]:
    """The lines with each accent that stands over a letter made one with it."""
    done = [_composed(line) for line in lines]
    for at, line in enumerate(done):
        if 0 < sum(glyph.text in _ACCENTS for glyph in line) <= _MOST:
            near = [done[other] for other in (at - 1, at + 1) if 0 <= other < len(done)]
            done[at] = [
                glyph
                for glyph in line
                if glyph.text not in _ACCENTS or not any(_put(glyph, other) for other in near)
            ]
    return [line for line in done if line]


def _composed(line: _Line) -> _Line:
    """A line in which letters have the accents that are said right before or after them."""
    kept: _Line = []
    for glyph in line:
        last = kept[-1] if kept else None
        if glyph.text in _ACCENTS and _put(glyph, kept, max(len(kept) - _BACK, 0)):
            continue
        if last is not None and last.text in _ACCENTS and (one := _one(last, glyph)):
            kept[-1] = glyph._replace(text=one, spaced=last.spaced)
        else:
            kept.append(glyph)
    return kept


def _put(accent: PdfGlyph, line: _Line, begin: int = 0) -> bool:
    """Puts an accent on the letter under it, from the one at `begin` on, if there is one."""
    for at, glyph in enumerate(line[begin:], begin):
        if abs(glyph.y - accent.y) < _HEIGHT * glyph.style.size and (one := _one(accent, glyph)):
            line[at] = glyph._replace(text=one)
            return True
    return False


def _one(accent: PdfGlyph, letter: PdfGlyph) -> str:
    """A letter and the accent over it as one character; nothing if it stands elsewhere, or there is none."""
    if not letter.x0 <= (accent.x0 + accent.x1) / 2 <= letter.x1:
        return ""
    one = normalize("NFC", letter.text.replace("ı", "i") + _ACCENTS[accent.text])
    return one if len(one) == 1 else ""
