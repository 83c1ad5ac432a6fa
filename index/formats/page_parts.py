"""The parts of a web page: its text without navigation, advertisements and readers' comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from index.formats.headings import numbered_depth
from index.formats.html_tree import BLOCKS
from index.yamlfile import load_yaml

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_TEXTLESS: Final = frozenset({"nav", "footer", "dialog", "style", "template", "noscript", "script"})
_KEPT: Final = frozenset({"main", "article", "h1", "h2", "h3", "h4", "h5", "h6", "table", "pre"})
_AROUND: Final = frozenset({"article", "main", "section"})  # a <header> in these is that of the text
_NOTES: Final = re.compile(r"note|warning|tip|caution|important|admonition|topic|callout", re.IGNORECASE)
_SPLIT: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ROLES: Final = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu"}
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTAINERS: Final = frozenset(  # what comments stand in; a <span> of that name is one in a program
    {"div", "section", "article", "aside", "ol", "ul", "li", "dl", "details", "p", "iframe", "form"}
)
_BODIES: Final = "[itemprop=articleBody], .entry-content, .post-body"  # an article, by microformats
_CONTENT: Final = ("main article", "main", "[role=main]", "article", "[itemprop=articleBody]")
_TEXT_BOX: Final = 30  # characters that are no links of a box in a text
_PARAGRAPH: Final = 80  # bytes of a paragraph beside it, in any script
_FEW_LINKS: Final = 0.5  # share of its text that may be links
_LINES: Final = frozenset({"p", "dt", "dd", "td", "th", "caption", "figcaption"})
_NEAR: Final = 16  # what stands next to a box on either side, the spaces between included
_MOST: Final = 0.5  # share of a page's text that navigation cannot have, whatever it is called
_LEAST: Final = 1 / 3  # share of it that its main part has
_MOST_NAMES: Final = 20  # classes of an element that are looked at


class _Chrome(NamedTuple):
    """Names of classes and ids that are no text, and what may be before or behind them.

    With one of the `states` a name says something of comments that stand elsewhere. The names in `boxes` are
    those of boxes in a text, too.
    """

    comments: frozenset[str]
    states: frozenset[str]
    names: frozenset[str]
    boxes: frozenset[str]
    parts: frozenset[str]


class Holding(NamedTuple):
    """What an element holds: characters of text, those in links, and whether the page's title is in it."""

    length: int = 0
    linked: int = 0
    titled: bool = False

    def is_most_of(self, whole: Holding) -> bool:
        """Whether it is most of the text of a page, or of that which is no link."""
        unlinked = self.length - self.linked > _MOST * (whole.length - whole.linked)
        return unlinked or self.length > _MOST * whole.length


def drop_chrome(tree: LexborHTMLParser) -> None:
    """Take from a page all that is not its text. Comments of readers go wherever they stand."""
    if tree.body is None:
        return
    holding = holdings(tree.body)
    whole = holding[tree.body.mem_id]
    for form in tree.css("form"):
        if holding.get(form.mem_id, Holding()).is_most_of(whole):
            form.unwrap()  # ASP.NET puts one around everything
    dropped: list[LexborNode] = []
    stack = [(tree.body, False)]
    while stack:
        node, inside = stack.pop()
        own = holding[node.mem_id]
        if node.tag != "body" and _is_dropped(node, own, whole, inside=inside):
            dropped.append(node)
        else:
            inner = inside or node.tag in _AROUND
            stack += [(child, inner) for child in node.iter() if child.is_element_node]
    for node in dropped:  # none of them is in another
        node.decompose()


def main_part(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds a page's text: its one <main> or <article>, else its body.

    One that holds little of the text, a teaser among others, is none.
    """
    enough = _LEAST * _length(tree.body)
    for selector in _CONTENT:
        found = tree.css(selector)
        if len(found) == 1 and _length(found[0]) >= enough:
            return found[0]
    return tree.body


def holdings(root: LexborNode) -> dict[int, Holding]:
    """What each element holds, by its `mem_id`, in one walk without recursion: foreign pages nest deeply."""
    title = root.css_first("h1")
    holding: dict[int, Holding] = {}
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        children = [*node.iter(include_text=True)]
        if not done:
            stack.append((node, True))
            stack += [(child, False) for child in children if child.is_element_node]
            continue
        text = sum(len((child.text_content or "").strip()) for child in children if child.is_text_node)
        inner = [holding[child.mem_id] for child in children if child.is_element_node]
        length = 0 if node.tag in ("script", "style") else text + sum(one.length for one in inner)
        linked = length if node.tag == "a" else sum(one.linked for one in inner)
        titled = node.tag == "main" or (title is not None and node.mem_id == title.mem_id)
        holding[node.mem_id] = Holding(length, linked, titled or any(one.titled for one in inner))
    return holding


def _is_dropped(node: LexborNode, own: Holding, whole: Holding, *, inside: bool) -> bool:
    """Whether an element is not of the text; `inside` is whether it stands in an article or a section."""
    if node.tag in _TEXTLESS:
        return node.attributes.get("type") != "application/ld+json"
    names = _names(node)
    if any(map(_is_comment, names)) and node.tag in _CONTAINERS and not (own.titled or _is_numbered(node)):
        return True
    if own.is_most_of(whole):
        return False
    if node.tag == "header":
        return not inside and not own.titled
    if node.tag == "aside":
        noted = any(map(_NOTES.search, (*names, node.attributes.get("role") or "")))
        return not noted and not _is_text_box(node, own, names)
    if node.tag in _KEPT:
        return False
    if (node.attributes.get("role") or "").lower() in _ROLES:
        return True
    return any(map(_is_chrome_name, names)) and not (
        node.css_first(_BODIES) is not None
        or _is_part(node)
        or _is_text_box(node, own, names)
        or _is_in_a_line(node)
    )


def _names(node: LexborNode) -> list[str]:
    """The names of an element, in lower case with hyphens."""
    attributes = node.attributes
    written = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()[:_MOST_NAMES]
    return [re.sub(r"[-_]+", "-", _SPLIT.sub("-", name)).lower().strip("-") for name in written]


def _is_comment(name: str) -> bool:
    """Whether a name is that of readers' comments: comments, comment-list, wp-block-comments."""
    held = _chrome()
    parts = set(name.split("-"))
    return name in held.comments or bool(parts & held.comments and not parts & held.states)


def _is_chrome_name(name: str) -> bool:
    held = _chrome()
    if name in held.names:
        return True
    own = [part for part in name.split("-") if part not in held.parts]
    return 0 < len(own) < name.count("-") + 1 and "-".join(own) in held.names


def _is_text_box(node: LexborNode, own: Holding, names: list[str]) -> bool:
    """Whether an element is a box in a text: it has sentences, few links, and paragraphs beside it."""
    if own.length - own.linked < _TEXT_BOX or own.linked > _FEW_LINKS * own.length:
        return False
    if any(_is_chrome_name(name) and name not in _chrome().boxes for name in names):
        return False
    return any(map(_is_paragraph, _beside(node)))


def _beside(node: LexborNode) -> Iterator[LexborNode]:
    """What stands next to an element on either side, text included."""
    before, behind = node.prev, node.next
    for _ in range(_NEAR):
        if before is not None:
            yield before
            before = before.prev
        if behind is not None:
            yield behind
            behind = behind.next


def _is_paragraph(node: LexborNode) -> bool:
    """Whether an element has a text of its own that is more than a label."""
    if node.tag not in ("p", "div"):
        return False
    own = (child.text(deep=True) for child in node.iter(include_text=True) if child.tag not in BLOCKS)
    return len(" ".join("".join(own).split()).encode()) >= _PARAGRAPH


def _is_in_a_line(node: LexborNode) -> bool:
    """Whether an element is some words of a line: what a program calls "menu" in its manual."""
    line = node.parent
    if node.tag in BLOCKS or line is None or line.tag not in _LINES:
        return False
    return any(one.is_text_node and (one.text_content or "").strip() for one in _beside(node))


def _is_part(node: LexborNode) -> bool:
    """Whether an element is a part of a document with its heading, whose id was made from that."""
    first = next((child for child in node.iter()), None)
    if first is None or first.tag not in _HEADINGS or node.tag not in ("section", "div"):
        return False
    slug = re.sub(r"\W+", "-", first.text(deep=True).casefold()).strip("-_")
    return "-" in slug and slug == (node.attributes.get("id") or "").casefold()


def _is_numbered(node: LexborNode) -> bool:
    """Whether an element is a part of a document by the number of its heading: 3.1.3 Comments."""
    heading = node.css_first("h2, h3, h4, h5, h6")
    return heading is not None and (numbered_depth(heading.text(deep=True).strip()) or 0) > 1


def _length(node: LexborNode | None) -> int:
    return len(node.text(deep=True)) if node is not None else 0


@cache
def _chrome() -> _Chrome:
    held = load_yaml(Path(__file__).with_name("chrome.yaml"))
    named = (frozenset(held[key]) for key in ("comments", "states", "chrome", "boxes", "parts"))
    return _Chrome(*named)
