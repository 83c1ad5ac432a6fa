"""The bot at Discord's gateway: takes events in and hands them to the handlers."""

from __future__ import annotations

import asyncio
import logging

import discord
from discord import app_commands

from bot.cards.buttons import ITEMS
from bot.cards.review_items import REVIEW_ITEMS
from bot.commands.ask import CommandSet
from bot.commands.registry import Registry
from bot.commands.translator import FluentTranslator
from bot.failures import FailureReporter
from bot.handlers import Handlers, send_reply
from bot.inbox import Inbox
from bot.reviews import Reviews, review_commands
from qa.wording.messages import Messages

log = logging.getLogger(__name__)


class FootnoteTree(app_commands.CommandTree["FootnoteClient"]):
    async def on_error(
        self,
        interaction: discord.Interaction[FootnoteClient],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """What fails before a command is reached: an unknown command, an option that does not fit."""
        await self.client.failures.tell(interaction, error)


class FootnoteClient(discord.AutoShardedClient):
    """Keeps no members and no messages; asks for no privileged intent unless told to read plain messages."""

    def __init__(
        self,
        handlers: Handlers,
        failures: FailureReporter,
        messages: Messages,
        registry: Registry,
        *,
        plain: bool,
        shards: int | None,
        review_servers: frozenset[int],
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, messages=True, message_content=plain),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_count=shards,
        )
        self.handlers, self.failures = handlers, failures
        self.reviews = Reviews(handlers.workers, messages, handlers.locales, review_servers)
        self._registry = registry
        self._inbox = Inbox(plain=plain, talking=self._talking)
        self.tree = FootnoteTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._warming: asyncio.Task[None] | None = None
        self._translator = FluentTranslator(messages)
        CommandSet(messages, handlers.workers.assistant.editions).add_to(self.tree)
        self.tree.add_command(review_commands(messages))

    @property
    def me(self) -> discord.ClientUser:
        """The bot's own account, known from login on."""
        assert self.user is not None  # noqa: S101
        return self.user

    async def setup_hook(self) -> None:
        self.add_dynamic_items(*ITEMS, *REVIEW_ITEMS)
        await self.tree.set_translator(self._translator)
        await self._registry.sync(self.tree)
        self._warming = asyncio.create_task(self.handlers.delivery.pictures.warm())

    async def on_ready(self) -> None:
        log.info("ready as %s in %d servers", self.user, len(self.guilds))

    async def on_message(self, message: discord.Message) -> None:
        question = self._inbox.question(message, self.me)
        if question is None:
            return
        async with self.failures.watch_message(message, question):
            if question:
                await self.handlers.reply(message, question)
            else:
                await send_reply(message, self.handlers.help(self.handlers.locales.near(message)))

    async def close(self) -> None:
        await super().close()
        if self._warming:
            self._warming.cancel()
        self.handlers.workers.close()
        self.handlers.delivery.pictures.close()
        await self.handlers.answers.close()

    def _talking(self, message: discord.Message) -> bool:
        return bool(self.handlers.memory.recent((message.author.id, message.channel.id)))
