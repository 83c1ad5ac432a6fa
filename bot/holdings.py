"""What a server holds: the documents of its own collection, and the shared collections that it reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.batches import BatchProgress, ReportBatch
from bot.cards.corpus import ROWS, ReportPage, ReportRow, ReportStatus
from bot.shelving import Shelving
from bot.uploads import shown_origin
from index.errors import FootnoteError, LibraryError
from index.manifest import Manifest, read_manifest
from index.shelf import Library, LibraryEntry
from index.versions import current_version
from qa.collections.catalogue import CollectionCatalogue
from qa.collections.collection import Collection

VERSION: Final = 12  # characters of the digest that is shown as a version


@dataclass(frozen=True, slots=True)
class ServerHolding:
    """What an administrator may name: a document of their server's, by its id, or a shared collection.

    `value` stands for it in an option of a command.
    """

    value: str
    title: str
    collection: str
    id: str = ""

    @property
    def is_shared(self) -> bool:
        return not self.id


class ServerHoldings:
    """Reads the catalogue and libraries anew each time; a server's own, and nobody else's. It blocks."""

    def __init__(self, catalogue: CollectionCatalogue, shelving: Shelving) -> None:
        self._catalogue, self._shelving = catalogue, shelving

    def count(self, server: int) -> int:
        """How many documents a server has of its own. Raises LibraryError."""
        return len(self._entries(server))

    def fitting(self, server: int, typed: str) -> tuple[ServerHolding, ...]:
        """What a server holds whose title, or where it is from, has what is typed in it."""
        wanted = typed.casefold().strip()
        return tuple(one for one, words in self._all(server) if wanted in words.casefold())

    def chosen(self, server: int, chosen: str) -> ServerHolding | None:
        """What an option stands for: its value, else an id or a title in full."""
        held = [one for one, _ in self._all(server)]
        wanted = chosen.casefold().strip()
        named = [one for one in held if wanted in (one.id.casefold(), one.title.casefold())]
        by_value = [one for one in held if one.value == chosen]
        return next(iter(by_value or (named if len(named) == 1 else ())), None)

    def page(self, server: int, page: int) -> ReportPage:
        """A page of the list, the nearest that there is."""
        entries = sorted(self._entries(server), key=lambda one: (_descending(one.added), one.title))
        pages = max(1, -(-len(entries) // ROWS))
        page = min(page, pages - 1)
        rows = entries[page * ROWS : (page + 1) * ROWS]
        library = self._library(server)
        shared = [one.title for one in self._shared(server)]
        gone = [(one.name, one.title) for one in self._catalogue.away(server)]
        shown = [_row(library, one) for one in rows if library]
        return ReportPage(shown, page, pages, len(entries), shared, gone)

    def status(
        self, server: int, running: Sequence[BatchProgress], lately: Sequence[ReportBatch]
    ) -> ReportStatus:
        own = self._own(server)
        manifest = self._manifest(own) if own else None
        return ReportStatus(
            documents=self.count(server),
            passages=manifest.passages if manifest else 0,
            size=_size(self._catalogue.folder(own.name)) if own else 0,
            version=manifest.corpus_hash[:VERSION] if manifest else "",
            running=running,
            lately=lately,
        )

    def restorable(self, batch: ReportBatch) -> bool:
        """Whether a document that a batch took out can still be brought back."""
        held = {one.id for one in self._shelving.shelf(batch.collection).removed()}
        return not held.isdisjoint(batch.to_undo)

    def _all(self, server: int) -> Iterator[tuple[ServerHolding, str]]:
        """All that a server holds, each with the words by which it is found."""
        own = self._own(server)
        for entry in self._entries(server):
            value = "d-" + hashlib.blake2b(entry.id.encode(), digest_size=12).hexdigest()
            holding = ServerHolding(value, entry.title, own.name if own else "", entry.id)
            yield holding, f"{entry.title}\n{shown_origin(entry.origin)}"
        for one in self._shared(server):
            yield ServerHolding(f"c-{one.name}", one.title, one.name), f"{one.title}\n{one.name}"

    def _own(self, server: int) -> Collection | None:
        return next((one for one in self._catalogue.reach(server) if one.owner == server), None)

    def _shared(self, server: int) -> list[Collection]:
        """The collections that a server reads and does not own, without those that hold nothing."""
        return [one for one in self._catalogue.reach(server) if one.owner != server and self._holds(one)]

    def _holds(self, collection: Collection) -> bool:
        return not self._shelving.is_empty(collection.name)

    def _library(self, server: int) -> Library | None:
        own = self._own(server)
        return self._shelving.shelf(own.name) if own else None

    def _entries(self, server: int) -> list[LibraryEntry]:
        library = self._library(server)
        return library.entries() if library else []

    def _manifest(self, own: Collection) -> Manifest | None:
        try:
            return read_manifest(current_version(self._catalogue.folder(own.name)))
        except FootnoteError:  # there is no index yet
            return None


def _row(library: Library, entry: LibraryEntry) -> ReportRow:
    """A row of the list; of a document that cannot be read what its entry says."""
    try:
        document = library.document(entry)
    except LibraryError:
        return ReportRow(entry.title, "", "", "", entry.added, shown_origin(entry.origin))
    published = document.published or ""
    return ReportRow(
        entry.title, document.language, document.edition, published, entry.added, shown_origin(entry.origin)
    )


def _descending(date: str) -> tuple[int, ...]:
    """What sorts a date the other way round."""
    return tuple(-int(part) for part in date.split("-"))


def _size(folder: Path) -> int:
    """The bytes of all files in a folder."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # it has gone meanwhile
            continue
    return total
