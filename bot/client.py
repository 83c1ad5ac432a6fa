"""The bot at Discord's gateway: takes events in and hands them to the handlers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

import discord
from discord import app_commands

from bot.cards.buttons import AnswerControl
from bot.cards.corpus import CorpusControl
from bot.cards.review import ReviewControl
from bot.cards.settings import SettingControl
from bot.cards.voice import VoiceControl
from bot.channels.chosen import ChosenMessages
from bot.channels.watching import WatchingClient
from bot.commands.registry import Registry
from bot.corpora import Corpora
from bot.duties import LeaderDuties
from bot.gateway import IDENTIFY
from bot.governing.governing import Governing
from bot.handlers import Handlers
from bot.inbox import Inbox
from bot.looking_back import know_member
from bot.presses import Presses
from bot.renewal import Renewal
from bot.reviews import Reviews
from bot.shards import ShardRange
from bot.unanswered import UnansweredQuestions
from bot.voices import Voices
from qa.api.serving import ApiServer
from qa.store.leadership import Leadership

log = logging.getLogger(__name__)

EVERYWHERE: Final = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
ANYBODY: Final = app_commands.AppInstallationType(guild=True, user=True)
AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


class FootnoteTree(app_commands.CommandTree["FootnoteClient"]):
    async def on_error(
        self, interaction: discord.Interaction[FootnoteClient], error: app_commands.AppCommandError, /
    ) -> None:
        """What fails before a command is reached: an unknown command, an option that does not fit."""
        await self.client.handlers.failures.tell(interaction, error)


class FootnoteClient(WatchingClient):
    """Keeps no members and no messages; asks for no privileged intent unless `message_content` is set.

    Buttons and menus find what they do in `presses`, `reviews`, `corpora`, `voices` and `governing`.
    """

    def __init__(
        self,
        handlers: Handlers,
        reviews: Reviews,
        commands: Iterable[AnyCommand],
        translator: app_commands.Translator,
        registry: Registry,
        renewal: Renewal | None,
        voices: Voices,
        governing: Governing,
        corpora: Corpora | None = None,
        chosen: ChosenMessages | None = None,
        *,
        api: ApiServer | None = None,
        message_content: bool,
        shards: ShardRange,
        leadership: Leadership,
        unanswered: UnansweredQuestions,
    ) -> None:
        super().__init__(**_connection(shards, message_content=message_content))
        self.shard_range, self.leadership = shards, leadership
        self.unanswered = unanswered
        self._took_up = False
        self._identifying = 1  # shards that may identify at a time
        self.handlers, self.reviews, self.corpora, self.chosen = handlers, reviews, corpora, chosen
        self.presses = Presses(handlers)
        self.voices, self.governing = voices, governing
        self._translator, self._renewal = translator, renewal
        self._inbox = Inbox(message_content=message_content, in_conversation=self._in_conversation)
        self.tree = FootnoteTree(self, allowed_contexts=EVERYWHERE, allowed_installs=ANYBODY)
        for command in commands:
            self.tree.add_command(command)
        served = [one for one in (handlers.sharing.pages, api) if one is not None]
        self._duties = LeaderDuties(registry, self.tree, served, alone=leadership.alone)

    @property
    def me(self) -> discord.ClientUser:
        """The bot's own account, known from login on."""
        assert self.user is not None  # noqa: S101
        return self.user

    async def setup_hook(self) -> None:
        self.add_dynamic_items(AnswerControl, ReviewControl, VoiceControl, SettingControl)
        if self.corpora:
            self.add_dynamic_items(CorpusControl)
        await self.tree.set_translator(self._translator)
        await asyncio.gather(self.leadership.start(self._duties), self.handlers.warm())
        if self._renewal:
            self._renewal.start(lambda: self.leadership.leads)
            self.voices.watching.watchers.start(self, self.shard_range.owns)
            self.governing.upkeep.start()
            self.unanswered.start(self)
        if self.corpora:
            await self.corpora.intake.start(self.http.get_from_cdn, self.shard_range.owns)
        if self.shard_range.ids:
            self._identifying = (await self.fetch_session_start_limits()).max_concurrency

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait until the shard may identify: of all processes together so many may in five seconds."""
        if self.shard_range.ids:
            await self.leadership.take_turn((shard_id or 0) % self._identifying, IDENTIFY)
        else:
            await super().before_identify_hook(shard_id, initial=initial)

    async def on_ready(self) -> None:
        log.info("ready as %s in %d servers", self.user, len(self.guilds))
        await super().on_ready()
        if not self._took_up:
            self._took_up = True
            await self.unanswered.take_up(self, self.hear)
        await self.voices.forums.catch_up(self.guilds)

    async def on_message(self, message: discord.Message) -> None:
        if message.author.id == self.me.id:
            self.handlers.delivery.outbox.stored(message)
            return
        await super().on_message(message)
        await self.hear(message)

    async def hear(self, message: discord.Message, *, again: bool = False, late: bool = False) -> None:
        """Answer a message, if it is a question; one that is answered `again` is known to be one.

        What is `late` was written while the bot was away.
        """
        forums = self.voices.forums
        if not again and await forums.receive(message, late=late):
            return
        talks, asks = not await forums.holds(message), await self.handlers.rules.asks(message)
        asked = await self._inbox.read(message, self.me, talks=talks, asks=asks, again=again)
        if asked is not None:
            await know_member(message, self.handlers.rules)
            answer = self.handlers.reply if again else self.handlers.receive
            await answer(message, replace(asked, late=late or again))

    async def on_shard_ready(self, shard_id: int) -> None:
        await self.unanswered.catch_up(self, self.hear, shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        self.unanswered.hearing.left(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        self.unanswered.hearing.is_back(shard_id)

    async def on_raw_message_delete(self, deleted: discord.RawMessageDeleteEvent) -> None:
        await super().on_raw_message_delete(deleted)
        await self.handlers.deletion.messages_gone((deleted.message_id,))

    async def on_raw_bulk_message_delete(self, deleted: discord.RawBulkMessageDeleteEvent) -> None:
        await super().on_raw_bulk_message_delete(deleted)
        await self.handlers.deletion.messages_gone(deleted.message_ids)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await super().on_guild_channel_delete(channel)
        await self.handlers.deletion.channel_gone(channel.id)

    async def on_raw_thread_delete(self, deleted: discord.RawThreadDeleteEvent) -> None:
        await super().on_raw_thread_delete(deleted)
        await self.handlers.deletion.channel_gone(deleted.thread_id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.governing.presenting.greet(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await super().on_guild_remove(guild)
        await self.handlers.deletion.guild_gone(guild.id)

    async def close(self) -> None:
        if self._renewal:
            self._renewal.stop()
        self.voices.watching.watchers.close()
        self.governing.upkeep.close()
        await self.unanswered.close()
        await self.leadership.close()
        await self._duties.end()
        if self.corpora:
            await self.corpora.intake.close()
        if self.chosen:
            await self.chosen.keeper.close()
        await super().close()
        await self.handlers.close()

    def _in_conversation(self, message: discord.Message) -> bool:
        return bool(self.handlers.memory.recent((message.author.id, message.channel.id)))


def _connection(shards: ShardRange, *, message_content: bool) -> dict[str, Any]:
    """What Discord is asked to send, and what is kept of it: nothing that can be asked for."""
    return {
        "intents": discord.Intents(guilds=True, messages=True, message_content=message_content),
        "allowed_mentions": discord.AllowedMentions.none(),
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
        "max_messages": None,
        "shard_count": shards.count,
        "shard_ids": [*shards.ids] if shards.ids else None,
    }
