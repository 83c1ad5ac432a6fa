"""The shelf over the store of answers: what may be read now, without asking the disk for every reader."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.assistant import ReadableDocuments
from bot.pages.addresses import Addresses
from bot.pages.shelf import ShelvedAnswer
from index.documents import Document
from index.errors import FootnoteError
from index.page_pictures import DocumentPages
from qa.models import Citation
from qa.sharing.shared import SharedAnswer
from qa.sharing.stored import shared_answer
from qa.store.answers import AnswerStore, Glance

CHECKED: Final = 1.0  # seconds in which what other processes change is not seen
HELD: Final = 4_096  # answers of which is kept what is known of them, some 300 bytes each
SERVERS: Final = 64  # whose documents are held ready


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


class StoredShelf:
    """Answers of the store, as far as their documents may still be read where they were asked.

    What is written by this process counts at once: an answer that was deleted is read by nobody any more.
    What others write, and what may be read of documents, is looked at again after CHECKED seconds. `reading`
    gives what may be read in a server, and is called in a thread.
    """

    def __init__(
        self,
        answers: AnswerStore,
        reading: Callable[[int | None], ReadableDocuments],
        addresses: Addresses,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._answers, self._reading, self._addresses, self._clock = answers, reading, addresses, clock
        self._held: OrderedDict[str, _KnownAnswer] = OrderedDict()
        self._ready: OrderedDict[int | None, _Ready] = OrderedDict()
        self._asked: dict[str, asyncio.Future[Glance | None]] = {}
        self._asking: set[asyncio.Task[None]] = set()  # the event loop holds them only weakly

    async def find(self, key: str) -> ShelvedAnswer | None:
        """What is known of the answer of `key`. Raises StorageError, and FootnoteError of the documents."""
        at, writes, entry = self._clock(), self._answers.database.writes, self._held.get(key)
        if entry is not None and entry.writes == writes and at - entry.at < CHECKED:
            return entry.shelved
        glance = await self._glance(key)
        if glance is None:
            self._held.pop(key, None)
            return None
        ready = await self._documents(glance.server)
        if entry is not None and entry.lasts and (entry.glance, entry.state) == (glance, ready.state):
            entry = replace(entry, at=at, writes=writes)
        else:
            shelved, lasts = await self._look(key, glance, ready)
            entry = _KnownAnswer(at, writes, glance, ready.state, shelved, lasts)
        self._keep(key, entry)
        return entry.shelved

    async def shared(self, key: str) -> SharedAnswer | None:
        """The answer with its proof; its address only where anybody may read it. Raises StorageError."""
        found = await self._answers.find(key)
        if found is None:
            return None
        return shared_answer(found, self._addresses.answer(key) if found.published else None)

    def cited(self, cited: Citation, server: int | None) -> tuple[Document, str] | None:
        """The document of a quote, for pages; called from threads."""
        return self._read(server).cited(cited)

    def pages(self, cited: Citation, server: int | None) -> DocumentPages | None:
        """The pages of the PDF of a quote; called from threads."""
        return self._read(server).pages(cited)

    def _read(self, server: int | None) -> ReadableDocuments:
        ready = self._ready.get(server)
        return ready.reading if ready else self._reading(server)

    async def _glance(self, key: str) -> Glance | None:
        """What is known of an answer now; all who ask in one turn of the loop are told by one look."""
        if key not in self._asked:
            self._asked[key] = asyncio.get_running_loop().create_future()
            if len(self._asked) == 1:
                self._asking.add(task := asyncio.create_task(self._ask()))
                task.add_done_callback(self._asking.discard)
        return await asyncio.shield(self._asked[key])  # one who leaves does not take it from others

    async def _ask(self) -> None:
        await asyncio.sleep(0)
        asked, self._asked = self._asked, {}
        try:
            found = await self._answers.glances(asked)
        except FootnoteError as error:
            for waiting in asked.values():
                waiting.set_exception(error)
                waiting.exception()  # marks it as seen: all who asked may have left
            return
        for key, waiting in asked.items():
            waiting.set_result(found.get(key))

    async def _look(self, key: str, glance: Glance, ready: _Ready) -> tuple[ShelvedAnswer | None, bool]:
        """The answer as it is to be known, and whether that lasts while neither glance nor state change."""
        found = await self._answers.find(key)
        if found is None:
            return None, False
        reading, reply = ready.reading, found.shown.reply
        if not await asyncio.to_thread(reading.may_read, reply):
            return None, reading.lasts(reply)
        revision = f"{glance.created} {glance.published} {glance.asked} {ready.state}"
        return ShelvedAnswer(revision, glance.published, glance.server), reading.lasts(reply)

    async def _documents(self, server: int | None) -> _Ready:
        """What may be read in a server, as it was at most CHECKED seconds ago."""
        at, ready = self._clock(), self._ready.get(server)
        if ready is not None and at - ready.at < CHECKED:
            return ready
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
