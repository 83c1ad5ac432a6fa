"""From a question, however it was asked, to an answer that is shown, kept and remembered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import discord

from bot.answers import AnswerStore, ShownAnswer, new_key
from bot.assistant import Assistant, Memory
from bot.cards.answer import Cards
from bot.cards.delivery import Delivery, Send
from bot.cooldown import Cooldown
from bot.declined import DeclinedError
from bot.locale import Locales
from bot.workers import Workers
from qa.models import Reply, Turn

if TYPE_CHECKING:
    from discord import ui

log = logging.getLogger(__name__)

NO_HISTORY_PERMISSION: Final = 160002  # "Cannot reply without permission to read message history"
PICTURED: Final = 3  # points: a picture of fewer says no more than the sentence above it
Query = Callable[[Sequence[Turn]], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Handlers:
    """Composed once; everything that is asked of the bot goes through here."""

    workers: Workers
    memory: Memory
    answers: AnswerStore
    cooldown: Cooldown
    delivery: Delivery
    locales: Locales

    @property
    def cards(self) -> Cards:
        return self.delivery.cards

    async def ask(
        self,
        interaction: discord.Interaction,
        question: str,
        *,
        private: bool,
        edition: str | None = None,
        headed: bool = False,
    ) -> None:
        """Answer `question` where the interaction was made; `headed` repeats the question on the card."""
        query = self._question(question, self.locales.of(interaction), edition)
        await self._respond(interaction, query, private=private, headed=headed)

    async def look_up(
        self, interaction: discord.Interaction, ask: Callable[[Assistant, str], Reply], *, private: bool
    ) -> None:
        """Answer a command with what `ask` gets from the assistant, in the reader's language."""
        locale = self.locales.of(interaction)

        async def query(_history: Sequence[Turn]) -> Reply:
            return await self.workers.look_up(lambda assistant: ask(assistant, locale))

        await self._respond(interaction, query, private=private, headed=False, pictured=True)

    async def follow(
        self, interaction: discord.Interaction, shown: ShownAnswer, question: str, *, settle: bool = False
    ) -> None:
        """Ask a question that `shown` suggests, for whoever pressed: it may refer to what `shown` says.

        With `settle` the asker's card becomes the answer; otherwise the answer is a new message.
        """
        query = self._question(question, self.locales.of(interaction), None)
        replace = settle and interaction.user.id == shown.asker
        await self._respond(
            interaction,
            query,
            private=shown.private,
            headed=True,
            by=shown.by if replace else None if shown.private else interaction.user.display_name,
            context=(shown.reply.turn,),
            replace=replace,
        )

    async def reply(self, message: discord.Message, question: str) -> None:
        """Answer a message in its channel, showing that the bot is at it."""
        self.cooldown.take(message.author.id)
        key = (message.author.id, message.channel.id)
        history = self.memory.recent(key)  # tells more of the asker's language than the server's locale
        query = self._question(question, None if history else self.locales.near(message), None)
        reply, _ = await asyncio.gather(query(history), _typing(message.channel))
        self.memory.remember(key, reply.turn)
        shown = ShownAnswer(
            key=new_key(),
            reply=reply,
            asker=message.author.id,
            channel=message.channel.id,
            private=False,
            pictured=_worth_a_picture(reply),
        )
        await self.answers.put(shown)
        await self.delivery.deliver(shown, partial(send_reply, message))

    def help(self, locale: str | None) -> ui.LayoutView:
        language = locale or ""
        return self.cards.help(language, self.workers.assistant.examples(language))

    async def recall(self, key: str) -> ShownAnswer:
        """The answer of `key`; DeclinedError if it has expired."""
        shown = await self.answers.get(key)
        if shown is None:
            raise DeclinedError("error-expired")
        return shown

    async def share(self, interaction: discord.Interaction, shown: ShownAnswer) -> None:
        """Post a private answer to its channel, once, if both the asker and the bot may write there."""
        if interaction.guild_id is not None and not (
            _may_write(interaction, interaction.permissions)
            and _may_write(interaction, interaction.app_permissions)
        ):
            raise DeclinedError("error-share")
        await interaction.response.defer()
        public = shown.model_copy(
            update={
                "key": new_key(),
                "private": False,
                "shareable": False,
                "headed": True,
                "by": interaction.user.display_name,
            }
        )
        await self.answers.put(public)
        await self.delivery.deliver(
            public, lambda card, files: interaction.followup.send(view=card, files=files)
        )
        once = shown.model_copy(update={"shareable": False})
        await self.answers.put(once)
        await self.delivery.deliver(once, _editing(interaction))

    async def delete(self, interaction: discord.Interaction, key: str) -> None:
        """Remove the pressed card for its asker or a moderator; DeclinedError for others."""
        shown = await self.answers.get(key)
        asker = shown.asker if shown else _asker_of(interaction.message)
        moderates = interaction.guild_id is not None and interaction.permissions.manage_messages
        if interaction.user.id != asker and not moderates:
            raise DeclinedError("error-delete" if asker is not None else "error-expired")
        await interaction.response.defer()
        await interaction.delete_original_response()
        if shown:
            await self.answers.delete(key)

    def _question(self, question: str, locale: str | None, edition: str | None) -> Query:
        async def query(history: Sequence[Turn]) -> Reply:
            return await self.workers.ask(question, history=history, locale=locale, edition=edition)

        return query

    async def _respond(
        self,
        interaction: discord.Interaction,
        query: Query,
        *,
        private: bool,
        headed: bool,
        by: str | None = None,
        context: tuple[Turn, ...] = (),
        replace: bool = False,
        pictured: bool = False,
    ) -> None:
        self.cooldown.take(interaction.user.id)
        if replace:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=private, thinking=True)
        key = (interaction.user.id, interaction.channel_id)
        earlier = (turn for turn in self.memory.recent(key) if turn not in context)
        reply = await query((*earlier, *context))
        self.memory.remember(key, reply.turn)
        shown = ShownAnswer(
            key=new_key(),
            reply=reply,
            asker=interaction.user.id,
            channel=interaction.channel_id or 0,
            private=private,
            shareable=private and not isinstance(interaction.channel, discord.DMChannel),
            headed=headed,
            by=by,
            pictured=pictured or _worth_a_picture(reply),
        )
        await self.answers.put(shown)
        await self.delivery.deliver(shown, _editing(interaction))

    async def turn(self, interaction: discord.Interaction, shown: ShownAnswer, page: int) -> None:
        """Turn to another page: on the card for the asker, in a private copy for everybody else."""
        respond = interaction.response

        async def edit(card: ui.LayoutView, files: Sequence[discord.File]) -> None:
            await respond.edit_message(view=card, attachments=files)

        async def copy(card: ui.LayoutView, files: Sequence[discord.File]) -> None:
            await respond.send_message(view=card, files=files, ephemeral=True)

        await self.delivery.deliver(shown, edit if interaction.user.id == shown.asker else copy, page)


async def send_reply(
    message: discord.Message, card: ui.LayoutView, files: Sequence[discord.File] = ()
) -> None:
    """Post `card` in reply to `message`, without pinging; plainly where the bot may not read the history."""
    try:
        reference = message.to_reference(fail_if_not_exists=False)
        await message.channel.send(view=card, files=files, reference=reference, mention_author=False)
    except discord.HTTPException as error:
        if error.code != NO_HISTORY_PERMISSION:
            raise
        for file in files:
            file.reset()
        await message.channel.send(view=card, files=files)


def _editing(interaction: discord.Interaction) -> Send:
    """Sends by editing the response to `interaction`: its card, and whatever was attached to it."""

    async def send(card: ui.LayoutView, files: Sequence[discord.File]) -> None:
        await interaction.edit_original_response(view=card, attachments=files)

    return send


def _worth_a_picture(reply: Reply) -> bool:
    return reply.plot is not None and sum(len(panel.points) for panel in reply.plot.panels) >= PICTURED


async def _typing(channel: discord.abc.Messageable) -> None:
    """A courtesy: an answer does not fail because Discord would not show it."""
    with suppress(discord.HTTPException):
        await channel.typing()


def _may_write(interaction: discord.Interaction, permissions: discord.Permissions) -> bool:
    if isinstance(interaction.channel, discord.Thread):
        return permissions.send_messages_in_threads
    return permissions.send_messages


def _asker_of(message: discord.Message | None) -> int | None:
    """Who a card without a kept answer belongs to, where Discord knows it."""
    if message is None or message.interaction_metadata is None:
        return None
    return message.interaction_metadata.user.id
