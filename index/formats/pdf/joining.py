"""Lines of type joined to running text: hyphens undone, no spaces between Chinese or Japanese characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from index.formats.pdf.glyphs import HYPHEN

_UNSPACED: Final = re.compile(  # scripts that are written without spaces: Chinese, Japanese, Thai, Lao, Khmer
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
)
_LAST: Final = re.compile(r"[^\W\d_]+\Z")
_FIRST: Final = re.compile(r"[^\W\d_]+")
_HYPHENATED: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS: Final = re.compile(r"(?:\w+://|www\.)\S*[/._=&?%#~-]\Z")
_RANGE: Final = re.compile(r"\w[–—/]\Z")
_DASH: Final = re.compile(r"\w[-‐]\Z")


class Joiner:
    """Joins lines; which hyphens belong to a word is seen from the words that the document has elsewhere."""

    def __init__(self) -> None:
        self._words: set[str] = set()

    def learn(self, lines: Iterable[str]) -> None:
        """Takes note of the words in lines: those with a hyphen within, and those without."""
        for line in lines:
            self._words.update(_HYPHENATED.findall(line.lower()))

    def join(self, before: str, after: str) -> str:
        """`before` and the line `after` it as one text."""
        if not before or not after:
            return before + after
        if before.endswith(HYPHEN):
            return self._unbroken(before[:-1], after)
        if _DASH.search(before):
            return self._unbroken(before[:-1], after) if after[0].isalnum() else f"{before} {after}"
        if _RANGE.search(before) and after[0].isalnum():
            return before + after
        if _UNSPACED.match(before[-1]) and _UNSPACED.match(after[0]):
            return before + after
        if _ADDRESS.search(before) and not (before[-1] in ".?" and after[0].isupper()):
            return before + after
        return f"{before} {after}"

    def _unbroken(self, before: str, after: str) -> str:
        """Two parts of a word that a hyphen at the end of a line parted."""
        last, first = _LAST.search(before), _FIRST.match(after)
        if last is None or first is None:
            return f"{before}-{after}"
        whole, parted = (last[0] + first[0]).lower(), f"{last[0]}-{first[0]}".lower()
        if whole in self._words or parted in self._words:
            kept = whole not in self._words
        else:
            kept = not first[0][0].islower() or (len(last[0]) > 1 and last[0].isupper())
        return f"{before}-{after}" if kept else before + after


def without_marks(text: str) -> str:
    """Text in which PDFium's mark of a hyphen, where nothing follows, is a hyphen again."""
    return text.replace(HYPHEN, "-")
