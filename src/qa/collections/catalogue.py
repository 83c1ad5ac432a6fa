"""The catalogue: which collections there are, and which of them a Discord server may read.

    DATA/collections.sqlite3          the catalogue
    DATA/collections/NAME/            a collection's data folder: library, index, what people decided
    DATA/collections/NAME/corpus/     what it declares: entities, facts, editions; mostly empty

The corpus of the settings and what was taken in without naming a collection are collections, too. Their
documents lie in the data folder itself, where they have one index.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from index.atomic import settle
from index.engines.engine import VectorEngine
from index.engines.placing import leave
from index.errors import StorageError, writing
from index.private import private_folder
from index.versions import exclusive
from qa.collections.collection import (
    BUILT_IN,
    CORPUS,
    DEFAULT,
    SHIPPED,
    Collection,
    CollectionError,
    UnknownCollectionError,
)
from qa.review.database import ReviewDatabase
from qa.settings import Settings, shipped_corpus

log = logging.getLogger(__name__)

FILE: Final = "collections.sqlite3"
FOLDER: Final = "collections"
DECLARED: Final = "corpus"
REMOVED: Final = ".removed-"
ARRIVING: Final = ".arriving-"
EVERYONE: Final = 0  # no server has this id
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS collections (
    name TEXT PRIMARY KEY, title TEXT NOT NULL, created TEXT NOT NULL, owner INTEGER UNIQUE, corpus TEXT);
CREATE TABLE IF NOT EXISTS readers (
    collection TEXT NOT NULL, server INTEGER NOT NULL, reads INTEGER NOT NULL,
    PRIMARY KEY (collection, server));
CREATE TABLE IF NOT EXISTS away (
    collection TEXT NOT NULL, server INTEGER NOT NULL, PRIMARY KEY (collection, server));
"""
OWN: Final = "server-{}"


class ApartSettings(Settings):
    """Settings of an index that is built of another data folder's library."""

    apart: Path

    @property
    def shelf_dir(self) -> Path:
        return self.apart


class CollectionCatalogue:
    """Safe to use from several threads and processes; what a call has returned from is kept.

    Raises StorageError where the file cannot be read or written, CollectionError for what may not be.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.data_dir = settings.data_dir
        self.corpus_name: Final = SHIPPED if settings.corpus == shipped_corpus() else CORPUS
        self._path = settings.data_dir / FILE
        self._database = ReviewDatabase(self._path, SCHEMA)

    @property
    def home(self) -> tuple[str, str]:
        """The collections whose documents lie in the data folder itself."""
        return self.corpus_name, DEFAULT

    def all(self) -> tuple[Collection, ...]:
        """The collections of the data folder, those with a name of their own by it, after the others."""
        with self._reading() as base:
            readers = _readers(base)
            rows = base.execute("SELECT name, title, created, owner, corpus FROM collections ORDER BY name")
            named = [_collection(row, readers) for row in rows]
        return (*(_built_in(name, readers) for name in self.home), *named)

    def find(self, name: str) -> Collection:
        """The collection of that name. Raises UnknownCollectionError."""
        held = {one.name: one for one in self.all()}
        if name not in held:
            raise UnknownCollectionError(name, tuple(held))
        return held[name]

    def reach(self, server: int | None) -> tuple[Collection, ...]:
        """What may be read in a server: its own, what it was given, and what is everyone's; in this order.

        `server` is None in a direct message, where what is everyone's is read. Nothing reads documents for
        anybody in Discord but by this.
        """
        away = self._away(server)
        return tuple(one for one in self._readable(server) if one.name not in away)

    def away(self, server: int) -> tuple[Collection, ...]:
        """What may be read in a server, but was put away there."""
        away = self._away(server)
        return tuple(one for one in self._readable(server) if one.name in away)

    def put_away(self, name: str, server: int) -> None:
        """Answer from a collection no more in a server that may read it, until it is read again there.

        Raises UnknownCollectionError for one that it may not read; CollectionError for its own.
        """
        known = {one.name: one for one in self._readable(server)}
        if name not in known:
            raise UnknownCollectionError(name, tuple(known))
        if known[name].owner == server:
            raise CollectionError(f"{name!r} is the server's own; remove it instead.")
        with self._database.writing() as base:
            base.execute("INSERT OR IGNORE INTO away VALUES (?, ?)", (name, server))

    def read_again(self, name: str, server: int) -> None:
        """Answer again from what was put away in a server, as far as it may still be read there."""
        with self._database.writing() as base:
            base.execute("DELETE FROM away WHERE collection = ? AND server = ?", (name, server))

    def _away(self, server: int | None) -> set[str]:
        with self._reading() as base:
            rows = base.execute("SELECT collection FROM away WHERE server = ?", (server or EVERYONE,))
            return {name for (name,) in rows}

    def _readable(self, server: int | None) -> tuple[Collection, ...]:
        """What a server may read, whether it was put away there or not."""
        with self._reading() as base:
            taken = {
                name
                for (name,) in base.execute(
                    "SELECT collection FROM readers WHERE server = ? AND reads = 0", (server or EVERYONE,)
                )
            }
        held = self.all()
        own = [one for one in held if server is not None and one.owner == server]
        given = [one for one in held if server in one.servers and one not in own]
        open_to_all = [one for one in held if one.everyone and one.name not in taken]
        return tuple(dict.fromkeys((*own, *given, *open_to_all)))

    def create(
        self, name: str, title: str = "", *, owner: int | None = None, corpus: Path | None = None
    ) -> Collection:
        """A new collection. Raises CollectionError for a name or an owner that has one.

        Where a damaged catalogue was set aside, it has the documents that the one of its name had.
        """
        declared = str(corpus.absolute()) if corpus else None
        made = new_collection(name, title, owner=owner, corpus=declared)
        with self._adding(made):
            return made

    def admit(self, made: Collection, folder: Path) -> None:
        """A new collection whose data folder `folder` becomes, in one step. Raises CollectionError."""
        target = self.folder(made.name)
        try:
            with self._adding(made):
                if target.exists():  # of a catalogue that was set aside
                    raise CollectionError(f"There are documents of {made.name!r} already; create it first.")
                with writing(target):
                    settle(folder)
                    folder.rename(target)
        except BaseException:
            if not folder.exists() and target.exists():  # the catalogue could not be written after all
                target.rename(folder)
            raise

    @contextmanager
    def arriving(self) -> Iterator[Path]:
        """A new folder beside those of the collections, to put one together in; gone once the block is left.

        One is put together at a time, and what a killed process left of others is removed. StorageError.
        """
        root = self.data_dir / FOLDER
        with exclusive(root / ".lock", self.data_dir, "the collections") as alone:
            for left in root.glob(f"{ARRIVING}*") if alone else ():
                shutil.rmtree(left, ignore_errors=True)
            with writing(root):
                folder = Path(tempfile.mkdtemp(prefix=ARRIVING, dir=root))
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def own(self, server: int, title: str = "") -> Collection:
        """The collection of a server's own, made where it has none."""
        for one in self.all():
            if one.owner == server:
                return one
        return self.create(OWN.format(server), title or OWN.format(server), owner=server)

    def give(self, name: str, server: int | None) -> None:
        """Let a server read a collection, or, with None, everyone. Raises UnknownCollectionError."""
        self._set(name, server, reads=True)

    def take(self, name: str, server: int | None) -> None:
        """Let a server read it no more, though all others may; or, with None, nobody that it is not given to.

        Raises UnknownCollectionError; CollectionError for what a server itself owns.
        """
        if server is not None and self.find(name).owner == server:
            raise CollectionError(f"{name!r} is the server's own; remove it instead.")
        self._set(name, server, reads=False)

    def remove(self, name: str) -> None:
        """Take a collection out with all its documents and decisions. Raises UnknownCollectionError.

        What still answers from it does so until it is opened anew.
        """
        self.find(name)
        if name in BUILT_IN:
            raise CollectionError(f"{name!r} is always there; take it from everyone instead.")
        folder = self.folder(name)
        with writing(folder, name="The data folder {}", advice="; make it writable"):
            if folder.exists():  # out of sight in one step: nobody opens half a collection
                folder.rename(folder.with_name(f"{REMOVED}{name}-{secrets.token_hex(4)}"))
        with self._database.writing() as base:
            base.execute("DELETE FROM readers WHERE collection = ?", (name,))
            base.execute("DELETE FROM away WHERE collection = ?", (name,))
            base.execute("DELETE FROM collections WHERE name = ?", (name,))
        self.sweep()

    def sweep(self) -> None:
        """Remove the files of collections that were removed: also what a killed process left of them."""
        for gone in (self.data_dir / FOLDER).glob(f"{REMOVED}*"):
            try:
                leave(self.engine, gone)
            except StorageError as error:  # its key is still needed: another sweep will do
                log.warning("a collection that was removed is still in the index: %s", error)
            else:
                shutil.rmtree(gone, ignore_errors=True)

    @property
    def engine(self) -> VectorEngine | None:
        """What holds the vectors and terms of all collections; None where their data folders do."""
        return self._settings.engine

    def folder(self, name: str) -> Path:
        """The data folder of the collection of that name alone."""
        return self.data_dir / FOLDER / name

    def settings_of(self, collection: Collection) -> Settings:
        """The settings by which a collection is built and asked, alone."""
        name, folder = collection.name, self.folder(collection.name)
        declared = Path(collection.corpus) if collection.corpus else folder / DECLARED
        if name == self.corpus_name:
            declared = self._settings.corpus
        if declared == folder / DECLARED:
            private_folder(declared)
        given = self._settings.model_dump() | {"data_dir": folder, "corpus": declared}
        return ApartSettings(**given, apart=self.data_dir) if name == DEFAULT else Settings(**given)

    @contextmanager
    def _adding(self, made: Collection) -> Iterator[None]:
        """Adds a collection once the block is left. CollectionError for a name or owner that has one."""
        try:
            with self._database.writing() as base:
                values = (made.name, made.title, made.created, made.owner, made.corpus)
                base.execute("INSERT INTO collections VALUES (?, ?, ?, ?, ?)", values)
                yield
        except Exception as error:
            if isinstance(error.__cause__, sqlite3.IntegrityError):
                raise CollectionError(f"There is a collection {made.name!r} already.") from error
            raise

    def _set(self, name: str, server: int | None, *, reads: bool) -> None:
        self.find(name)
        with self._database.writing() as base:
            base.execute(
                "INSERT OR REPLACE INTO readers VALUES (?, ?, ?)", (name, server or EVERYONE, int(reads))
            )

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The file, or, where nobody has named a collection yet, an empty one that is not made for that."""
        if not self._path.exists():
            base = sqlite3.connect(":memory:")
            base.executescript(SCHEMA)
            try:
                yield base
            finally:
                base.close()
            return
        with self._database.reading() as base:
            yield base


def new_collection(
    name: str, title: str = "", *, created: str = "", owner: int | None = None, corpus: str | None = None
) -> Collection:
    """What is to be made of these, today unless `created`. Raises CollectionError for what none can have."""
    try:
        made = Collection(
            name=name, title=title or name, created=created or _today(), owner=owner, corpus=corpus
        )
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        said = "should be 1 to 40 letters a-z, digits and hyphens" if problem["loc"] == ("name",) else ""
        raise CollectionError(f"The {problem['loc'][0]} {said or problem['msg']}.") from error
    if name in BUILT_IN:
        raise CollectionError(f"{name!r} is the name of a collection that is always there.")
    return made


def _readers(base: sqlite3.Connection) -> dict[tuple[str, int], bool]:
    rows = base.execute("SELECT collection, server, reads FROM readers")
    return {(name, server): bool(reads) for name, server, reads in rows}


def _collection(
    row: tuple[str, str, str, int | None, str | None], readers: dict[tuple[str, int], bool]
) -> Collection:
    name, title, created, owner, corpus = row
    return Collection(
        name=name,
        title=title,
        created=created,
        owner=owner,
        corpus=corpus,
        everyone=readers.get((name, EVERYONE), False),
        servers=_given(name, readers),
    )


def _built_in(name: str, readers: dict[tuple[str, int], bool]) -> Collection:
    everyone = readers.get((name, EVERYONE), True)
    return Collection(
        name=name, title=name, created=_today(), everyone=everyone, servers=_given(name, readers)
    )


def _given(name: str, readers: dict[tuple[str, int], bool]) -> frozenset[int]:
    return frozenset(
        server for (of, server), reads in readers.items() if of == name and reads and server != EVERYONE
    )


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
