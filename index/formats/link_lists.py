"""Lists of links in a web page that are no text: its table of contents, and what leads on around its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.formats.html_tree import BLOCKS, HEADING, flat, is_data
from index.formats.page_parts import Holding, holdings
from index.sentences import ends_sentence

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

FEWEST: Final = 3
"""Links of a list that is one."""

LINKED: Final = 0.8
"""Share of its text that is in links."""

LEAST_TEXT: Final = 200
"""Characters that a page has to keep; one with fewer is a list of links, and is read as that."""

_LISTS: Final = frozenset({"ul", "ol", "dl"})
_DEEPEST: Final = 8  # lists in lists
_LONGEST_LABEL: Final = 40  # characters of what stands over a table of contents
_MOST_STEPS: Final = 200  # elements that are looked at at either end
_WHOLE: Final = frozenset({"p", "pre", "table", "blockquote", "dt", "caption"})  # not looked into


def drop_link_lists(part: LexborNode) -> None:
    """Take them from the main part of a page."""
    holding = holdings(part)
    whole = holding[part.mem_id].length
    spare = whole - LEAST_TEXT
    for listed in _contents(part, holding):
        size = holding[listed.mem_id].length
        if 2 * size < whole and size <= spare:
            spare -= size
            listed.decompose()
    for last in (True, False):
        spare -= _drop_at_end(part, spare, last=last)


def is_link_list(part: LexborNode) -> bool:
    """Whether a page is nothing but a list of links."""
    return _is_of_links(part, holdings(part))


def _contents(part: LexborNode, holding: dict[int, Holding]) -> list[LexborNode]:
    """The outermost lists of links into the page itself, with what holds nothing but them and a label."""
    places = {node.attributes.get("id") for node in part.css("[id]")}
    places |= {node.attributes.get("name") for node in part.css("a[name]")}
    found: dict[int, LexborNode] = {}
    stack = [(part, 0)]  # and in how many lists it is
    while stack:
        node, depth = stack.pop()
        is_list = node.tag in _LISTS
        looked_at = is_list and depth <= _DEEPEST and _is_of_links(node, holding)
        if looked_at and all(_leads_to(link, places) for link in node.css("a[href]")):
            whole = _with_label(node, part, holding)
            found[whole.mem_id] = whole
        else:
            stack += [(child, depth + is_list) for child in node.iter()]
    return list(found.values())


def _with_label(listed: LexborNode, part: LexborNode, holding: dict[int, Holding]) -> LexborNode:
    """A list, or what holds it and a few words over it."""
    parent = listed.parent
    if parent is None or parent.tag != "div" or parent.mem_id == part.mem_id:
        return listed
    return (
        parent if holding[parent.mem_id].length - holding[listed.mem_id].length <= _LONGEST_LABEL else listed
    )


def _leads_to(link: LexborNode, places: set[str | None]) -> bool:
    _, mark, place = (link.attributes.get("href") or "").partition("#")
    return bool(mark) and place in places


def _is_of_links(node: LexborNode, holding: dict[int, Holding]) -> bool:
    own = holding.get(node.mem_id, Holding())
    return own.linked >= LINKED * own.length > 0 and len(node.css("a[href]")) >= FEWEST


def _drop_at_end(part: LexborNode, spare: int, *, last: bool) -> int:
    """Drop what leads on behind the text, or before it; gives how many characters that were."""
    holding, node, dropped = holdings(part), part, 0
    for _ in range(_MOST_STEPS):
        child = _outermost(node, holding, last=last)
        if child is None or child.is_text_node or (not last and HEADING.fullmatch(child.tag or "")):
            break
        own = holding[child.mem_id]
        is_empty_part = last and HEADING.fullmatch(child.tag or "") and not own.titled  # nothing is under it
        if is_empty_part or _leads_on(child, own):
            if dropped + own.length > spare:
                break
            dropped += own.length
            child.decompose()
        elif child.tag in BLOCKS and child.tag not in _WHOLE:
            node = child
        else:
            break
    return dropped


def _outermost(node: LexborNode, holding: dict[int, Holding], *, last: bool) -> LexborNode | None:
    """The last or the first of what an element holds that is not empty."""
    child = node.last_child if last else node.first_child
    while child is not None and not _holds(child, holding):
        child = child.prev if last else child.next
    return child


def _holds(child: LexborNode, holding: dict[int, Holding]) -> bool:
    if child.is_text_node:
        return bool((child.text_content or "").strip())
    return child.is_element_node and holding[child.mem_id].length > 0


def _leads_on(node: LexborNode, own: Holding) -> bool:
    """Whether an element is nothing but links: a list of them, or one that is no sentence."""
    if own.titled or own.linked < LINKED * own.length or own.length - own.linked > _LONGEST_LABEL:
        return False
    if node.css_first("pre") is not None or any(map(is_data, node.css("table"))):
        return False
    return len(node.css("a[href]")) >= FEWEST or not ends_sentence(flat(node.text(deep=True)))
