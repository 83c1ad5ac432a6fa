"""HTML as Markdown text: headings, paragraphs, lists, definitions, code and tables that are shown.

The markup is foreign: scripts, styles and hidden parts are dropped, nesting and tables are limited. Offsets
of findings count in the text that is made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, repeat
from typing import TYPE_CHECKING, Final

from index.formats.html_tables import table_lines
from index.formats.html_tree import BLOCKS, HEADING, flat, is_code, is_data, separates, walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_RAISED: Final = re.compile(r"[+\-−]?[0-9]{1,3}")
_NOTE: Final = re.compile(r"[a-d]|[(\[]?[a-z][)\]]")  # raised letters that are no ordinals: 1er, 3e, no
_SUPERSCRIPTS: Final = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
FENCE: Final = "```"
TABLE: Final = re.compile(r"<table\b", re.IGNORECASE)
TABLE_END: Final = re.compile(r"</table\s*>", re.IGNORECASE)


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
    for raised in tree.css("sup"):
        _lower(raised)

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
        title=attribute('meta[property="og:title"]', "content") or (flat(title.text()) if title else ""),
        language=attribute("html", "lang"),
        published=stated[:10],
        url=attribute('link[rel="canonical"]', "href") or attribute('meta[property="og:url"]', "content"),
    )


def _lower(raised: LexborNode) -> None:
    """Write a raised number as one, 10⁶, and the mark of a footnote in brackets: it ends no number."""
    text = flat(raised.text(deep=True))
    if _NOTE.fullmatch(text):
        raised.replace_with(f"[{text.strip('()[]')}]")
        return
    if not _RAISED.fullmatch(text):
        return
    note = raised.css_first("a[href]") is not None or (raised.parent is not None and raised.parent.tag == "a")
    raised.replace_with(f"[{text}]" if note else text.translate(_SUPERSCRIPTS))


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
        for event, node in walk(root) if root else ():
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
        if tag == "table" and is_data(node):
            self._end()
            self.lines += ["", *table_lines(node), ""]
        elif is_code(node):
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
        if separates(node):
            self._end(blank=tag not in ("li", "dt"))
        if tag in ("li", "dd") or HEADING.fullmatch(tag):
            self.mark = ""  # what is empty marks nothing

    def _end(self, *, blank: bool = True) -> None:
        """End the paragraph that is being gathered."""
        text = flat("".join(self.parts))
        self.parts.clear()
        if text:
            self.lines.append(self.mark + text)
            self.mark = ""
        if blank and not self.mark:  # an item's text follows its mark, a definition its term
            self.lines.append("")


def _code(pre: LexborNode) -> str:
    parts = []
    for child in pre.iter(include_text=True):
        for event, node in walk(child):
            if event == "text":
                parts.append(node.text_content or "")
            elif event == "open" and node.tag == "br":
                parts.append("\n")
    return "".join(parts).strip("\n")


def _numbers(ordered: LexborNode) -> Iterator[str]:
    written = ordered.attributes.get("start") or ""
    return (f"{number}. " for number in count(int(written) if re.fullmatch(r"[0-9]{1,3}", written) else 1))
