"""What an e-book's package says: which documents are its text, in which order, and their chapters."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote
from zipfile import ZipFile

from index.formats.archive import read_entry
from index.formats.converted import UnreadableError
from index.formats.foreign import local_name, parse_xml, reading

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_DOCUMENTS: Final = 10_000
"""Documents of one book."""

_PAGES: Final = frozenset(["application/xhtml+xml", "text/html", "text/x-oeb1-document"])


@dataclass(frozen=True, slots=True)
class BookPackage:
    """The package document `raw`; `spine` are paths in the archive, `labels` their chapters' titles.

    `skipped` documents are not read in the text's run: notes, answers, advertisements.
    """

    raw: bytes
    spine: tuple[str, ...]
    labels: dict[str, list[str]]
    skipped: int


@dataclass(frozen=True, slots=True)
class _Listed:
    """A file that the package lists."""

    path: str
    media: str
    properties: str


def open_package(archive: ZipFile) -> BookPackage:
    """The package of a book. Raises UnreadableError for what is damaged, no e-book, or encrypted."""
    container = read_entry(archive, "META-INF/container.xml")
    if container is None:
        raise UnreadableError("is not an e-book")
    paths = (str(root.get("full-path") or "") for root in parse_xml(container).iter("{*}rootfile"))
    home = next(paths, "")
    raw = read_entry(archive, home)
    if raw is None:
        raise UnreadableError("is a damaged e-book: its package is missing; get it anew")
    root = parse_xml(raw)
    listed = {
        str(item.get("id")): _Listed(
            _path(home, item.get("href")), str(item.get("media-type")), f" {item.get('properties') or ''} "
        )
        for item in root.iterfind("{*}manifest/{*}item")
    }
    spine, skipped = _spine(root, listed)
    if not spine:
        raise UnreadableError("is an e-book without text; convert its pages to PDF")
    if _encrypted(archive).intersection(spine):
        raise UnreadableError("is encrypted against copying; get it without that protection")
    return BookPackage(raw, spine, _labels(archive, listed), skipped)


def _spine(root: _Element, listed: dict[str, _Listed]) -> tuple[tuple[str, ...], int]:
    """The documents of the text, each once, and how many stand outside its run."""
    found: dict[str, None] = {}
    skipped = 0
    for reference in root.iterfind("{*}spine/{*}itemref"):
        item = listed.get(str(reference.get("idref")))
        if item is None or item.media not in _PAGES or " nav " in item.properties:
            continue
        if reference.get("linear") == "no":
            skipped += 1
        else:
            found[item.path] = None
    if len(found) > MOST_DOCUMENTS:
        raise UnreadableError(f"is an e-book of more than {MOST_DOCUMENTS:,} documents; split it")
    return tuple(found), skipped


def _encrypted(archive: ZipFile) -> set[str]:
    """The files that are encrypted. Fonts often are, which hides nothing that is read."""
    raw = read_entry(archive, "META-INF/encryption.xml")
    references = parse_xml(raw).iter("{*}CipherReference") if raw else ()
    return {_path("", reference.get("URI")) for reference in references}


def _labels(archive: ZipFile, listed: dict[str, _Listed]) -> dict[str, list[str]]:
    """What the table of contents calls the chapters, by their documents, in its order."""
    found: dict[str, list[str]] = {}
    for item in listed.values():
        if " nav " in item.properties:
            entries = _nav_entries(read_entry(archive, item.path) or b"")
        elif item.media == "application/x-dtbncx+xml" and not found:
            entries = _ncx_entries(read_entry(archive, item.path))
        else:
            continue
        made: dict[str, list[str]] = {}
        for target, label in entries:
            if label:
                made.setdefault(_path(item.path, target), []).append(label)
        found = made or found
    return found


def _nav_entries(raw: bytes) -> Iterator[tuple[str, str]]:
    """Addresses and titles of a table of contents of EPUB 3, which is an HTML page."""
    from selectolax.lexbor import LexborHTMLParser

    with reading("e-book"):
        tree = LexborHTMLParser(raw.decode(errors="replace"))
        tables = tree.css("nav")
        contents = [
            table for table in tables if "toc" in (table.attributes.get("epub:type") or "toc").split()
        ]
        for link in contents[0].css("a[href]") if contents else ():
            yield link.attributes.get("href") or "", " ".join(link.text().split())


def _ncx_entries(raw: bytes | None) -> Iterator[tuple[str, str]]:
    """Addresses and titles of a table of contents of EPUB 2."""
    for point in parse_xml(raw).iter("{*}navPoint") if raw else ():
        content, label = point.find("{*}content"), point.find("{*}navLabel")
        if content is not None and label is not None:
            words = (child.text or "" for child in label.iter() if local_name(child) == "text")
            yield str(content.get("src") or ""), " ".join(" ".join(words).split())


def _path(home: str, target: str | None) -> str:
    """The path in the archive that the file `home` means by an address."""
    plain = unquote((target or "").partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname("/" + home), plain)).lstrip("/")
