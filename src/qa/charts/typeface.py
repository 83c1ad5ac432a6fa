"""The font that pictures are written in: which characters it has, how wide they are, where lines break."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

PACKAGE: Final = "noto_cjk_sans_otc"
FILE: Final = "NotoSansCJK-Regular.ttc"
# The same character has other strokes in Japan, mainland China and Taiwan: each language has its own face of
# the collection. The Japanese one also sets Latin quotation marks at their usual width.
FACES: Final = {
    "zh-Hans": ("Noto Sans CJK SC", 2, "…"),
    "zh-Hant": ("Noto Sans CJK TC", 3, "…"),
    "ja": ("Noto Sans CJK JP", 0, "…"),
}
OTHERS: Final = ("Noto Sans CJK JP", 0, "...")  # the font's ellipsis stands too high among Latin letters
DENSITY: Final = 2  # pixels of a picture to a CSS pixel, in which all sizes and widths are given
SAMPLE: Final = 12.5  # the size at which it is looked whether a character is there
MISSING: Final = "\uffff"  # never a character: drawn as the font's sign for what it has not
BEGINNING: Final = 1_000  # characters that are wider than any line, if they are drawn at all
UNKNOWN: Final = "?"  # stands for a letter that the font has not
UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})  # controls, direction marks, surrogates, unassigned
WIDE: Final = frozenset({"W", "F"})  # east_asian_width of characters between which a line may break
NO_LINE_BEGINS: Final = frozenset({"Pe", "Pf", "Po"})  # closing brackets, quotes, full stops
NO_BREAK, NARROW = "\u00a0", "\u202f"  # the font has only the former
SPACES: Final = re.compile(r"[^\S\u00a0]+")
NO_LINE_ENDS: Final = frozenset({"Ps", "Pi"})


class Typeface:
    """One face of the packaged collection; may be used from several threads."""

    def __init__(self, family: str, index: int, ellipsis: str) -> None:
        self.family, self._index, self.ellipsis = family, index, ellipsis
        self._fonts: dict[float, FreeTypeFont] = {}
        self._known: dict[str, bool] = {}
        self._missing = self._picture(MISSING)

    def font(self, size: float) -> FreeTypeFont:
        """The face in `size`, in the pixels of a picture.

        Pillow's own layout, as the better one depends on what else a machine has installed.
        """
        from PIL.ImageFont import Layout, truetype

        if size not in self._fonts:
            with as_file(files(PACKAGE) / FILE) as path:
                self._fonts[size] = truetype(path, size * DENSITY, self._index, layout_engine=Layout.BASIC)
        return self._fonts[size]

    def has(self, character: str) -> bool:
        if character not in self._known:
            sound = not "\ud800" <= character <= "\udfff"
            self._known[character] = sound and self._picture(character) != self._missing
        return self._known[character]

    def clean(self, text: str) -> str:
        """`text` on one line in characters that can be drawn: other letters become "?", other signs go."""
        composed = unicodedata.normalize("NFC", SPACES.sub(" ", text.replace(NARROW, NO_BREAK)))
        return SPACES.sub(" ", "".join(map(self._drawn, composed))).strip()

    def width(self, text: str, size: float) -> float:
        return self.font(size).getlength(text) / DENSITY

    def fit(self, text: str, size: float, width: float) -> str:
        """`text`, or as much of its beginning as an ellipsis leaves room for."""
        if not self._exceeds(text, size, width):
            return text
        room = width - self.width(self.ellipsis, size)
        ends = accumulate(self.width(character, size) for character in text)
        fitting = sum(1 for _ in takewhile(lambda end: end <= room, ends))
        return text[:fitting].rstrip() + self.ellipsis

    def _exceeds(self, text: str, size: float, width: float) -> bool:
        """Whether a text is wider than `width`: of a long one, its beginning alone tells."""
        return self.width(text[:BEGINNING], size) > width or (
            len(text) > BEGINNING and self.width(text, size) > width
        )

    def wrap(self, text: str, size: float, width: float, lines: int) -> tuple[str, ...]:
        """`text` in at most `lines` lines, broken at spaces and between CJK characters; the rest is cut."""
        wrapped: list[str] = []
        rest = text
        while rest and len(wrapped) < lines - 1 and self._exceeds(rest, size, width):
            end = self._break(rest, size, width)
            wrapped.append(rest[:end].rstrip())
            rest = rest[end:].lstrip()
        return (*wrapped, self.fit(rest, size, width)) if rest else tuple(wrapped)

    def _break(self, text: str, size: float, width: float) -> int:
        """Where the first line of a too long `text` ends: at the last break, else where it is full."""
        used, best = 0.0, 0
        for place, character in enumerate(text):
            if place and _breakable(text[place - 1], character):
                best = place
            used += self.width(character, size)
            if used > width and character != " ":
                return best or max(place, 1)
        return len(text)

    def _drawn(self, character: str) -> str:
        category = unicodedata.category(character)
        if category not in UNSEEN and self.has(character):
            return character
        return UNKNOWN if category[0] in "LN" else ""

    def _picture(self, character: str) -> tuple[object, ...]:
        mask = self.font(SAMPLE).getmask(character)
        return mask.size, bytes(mask)


@cache
def typeface(language: str) -> Typeface:
    """The face that `language`, one of the five, is written in."""
    return Typeface(*FACES.get(language, OTHERS))


def _breakable(before: str, after: str) -> bool:
    if before in " -/":
        return after != " "
    wide = unicodedata.east_asian_width(before) in WIDE or unicodedata.east_asian_width(after) in WIDE
    return (
        wide
        and unicodedata.category(after) not in NO_LINE_BEGINS
        and unicodedata.category(before) not in NO_LINE_ENDS
    )
