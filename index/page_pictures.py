"""Pages of PDFs as pictures with the words of quotes marked: made in a confined process, kept beside the PDF.

    DATA/library/1f3a…-9c20…-77e0….picture     a line of JSON (size, boxes), and a PNG

They are made again where they are missing: the oldest go first where there are many, and all with their PDF.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from index.atomic import write_whole
from index.corpus_files import DIGESTS, document_paths, opened
from index.documents import Document
from index.errors import FootnoteError
from index.formats.converted import UnreadableError
from index.formats.pdf.pictured import PagePicture, PageQuote, PictureBox, letters
from index.formats.sandbox import Sandbox
from index.limited import read_limited
from index.private import FILE, private_folder
from index.shelf import PICTURE, Library, LibraryEntry

MEMORY: Final = 1_000_000_000
"""Bytes of addresses of the process that draws."""
SECONDS: Final = 15.0
"""Seconds for a page, from end to end; most take 0.3."""
LARGEST: Final = 200_000_000
"""Bytes of all pictures of a library."""
MOST_PAGES: Final = 3
"""Pages of one quote."""
_KEPT: Final = 0.75  # share of that which is left when the oldest go
_PDF: Final = b"%PDF-"
_BEGINNING: Final = 1_024  # bytes among which that stands


class MarkedPage(NamedTuple):
    """A page as a PNG of so many pixels, and for each quote the boxes of its words; none where unfound."""

    width: int
    height: int
    boxes: tuple[tuple[PictureBox, ...], ...]
    png: bytes


class QuotedPage(NamedTuple):
    """A page, by its number from 1 and what readers call it, with what is quoted of it.

    It is what the document says from `start` to `end`.
    """

    number: int
    label: str
    start: int
    end: int
    quotes: tuple[PageQuote, ...]


@dataclass(frozen=True, slots=True)
class DocumentPages:
    """The pages of the PDF that a document was made of; pictures of them are kept in `folder` under `stem`.

    `entry` is that of the library, if it is from there.
    """

    folder: Path
    stem: str
    original: Path
    entry: LibraryEntry | None = None

    def are_of(self, document: Document) -> bool:
        """Whether the library has no other document of that id than the index, whose places are another's."""
        try:
            held = Library(self.folder.parent).document(self.entry) if self.entry else document
            return held.text == document.text
        except FootnoteError:
            return False

    def picture(self, page: QuotedPage) -> MarkedPage | None:
        """A page as a picture; None where none can be made of it. Takes a second where it is made first."""
        told = json.dumps([page.number, page.quotes], ensure_ascii=False)
        digest = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        path = self.folder / f"{self.stem}{digest}{PICTURE}"
        return _read(path) or self._made(page, path)

    def _made(self, page: QuotedPage, path: Path) -> MarkedPage | None:
        try:
            with Sandbox(MEMORY, SECONDS) as sandbox:  # of its own: no file may reach into another's pictures
                found = sandbox.picture(read_limited(self.original), page.number, page.quotes)
        except FootnoteError:
            return None
        marked = MarkedPage(found.width, found.height, found.boxes, _png(found))
        with suppress(OSError):  # a full disk: it is made again next time
            write_whole(private_folder(self.folder) / path.name, _written(marked), FILE)
            if not self.original.exists():  # removed in this moment
                path.unlink()
            _make_room(self.folder)
        return marked


def pages_of(library: Library, document: Document) -> DocumentPages | None:
    """The pages of the PDF that a document was made of; None where it was none, or is not kept."""
    if not _has_pages(document):
        return None
    with suppress(FootnoteError, OSError):
        entry = library.find(document.id)
        original = library.original(entry) if entry else None
        if entry and original and _is_pdf(original):
            return DocumentPages(library.folder, library.pictures(entry), original, entry)
    return None


def corpus_pages_of(
    corpus: Path, library: Library, document: Document, key: bytes, version: str
) -> DocumentPages | None:
    """The same of a document of a folder's, by the `key` of its file; pictures of it lie in the library.

    `version` is that of the index: what lies in the folder is listed once for each. That it is the same file
    is told by its content.
    """
    if not _has_pages(document):
        return None
    root = corpus / DIGESTS if (corpus / DIGESTS).is_dir() else corpus
    with suppress(FootnoteError, OSError):
        for path in _by_name(root, version).get(document.file or "", ()):
            known = path.stat()
            if _key(path, root, known.st_mtime_ns, known.st_size) == key and _is_pdf(path):
                stem = f"{hashlib.blake2b(key, digest_size=12).hexdigest()}-{key.hex()}-"
                return DocumentPages(library.folder, stem, path)
    return None


def _has_pages(document: Document) -> bool:
    return bool(document.file and document.places and document.places[0].kind == "page")


@lru_cache(maxsize=64)
def _by_name(root: Path, _version: str) -> dict[str, tuple[Path, ...]]:
    """The files of a folder by their names."""
    found: dict[str, tuple[Path, ...]] = {}
    for path in document_paths(root):
        found[path.name] = (*found.get(path.name, ()), path)
    return found


@lru_cache(maxsize=1_024)
def _key(path: Path, root: Path, _changed: int, _size: int) -> bytes:
    """The key of a file as it is now."""
    return opened(path, root).key


def quoted_pages(
    document: Document, quote: tuple[int, int], quotes: Sequence[tuple[int, int]]
) -> tuple[QuotedPage, ...]:
    """The pages on which a quote stands, by its place in the text; each with its part of all `quotes`."""
    marks, found = document.places, list[QuotedPage]()
    ends = [mark.start for mark in marks[1:]] + [len(document.text)]
    for mark, end in zip(marks, ends, strict=True):
        number = mark.number or (int(mark.label) if mark.label.isdecimal() else 0)
        if number and mark.start < quote[1] and end > quote[0]:
            parts = tuple(_page_quote(document, (mark.start, end), one) for one in quotes)
            found.append(QuotedPage(number, mark.label, mark.start, end, parts))
    return tuple(found[:MOST_PAGES])


def _page_quote(document: Document, page: tuple[int, int], quote: tuple[int, int]) -> PageQuote:
    """What a page, from where to where, holds of a quote."""
    start, end = max(page[0], quote[0]), min(page[1], quote[1])
    if start >= end:
        return PageQuote("")
    same = letters(document.text[start:end])
    before = letters(document.text[page[0] : start]).count(same) if same else 0
    return PageQuote(document.text[start:end], before)


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return _PDF in file.read(_BEGINNING)


def _png(picture: PagePicture) -> bytes:
    """The pixels as PNG: by this process, as the one that draws may have been made to answer anything."""
    from PIL import Image

    written = BytesIO()
    size = picture.width, picture.height
    Image.frombytes("RGB", size, picture.pixels).save(written, "PNG")
    return written.getvalue()


def _written(page: MarkedPage) -> bytes:
    return json.dumps([page.width, page.height, page.boxes]).encode() + b"\n" + page.png


def _read(path: Path) -> MarkedPage | None:
    """What is kept in a file; None where there is none, or no whole one."""
    with suppress(OSError, ValueError, TypeError, UnreadableError):
        head, _, png = path.read_bytes().partition(b"\n")
        width, height, boxes = json.loads(head)
        os.utime(path)  # was looked at last now
        return MarkedPage(
            int(width), int(height), tuple(tuple(PictureBox(*box) for box in one) for one in boxes), png
        )
    return None


def _make_room(folder: Path) -> None:
    """Remove what was looked at longest ago where all pictures are too large together."""
    held = [(path.stat(), path) for path in folder.glob(f"*{PICTURE}")]
    size = sum(stat.st_size for stat, _ in held)
    if size <= LARGEST:
        return
    for stat, path in sorted(held, key=lambda one: one[0].st_mtime):
        if size <= _KEPT * LARGEST:
            break
        path.unlink(missing_ok=True)
        size -= stat.st_size
