"""E-books (.epub) as Markdown: the documents of the spine, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from zipfile import ZipFile

from index.formats.archive import open_archive, read_entry
from index.formats.book import BookPackage, open_package
from index.formats.converted import MOST_TEXT, Converted, PlaceMark, UnreadableError
from index.formats.link_lists import drop_link_lists, is_link_list
from index.formats.markup import read_page
from index.formats.stated import book_facts

_HEADING: Final = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_EMPTY: Final = re.compile(r"<([A-Za-z][\w:.-]*)((?:\s[^<>]*)?)/>")
_VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_ENCODING: Final = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.-]{1,40})["']""")
_LONGEST_LABEL: Final = 300  # characters of a chapter's title


def read_epub(raw: bytes) -> Converted:
    """An e-book; its table of contents, pictures and what is no part of the text's run are left out.

    Raises UnreadableError for what is encrypted, damaged or no e-book.
    """
    with open_archive(raw) as archive:
        package = open_package(archive)
        writer = _BookWriter(package.labels)
        for path in package.spine:
            writer.write(path, _page(archive, path))
        stated = book_facts(package.raw)
    return Converted(
        "".join(writer.parts),
        title=stated.title,
        language=stated.language,
        published=stated.published,
        publisher=stated.publisher,
        places=tuple(writer.places),
        notes=_notes(package),
    )


def _notes(package: BookPackage) -> tuple[str, ...]:
    skipped = package.skipped
    if not skipped:
        return ()
    return (
        "1 part outside the text's run was skipped"
        if skipped == 1
        else (f"{skipped} parts outside the text's run were skipped"),
    )


@dataclass
class _BookWriter:
    """Gathers text and marks of places, document by document; `labels` are the titles of their chapters."""

    labels: Mapping[str, list[str]]
    parts: list[str] = field(default_factory=list)
    places: list[PlaceMark] = field(default_factory=list)
    length: int = 0

    def write(self, path: str, text: str) -> None:
        if not text.strip():
            return
        if self.parts:
            self._add("\n")
        for start, label in _chapters(text, self.labels.get(path, [])):
            self.places.append(PlaceMark(self.length + start, "chapter", label[:_LONGEST_LABEL]))
        self._add(text)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        if self.length > MOST_TEXT:
            raise UnreadableError(f"has more than {MOST_TEXT // 1_000_000} million characters; split it")


def _chapters(text: str, labels: list[str]) -> Iterator[tuple[int, str]]:
    """Where the chapters in a document begin: the first with it, others at the headings of their names.

    Where the table of contents does not know the document, its first heading names it; one without a
    heading goes on with the chapter before.
    """
    headings = [(match.start(), match[1].strip()) for match in _HEADING.finditer(text)]
    if not labels:
        yield from ((0, label) for _, label in headings[:1])
        return
    yield 0, labels[0]
    at = 1
    for start, heading in headings:
        if at < len(labels) and start > 0 and heading.casefold() == labels[at].casefold():
            yield start, labels[at]
            at += 1


def _page(archive: ZipFile, path: str) -> str:
    """A document of the spine as Markdown; a page of links is a table of contents or an index."""
    from selectolax.lexbor import LexborHTMLParser  # only HTML needs it

    raw = read_entry(archive, path)
    if raw is None:
        raise UnreadableError("is a damaged e-book: a chapter is missing; get it anew")
    tree = LexborHTMLParser(_EMPTY.sub(_opened, _decoded(raw)))
    if tree.body is None:
        return ""
    drop_link_lists(tree.body)
    return "" if is_link_list(tree.body) else read_page(tree.html or "").text


def _opened(empty: re.Match[str]) -> str:
    """`<title/>` as HTML has to have it, in which it would begin a title that never ends."""
    name = empty[1]
    return empty[0] if name.lower() in _VOID else f"<{name}{empty[2]}></{name}>"


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    stated = _ENCODING.match(raw.removeprefix(b"\xef\xbb\xbf"))
    try:
        return raw.decode(stated[1].decode("ascii") if stated else "utf-8-sig", errors="replace")
    except (LookupError, UnicodeError):
        return raw.decode("utf-8-sig", errors="replace")
