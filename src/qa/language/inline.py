"""Words of documents inside our own: nothing in them is read as ours.

A document may hold whatever its author liked: invisible characters, line breaks, controls of a terminal, or
"[1]", as if it cited. A `Citation` keeps its quote as it stands, to be compared with the document; what is
woven into an answer or a notice passes here first. Markdown is the bot's to escape.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

LONGEST_TITLE: Final = 100
OMITTED: Final = "[…]"
_GAP: Final = r"[\s\u200c\u200d\ufe00-\ufe0f\u20e3]*"
_MARKER: Final = rf"[\[［【]{_GAP}\^?(?:\d{_GAP}){{1,3}}(?:[,、，;–-]{_GAP}(?:\d{_GAP}){{1,3}})*[\]］】]"
MARKERS_AT_END: Final = re.compile(rf"(?:\s*{_MARKER})+$")
MARKER: Final = re.compile(_MARKER)
HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
JOINERS: Final = frozenset("\u200c\u200d")  # of scripts and emoji that need them
WIDE: Final = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
BREAK: Final = re.compile(r"\s*[\n\t]\s*")


def in_line(text: str) -> str:
    """`text` on one line, without what cannot be seen; where it held a citation marker, it says so: […]."""
    text = text.replace("\r", "\n").replace("\u2028", "\n")
    text = BREAK.sub(" ", _soft_wrap().sub("", text) if "\n" in text else text)
    text = visible(text)
    return MARKER.sub(OMITTED, MARKERS_AT_END.sub("", text)).strip()


def clipped(text: str, longest: int = LONGEST_TITLE) -> str:
    """The beginning of `text` in line; an ellipsis marks a cut."""
    line = in_line(text)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def visible(text: str) -> str:
    """`text` without controls and invisible characters, other than line breaks."""
    if text.isascii() and text.isprintable():
        return text
    kept = (c for c in text if c == "\n" or c in JOINERS or unicodedata.category(c) not in HIDDEN)
    return "".join(kept)


@cache
def _soft_wrap() -> re.Pattern[str]:
    """A line break between characters that are written without spaces; to compile it takes milliseconds."""
    return re.compile(rf"(?<={WIDE})\s*\n\s*(?={WIDE})")
