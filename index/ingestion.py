"""Taking documents in: files, folders and addresses become documents of a library, each by itself.

A file that cannot be read is told with its reason and stops nothing. What has not changed since it was taken
in is not converted again; what is gone from a folder that was taken in as a whole is taken out again. Whether
it has changed is told by all of its bytes: times and sizes are kept by archives and by clocks that are wrong,
and reading is less than a hundredth of converting.
"""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from os import cpu_count
from pathlib import Path
from typing import Final, Literal, TypeAlias

from index.addresses import FetchError
from index.corpus_files import MOST_READERS, Converters, CorpusFile, content_key, document_paths, opened
from index.documents import Document, Header
from index.embedding import Progress
from index.errors import CorpusError, FootnoteError
from index.fetching import Fetched, shared_fetcher
from index.formats.converted import CONVERSION
from index.formats.detected import id_of
from index.formats.formats import LOOKED_AT, PDF, format_of
from index.shelf import Library, LibraryEntry

State: TypeAlias = Literal["added", "changed", "unchanged", "removed", "failed"]
STATES: Final[tuple[State, ...]] = ("added", "changed", "unchanged", "removed", "failed")
WILD: Final = "*?["
ADDRESSES: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Target:
    """A file or an address to take in; `root` is the folder that was named, where it was one."""

    origin: str
    root: str | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a target: its document, or why there is none.

    `entry` is that of a document that is unchanged or was removed.
    """

    origin: str
    state: State
    document: Document | None = None
    reason: str = ""
    entry: LibraryEntry | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A target that was read: its document, None where it is unchanged, and what is noted of it.

    `original` is the file, set aside, if it is a PDF that is not kept yet.
    """

    target: Target
    document: Document | None = None
    entry: LibraryEntry | None = None
    reason: str = ""
    original: Path | None = None


@dataclass(slots=True)
class Ingestion:
    """Takes targets into a library. `given` is what is said of all of them, such as an edition.

    `taken` tells ids that no new document may have, those of the corpus; it is asked once there is a new one.
    Nothing is written on a `dry_run`. Addresses of private networks are refused unless `allow_private`.
    """

    shelf: Library
    given: Header = field(default_factory=Header)
    taken: Callable[[], frozenset[str]] = frozenset
    dry_run: bool = False
    allow_private: bool = False
    progress: Progress | None = None

    def take(self, named: Sequence[str]) -> Iterator[TakenIn]:
        """What becomes of each of the files, folders, patterns and addresses that are `named`.

        Raises CorpusError for one that does not exist, before anything is taken in, and StorageError.
        """
        targets = expanded(named)
        with self.shelf.changing():
            known = {entry.origin: entry for entry in self.shelf.entries()}
            yield from self._taken(targets, known)
            yield from self._removed(targets, known)

    def _taken(self, targets: Sequence[Target], known: dict[str, LibraryEntry]) -> Iterator[TakenIn]:
        ids = cache(lambda: {*self.taken(), *(entry.id for entry in known.values())})
        with Converters() as converters, _readers() as pool:
            read = pool.map(lambda target: self._read(target, known.get(target.origin), converters), targets)
            for done, one in enumerate(read, 1):
                yield self._kept(one, known.get(one.target.origin), ids)
                if self.progress:
                    self.progress("documents", done, len(targets))

    def _kept(self, read: _Read, before: LibraryEntry | None, ids_there: Callable[[], set[str]]) -> TakenIn:
        """Puts what was read into the library."""
        if read.reason:
            return TakenIn(read.target.origin, "failed", reason=read.reason)
        if read.document is None or read.entry is None:
            if before and read.original:
                self.shelf.keep_original(before, read.original)
            return TakenIn(read.target.origin, "unchanged", entry=before)
        document, said, ids = read.document, self.given.id, ids_there()
        own = before.id if before else said or id_of(document.id, ids)
        if said and said in ids and not (before and before.id == said):
            return TakenIn(read.target.origin, "failed", reason=f"the id {said!r} is another document's")
        ids.add(own)
        document = document.model_copy(update={"id": own})
        if not self.dry_run:
            entry = read.entry.model_copy(update={"id": own, "title": document.title})
            try:
                self.shelf.put(entry, document, read.original)
            except ValueError as error:
                return TakenIn(read.target.origin, "failed", reason=str(error))
        return TakenIn(read.target.origin, "changed" if before else "added", document)

    def _read(self, target: Target, before: LibraryEntry | None, converters: Converters) -> _Read:
        try:
            if is_address(target.origin):
                return self._fetched(target, before, converters)
            path = Path(target.origin)
            file = opened(path, Path(target.root) if target.root else path.parent)
            return self._converted(target, before, file, converters, None)
        except FootnoteError as error:
            return _Read(target, reason=_plainly(error))

    def _fetched(self, target: Target, before: LibraryEntry | None, converters: Converters) -> _Read:
        current = before if before and before.conversion == CONVERSION else None
        found = shared_fetcher().fetch(
            target.origin,
            etag=current.etag if current else None,
            modified=current.modified if current else None,
            allow_private=self.allow_private,
        )
        if found is None:
            return _Read(target)
        file = CorpusFile(Path(found.name), found.name, found.content, url=found.url, charset=found.charset)
        return self._converted(target, before, file, converters, found)

    def _converted(
        self,
        target: Target,
        before: LibraryEntry | None,
        file: CorpusFile,
        converters: Converters,
        found: Fetched | None,
    ) -> _Read:
        said = self.given.model_dump_json(exclude_none=True).encode()
        key = content_key("", file.raw, file.said + said).hex()
        if before and (before.key, before.conversion) == (key, CONVERSION):
            kept = self.shelf.original(before) is not None
            return _Read(target, original=None if kept else self._aside(file, target))
        document = converters.document(file, self.given)
        entry = LibraryEntry(
            id=document.id,
            title=document.title,
            origin=target.origin,
            key=key,
            added=datetime.now(UTC).date().isoformat(),
            root=target.root,
            etag=found.etag if found else None,
            modified=found.modified if found else None,
            size=len(file.raw),
        )
        return _Read(target, document, entry, original=self._aside(file, target))

    def _aside(self, file: CorpusFile, target: Target) -> Path | None:
        """The file, so that its pages can be shown: a PDF."""
        if self.dry_run or format_of(file.path.name, file.raw[:LOOKED_AT]) is not PDF:
            return None
        return self.shelf.aside(file.raw, target.origin)

    def _removed(self, targets: Sequence[Target], known: dict[str, LibraryEntry]) -> Iterator[TakenIn]:
        """What is gone from the folders that were named."""
        there = {target.origin for target in targets}
        roots = {target.root for target in targets if target.root}
        for entry in known.values():
            # in a folder that cannot be listed today, a target of its own, nothing is known to be gone
            unlisted = there.intersection(map(str, Path(entry.origin).parents))
            if entry.root in roots and entry.origin not in there and not unlisted:
                if not self.dry_run:
                    self.shelf.remove(entry)
                yield TakenIn(entry.origin, "removed", entry=entry)


@contextmanager
def _readers() -> Iterator[ThreadPoolExecutor]:
    """Threads that read; after a full disk or an interrupt they begin nothing more."""
    pool = ThreadPoolExecutor(min(MOST_READERS, cpu_count() or 1))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def expanded(named: Sequence[str]) -> list[Target]:
    """The files and addresses that are `named`, each once; those of folders and of patterns sorted.

    Raises CorpusError for a name of which nothing is there.
    """
    found: dict[str, Target] = {}
    for name in named:
        for target in _expanded(name):
            found.setdefault(target.origin, target)
    return list(found.values())


def _expanded(name: str) -> list[Target]:
    if is_address(name):
        return [Target(name)]
    path = Path(name).expanduser().absolute()
    if path.is_dir():
        return [Target(str(one), str(path)) for one in document_paths(path)]
    if path.exists():
        return [Target(str(path))]
    matches = sorted(glob.glob(str(path), recursive=True)) if set(WILD) & set(name) else []  # noqa: PTH207
    if not matches:
        raise CorpusError(Path(name), "is not there; name files, folders, patterns or addresses")
    return [target for match in matches for target in _expanded(match)]


def _plainly(error: FootnoteError) -> str:
    """Why, without the name of the file, which is told beside it."""
    return error.problem if isinstance(error, CorpusError | FetchError) else str(error)


def is_address(name: str) -> bool:
    """Whether a name is an address of the web, not a path."""
    return name.lower().startswith(ADDRESSES)
