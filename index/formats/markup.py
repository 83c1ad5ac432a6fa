"""HTML as Markdown text: headings, paragraphs, lists, definitions, code and tables that are shown.

The markup is foreign: scripts, styles and hidden parts are dropped, nesting and tables are limited. Offsets
of findings count in the text that is made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, repeat
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DROPPED: Final = frozenset(
    [
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
        "nav", "form", "button", "select", "input", "head", "audio", "video",
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
FENCE: Final = "```"
FENCED: Final = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
SPACE: Final = re.compile(r"\s+")
WIDEST: Final = 64  # columns of a table
LONGEST: Final = 5000  # rows of a table, and rows that one cell may span
TABLE: Final = re.compile(r"<table\b", re.IGNORECASE)
TABLE_END: Final = re.compile(r"</table\s*>", re.IGNORECASE)

Event = tuple[Literal["open", "text", "close"], "LexborNode"]


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """What an HTML page says, and what its head says of it; empty where it does not."""

    text: str
    title: str
    language: str
    published: str
    url: str


def read_page(html: str) -> HtmlPage:
    """The page as text and what its head names."""
    from selectolax.lexbor import LexborHTMLParser  # only HTML needs it

    tree = LexborHTMLParser(html)

    def attribute(selector: str, name: str) -> str:
        node = tree.css_first(selector)
        return ((node.attributes.get(name) if node else None) or "").strip()

    title = tree.css_first("title")
    stated = (
        attribute('meta[property="article:published_time"]', "content")
        or attribute('meta[name="date"]', "content")
        or attribute("time[datetime]", "datetime")
    )
    return HtmlPage(
        text=_MarkdownWriter().write(tree.root),
        title=attribute('meta[property="og:title"]', "content") or (_flat(title.text()) if title else ""),
        language=attribute("html", "lang"),
        published=stated[:10],
        url=attribute('link[rel="canonical"]', "href") or attribute('meta[property="og:url"]', "content"),
    )


def with_tables(text: str) -> str:
    """Markdown `text` with the HTML tables in it written as Markdown tables."""
    out, place = [], 0
    while opened := TABLE.search(text, place):
        closed = TABLE_END.search(text, opened.end())
        if closed is None:
            break
        out += [
            text[place : opened.start()],
            "\n\n",
            read_page(text[opened.start() : closed.end()]).text,
            "\n\n",
        ]
        place = closed.end()
    return "".join((*out, text[place:]))


@dataclass
class _MarkdownWriter:
    """Gathers lines of Markdown while the tree is walked."""

    lines: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    lists: list[Iterator[str]] = field(default_factory=list)  # the marks of the items of each open list
    mark: str = ""

    def write(self, root: LexborNode | None) -> str:
        for event, node in _walk(root) if root else ():
            if event == "text":
                self.parts.append(node.text_content or "")
            elif event == "open":
                self._open(node)
            else:
                self._close(node)
        self._end()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip() + "\n"

    def _open(self, node: LexborNode) -> None:
        tag = node.tag or ""
        heading = HEADING.fullmatch(tag)
        if tag == "table" and _is_data(node):
            self._end()
            self.lines += ["", *_caption(node), "", *_markdown(_grid(node)), ""]
        elif _is_code(node):
            self._end()
            self.lines += ["", FENCE, *_code(node).splitlines(), FENCE, ""]
        elif tag == "br":
            self._end(blank=False)
        elif tag in ("li", "dd"):
            self._end(blank=False)
            self.mark = ": " if tag == "dd" else self._item()
        elif heading:
            self._end()
            self.mark = "#" * int(heading[1]) + " "
        elif tag in BLOCKS:
            self._end(blank=tag not in ("ul", "ol"))
            if tag in ("ul", "ol"):
                self.lists.append(_numbers(node) if tag == "ol" else repeat("- "))

    def _item(self) -> str:
        """The mark of the next item of the list that is open, indented as deep as it is nested."""
        return "  " * min(len(self.lists) - 1, 8) + next(self.lists[-1]) if self.lists else "- "

    def _close(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if _separates(node):
            self._end(blank=tag not in ("li", "dt"))
        if tag in ("li", "dd") or HEADING.fullmatch(tag):
            self.mark = ""  # what is empty marks nothing

    def _end(self, *, blank: bool = True) -> None:
        """End the paragraph that is being gathered."""
        text = _flat("".join(self.parts))
        self.parts.clear()
        if text:
            self.lines.append(self.mark + text)
            self.mark = ""
        if blank and not self.mark:  # an item's text follows its mark, a definition its term
            self.lines.append("")


def _walk(root: LexborNode) -> Iterator[Event]:
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
        if not node.is_element_node or _is_hidden(node):
            continue
        yield "open", node
        stack.append((node, True))
        if not _is_code(node) and (node.tag != "table" or not _is_data(node)):
            stack += [(child, False) for child in reversed(list(node.iter(include_text=True)))]


def _separates(node: LexborNode) -> bool:
    """Whether the text before `node` is parted from that in it, as by a paragraph or an item."""
    tag = node.tag or ""
    return tag in BLOCKS or tag in ("br", "li") or HEADING.fullmatch(tag) is not None


def _is_hidden(node: LexborNode) -> bool:
    if node.tag in DROPPED:
        return True
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or "display:none" in style


def _is_code(node: LexborNode) -> bool:
    """Whether `node` is text as it was typed, which a fence can hold."""
    return node.tag == "pre" and node.css_first("table") is None and not FENCED.search(node.text())


def _code(pre: LexborNode) -> str:
    parts = []
    for child in pre.iter(include_text=True):
        for event, node in _walk(child):
            if event == "text":
                parts.append(node.text_content or "")
            elif event == "open" and node.tag == "br":
                parts.append("\n")
    return "".join(parts).strip("\n")


def _numbers(ordered: LexborNode) -> Iterator[str]:
    written = ordered.attributes.get("start") or ""
    return (f"{number}. " for number in count(int(written) if re.fullmatch(r"[0-9]{1,3}", written) else 1))


def _is_data(table: LexborNode) -> bool:
    """Whether a table holds rows of data: none that holds another table, which is layout."""
    return len(table.css("table")) <= 1 and len(table.css("td, th")) > 1


def _caption(table: LexborNode) -> list[str]:
    caption = table.css_first("caption")
    return [_flat(caption.text())] if caption else []


def _grid(table: LexborNode) -> list[list[str]]:
    """The cells of a table; one that spans rows or columns is in each of them. Rows of heads are made one."""
    spanning: dict[int, tuple[int, str]] = {}
    grid: list[list[str]] = []
    heads = 0
    for row in table.css("tr")[:LONGEST]:
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        line = _line(cells, spanning)
        in_head = row.parent is not None and row.parent.tag == "thead"
        if len(grid) == heads and cells and (in_head or all(cell.tag == "th" for cell in cells)):
            heads += 1
        grid.append(line)
    if heads > 1:
        width = max(map(len, grid[:heads]))
        columns = [[row[at] for row in grid[:heads] if at < len(row)] for at in range(width)]
        grid = [[" ".join(dict.fromkeys(filter(None, column))) for column in columns], *grid[heads:]]
    return grid


def _line(cells: Sequence[LexborNode], spanning: dict[int, tuple[int, str]]) -> list[str]:
    line: list[str] = []
    waiting = list(cells)
    while len(line) < WIDEST and (waiting or any(at >= len(line) for at in spanning)):
        held = spanning.get(len(line))
        if held:
            rows, text = held
            if rows > 1:
                spanning[len(line)] = (rows - 1, text)
            else:
                del spanning[len(line)]
            line.append(text)
            continue
        if not waiting:
            line.append("")
            continue
        cell = waiting.pop(0)
        text, rows = _cell_text(cell), _span(cell, "rowspan")
        for _ in range(min(_span(cell, "colspan"), WIDEST - len(line))):
            if rows > 1:
                spanning[len(line)] = (rows - 1, text)
            line.append(text)
    return line


def _span(cell: LexborNode, name: str) -> int:
    written = cell.attributes.get(name) or "1"
    return max(1, min(int(written), LONGEST)) if re.fullmatch(r"[0-9]{1,4}", written) else 1


def _cell_text(cell: LexborNode) -> str:
    parts = [
        node.text_content or "" if event == "text" else " " if _separates(node) else ""
        for event, node in _walk(cell)
    ]
    return _flat("".join(parts)).replace("|", "/")


def _markdown(grid: Sequence[Sequence[str]]) -> list[str]:
    if not grid:
        return []
    width = max(map(len, grid))
    rows = ["| " + " | ".join((*row, *[""] * (width - len(row)))) + " |" for row in grid]
    return [rows[0], "|" + " --- |" * width, *rows[1:]]


def _flat(text: str) -> str:
    return SPACE.sub(" ", text).strip()
