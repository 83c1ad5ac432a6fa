"""Changing a collection's library and its index: in processes that give way to answers."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.batches import BatchItem, ReportBatch
from bot.children import ChildEnd, Hear, run_child
from bot.uploads import described, found_items, sweep_uploads
from index.build import is_empty
from index.errors import FootnoteError, LibraryError
from index.shelf import Library, LibraryEntry
from index.versions import forget
from qa.collections.catalogue import CollectionCatalogue
from qa.settings import Settings

log = logging.getLogger(__name__)

LONGEST: Final = 3 * 3_600.0  # seconds that a process may take
REPORTED: Final = (0, 1)  # exit codes of one that has told what became of all: 1 where some failed
QA: Final = (sys.executable, "-m", "qa")


@dataclass(frozen=True, slots=True)
class Shelved:
    """What became of documents. `whole` is whether it ended by itself, `problem` why that was too early."""

    items: tuple[BatchItem, ...]
    whole: bool = True
    problem: str = ""


class Shelving:
    """Takes documents in and out of collections. Raises UnknownCollectionError where there is none."""

    def __init__(self, catalogue: CollectionCatalogue) -> None:
        self._catalogue, self._command = catalogue, QA

    def folder(self, collection: str) -> Path:
        """The data folder of a collection."""
        return self._catalogue.folder(self._catalogue.find(collection).name)

    def settings(self, collection: str) -> Settings:
        return self._catalogue.settings_of(self._catalogue.find(collection))

    def shelf(self, collection: str) -> Library:
        return Library(self.settings(collection).shelf_dir)

    def is_empty(self, collection: str) -> bool:
        """Whether a collection has no document."""
        settings = self.settings(collection)
        return is_empty(settings.corpus, settings.shelf_dir)

    def known(self, batch: ReportBatch) -> tuple[str, ...]:
        """Which of the files and addresses of a batch the library has already. Raises LibraryError."""
        held = {entry.origin for entry in self.shelf(batch.collection).entries()}
        return tuple(name for name in batch.named if name in held)

    async def work(self, batch: ReportBatch, hear: Hear) -> Shelved:
        """Do what a batch asks for; `hear` gets what the process says. Raises FootnoteError and OSError."""
        if batch.kind == "add":
            return await self._take_in(batch, hear)
        change = _removed if batch.kind == "remove" else _restored
        library = await asyncio.to_thread(self.shelf, batch.collection)
        items = await asyncio.to_thread(change, library, batch.ids)
        end = await self._build(batch.collection, hear)
        return Shelved(items, end is None or end.code >= 0, _problem(end) if end and end.code > 0 else "")

    def sweep(self, collection: str, needed: Collection[str]) -> None:
        """Remove uploaded files that no document needs any more; what cannot be told apart stays."""
        try:
            sweep_uploads(self.folder(collection), self.shelf(collection), needed)
        except FootnoteError as error:
            log.warning("uploads are left where they are: %s", error)

    def expunge(self) -> None:
        """Remove for good what was taken out of any collection a day ago. Raises FootnoteError."""
        for one in self._catalogue.all():
            library = self.shelf(one.name)
            if library.has_removed:
                with library.changing():
                    log.debug("%s holds nothing any more that was taken out a day ago", one.name)

    async def _take_in(self, batch: ReportBatch, hear: Hear) -> Shelved:
        said: list[dict[str, Any]] = []

        def listen(line: dict[str, Any]) -> None:
            said.append(line)
            hear(line)

        header = {"title": batch.title, "edition": batch.edition}
        given = [f"--{name}={value}" for name, value in header.items() if value]
        where = await asyncio.to_thread(self._where, batch.collection)
        command = (*self._command, "ingest", "--json", *given, *where, "--", *batch.named)
        end = await run_child(command, listen, LONGEST)
        library = await asyncio.to_thread(self.shelf, batch.collection)
        items = await asyncio.to_thread(found_items, said, library, batch.known)
        if end.code in REPORTED and any("counts" in line for line in said):
            return Shelved(items)
        return Shelved(items, whole=False, problem="" if end.code < 0 else _problem(end))

    async def _build(self, collection: str, hear: Hear) -> ChildEnd | None:
        """How the building of an index ended; None where no document is left, and so nothing of it."""
        if await asyncio.to_thread(self.is_empty, collection):
            await asyncio.to_thread(forget, self.settings(collection).data_dir)
            return None
        where = await asyncio.to_thread(self._where, collection)
        return await run_child((*self._command, "index", "build", "--lenient", *where), hear, LONGEST)

    def _where(self, collection: str) -> tuple[str, ...]:
        named = self._catalogue.find(collection).name
        corpus = self.settings(self._catalogue.corpus_name).corpus
        folders = ("--data-dir", str(self._catalogue.data_dir), "--corpus", str(corpus))
        return ("--collection", named, *folders)


def _problem(end: ChildEnd) -> str:
    return f"ended with {end.code}: {end.complaints or 'without a word'}"


def _removed(library: Library, ids: tuple[str, ...]) -> tuple[BatchItem, ...]:
    """Take documents out; those that are gone already are told as such. Raises StorageError."""
    items = []
    with library.changing():
        for id_ in ids:
            if (entry := library.find(id_)) is not None:
                items.append(_told(library, entry, "removed"))
                library.remove(entry)
            elif any(one.id == id_ for one in library.removed()):  # by a try that was ended, or somebody else
                items.append(BatchItem(fate="removed", name=id_, id=id_))
    return tuple(items)


def _restored(library: Library, ids: tuple[str, ...]) -> tuple[BatchItem, ...]:
    """Bring documents back; what cannot be is told with its reason. Raises StorageError."""
    items = []
    with library.changing():
        for id_ in ids:
            try:
                entry = library.restore(id_)
            except LibraryError as error:
                there = library.find(id_)  # by a try that was ended
                items.append(
                    _told(library, there, "restored")
                    if there
                    else BatchItem(fate="failed", name=id_, id=id_, reason=str(error))
                )
            else:
                items.append(_told(library, entry, "restored"))
    return tuple(items)


def _told(library: Library, entry: LibraryEntry, fate: str) -> BatchItem:
    return described(library, entry.id, entry.title).model_copy(update={"fate": fate})
