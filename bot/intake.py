"""Taking a server's reports in: what is handed in is received, and read in a process of its own.

One batch of a server is worked on at a time, and two over all; the others wait in fair order. Every batch is
kept in a file from its beginning: a bot that was restarted goes on with what it had not ended.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final, TypeAlias

import aiohttp
import discord

from bot.batches import BatchItem, BatchProgress, BatchStore, ReportBatch, Stage
from bot.fair_queue import FairQueue, Party
from bot.shelving import Shelving
from bot.uploads import keep_upload, upload_path
from index.errors import FootnoteError, StorageError
from qa.collections.collection import UnknownCollectionError

log = logging.getLogger(__name__)

AT_ONCE: Final = 2  # batches that are worked on
MOST_TRIES: Final = 3  # times that a batch is begun: what ends the bot must not end it for ever
UNFETCHED: Final = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
UNRECEIVED: Final = "could not be received from Discord"
LARGER: Final = "is larger than Discord said"

Fetch: TypeAlias = Callable[[str], Awaitable[bytes]]
"""The content of an upload, by the address at which Discord keeps it."""


class CutShortError(FootnoteError):
    """A process that changes the library or its index ended before its end."""


class ReportIntake:
    """Works on batches; `renew` lets the next question be answered from a collection as it is by then."""

    def __init__(
        self, shelving: Shelving, store: BatchStore, renew: Callable[[str], Awaitable[None]], *, largest: int
    ) -> None:
        """`largest` is the most bytes of an upload."""
        self.store = store
        self._shelving, self._renew, self._largest = shelving, renew, largest
        self._fetch: Fetch | None = None
        self._progress: dict[str, BatchProgress] = {}
        self._listening: dict[str, list[asyncio.Future[None]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._queue: FairQueue[asyncio.Future[None]] = FairQueue()
        self._idle = AT_ONCE

    async def start(self, fetch: Fetch, owns: Callable[[int], bool] = lambda _: True) -> None:
        """Go on with what had not ended when the bot was ended, of the servers that this process `owns`."""
        self._fetch = fetch
        try:
            unended = await self.store.unended()
        except StorageError as error:
            log.warning("reports that were handed in before cannot be gone on with: %s", error)
            return
        for batch in unended:
            if owns(batch.server):
                self._begin(batch)

    async def submit(self, batch: ReportBatch) -> BatchProgress:
        """Keep a batch and begin to work on it. Raises StorageError where it cannot be kept."""
        await self.store.put(batch)
        return self._begin(batch)

    def of(self, server: int) -> tuple[BatchProgress, ...]:
        """How far the batches of a server are that have not ended."""
        return tuple(one for one in self._progress.values() if one.batch.server == server)

    async def next(self, seen: BatchProgress) -> BatchProgress:
        """How far the batch is as soon as it is not as `seen`. Raises StorageError."""
        id_ = seen.batch.id
        while (now := self._progress.get(id_)) is seen:
            heard = asyncio.get_running_loop().create_future()
            self._listening.setdefault(id_, []).append(heard)
            await heard
        return now or BatchProgress(await self.store.get(id_) or seen.batch, "ended")

    async def close(self) -> None:
        """End what runs; it is gone on with at the next start. May be called again."""
        listening = [heard for waiting in self._listening.values() for heard in waiting]
        for one in (*self._tasks, *listening):
            one.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.store.close()

    def _begin(self, batch: ReportBatch) -> BatchProgress:
        progress = BatchProgress(batch, "receiving" if batch.step == "receiving" else "waiting")
        self._progress[batch.id] = progress
        task = asyncio.create_task(self._carry(batch.id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return progress

    async def _carry(self, id_: str) -> None:
        """Take a batch from where it is to its end; whatever becomes of it is noted."""
        problem, reference = "", ""
        try:
            if self._batch(id_).step == "receiving":
                await self._receive(id_)
            await self._in_turn(id_)
        except Exception as error:
            problem, reference = _problem_of(error), secrets.token_hex(4)
            log.error("[%s] reports were not taken in: %s", reference, type(error).__name__, exc_info=error)
        await self._note(id_, stage="ended", step="ended", uploads=(), problem=problem, reference=reference)
        ended = self._progress.pop(id_)
        self._hear(id_)
        needed = {name for one in self._progress.values() for name in one.batch.named}
        await asyncio.to_thread(self._shelving.sweep, ended.batch.collection, needed)

    async def _receive(self, id_: str) -> None:
        """Keep the files that were uploaded. Raises StorageError."""
        total = len(self._batch(id_).uploads)
        while uploads := self._batch(id_).uploads:
            self._tell(id_, stage="receiving", done=total - len(uploads), total=total)
            upload, batch = uploads[0], self._batch(id_)
            rest: dict[str, Any] = {"uploads": uploads[1:]}
            content, reason = await self._fetched(upload.url)
            if reason:
                lost = BatchItem(fate="failed", name=upload.name, reason=reason)
                await self._note(id_, items=(*batch.items, lost), **rest)
                continue
            folder = self._shelving.folder(batch.collection)
            path = await asyncio.to_thread(upload_path, folder, upload.name, content)
            named = tuple(dict.fromkeys((*batch.named, str(path))))
            await self._note(id_, named=named, **rest)  # before it is written: nobody sweeps it away
            await asyncio.to_thread(keep_upload, path, content)
        await self._note(id_, step="waiting")

    async def _fetched(self, url: str) -> tuple[bytes, str]:
        """What was uploaded, or why it could not be received."""
        assert self._fetch is not None  # noqa: S101 - `start` comes first
        try:
            content = await self._fetch(url)
        except UNFETCHED as error:
            log.warning("an upload could not be received: %s", type(error).__name__)
            return b"", UNRECEIVED
        return (content, "") if len(content) <= self._largest else (b"", LARGER)

    async def _in_turn(self, id_: str) -> None:
        """Work on a batch when it is its server's turn."""
        server = self._batch(id_).server
        party, turn = Party(server, server), asyncio.get_running_loop().create_future()
        self._tell(id_, stage="waiting", done=0, total=0)
        self._queue.put(party, turn)
        self._let_in()
        try:
            await turn
            await self._work(id_)
        finally:
            if turn.cancelled():
                self._queue.remove(party, turn)
            else:
                self._queue.done(party)
                self._idle += 1
                self._let_in()

    def _let_in(self) -> None:
        while self._idle and (turn := self._queue.take()):
            self._idle -= 1
            turn.set_result(None)

    async def _work(self, id_: str) -> None:
        """Change the library and build its index; what a signal has ended is begun again.

        Raises what keeps it from that.
        """
        batch = self._batch(id_)
        if not batch.tries:
            batch = await self._note(id_, known=await asyncio.to_thread(self._shelving.known, batch))
        if batch.kind == "add" and not batch.named:
            return  # nothing of it could be received
        ended = False
        while not ended:
            if batch.tries >= MOST_TRIES:
                raise CutShortError("was begun too often")
            batch = await self._note(id_, tries=batch.tries + 1)

            def hear(said: dict[str, Any]) -> None:
                if "progress" in said:
                    stage: Stage = "reading" if said["progress"] == "documents" else "building"
                    self._tell(id_, stage=stage, done=int(said["done"]), total=int(said["total"]))

            self._tell(id_, stage="building" if batch.kind != "add" else "reading", total=len(batch.named))
            done = await self._shelving.work(batch, hear)
            batch = await self._note(id_, items=(*_kept(batch, done.items), *done.items))
            if done.problem:
                raise CutShortError(done.problem)
            ended = done.whole
        await self._renewed(batch.collection)

    async def _renewed(self, collection: str) -> None:
        try:
            await self._renew(collection)
        except FootnoteError as error:
            log.warning("the collection %s is answered from as it was: %s", collection, error)

    def _batch(self, id_: str) -> ReportBatch:
        return self._progress[id_].batch

    async def _note(self, id_: str, stage: Stage | None = None, **changes: Any) -> ReportBatch:  # noqa: ANN401
        """Keep what a batch is by now; where the disk fails, in memory alone."""
        batch = self._batch(id_).model_copy(update=changes)
        try:
            await self.store.put(batch)
        except StorageError as error:
            log.warning("how far reports are taken in is remembered in memory only: %s", error)
        self._tell(id_, batch=batch, stage=stage or self._progress[id_].stage)
        return batch

    def _tell(self, id_: str, **changes: Any) -> None:  # noqa: ANN401 - fields of the progress
        self._progress[id_] = replace(self._progress[id_], **changes)
        self._hear(id_)

    def _hear(self, id_: str) -> None:
        for heard in self._listening.pop(id_, ()):
            if not heard.done():
                heard.set_result(None)


def _kept(batch: ReportBatch, found: tuple[BatchItem, ...]) -> tuple[BatchItem, ...]:
    """What is known of a batch beside what was `found` now."""
    names = {(one.id, one.name) for one in found}
    return tuple(one for one in batch.items if (one.id, one.name) not in names)


def _problem_of(error: Exception) -> str:
    """The message of the bot's that says why a batch ended early."""
    if isinstance(error, UnknownCollectionError):
        return "corpus-gone"
    return "error-storage" if isinstance(error, StorageError) else "corpus-cut-short"
