"""Deletion: what is kept goes first, the card after it, so that nothing is kept without a button."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, field

import discord

from bot.assistant import Memory
from bot.cards.outbox import FAILURES, acknowledge
from bot.declined import DeclinedError
from index.errors import StorageError
from qa.store.answers import AnswerStore
from qa.store.erasure import Erasure
from qa.store.events import Events
from qa.store.shown_answer import ShownAnswer

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Owed:
    """Cards that are gone from Discord while the disk failed: what is kept of them has yet to go."""

    messages: set[int] = field(default_factory=set)
    channels: set[int] = field(default_factory=set)
    guilds: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Deletion:
    """Forgets answers and questions when somebody deletes them, with the bot's button or in Discord."""

    answers: AnswerStore
    events: Events
    memory: Memory
    owed: Owed = field(default_factory=Owed)

    async def press(self, interaction: discord.Interaction, key: str) -> None:
        """Forget the answer of `key` and remove its card, for its asker or a moderator; else DeclinedError.

        A private copy of a page is only removed itself: it is not its reader's answer.
        """
        shown = await self.answers.get(key)
        asker = shown.asker if shown else await self.answers.asker(key) or _asker_of(interaction.message)
        private = interaction.message is not None and interaction.message.flags.ephemeral
        if private and interaction.user.id != asker:
            await acknowledge(interaction.response.defer)
            await _remove_card(interaction)
            return
        moderates = interaction.guild_id is not None and interaction.permissions.manage_messages
        if interaction.user.id != asker and not moderates:
            raise DeclinedError("error-delete" if asker is not None else "error-expired")
        await acknowledge(interaction.response.defer)
        await self._forget(key, shown)
        await _remove_card(interaction)
        await self.answers.remove(key)

    async def messages_gone(self, messages: Collection[int]) -> None:
        """Messages were deleted in Discord: cards, questions, others; never raises for a failing disk."""
        self.owed.messages.update(messages)
        await self.events.withdraw(messages)
        for message in messages:
            self.memory.forget(message)
        await self._settle()

    async def channel_gone(self, channel: int) -> None:
        """A channel or thread was deleted with all that stood in it; never raises for a failing disk."""
        self.owed.channels.add(channel)
        await self._settle()

    async def guild_gone(self, guild: int) -> None:
        """The bot was removed from a server, where nobody can press its buttons any more."""
        self.owed.guilds.add(guild)
        await self._settle()

    async def _forget(self, key: str, shown: ShownAnswer | None) -> None:
        if shown is None:
            return
        await self.answers.forget(key)
        if shown.source is not None:
            self.memory.forget(shown.source)

    async def _settle(self) -> None:
        """Remove all that is owed; what the disk refuses is tried again with the next that is deleted."""
        messages, channels, guilds = (
            frozenset(ids) for ids in (self.owed.messages, self.owed.channels, self.owed.guilds)
        )
        try:
            await self.answers.remove_messages(messages)
            await self.answers.forget_questions(messages)
            self.owed.messages -= messages
            for channel in channels:
                await self.answers.remove_channel(channel)
            self.owed.channels -= channels
            for guild in guilds:
                await Erasure(self.answers).server(guild)
            self.owed.guilds -= guilds
        except StorageError as error:
            log.warning("what was deleted in Discord is still kept: %s", error)


async def _remove_card(interaction: discord.Interaction) -> None:
    """Delete the pressed card, if it is still there; DeclinedError if Discord does not."""
    try:
        await acknowledge(interaction.delete_original_response)
    except discord.NotFound:
        return
    except FAILURES as error:
        log.warning("a card could not be deleted: %s: %s", type(error).__name__, error)
        raise DeclinedError("error-delete-card") from error


def _asker_of(message: discord.Message | None) -> int | None:
    """Who a card without a kept answer belongs to, where Discord knows it."""
    if message is None or message.interaction_metadata is None:
        return None
    return message.interaction_metadata.user.id
