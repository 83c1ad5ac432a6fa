"""Web pages as documents: the text that a page is about, and what it says of itself."""

from __future__ import annotations

import codecs
import logging
import re
from typing import TYPE_CHECKING, Final

from index.formats.converted import MOST_TEXT, Converted, UnreadableError
from index.formats.decoding import decoded_text
from index.formats.html_tree import flat
from index.formats.link_lists import drop_link_lists
from index.formats.markup import read_page
from index.formats.page_ends import holds_little, keeps, opening, trimmed
from index.formats.page_facts import PageFacts, facts_of
from index.formats.page_parts import drop_chrome, main_part

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

LARGEST_SIFTED: Final = 1_500_000
"""Characters of a page that readability is asked about; the main part of a larger one is taken whole."""

DEEPEST_SIFTED: Final = 150
"""Elements in elements up to which it is asked: its time grows with their square."""

DEEPEST: Final = 4_000
"""Elements in elements of a page that is read at all; browsers cut at 512."""

_SHORTEST: Final = 200  # characters of an article that readability finds
_BOMS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD: Final = 4_096  # bytes among which a page names its charset
_CHARSET: Final = re.compile(
    rb"(?:charset|<\?xml[^>]{0,80}encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{2,20})", re.IGNORECASE
)
_CHARSETS: Final = {  # what browsers take the names of charsets for, as the Encoding Standard says
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms_kanji"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601", "windows-949", "korean"), "cp949"),
    **dict.fromkeys(("iso-8859-1", "latin1", "ascii", "us-ascii", "windows-1252"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "windows-1254"), "cp1254"),
}
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]{0,15})", re.IGNORECASE)
_UNCLOSED: Final = frozenset(  # elements that are often or always left open
    {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "br", "hr", "img", "input"}
    | {"meta", "link", "base", "col", "area", "source", "track", "wbr", "embed", "param"}
)
_UNSURE: Final = frozenset({"cp1252"})  # which servers name without knowing
_MOST_BROKEN: Final = 0.001  # share of broken characters up to which a charset that is named is believed


def read_html(raw: bytes, url: str | None = None, charset: str | None = None) -> Converted:
    """A web page as Markdown, without navigation, advertisements and readers' comments.

    `url` is where it was found and `charset` what the server called its encoding. Raises UnreadableError for
    a page without text, one that scripts fill, and for what is no text at all.
    """
    html = page_text(raw, charset)
    if len(html) > MOST_TEXT:
        raise UnreadableError(f"holds more than {MOST_TEXT:,} characters; divide it")
    if _nesting(html) > DEEPEST:
        raise UnreadableError(f"nests elements more than {DEEPEST:,} deep; it is no page that people wrote")
    from selectolax.lexbor import LexborHTMLParser  # only web pages need it

    tree = LexborHTMLParser(html)
    drop_chrome(tree)
    facts = facts_of(tree, url)
    text = _text(tree, facts)
    if not any(character.isalnum() for character in text):
        raise UnreadableError(
            "holds no text; if scripts fill the page, save it from a browser as HTML or PDF"
        )
    return Converted(
        text,
        title=facts.title,
        language=facts.language,
        published=facts.published,
        publisher=facts.publisher,
        url=facts.url,
    )


def page_text(raw: bytes, charset: str | None = None) -> str:
    """A page decoded: by its byte order mark, the server's charset, its own, else by what its bytes say."""
    if not raw.startswith(_BOMS):
        own = _CHARSET.search(raw[:_HEAD])
        for named in (charset, own[1].decode("ascii") if own else None):
            text = _decoded(raw, named.strip().lower()) if named else None
            if text is not None:
                return text
    return decoded_text(raw)


def _decoded(raw: bytes, named: str) -> str | None:
    """The text in the charset that is named; None if it is unknown, or is not what the bytes are in."""
    try:
        codec = codecs.lookup(_CHARSETS.get(named, named)).name
        text = raw.decode(codec, "replace")
    except (LookupError, UnicodeError):
        return None
    if codec in _UNSURE and not raw.isascii():
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
    broken = text.count("\ufffd") + text.count("\0")
    return text if broken <= _MOST_BROKEN * len(text) else None


def _nesting(html: str) -> int:
    """How deep elements that have to be closed stand in each other, by the tags alone."""
    depth = deepest = 0
    for found in _TAG.finditer(html):
        if found[2].lower() not in _UNCLOSED:
            depth = max(depth - 1, 0) if found[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _text(tree: LexborHTMLParser, facts: PageFacts) -> str:
    """The main part that a page names, else what readability takes for the article unless it lost text."""
    part = main_part(tree)
    if part is None:
        return ""
    named = part.tag != "body"
    sifted = "" if named else _sifted(tree)
    drop_link_lists(part)
    whole = read_page(part.html or "").text
    if named or len(sifted) < _SHORTEST:
        return whole
    links = frozenset(flat(link.text(deep=True)) for link in part.css("a[href]"))
    article = facts.article and not holds_little(trimmed(whole, sifted, facts.title, None), whole)
    around = trimmed(whole, sifted, facts.title, None if article else links)
    kept = article and _marks(sifted) >= _marks(around) and keeps(sifted, around)
    return opening(around, sifted) + sifted if kept else around


def _sifted(tree: LexborHTMLParser) -> str:
    """The article that readability finds; empty if it finds none, or the page is too large for it."""
    html = tree.html or ""
    if len(html) > LARGEST_SIFTED or _depth(tree.body) > DEEPEST_SIFTED:
        return ""
    from readability import Document as ReadabilityDocument  # 0.07 s
    from readability.readability import Unparseable

    logging.getLogger("readability").setLevel(logging.CRITICAL)  # it logs what it raises
    try:
        return read_page(ReadabilityDocument(html).summary(html_partial=True)).text
    except Unparseable:
        return ""


def _depth(root: LexborNode | None) -> int:
    """How deep elements stand in each other, counted no further than is asked."""
    level = [root] if root is not None else []
    depth = 0
    while level and depth <= DEEPEST_SIFTED:
        level = [child for node in level for child in node.iter()]
        depth += 1
    return depth


def _marks(text: str) -> frozenset[str]:
    """The headings of a Markdown text below the first level, its title, and its rows of tables."""
    return frozenset(re.findall(r"^(?:##+ |\| ).+$", text, re.MULTILINE))
