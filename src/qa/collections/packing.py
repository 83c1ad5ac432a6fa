"""Packing: a collection becomes a package to carry to another machine, and a collection there.

What travels is what cannot be made anew: the documents, what is declared, what people decided; and the
vectors of all texts, so that none is embedded again where the model is the same. The index is built of these
there: what another machine has built would be searched without being checked. The servers that a collection
belongs to, or may be read in, do not travel.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from pydantic import ValidationError

from index.build import IndexBuilder, corpus_hash, is_empty
from index.corpus_files import Complain
from index.documents import Document, Frozen
from index.embedding import Embedder, Progress
from index.errors import CorpusError
from index.formats.checked import MOST_PLACES
from index.formats.converted import MOST_TEXT
from index.passage_index import PassageIndex
from index.precomputed import load_vectors, save_vectors
from index.private import private_folder
from index.shelf import Library, LibraryEntry
from index.sqlite_file import unusable
from index.vectors import vectors_of
from qa.collections.archive import CORPUS, UPLOADS, PackageError, may_be_member
from qa.collections.catalogue import CollectionCatalogue, new_collection
from qa.collections.collection import Collection, CollectionError
from qa.collections.package import (
    DOCUMENT,
    EXAMPLES,
    REVIEWS,
    VECTORS,
    Package,
    PackageManifest,
    PackageWriter,
    new_package,
    open_package,
)
from qa.knowledge.cache import FOLDER as KNOWLEDGE
from qa.knowledge.knowledge import Knowledge
from qa.review.store import SCHEMA
from qa.settings import Settings
from qa.understanding.examples import SUFFIX

HERE: Final = "collection:"
"""What an origin begins with, in a package, that lies in the collection's own folder."""
_OBJECTS: Final = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"


class PackedDocument(Frozen):
    """A document of a library, with its entry."""

    entry: LibraryEntry
    document: Document


@dataclass(frozen=True, slots=True)
class Packing:
    """Packs collections of a catalogue, and unpacks them into it; the options are those of `IndexBuilder`."""

    catalogue: CollectionCatalogue
    embedder: Embedder
    progress: Progress | None = None
    complain: Complain | None = None

    def pack(self, name: str, path: Path) -> PackageManifest:
        """Write the collection called `name` to `path`; its index is built first where it is not up to date.

        Nobody changes its documents meanwhile. Raises CollectionError, CorpusError, StorageError.
        """
        collection = self.catalogue.find(name)
        settings, folder = self.catalogue.settings_of(collection), self.catalogue.folder(name).absolute()
        index, library = self._index(settings), Library(settings.shelf_dir)
        with library.changing(), new_package(path) as package:
            for number, entry in enumerate(library.entries(), 1):
                held = PackedDocument(entry=_leaving(entry, folder), document=library.document(entry))
                package.add(DOCUMENT.format(number), held.model_dump_json().encode())
            _add_folder(package, CORPUS, settings.corpus)
            _add_folder(package, UPLOADS, folder / UPLOADS)
            self._add_files(package, settings, index)
            counts = (len(index.documents), len(index.passages)) if index else (0, 0)
            return package.describe(collection, *counts)

    def unpack(self, path: Path, name: str | None = None) -> Collection:
        """The new collection that the package in `path` becomes, under its own name or another.

        It is there as a whole or not at all. Raises PackageError for what is no package or must not be
        unpacked, CollectionError for a name that is taken, StorageError.
        """
        with open_package(path) as package:
            told = package.manifest
            made = new_collection(name or told.name, told.title, created=told.created)
            if made.name in {one.name for one in self.catalogue.all()}:
                raise CollectionError(f"There is a collection {made.name!r} already; name another with --as.")
            with self.catalogue.arriving() as folder:
                _put_documents(package, folder, self.catalogue.folder(made.name).absolute())
                for member in sorted(told.members.keys() - set(package.documents)):
                    package.unpack(member, folder)
                try:
                    self._build(folder, path)
                except CorpusError as error:
                    where = (
                        error.path.relative_to(folder) if error.path.is_relative_to(folder) else error.path
                    )
                    raise PackageError(path, f"cannot be taken in: {where} {error.problem}") from error
                self.catalogue.admit(made, folder)
        return made

    def _index(self, settings: Settings) -> PassageIndex | None:
        """The index of what is to be packed; None where there is no document."""
        if is_empty(settings.corpus, settings.shelf_dir):
            return None
        return IndexBuilder(
            *(settings.corpus, settings.data_dir, self.embedder, self.progress, self.complain),
            shelf_dir=settings.shelf_dir,
            engine=settings.engine,
        ).ensure()

    def _add_files(self, package: PackageWriter, settings: Settings, index: PassageIndex | None) -> None:
        """Add what people decided, and the vectors."""
        reviews = settings.data_dir / REVIEWS
        examples = settings.data_dir / KNOWLEDGE / f"{corpus_hash(settings.corpus)}{SUFFIX}"
        with TemporaryDirectory() as scratch:
            if reviews.exists():
                package.add_file(REVIEWS, _copied(reviews, Path(scratch, REVIEWS)))
            if examples.exists():
                package.add_file(EXAMPLES, examples)
            if index is not None:
                vectors = Path(scratch, VECTORS)
                save_vectors(vectors, self.embedder, vectors_of(index), np.float32)
                package.add_file(VECTORS, vectors)

    def _build(self, folder: Path, path: Path) -> None:
        """Check what was unpacked into `folder`, and build its index. Raises PackageError, CorpusError."""
        corpus, vectors, reviews = folder / CORPUS, folder / VECTORS, folder / REVIEWS
        private_folder(corpus)
        if reviews.exists() and not _are_reviews(reviews):
            raise PackageError(path, "must not be unpacked: its reviews are not what Footnote keeps")
        Knowledge.load(corpus)
        if (examples := folder / EXAMPLES).exists():
            examples.replace(private_folder(folder / KNOWLEDGE) / f"{corpus_hash(corpus)}{SUFFIX}")
        known = load_vectors(vectors, self.embedder)
        vectors.unlink(missing_ok=True)
        if not is_empty(corpus, folder):
            given = corpus, folder, self.embedder, self.progress, self.complain
            IndexBuilder(*given, known=known, engine=self.catalogue.engine).build()


def _add_folder(package: PackageWriter, name: str, folder: Path) -> None:
    """Add the files of a folder that an index is built from: none that is hidden or lies elsewhere."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.is_file() and not hidden and path.resolve().is_relative_to(folder.resolve()):
            package.add_file(f"{name}/{inside.as_posix()}", path)


def _copied(source: Path, target: Path) -> Path:
    """A copy of a file of SQLite that others may be writing to. Raises StorageError."""
    try:
        with closing(_read_only(source)) as base, closing(sqlite3.connect(target)) as copy:
            base.backup(copy)
    except sqlite3.Error as error:
        raise unusable(source, error) from error
    return target


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _are_reviews(path: Path) -> bool:
    """Whether a file of SQLite is sound and holds the tables of reviews, and nothing that acts by itself."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(SCHEMA)
        known = set(base.execute(_OBJECTS))
    try:
        with closing(_read_only(path)) as base:
            base.execute("PRAGMA trusted_schema = OFF")
            sound: bool = base.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            return sound and set(base.execute(_OBJECTS)) <= known
    except sqlite3.Error:
        return False


def _put_documents(package: Package, folder: Path, target: Path) -> None:
    """Put the documents of a package into the library in `folder`, which `target` is to be.

    Raises PackageError, StorageError.
    """
    library, ids = Library(folder), set[str]()
    for member in package.documents:
        try:
            held = PackedDocument.model_validate_json(package.read(member))
        except ValidationError as error:
            raise PackageError(package.path, f"has no proper document in {member}") from error
        document, entry = held.document, held.entry
        if document.id != entry.id or document.id in ids:
            raise PackageError(package.path, f"names the document in {member} as it names another")
        if len(document.text) > MOST_TEXT or len(document.places) > MOST_PLACES:
            raise PackageError(package.path, f"has too large a document in {member}; divide it")
        ids.add(document.id)
        library.put(_arriving(entry, target, package.path), document)


def _leaving(entry: LibraryEntry, folder: Path) -> LibraryEntry:
    """The entry with places in the collection's own `folder` named from there."""

    def named(place: str | None) -> str | None:
        if place is None or not Path(place).is_relative_to(folder / UPLOADS):
            return place
        return HERE + Path(place).relative_to(folder).as_posix()

    return entry.model_copy(update={"origin": named(entry.origin), "root": named(entry.root)})


def _arriving(entry: LibraryEntry, folder: Path, path: Path) -> LibraryEntry:
    """The entry with such places in the `folder` that is the collection's now. Raises PackageError."""

    def named(place: str | None) -> str | None:
        if place is None or not place.startswith(HERE):
            return place
        inside = place.removeprefix(HERE)
        if inside != UPLOADS and not (inside.startswith(f"{UPLOADS}/") and may_be_member(inside)):
            raise PackageError(path, "must not be unpacked: a document is from outside the collection")
        return str(folder / inside)

    return entry.model_copy(update={"origin": named(entry.origin), "root": named(entry.root)})
