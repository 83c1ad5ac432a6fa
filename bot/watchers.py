"""Watchers: a person or a channel is told once when a new version of the documents changes an answer."""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import partial
from typing import Any, Final

import discord
from discord import ui

from bot.assistant import Assistant
from bot.cards.delivery import by_posting
from bot.cards.layout import view
from bot.cards.outbox import FAILURES, acknowledge, unclear
from bot.cards.voice import VoiceVerb, voice_button
from bot.cards.watched import changed_card
from bot.declined import DeclinedError
from bot.handlers import Handlers
from index.errors import FootnoteError, QuestionError
from qa.collections.collection import WithheldError
from qa.models import Reply
from qa.sharing.replaying import Replayed, answer_digest, replayed
from qa.store.shown_answer import ShownAnswer
from qa.store.watches import Watch, Watches

log = logging.getLogger(__name__)

EVERY: Final = 60.0  # seconds between two looks at whether anything is of another version
PAUSE: Final = 0.5  # seconds between two questions: others come first
MOST_ASKED: Final = 50  # questions of one look; the next goes on
MOST_WATCHED: Final = 25  # answers that one person, or one channel, watches
NOBODY: Final = 0  # who asks again: it waits its turn like one more person


class AnswerWatchers:
    """Asks again what is watched, one question at a time, where the documents are of another version by now.

    Answers are asked alone, so that only those can be watched that do not lean on what was said before.
    """

    def __init__(self, handlers: Handlers, watches: Watches) -> None:
        self.handlers, self.watches = handlers, watches
        self._seen: dict[str, str] = {}  # the version that a watched answer was last asked of
        self._ended = threading.Event()

    def start(self, client: discord.Client) -> None:
        """Look again and again, until `close`; nothing that fails ends it.

        A thread keeps the time: a task that sleeps would keep the preview's Discord from ever being at rest.
        """
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._run, args=(client, loop), name="watchers", daemon=True).start()

    def close(self) -> None:
        """Look no more; what is being looked at ends with the event loop."""
        self._ended.set()

    async def press(self, interaction: discord.Interaction, verb: VoiceVerb, key: str) -> None:
        """Begin to watch the answer `key`, for whoever presses or for the channel; or end the watch `key`."""
        if verb == "unwatch":
            await self._end(interaction, key)
            return
        here = verb == "watch-here"
        if here and not _may_let_watch(interaction):
            raise DeclinedError("error-watch-here")
        shown = await self.handlers.recall(key)
        self.handlers.cooldown.take(interaction.user.id)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        watch = await self._begin(interaction, shown, here=here)
        say = self._say(self.handlers.locales.of(interaction))
        buttons = [voice_button("unwatch", watch.key, say("button-unwatch"))]
        if not here and _may_let_watch(interaction):
            buttons.append(voice_button("watch-here", key, say("button-watch-here")))
        row: ui.ActionRow[Any] = ui.ActionRow(*buttons)
        text: ui.TextDisplay[Any] = ui.TextDisplay(say("watch-begun-here" if here else "watch-begun"))
        await interaction.edit_original_response(view=view(text, row))

    async def look(self, client: discord.Client) -> None:
        """Ask again what is watched and was not asked of the versions in use; tell watchers what changed."""
        versions: dict[int | None, str] = {}
        watched, asked = await self.watches.all(), 0
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
        except Exception:
            log.exception("what is watched cannot be looked at")

    async def _begin(self, interaction: discord.Interaction, shown: ShownAnswer, *, here: bool) -> Watch:
        person = None if here else interaction.user.id
        channel = interaction.channel_id if here else None
        held = await (self.watches.all() if here else self.watches.of(interaction.user.id))
        if sum((one.person, one.channel) == (person, channel) for one in held) >= MOST_WATCHED:
            raise DeclinedError("error-watch-many", most=MOST_WATCHED)
        version = await self._version(shown.guild)
        reply = await self._asked(shown, interaction.user.id)
        if not shown.reply.answer.question or _compared(shown, reply).outcome != "same":
            raise DeclinedError("error-watch-alone")
        watch = Watch(
            answer_digest(shown.reply.answer),
            answer=shown.key,
            person=person,
            channel=channel,
            guild=shown.guild,
        )
        begun = await self.watches.begin(watch)
        self._seen[begun.key] = version
        return begun

    async def _end(self, interaction: discord.Interaction, key: str) -> None:
        """End a watch: a person's own, or for those who may, that of the channel."""
        watch = next((one for one in await self.watches.all() if one.key == key), None)
        if watch is not None:
            theirs = watch.channel == interaction.channel_id and _may_let_watch(interaction)
            if watch.person != interaction.user.id and not theirs:
                raise DeclinedError("error-watch-here")
            await self.watches.end(key)
        text = self._say(self.handlers.locales.of(interaction))("watch-ended")
        await acknowledge(lambda: interaction.response.send_message(text, ephemeral=True))

    async def _check(self, client: discord.Client, watch: Watch, versions: dict[int | None, str]) -> bool:
        """Ask once more, if that was not done of the version in use; whether anything was asked."""
        if watch.guild not in versions:
            versions[watch.guild] = await self._version(watch.guild)
        if watch.answer is None or self._seen.get(watch.key) == versions[watch.guild]:
            return False
        shown = await self.handlers.answers.get(watch.answer)
        if shown is None or not shown.reply.answer.question:  # it goes with its answer
            return False
        await asyncio.sleep(PAUSE)
        reply = await self._asked(shown, NOBODY)
        if reply is not None and answer_digest(reply.answer) != watch.digest:
            await self._tell(client, watch, shown, reply)
        self._seen[watch.key] = versions[watch.guild]
        return True

    async def _tell(self, client: discord.Client, watch: Watch, before: ShownAnswer, reply: Reply) -> None:
        """Tell of the new answer, which is watched from then on. Of several who would tell, one does.

        If it cannot be sent, it is tried again with the next look; if it never can, the watch ends.
        """
        new = ShownAnswer(
            reply=reply,
            asker=watch.person,
            channel=watch.channel,
            guild=watch.guild,
            private=watch.person is not None,
            headed=True,
        )
        answers, digest = self.handlers.answers, answer_digest(reply.answer)
        try:
            place = await _place(client, watch)
        except (discord.Forbidden, discord.NotFound):
            await self.watches.end(watch.key)
            return
        await answers.put(new)
        if not await self.watches.move(watch, digest, new.key):
            await answers.remove(new.key)
            return
        try:
            message = await self._send(place, watch, before, new)
        except (discord.Forbidden, discord.NotFound):
            await answers.remove(new.key)  # and the watch with it
        except FAILURES as error:
            if not unclear(error):
                await self.watches.move(replace(watch, digest=digest), watch.digest, before.key)
                await answers.remove(new.key)
            raise
        else:
            await answers.posted(new.key, message or 0)

    async def _send(
        self, place: discord.abc.Messageable, watch: Watch, before: ShownAnswer, new: ShownAnswer
    ) -> int | None:
        readable = await asyncio.to_thread(self._may_read, before)
        old, now = before.reply.answer, new.reply.answer
        card = changed_card(
            old if readable else None,
            old.question,
            replayed(old, now),
            now,
            (new.key, watch.key),
            self._say(now.language),
        )
        return await by_posting(place)(self.handlers.delivery.outbox, new.key, card, [])

    def _may_read(self, shown: ShownAnswer) -> bool:
        return self.handlers.workers.assistants.reading(shown.guild).may_read(shown.reply)

    async def _asked(self, shown: ShownAnswer, person: int) -> Reply | None:
        """What is answered now; None where that cannot be told, as it was taken back."""
        answer = shown.reply.answer

        def request(assistant: Assistant) -> Reply:
            return assistant.ask(answer.question, locale=answer.language)

        try:
            return await self.handlers.workers.answer(request, server=shown.guild, person=person)
        except (QuestionError, WithheldError):
            return None

    async def _version(self, guild: int | None) -> str:
        return await self.handlers.workers.look(lambda one: one.corpus_version, guild)

    def _say(self, locale: str) -> partial[str]:
        return partial(self.handlers.failures.say, locale)


def _compared(shown: ShownAnswer, reply: Reply | None) -> Replayed:
    return replayed(shown.reply.answer, reply.answer if reply else None)


def _may_let_watch(interaction: discord.Interaction) -> bool:
    """Whether somebody may let the channel watch: those who moderate it."""
    return interaction.guild_id is not None and interaction.permissions.manage_messages


async def _place(client: discord.Client, watch: Watch) -> discord.abc.Messageable:
    """Where the watcher is told. Raises discord.Forbidden or NotFound where there is nobody to be told.

    A person who has left the server is told nothing more of its documents.
    """
    if watch.person is None:
        channel = client.get_channel(watch.channel or 0) or await client.fetch_channel(watch.channel or 0)
        assert isinstance(channel, discord.abc.Messageable)  # noqa: S101
        return channel
    if watch.guild is not None and (guild := client.get_guild(watch.guild)) is not None:
        return await (await guild.fetch_member(watch.person)).create_dm()
    return await (await client.fetch_user(watch.person)).create_dm()
