"""The tree of a web page in the order of its text: what is hidden, what parts lines, what is no table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DROPPED: Final = frozenset(
    [
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
        "nav", "form", "button", "select", "input", "head", "audio", "video", "rt", "rp", "del", "s",
        "strike",
    ]
)  # fmt: skip
BLOCKS: Final = frozenset(
    [
        "p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "dl", "dt",
        "dd", "blockquote", "pre", "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot",
        "tr", "td", "th", "hr", "address", "details", "summary", "center", "body", "html",
    ]
)  # fmt: skip
HEADING: Final = re.compile(r"h([1-6])")
FENCED: Final = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
SPACE: Final = re.compile(r"\s+")
_UNSPACED: Final = r"[\u3001-\u303f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]"
_INVISIBLE: Final = {ord(one): None for one in "\u00ad\u200b\u2060\ufeff"}  # where a line may break, or not
_LONGEST_CELL: Final = 80  # bytes of a cell in a table of one row: longer ones are paragraphs side by side
_BROKEN: Final = re.compile(rf"(?<={_UNSPACED})[ \t\r]*\n\s*(?={_UNSPACED})")  # a line of Chinese or Japanese

CELLS: Final = frozenset({"td", "th"})
LONGEST: Final = 5000
"""Rows of a table, and rows that one cell may span."""

Event = tuple[Literal["open", "text", "close"], "LexborNode"]


def walk(root: LexborNode) -> Iterator[Event]:
    """The tree in the order of the text, without recursion: foreign pages nest deeply."""
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            yield "close", node
            continue
        if node.is_text_node:
            yield "text", node
            continue
        if not node.is_element_node or is_hidden(node):
            continue
        yield "open", node
        stack.append((node, True))
        if not is_code(node) and (node.tag != "table" or not is_data(node)):
            stack += [(child, False) for child in reversed(list(node.iter(include_text=True)))]


def separates(node: LexborNode) -> bool:
    """Whether the text before `node` is parted from that in it, as by a paragraph or an item."""
    tag = node.tag or ""
    return tag in BLOCKS or tag in ("br", "li") or HEADING.fullmatch(tag) is not None


def is_hidden(node: LexborNode) -> bool:
    if node.tag in DROPPED:
        return True
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or "display:none" in style


def is_code(node: LexborNode) -> bool:
    """Whether `node` is text as it was typed, which a fence can hold."""
    return node.tag == "pre" and node.css_first("table") is None and not FENCED.search(node.text())


def is_data(table: LexborNode) -> bool:
    """Whether a table holds rows of data: one with another table in it, or beside empty cells, is layout."""
    if len(table.css("table")) > 1 or len(table.css("td, th")) < 2:
        return False
    held, blank, longest = list[int](), False, 0
    for row in table.css("tr")[:LONGEST]:
        sizes = [len(flat(cell.text(deep=True)).encode()) for cell in row.iter() if cell.tag in CELLS]
        held.append(sum(map(bool, sizes)))
        blank, longest = blank or 0 in sizes, max(longest, *sizes, 0)
        if len(held) > 1 and max(held) > 1:
            return True
    if len(held) == 1:
        return held[0] > 1 and longest < _LONGEST_CELL
    return not blank  # one column


def flat(text: str) -> str:
    """The text on one line: what was broken between Chinese or Japanese characters has no space there."""
    joined = _BROKEN.sub("", text) if "\n" in text else text
    return SPACE.sub(" ", joined if joined.isascii() else joined.translate(_INVISIBLE)).strip()
