"""A package: a collection as one file. A zip archive, whose manifest names every member with its digest.

    manifest.json            which collection it is of, and its members
    library/000001.json      a document that was taken in, with its entry
    corpus/…  uploads/…      what the collection declares, and files that its documents were made of
    reviews.sqlite3          what people decided
    vectors.npz              the vectors of its texts
    examples.npz             and those of the questions that its attributes are declared by

Whoever opens one knows nothing of who made it: nothing is unpacked before its list of files was looked
through, and nothing is used that is not what the manifest says.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from pydantic import ValidationError

from index.atomic import replacing
from index.documents import Frozen
from index.errors import writing
from index.fields import Date
from index.manifest import FileState
from index.private import FILE, private_folder
from index.shown import brief
from qa.collections.archive import (
    LARGEST,
    MANIFEST,
    MOST_MEMBERS,
    PackageError,
    check_end,
    check_list,
    folded,
    may_be_member,
    reading,
)
from qa.collections.collection import Collection, Name, Title

FORMAT: Final = 1
SUFFIX: Final = ".footnote.zip"
REVIEWS: Final = "reviews.sqlite3"
VECTORS: Final = "vectors.npz"
EXAMPLES: Final = "examples.npz"
DOCUMENT: Final = "library/{:06}.json"

LARGEST_DOCUMENT: Final = 250_000_000
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)  # of time, for archives: equal content is an equal file
_PIECE: Final = 1 << 20


class PackageManifest(Frozen):
    """Which collection a package is of, how much it holds, and the size and digest of each member."""

    format: int
    name: Name
    title: Title
    created: Date
    documents: int
    passages: int
    members: dict[str, FileState]


class PackageWriter:
    """Writes the members of a package one after another, and the manifest at last.

    Raises PackageError for what could not be unpacked again.
    """

    def __init__(self, path: Path, archive: ZipFile) -> None:
        self._path, self._archive = path, archive
        self.members: dict[str, FileState] = {}
        self._names, self._size = set[str](), 0

    def describe(self, collection: Collection, documents: int, passages: int) -> PackageManifest:
        """Write the manifest of a collection of so many documents and passages, and give it."""
        manifest = PackageManifest(
            format=FORMAT,
            name=collection.name,
            title=collection.title,
            created=collection.created,
            documents=documents,
            passages=passages,
            members=dict(self.members),
        )
        self.add(MANIFEST, manifest.model_dump_json().encode())
        return manifest

    def add(self, name: str, content: bytes) -> None:
        with self._member(name, len(content)) as member:
            member.write(content)
        self.members[name] = FileState(size=len(content), digest=hashlib.blake2b(content).hexdigest())

    def add_file(self, name: str, path: Path) -> None:
        """Add the file `path`. Raises OSError."""
        digest, size = hashlib.blake2b(), 0
        with path.open("rb") as file, self._member(name, path.stat().st_size) as member:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                member.write(piece)
        self.members[name] = FileState(size=size, digest=digest.hexdigest())

    @contextmanager
    def _member(self, name: str, size: int) -> Iterator[IO[bytes]]:
        self._names.add(folded(name))
        self._size += size
        if not may_be_member(name) or len(self._names) == len(self.members):
            raise PackageError(self._path, f"cannot hold {brief(name)!r}; rename that file")
        if len(self._names) > MOST_MEMBERS or self._size > LARGEST:
            raise PackageError(self._path, "would hold more than a package can; divide the collection")
        info = ZipInfo(name, _BEGINNING)
        info.compress_type = ZIP_STORED if name.endswith(".npz") else ZIP_DEFLATED
        info.external_attr = FILE << 16
        info.file_size = size
        with self._archive.open(info, "w") as member:
            yield member


@contextmanager
def new_package(path: Path) -> Iterator[PackageWriter]:
    """A package that is in the file `path`, whole, once the block is left. Raises StorageError."""
    with writing(path), replacing(path) as file, ZipFile(file, "w") as archive:
        yield PackageWriter(path, archive)


class Package:
    """A package that was looked through: every member is one that there may be, none too large."""

    def __init__(self, path: Path, archive: ZipFile) -> None:
        """Raises PackageError."""
        self.path, self._archive = path, archive
        infos = archive.infolist()
        check_list(path, infos)
        self.manifest: Final = self._read_manifest()
        told = {name: state.size for name, state in self.manifest.members.items()}
        if told != {info.filename: info.file_size for info in infos if info.filename != MANIFEST}:
            raise PackageError(path, "holds other files than its manifest names; export it again")

    @property
    def documents(self) -> list[str]:
        """The members that are documents, in order."""
        return sorted(name for name in self.manifest.members if name.startswith("library/"))

    def read(self, name: str, largest: int = LARGEST_DOCUMENT) -> bytes:
        """The content of a member. Raises PackageError."""
        if self.manifest.members[name].size > largest:
            raise PackageError(self.path, f"has too large a file {name}; divide that document")
        return b"".join(self._pieces(name))

    def unpack(self, name: str, folder: Path) -> Path:
        """The file that a member is once it is in `folder`. Raises PackageError, StorageError."""
        target = folder / name
        with writing(target):
            private_folder(target.parent)
            opened = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), FILE)
            with os.fdopen(opened, "wb") as file:
                file.writelines(self._pieces(name))
        return target

    def _pieces(self, name: str) -> Iterator[bytes]:
        """The content of a member, which is what the manifest says once all of it has come."""
        digest = hashlib.blake2b()
        with reading(self.path), self._archive.open(name) as member:
            while piece := member.read(_PIECE):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != self.manifest.members[name].digest:
            raise PackageError(self.path, f"is damaged: {brief(name)} is not what it was; export it again")

    def _read_manifest(self) -> PackageManifest:
        with reading(self.path):
            content = self._archive.read(MANIFEST)
            told = json.loads(content)
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise PackageError(self.path, "was exported by another version of Footnote; update the older one")
        try:
            return PackageManifest.model_validate(told)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = brief(".".join(map(str, first["loc"])))
            raise PackageError(self.path, f"has no proper manifest ({where}: {first['msg']})") from error


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """The package in the file `path`. Raises PackageError for what is none or must not be unpacked."""
    if not path.is_file():
        raise PackageError(path, "is not a file; name one that `qa collection export` wrote")
    with reading(path):
        check_end(path)
        archive = ZipFile(path)
    with archive:
        yield Package(path, archive)
