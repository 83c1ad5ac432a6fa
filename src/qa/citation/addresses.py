"""Addresses that lead to a quote: to its words on a web page, to its page in a PDF."""

from __future__ import annotations

from typing import Final
from urllib.parse import urldefrag, urlsplit

from index.documents import Document
from qa.citation.fragments import text_fragment

HTML: Final = (".html", ".htm", ".xhtml")
SCHEMES: Final = frozenset({"http", "https"})

_DIRECTIVES: Final = ":~:"  # parts what a page reads of a fragment from what the browser does


def address_of(document: Document, start: int, end: int) -> str | None:
    """The address of `text[start:end]` of a document that stands at one; None for any other.

    Of a web page it names the words, of a PDF the page, counted from 1 whatever is printed on it
    (RFC 8118). An address with a name or password in it is nobody else's.
    """
    if document.file is None or len(document.sources) != 1:
        return None
    url = document.sources[0].url
    if url is None or not _is_public(url):
        return None
    bare, fragment = urldefrag(url)
    place = document.place(start)
    if place and place.kind == "page":
        number = place.number or (int(place.label) if place.label.isdecimal() else 0)
        return f"{bare}#page={number}" if number else url
    if document.file.lower().endswith(HTML):
        own = fragment.partition(_DIRECTIVES)[0]
        return f"{bare}#{own}{_DIRECTIVES}{text_fragment(document.text, start, end)}"
    return url


def _is_public(url: str) -> bool:
    """Whether an address is one of the web that anybody may be given."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.hostname) and parts.username is None
