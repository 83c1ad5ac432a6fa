"""The library: documents that an operator took in, each as it was converted, in a data folder.

    DATA/library/1f3a….json            an entry: which document, from where, and of which content
    DATA/library/1f3a…-9c20….document  the document that it names
    DATA/library/1f3a…-9c20….pdf       the file that it was made of, if that was a PDF
    DATA/library/1f3a…-9c20…-….picture a page of that file as a picture, made when somebody looked at it
    DATA/library/removed/              what was taken out today, and can be brought back

An entry is written after its document and replaced in one step, so that what ends the writing leaves the old
document or the new one. Documents that no entry names are swept away, and so is what was removed a day ago.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from index.atomic import DRAFT, write_whole
from index.documents import CONTENT_BYTES, Document, Frozen, Id
from index.errors import LibraryError, writing
from index.fields import Date, Line
from index.formats.converted import CONVERSION
from index.private import FILE, private_folder
from index.shown import brief
from index.versions import exclusive

LIBRARY: Final = "library"
ENTRY: Final = ".json"
DOCUMENT: Final = ".document"
ORIGINAL: Final = ".pdf"
PICTURE: Final = ".picture"
REMOVED: Final = "removed"
RESTORABLE: Final = 86_400.0
"""Seconds for which what was taken out can be brought back."""
_LOCK: Final = ".lock"
_storage: Final = partial(
    writing,
    name="The library {}",
    advice="; make room or make it writable, or name another data folder with --data-dir or QA_DATA_DIR",
)


class LibraryEntry(Frozen):
    """A document that was taken in: its id, where it came from, and of what content.

    `origin` is a path or an address, `root` the folder that was named where that is not the file itself.
    `key` is the digest of the file and of what was given with it, `added` the day. `etag` and `modified` are
    what the server of an address said of it.
    """

    id: Id
    title: Line
    origin: str
    key: str
    added: Date
    root: str | None = None
    etag: str | None = None
    modified: str | None = None
    size: int = 0
    conversion: int = CONVERSION


class Library:
    """The documents taken in, in the folder `library` of a data folder. Holds no state."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / LIBRARY
        self._removed = self.folder / REMOVED

    def entries(self) -> list[LibraryEntry]:
        """What was taken in, by id. Raises LibraryError for an entry that cannot be read."""
        read = filter(None, map(_read_entry, self._entry_files()))
        return sorted(read, key=lambda entry: entry.id)

    def find(self, id_: str) -> LibraryEntry | None:
        """The entry of that id."""
        return _read_entry(self._entry_file(id_))

    def document(self, entry: LibraryEntry) -> Document:
        """The document of an entry. Raises LibraryError where it cannot be read."""
        path = self._document_file(entry)
        try:
            return Document.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise LibraryError(
                f"The document {entry.id} of the library cannot be read ({_reason(error)}); take it in again:"
                f" qa ingest {entry.origin}"
            ) from error

    def documents(self) -> dict[bytes, Document]:
        """All documents by their keys, in the order of their ids; others may change the library meanwhile."""
        standing = filter(None, map(self._standing, self.entries()))
        return {document_key(entry): document for entry, document in standing}

    @property
    def digest(self) -> str:
        """Another one whenever something is added, changed or removed; empty for an empty library."""
        names = sorted(path.name for path in self._files(DOCUMENT))
        held = "\n".join(names)
        return hashlib.blake2b(held.encode(), digest_size=16).hexdigest() if names else ""

    def put(self, entry: LibraryEntry, document: Document, original: Path | None = None) -> None:
        """Take a document in, instead of the one that has its id. Raises StorageError.

        `original` is the PDF that it was made of, from `aside`.
        """
        before = self.find(entry.id)
        with _storage(self.folder):
            private_folder(self.folder)
            old, new = before and self._document_file(before), self._document_file(entry)
            try:
                write_whole(new, document.model_dump_json(exclude_defaults=True).encode(), FILE)
                if original is not None:
                    original.replace(new.with_suffix(ORIGINAL))
                write_whole(self._entry_file(entry.id), entry.model_dump_json().encode(), FILE)
            except BaseException:  # a full disk: what no entry names only takes room
                if old != new:
                    self._unlink(new)
                raise
            if old and old != new:
                self._unlink(old)

    def aside(self, original: bytes, origin: str) -> Path | None:
        """A PDF as a file that waits for the document that is made of it; it goes where none takes it.

        None where the PDF stands in the data folder itself, as what was handed in does. Raises StorageError.
        """
        if self._is_inside(origin):
            return None
        path = self.folder / f"{DRAFT}{secrets.token_hex(8)}{ORIGINAL}"
        with _storage(self.folder):
            private_folder(self.folder)
            write_whole(path, original, FILE)
        return path

    def original(self, entry: LibraryEntry) -> Path | None:
        """The file that a document was made of, if it was kept: a PDF, or any that was handed in."""
        kept = self._document_file(entry).with_suffix(ORIGINAL)
        path = Path(entry.origin) if self._is_inside(entry.origin) else kept
        return path if path.is_file() else None

    def keep_original(self, entry: LibraryEntry, original: Path) -> None:
        """Keep the PDF, from `aside`, of a document that was taken in without. Raises StorageError."""
        with _storage(self.folder):
            original.replace(self._document_file(entry).with_suffix(ORIGINAL))

    def pictures(self, entry: LibraryEntry) -> str:
        """What the names of the files begin with that hold pictures of a document's pages: see PICTURE."""
        return f"{self._document_file(entry).stem}-"

    def remove(self, entry: LibraryEntry) -> None:
        """Take a document out; for a day it can be restored. Raises StorageError."""
        with _storage(self.folder):
            with suppress(OSError):  # a full disk must not keep a document in: it is then gone for good
                private_folder(self._removed)
            document = self._document_file(entry)
            self._unlink(document, PICTURE)
            for path in (self._entry_file(entry.id), document, document.with_suffix(ORIGINAL)):
                with suppress(OSError):
                    os.utime(path)  # the day begins now
                try:
                    path.replace(self._removed / path.name)
                except OSError:
                    path.unlink(missing_ok=True)

    def forget(self, id_: str) -> bool:
        """Take a document out for good, also one that was removed before; whether there was one.

        The library is to be `changing`. Raises StorageError.
        """
        found = [self._entry_file(id_), *self.folder.glob(f"{_digest(id_)}-*")]
        found += self._removed.glob(f"{_digest(id_)}*")
        there = [path for path in found if path.exists()]
        with _storage(self.folder):
            for path in there:
                path.unlink(missing_ok=True)
        return bool(there)

    def restore(self, id_: str) -> LibraryEntry:
        """Bring a document back that was removed less than a day ago, while the library is `changing`.

        Raises LibraryError where there is none, or another one of its id by now, and StorageError.
        """
        entry = next((one for one in self.removed() if one.id == id_), None)
        if entry is None:
            held = ", ".join(brief(one.id) for one in self.removed()) or "nothing"
            raise LibraryError(f"{brief(id_)!r} cannot be restored; removed within a day: {held}.")
        if self.find(id_) is not None:
            raise LibraryError(f"{brief(id_)!r} is there again; remove that document first.")
        with _storage(self.folder):
            document = self._document_file(entry)
            for path in (document.with_suffix(ORIGINAL), document, self._entry_file(id_)):
                if (aside := self._removed / path.name).exists():
                    aside.replace(path)
        return entry

    @property
    def has_removed(self) -> bool:
        """Whether anything lies there that was removed, however long ago."""
        return any(self._removed.glob("*"))

    def removed(self) -> list[LibraryEntry]:
        """What was removed less than a day ago and can be restored, by id."""
        found: list[LibraryEntry] = []
        for path in self._removed.glob(f"*{ENTRY}"):
            with suppress(OSError, LibraryError):
                entry, young = _read_entry(path), time.time() - path.stat().st_mtime < RESTORABLE
                if entry and young and self._is_whole(entry):
                    found.append(entry)
        return sorted(found, key=lambda entry: entry.id)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Wait until nobody else changes the library, and sweep what a killed process left. StorageError."""
        with exclusive(self.folder / _LOCK, self.folder.parent, "the library") as alone:
            if alone:
                self._sweep()
            yield

    def _standing(self, entry: LibraryEntry) -> tuple[LibraryEntry, Document] | None:
        """An entry as it is by now, and its document; None where it was taken out meanwhile."""
        while True:
            try:
                return entry, self.document(entry)
            except LibraryError:
                now = self.find(entry.id)
                if now is None:
                    return None
                if now == entry:
                    raise
                entry = now

    def _is_whole(self, entry: LibraryEntry) -> bool:
        """Whether the document of a removed entry is there, or on its way, which `_sweep` completes."""
        name = self._document_file(entry).name
        return (self._removed / name).exists() or (self.folder / name).exists()

    def _unlink(self, document: Path, *suffixes: str) -> None:
        """Remove the file of a document and all that was made of it, or of these what has such suffixes."""
        for path in self.folder.glob(f"{document.stem}*"):
            if not suffixes or path.suffix in suffixes:
                path.unlink(missing_ok=True)

    def _sweep(self) -> None:
        held = {self._document_file(entry).stem for entry in self.entries()}
        removed = [(self._entry_file(one.id), self._document_file(one)) for one in self.removed()]
        kept = {path.name for pair in removed for path in pair}
        kept |= {document.with_suffix(ORIGINAL).name for _, document in removed}
        made = (path for suffix in (DOCUMENT, ORIGINAL, PICTURE) for path in self._files(suffix))
        litter: Iterable[Path] = (*made, *self.folder.glob(f"{DRAFT}*"))
        for path in litter:
            if _document_stem(path) not in held:
                with suppress(OSError):
                    path.replace(self._removed / path.name) if path.name in kept else path.unlink()
        for path in self._removed.glob("*"):
            if path.name not in kept:
                with suppress(OSError):
                    path.unlink()

    def _is_inside(self, origin: str) -> bool:
        return Path(origin).is_relative_to(self.folder.parent.absolute())

    def _entry_files(self) -> Iterator[Path]:
        return self._files(ENTRY)

    def _files(self, suffix: str) -> Iterator[Path]:
        if self.folder.is_dir():
            yield from (path for path in self.folder.iterdir() if path.suffix == suffix)

    def _entry_file(self, id_: str) -> Path:
        return self.folder / f"{_digest(id_)}{ENTRY}"

    def _document_file(self, entry: LibraryEntry) -> Path:
        return self.folder / f"{_digest(entry.id)}-{_digest(entry.key)}{DOCUMENT}"


def document_key(entry: LibraryEntry) -> bytes:
    """What the document of an entry is filed under in an index."""
    held = f"{entry.id}\n{entry.key}\n{entry.conversion}"
    return hashlib.blake2b(held.encode(), digest_size=CONTENT_BYTES).digest()


def _digest(text: str) -> str:
    """A name for a file, whatever is in `text`."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _document_stem(path: Path) -> str:
    """The stem of the document that a file belongs to."""
    return "-".join(path.stem.split("-")[:2])


def _read_entry(path: Path) -> LibraryEntry | None:
    """The entry in a file; None where it is gone."""
    try:
        return LibraryEntry.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise LibraryError(
            f"{path} cannot be read ({_reason(error)}); remove it and take its document in again."
        ) from error


def _reason(error: Exception) -> str:
    return str(error).splitlines()[0]
