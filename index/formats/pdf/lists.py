"""The marks of list items as a PDF page shows them: bullets, dashes, numbers."""

from __future__ import annotations

import re
from typing import Final

_BULLET: Final = re.compile(r"(?:[•·‣▪▫◦●○■□◆◇▶►➢➤✓✔✗✦∙⁃*–—−-]|o(?=\s))\s*(?=\S)")
_NUMBERED: Final = re.compile(r"(\d{1,3}[.)])\s+(?=\S)")
_LETTERED: Final = re.compile(r"(?:\((?:\d{1,3}|[a-z]|[ivx]{1,4})\)|(?:[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_MARK: Final = re.compile(r"(?:[•·‣▪▫◦●○■□◆◇▶►➢➤✓✔✗✦∙⁃*–—−-]|o|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)])")
_SECTION: Final = re.compile(r"(?:\d{1,3}|[A-Z])(?:\.\d{1,3}){0,5}\.?")
_LEADING: Final = " .·…_"
_FEWEST_DOTS: Final = 4


def is_mark(text: str) -> bool:
    """Whether a text is the mark of an item, and no more."""
    return _MARK.fullmatch(text) is not None


def is_section(text: str) -> bool:
    """Whether a text may be the number of a heading: "2", "2.1.3", "A.1"."""
    return _SECTION.fullmatch(text) is not None


def ends_in_dots(text: str) -> bool:
    """Whether dots lead from a text to what stands at the end of its line."""
    return without_dots(text) != text


def without_dots(text: str) -> str:
    """A text without the dots that lead from it to a number."""
    said = text.rstrip(_LEADING)
    return said if len(text) - len(said) - text.count(" ", len(said)) >= _FEWEST_DOTS else text


def item_start(text: str) -> tuple[str, int] | None:
    """How Markdown marks the item that `text` begins, and where its words begin; None if it begins none.

    "• One" gives ("- ", 2). Letters such as "a)" stay a part of the words, since Markdown has none.
    """
    bullet = _BULLET.match(text)
    if bullet:
        spaced = bullet[0][-1].isspace()
        return ("- ", bullet.end()) if spaced or bullet[0] in "•‣▪◦●■➢➤" else None
    numbered = _NUMBERED.match(text)
    if numbered:
        return f"{numbered[1]} ", numbered.end()
    return ("- ", 0) if _LETTERED.match(text) else None
