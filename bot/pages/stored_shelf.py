"""The shelf over the store of answers: what may be read now, without asking the disk for every reader."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from bot.assistant import ReadableDocuments
from bot.pages.addresses import Addresses
from bot.pages.batched import BatchedLooks
from bot.pages.shelf import ShelvedAnswer
from index.documents import Document
from index.errors import FootnoteError
from index.page_pictures import DocumentPages
from qa.models import Citation
from qa.sharing.shared import SharedAnswer
from qa.sharing.stored import shared_answer
from qa.store.answers import AnswerStore, Glance, StoredAnswer

CHECKED: Final = 1.0  # seconds in which what other processes change is not seen
AHEAD: Final = 0.5 * CHECKED  # seconds after which is looked again, before a reader has to wait for it
HELD: Final = 4_096  # answers of which is kept what is known of them, some 300 bytes each
SERVERS: Final = 64  # whose documents are held ready
LOOKED: Final = 64  # answers that were looked at and are about to be shown

Shares: TypeAlias = Callable[[int | None], Awaitable[bool]]
"""Whether answers of a server may have pages now."""


@dataclass(frozen=True, slots=True)
class _KnownAnswer:
    """What was known of an answer at a time, after so many writes, and of documents in that state."""

    at: float
    writes: int
    glance: Glance
    state: str
    shelved: ShelvedAnswer | None
    lasts: bool


@dataclass(frozen=True, slots=True)
class _Ready:
    at: float
    reading: ReadableDocuments
    state: str


@dataclass(frozen=True, slots=True)
class _Looked:
    """Whether an answer may be read by what `ready` says, and whether that lasts while its state does."""

    readable: bool
    lasts: bool
    ready: _Ready

    @classmethod
    def of(cls, found: StoredAnswer, ready: _Ready) -> _Looked:
        reply, reading = found.shown.reply, ready.reading
        return cls(reading.may_read(reply), reading.lasts(reply), ready)

    def shelved(self, glance: Glance) -> ShelvedAnswer | None:
        if not self.readable:
            return None
        revision = f"{glance.created} {glance.published} {glance.asked} {self.ready.state}"
        return ShelvedAnswer(revision, glance.published, glance.server)


class StoredShelf:
    """Answers of the store, as far as their documents may still be read where they were asked.

    What is written by this process counts at once: an answer that was deleted is read by nobody any more.
    What others write, and what may be read of documents, is looked at again after CHECKED seconds: of what is
    read all the time before that, by one look, so that nobody waits for it. `reading` gives what may be read
    in a server, and is called in a thread.
    """

    def __init__(
        self,
        answers: AnswerStore,
        reading: Callable[[int | None], ReadableDocuments],
        addresses: Addresses,
        clock: Callable[[], float] = time.monotonic,
        shares: Shares | None = None,
    ) -> None:
        """Where `shares` says no of a server, its answers have no pages meanwhile."""
        self._answers, self._reading, self._addresses, self._clock = answers, reading, addresses, clock
        self._shares = shares
        self._held: OrderedDict[str, _KnownAnswer] = OrderedDict()
        self._ready: OrderedDict[int | None, _Ready] = OrderedDict()
        self._glances = BatchedLooks(lambda keys: answers.glances(keys))
        self._finds = BatchedLooks(lambda keys: answers.finds(keys))
        self._looks = BatchedLooks(self._look)
        self._opening: dict[int | None, asyncio.Task[_Ready]] = {}
        self._read_lately: set[str] = set()
        self._ahead: asyncio.Task[None] | None = None
        self._looked: OrderedDict[str, tuple[float, int, StoredAnswer]] = OrderedDict()

    async def find(self, key: str) -> ShelvedAnswer | None:
        """What is known of the answer of `key`. Raises StorageError, and FootnoteError of the documents."""
        found = await self._find(key)
        if found is None or self._shares is None or await self._shares(found.server):
            return found
        return None

    async def _find(self, key: str) -> ShelvedAnswer | None:
        at, writes, entry = self._clock(), self._answers.database.writes, self._held.get(key)
        if entry is not None and entry.writes == writes and at - entry.at < CHECKED:
            self._read_lately.add(key)
            if at - entry.at >= AHEAD and self._ahead is None:
                self._ahead = asyncio.create_task(self._look_ahead())
            return entry.shelved
        glance = await self._glances.find(key)
        if glance is None:
            self._held.pop(key, None)
            return None
        ready = await self._documents(glance.server)
        if entry is not None and entry.lasts and (entry.glance, entry.state) == (glance, ready.state):
            entry = replace(entry, at=at, writes=writes)
        else:
            looked = await self._looks.find(key)
            shelved = looked.shelved(glance) if looked else None
            state, lasts = (looked.ready.state, looked.lasts) if looked else (ready.state, False)
            entry = _KnownAnswer(at, writes, glance, state, shelved, lasts)
        self._keep(key, entry)
        return entry.shelved

    async def shared(self, key: str) -> SharedAnswer | None:
        """The answer with its proof; its address only where anybody may read it. Raises StorageError."""
        at, writes, found = self._looked.pop(key, (0.0, -1, None))
        if writes != self._answers.database.writes or self._clock() - at >= CHECKED:
            found = await self._finds.find(key)
        if found is None:
            return None
        return shared_answer(found, self._addresses.answer(key) if found.published else None)

    def cited(self, cited: Citation, server: int | None) -> tuple[Document, str] | None:
        """The document of a quote, for pages; called from threads."""
        return self._read(server).cited(cited)

    def pages(self, cited: Citation, server: int | None) -> DocumentPages | None:
        """The pages of the PDF of a quote; called from threads."""
        return self._read(server).pages(cited)

    async def at_rest(self) -> None:
        """Wait until nothing is looked at that nobody waits for."""
        if self._ahead is not None:
            await self._ahead

    async def _look_ahead(self) -> None:
        """Look again at all that was read lately and stays as it is while neither glance nor state change."""
        try:
            at, writes, keys = self._clock(), self._answers.database.writes, self._read_lately
            self._read_lately = set()
            found = await self._answers.glances(keys)
            for server in {one.server for one in found.values()}:
                await self._documents(server, AHEAD)
            for key, glance in found.items():
                entry = self._held.get(key)
                ready = self._ready.get(glance.server)
                if entry and ready and entry.lasts and (entry.glance, entry.state) == (glance, ready.state):
                    self._held[key] = replace(entry, at=at, writes=writes)
        except FootnoteError:  # who asks next is told
            return
        finally:
            self._ahead = None

    def _read(self, server: int | None) -> ReadableDocuments:
        ready = self._ready.get(server)
        return ready.reading if ready else self._reading(server)

    async def _look(self, keys: Collection[str]) -> dict[str, _Looked]:
        """The answers themselves, and whether they may be read."""
        at, writes = self._clock(), self._answers.database.writes
        found = await self._answers.finds(keys)
        ready = {one.shown.guild: await self._documents(one.shown.guild) for one in found.values()}

        def looked() -> dict[str, _Looked]:
            return {key: _Looked.of(one, ready[one.shown.guild]) for key, one in found.items()}

        for key, one in found.items():
            self._looked[key] = at, writes, one
        while len(self._looked) > LOOKED:
            self._looked.popitem(last=False)
        return await asyncio.to_thread(looked)

    async def _documents(self, server: int | None, within: float = CHECKED) -> _Ready:
        """What may be read in a server, as it was `within` so many seconds; all who ask at once look once."""
        at, ready = self._clock(), self._ready.get(server)
        if ready is not None and at - ready.at < within:
            return ready
        if server not in self._opening:
            self._opening[server] = opening = asyncio.create_task(self._open(server))
            opening.add_done_callback(lambda _: self._opening.pop(server))
        return await asyncio.shield(self._opening[server])

    async def _open(self, server: int | None) -> _Ready:
        at = self._clock()
        reading = await asyncio.to_thread(self._reading, server)
        self._ready[server] = ready = _Ready(at, reading, reading.corpus_version)
        self._ready.move_to_end(server)
        if len(self._ready) > SERVERS:
            self._ready.popitem(last=False)
        return ready

    def _keep(self, key: str, entry: _KnownAnswer) -> None:
        self._held[key] = entry
        self._held.move_to_end(key)
        if len(self._held) > HELD:
            self._held.popitem(last=False)
