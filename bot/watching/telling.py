"""Telling a watcher that an answer has changed: once, with both answers and their proof."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

import discord

from bot.cards.delivery import by_posting
from bot.cards.outbox import FAILURES, unclear
from bot.cards.watched import changed_card
from bot.handlers import Handlers
from bot.watching.asking import Subject, digest_of
from qa.models import Reply
from qa.sharing.replaying import replayed
from qa.store.shown_answer import ShownAnswer
from qa.store.watches import Watch, Watches


@dataclass(frozen=True, slots=True)
class Telling:
    """Of several who would tell a watcher the same, one does."""

    handlers: Handlers
    watches: Watches

    async def tell(
        self, client: discord.Client, watch: Watch, subject: Subject, before: ShownAnswer | None, reply: Reply
    ) -> None:
        """Tell of the new answer, which is watched from then on; `before` is None where it is kept no more.

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
        answers, digest = self.handlers.answers, digest_of(watch, reply.answer)
        try:
            place = await _place(client, watch)
        except (discord.Forbidden, discord.NotFound):
            await self.watches.end(watch.key)
            return
        await answers.put(new)
        if not await self.watches.move(watch, digest, new.key if watch.answer else None):
            await answers.remove(new.key)
            return
        try:
            message = await self._send(place, watch, subject, before, new)
        except (discord.Forbidden, discord.NotFound):
            await self.watches.end(watch.key)
            await answers.remove(new.key)
        except FAILURES as error:
            if not unclear(error):
                await self.watches.move(replace(watch, digest=digest), watch.digest, watch.answer)
                await answers.remove(new.key)
            raise
        else:
            await answers.posted(new.key, message or 0)
            await self.keep(watch, new)

    async def keep(self, watch: Watch, known: ShownAnswer) -> None:
        """Keep what the watcher of a name knows under the watch's key, to be set beside what comes next."""
        if watch.entity is not None:
            await self.handlers.answers.put(known.model_copy(update={"key": watch.key}))

    async def _send(
        self,
        place: discord.abc.Messageable,
        watch: Watch,
        subject: Subject,
        before: ShownAnswer | None,
        new: ShownAnswer,
    ) -> int | None:
        readable = before is not None and await asyncio.to_thread(self._may_read, before)
        old, now = before.reply.answer if before and readable else None, new.reply.answer
        card = changed_card(
            old,
            subject.question or now.question,
            replayed(before.reply.answer if before else now, now),
            now,
            (new.key, watch.key),
            lambda message, **values: self.handlers.failures.say(now.language, message, **values),
        )
        return await by_posting(place)(self.handlers.delivery.outbox, new.key, card, [])

    def _may_read(self, shown: ShownAnswer) -> bool:
        return self.handlers.workers.assistants.reading(shown.guild).may_read(shown.reply)


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
