"""Addresses that lead to a quote: to its words on a web page, to its page in a PDF."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urldefrag

from index.documents import Document

HTML: Final = frozenset({".html", ".htm", ".xhtml"})
WORDS: Final = 6
"""Words of a quote's beginning, and of its end, that a text fragment names."""

CHARACTERS: Final = 12  # the same where words are not parted by spaces
_PLAIN: Final = ""  # of a text fragment all but letters and digits is written in percent


def address_of(document: Document, start: int, end: int) -> str | None:
    """The address of `text[start:end]` of a document that stands at one; None for any other.

    Of a web page it names the words (https://wicg.github.io/scroll-to-text-fragment/), of a PDF the page.
    """
    if document.file is None or len(document.sources) != 1:
        return None
    url = document.sources[0].url
    if url is None or not url.startswith(("http://", "https://")):
        return None
    bare, fragment = urldefrag(url)
    place = document.place(start)
    if document.file.lower().endswith(tuple(HTML)):
        return f"{bare}#{fragment}:~:text={_words(document.text[start:end])}"
    if place and place.kind == "page" and place.label.isdecimal():
        return f"{bare}#page={place.label}"
    return url


def _words(quoted: str) -> str:
    """The words that a browser looks for: all of a short quote, of a longer one how it begins and ends."""
    words = quoted.split()
    if len(words) > 2 * WORDS:
        return f"{_escaped(' '.join(words[:WORDS]))},{_escaped(' '.join(words[-WORDS:]))}"
    whole = " ".join(words)
    if len(words) < WORDS and len(whole) > 3 * CHARACTERS:
        return f"{_escaped(whole[:CHARACTERS])},{_escaped(whole[-CHARACTERS:])}"
    return _escaped(whole)


def _escaped(text: str) -> str:
    return quote(text.strip(), safe=_PLAIN).replace("-", "%2D")
