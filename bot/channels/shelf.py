"""The shelf of channels: their documents in the collection of a server's own, as files and in its index.

    DATA/collections/NAME/uploads/channel-ID.md      what is kept of a channel by now

What is no longer in the file is answered from no more (`qa.collections.living`), whatever the index still
holds: so the file is written as soon as a message is gone, and the index follows.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from bot.batches import ReportBatch
from bot.channels.kept_messages import KeptMessage, NamedChannel
from bot.channels.transcripts import id_of, plain_name, transcript
from bot.intake import ReportIntake
from index.atomic import write_whole
from index.build import is_empty, is_up_to_date
from index.engines.placing import follow
from index.errors import FootnoteError, IndexMissingError, StorageError, writing
from index.private import FILE, private_folder
from index.shelf import Library
from index.versions import forget, prune
from qa.collections.catalogue import CollectionCatalogue
from qa.collections.collection import Collection as ReportCollection
from qa.collections.living import UPLOADS

DOCUMENT: Final = re.compile(r"channel-\d{1,20}")
UNTAKEN: Final = "the messages of a channel could not be taken in"


class ChannelShelf:
    """Writes the documents of channels, and lets `intake` read them as it reads what is uploaded."""

    def __init__(self, catalogue: CollectionCatalogue, intake: ReportIntake) -> None:
        self._catalogue, self._intake = catalogue, intake

    async def write(self, channel: NamedChannel, messages: Sequence[KeptMessage]) -> None:
        """Write the document of a channel; without `messages` it has none. Raises FootnoteError."""
        await asyncio.to_thread(self._write, channel, messages)

    async def take_in(self, channels: Sequence[NamedChannel]) -> None:
        """Read the documents of channels of one server; ends when they are answered from. FootnoteError."""
        server, by = channels[0].server, channels[0].named_by
        folder = await asyncio.to_thread(self._folder, server)
        if folder is not None:
            paths = tuple(str(_path(folder, one.id)) for one in channels)
            await self._work(folder.name, server, by, kind="add", named=paths)
            await asyncio.to_thread(self._prune, folder)

    async def take_out(self, server: int, channels: Collection[int]) -> None:
        """Take the documents of channels out for good: nobody can bring them back. Raises FootnoteError."""
        folder = await asyncio.to_thread(self._folder, server)
        if folder is not None:
            await asyncio.to_thread(self._take_out, folder, channels)
            if not await asyncio.to_thread(self._is_up_to_date, folder.name):
                ids = tuple(map(id_of, channels))  # gone by now: what is left to do is to build the index
                await self._work(folder.name, server, 0, kind="remove", ids=ids)
            await asyncio.to_thread(self._erase, folder)

    async def left(self, known: Collection[int]) -> dict[int, set[int]]:
        """By servers, the channels that have documents though they are not `known`. Raises FootnoteError."""
        return await asyncio.to_thread(self._left, {id_of(one) for one in known})

    def _write(self, channel: NamedChannel, messages: Sequence[KeptMessage]) -> None:
        folder = self._folder(channel.server)
        if not messages:
            if folder is not None:
                _path(folder, channel.id).unlink(missing_ok=True)
            return
        if folder is None:
            own = self._catalogue.own(channel.server, plain_name(channel.server_name))
            folder = self._catalogue.folder(own.name)
        path = _path(folder, channel.id)
        try:
            with writing(path):
                private_folder(path.parent)
                write_whole(path, transcript(channel, messages).encode(), FILE)
        except StorageError:
            path.unlink(missing_ok=True)  # rather nothing of it than what was deleted
            raise

    def _folder(self, server: int) -> Path | None:
        """The data folder of the collection of a server's own; None where it has none yet."""
        own = next((one for one in self._owned() if one.owner == server), None)
        return self._catalogue.folder(own.name) if own else None

    def _owned(self) -> list[ReportCollection]:
        return [one for one in self._catalogue.all() if one.owner is not None]

    def _take_out(self, folder: Path, channels: Collection[int]) -> None:
        library = Library(folder)
        with library.changing():
            for channel in channels:
                _path(folder, channel).unlink(missing_ok=True)
                library.forget(id_of(channel))

    def _is_up_to_date(self, name: str) -> bool:
        """Whether there is nothing to build: an index of what there is, or nothing there."""
        settings = self._catalogue.settings_of(self._catalogue.find(name))
        where = settings.corpus, settings.shelf_dir
        return is_empty(*where) or is_up_to_date(settings.corpus, settings.data_dir, settings.shelf_dir)

    def _erase(self, folder: Path) -> None:
        """Remove indexes that may hold what was taken out: all of them where no document is left."""
        settings = self._catalogue.settings_of(self._catalogue.find(folder.name))
        if is_empty(settings.corpus, settings.shelf_dir):
            forget(folder)
            follow(self._catalogue.engine, folder)
        else:
            self._prune(folder)

    def _prune(self, folder: Path) -> None:
        """Remove the versions before the one in use: they hold what was deleted or changed since."""
        with suppress(IndexMissingError):
            prune(folder, keep=1)
            follow(self._catalogue.engine, folder)

    def _left(self, known: set[str]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for one in self._owned():
            folder = self._catalogue.folder(one.name)
            ids = {entry.id for entry in Library(folder).entries()}
            ids |= {path.stem for path in (folder / UPLOADS).glob("channel-*.md")}
            left = {int(id_.rpartition("-")[2]) for id_ in ids - known if DOCUMENT.fullmatch(id_)}
            if left and one.owner is not None:
                found[one.owner] = left
        return found

    async def _work(self, collection: str, server: int, by: int, **what: Any) -> None:  # noqa: ANN401
        """Let it be worked on, and wait. Raises FootnoteError where that ends too early."""
        batch = ReportBatch(
            id=secrets.token_urlsafe(9), server=server, collection=collection, by=by, at=time.time(), **what
        )
        progress = await self._intake.submit(batch)
        while progress.stage != "ended":
            progress = await self._intake.next(progress)
        if progress.batch.problem or any(one.fate == "failed" for one in progress.batch.items):
            raise FootnoteError(UNTAKEN)


def _path(folder: Path, channel: int) -> Path:
    return folder / UPLOADS / f"{id_of(channel)}.md"
