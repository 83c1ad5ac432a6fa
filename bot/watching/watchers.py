"""Watchers: a person or a channel is told once when new documents change an answer, or a name's figures."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Final

import discord

from bot.cards.outbox import FAILURES
from bot.handlers import Handlers
from bot.logs import place_of
from bot.watching.asking import AskingAgain, Subject, digest_of
from bot.watching.telling import Telling
from index.errors import FootnoteError
from qa.store.shown_answer import ShownAnswer
from qa.store.watches import Watch, Watches

log = logging.getLogger(__name__)

EVERY: Final = 60.0  # seconds between two looks at whether anything is of another version
PAUSE: Final = 0.5  # seconds between two questions: others come first
MOST_ASKED: Final = 50  # questions of one look; the next goes on
NOBODY: Final = 0  # who asks again: it waits its turn like one more person
ENGLISH: Final = "en"


class AnswerWatchers:
    """Asks again what is watched, one at a time, where the documents are of another version by now."""

    def __init__(self, handlers: Handlers, watches: Watches) -> None:
        self._handlers, self._watches = handlers, watches
        self._asking, self._telling = AskingAgain(handlers.workers), Telling(handlers, watches)
        self._seen: dict[str, str] = {}  # the version that each watch was last asked of
        self._ended = threading.Event()
        self._owns: Callable[[int | None], bool] = lambda _: True

    def start(self, client: discord.Client, owns: Callable[[int | None], bool] = lambda _: True) -> None:
        """Look again and again, until `close`; nothing that fails ends it.

        What is watched in a server is looked at by the process that `owns` it, which knows who is there.

        A thread keeps the time: a task that sleeps would keep the preview's Discord from ever being at rest.
        """
        self._owns = owns
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._run, args=(client, loop), name="watchers", daemon=True).start()

    def close(self) -> None:
        """Look no more; what is being looked at ends with the event loop."""
        self._ended.set()

    def saw(self, watch: Watch, version: str) -> None:
        """Note that what is watched was asked of that version: until there is another, it is not asked."""
        self._seen[watch.key] = version

    async def look(self, client: discord.Client) -> None:
        """Ask again what is watched and was not asked of the versions in use; tell watchers what changed."""
        versions: dict[int | None, str] = {}
        watched, asked = [one for one in await self._watches.all() if self._owns(one.guild)], 0
        self._seen = {one.key: self._seen[one.key] for one in watched if one.key in self._seen}
        for watch in watched:
            if asked == MOST_ASKED:
                break
            try:
                asked += await self._check(client, watch, versions)
            except (FootnoteError, *FAILURES) as error:
                log.warning("a watched answer could not be looked at: %s", type(error).__name__)

    def _run(self, client: discord.Client, loop: asyncio.AbstractEventLoop) -> None:
        while not self._ended.wait(EVERY):
            looking = self._looked(client)
            try:
                asyncio.run_coroutine_threadsafe(looking, loop).result()
            except (RuntimeError, CancelledError):  # the event loop has ended
                looking.close()
                return

    async def _looked(self, client: discord.Client) -> None:
        if not client.is_ready():
            return
        try:
            await self.look(client)
        except FootnoteError as error:
            log.warning("what is watched cannot be looked at: %s", error)
        except Exception as error:
            told = type(error).__name__, place_of(error)
            log.error("what is watched cannot be looked at: %s\n%s", *told)

    async def _check(self, client: discord.Client, watch: Watch, versions: dict[int | None, str]) -> bool:
        """Ask once more, if that was not done of the version in use; whether anything was asked."""
        if watch.guild not in versions:
            versions[watch.guild] = await self._asking.version(watch.guild)
        if self._seen.get(watch.key) == versions[watch.guild]:
            return False
        shown = await self._handlers.answers.get(watch.known)
        subject = _subject(client, watch, shown)
        if subject is None:
            return False
        await asyncio.sleep(PAUSE)
        reply = await self._asking.ask(subject, NOBODY)
        if reply is not None and digest_of(watch, reply.answer) != watch.digest:
            await self._telling.tell(client, watch, subject, shown, reply)
        self.saw(watch, versions[watch.guild])
        return True


def _subject(client: discord.Client, watch: Watch, shown: ShownAnswer | None) -> Subject | None:
    """What is watched; None for a question that is kept no more, or was taken back.

    A name is watched on when what its watcher knows is kept no more; then its server's language is spoken.
    """
    if watch.entity is not None:
        guild = client.get_guild(watch.guild) if watch.guild is not None else None
        spoken = str(guild.preferred_locale) if guild else ENGLISH
        return Subject("", shown.reply.answer.language if shown else spoken, watch.guild, watch.entity)
    if shown is None or not shown.reply.answer.question:
        return None
    answer = shown.reply.answer
    return Subject(answer.question, answer.language, shown.guild)
