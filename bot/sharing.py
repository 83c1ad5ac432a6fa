"""Sharing: a private answer is posted to its channel once, and whoever shares it is told what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import discord
from discord import ui

from bot.assistant import Memory
from bot.cards.delivery import Delivery, Send, by_follow_up, by_posting, by_redrawing
from bot.cards.outbox import DROPPED, Outbox, acknowledge, key_of, unclear
from bot.courtesy import Courtesies
from bot.declined import DeclinedError
from bot.failures import FailureReporter
from qa.store.answers import AnswerStore
from qa.store.shares import Share
from qa.store.shown_answer import ShownAnswer

LOOKED_AT: Final = 100  # messages of the channel, when it is not known whether an answer was posted


@dataclass(frozen=True, slots=True)
class Sharing:
    """Posts public copies of private answers. Who posts one is decided by the store of answers."""

    answers: AnswerStore
    memory: Memory
    delivery: Delivery
    courtesies: Courtesies
    failures: FailureReporter

    async def share(self, interaction: discord.Interaction, shown: ShownAnswer, locale: str) -> None:
        """Post `shown` to its channel, if both the asker and the bot may write there; DeclinedError if not.

        A second press posts nothing: it is told that the answer stands already, or nothing at all while the
        first is still at it.
        """
        both = (interaction.permissions, interaction.app_permissions)
        if interaction.guild_id is not None and not all(_may_write(interaction, one) for one in both):
            raise DeclinedError("error-share")
        await acknowledge(interaction.response.defer)
        share = await self.answers.begin_share(shown.key)
        match share.state:
            case "mine":
                await self._post(interaction, shown, share, locale)
            case "done":
                await self._tidy(interaction, shown)
                await self._say(interaction, locale, "share-done", share.message)
            case "unclear":
                await self._find_out(interaction, shown, share, locale)

    async def _post(
        self, interaction: discord.Interaction, shown: ShownAnswer, share: Share, locale: str
    ) -> None:
        about = {"key": share.key, "private": False, "headed": True, "by": interaction.user.display_name}
        public = shown.model_copy(update={**about, "shareable": False})
        await self.answers.put(public)
        try:
            message = await self.delivery.deliver(public, _publicly(interaction))
        except Exception as error:
            await self.answers.give_up_share(shown.key, unclear=unclear(error))
            if unclear(error):
                raise DeclinedError("error-share-unclear") from error
            await self.answers.remove(public.key)
            raise
        await self._posted(interaction, shown, share, message, locale)

    async def _posted(
        self,
        interaction: discord.Interaction,
        shown: ShownAnswer,
        share: Share,
        message: int | None,
        locale: str,
    ) -> None:
        """Keep that the copy stands, take the button from the private card, and say so if that fails."""
        await self.answers.end_share(shown.key, message)
        if message is not None:
            await self.answers.posted(share.key, message)
        sources = (shown.source,) if shown.source is not None else ()
        self.memory.remember((shown.asker, shown.channel), shown.reply.turn, sources=sources)
        if not await self._tidy(interaction, shown):
            await self._say(interaction, locale, "share-button", message)

    async def _tidy(self, interaction: discord.Interaction, shown: ShownAnswer) -> bool:
        once = shown.model_copy(update={"shareable": False})
        return await self.courtesies.attempt(self.delivery.deliver(once, by_redrawing(interaction)))

    async def _find_out(
        self, interaction: discord.Interaction, shown: ShownAnswer, share: Share, locale: str
    ) -> None:
        """Look for a copy of which nobody knows whether it was posted; post it if it was not.

        Where the bot may not look, whoever presses is asked to, and may press again.
        """
        try:
            message = await _posted_as(interaction, share.key)
        except (discord.DiscordException, *DROPPED) as error:
            await self.answers.give_up_share(shown.key)
            raise DeclinedError("error-share-unclear") from error
        if message is None:
            await self._post(interaction, shown, share, locale)
        else:
            await self._posted(interaction, shown, share, message, locale)

    async def _say(
        self, interaction: discord.Interaction, locale: str, message: str, posted: int | None
    ) -> None:
        place = f"https://discord.com/channels/{interaction.guild_id or '@me'}/{interaction.channel_id}"
        link = (
            f"{place}/{posted}" if posted else place
        )  # on a line of its own: 。 would be taken for a part of it
        text = f"{self.failures.say(locale, message)}\n{link}"
        await self.courtesies.attempt(interaction.followup.send(text, ephemeral=True))


def _publicly(interaction: discord.Interaction) -> Send:
    """Posts to the channel; in answer to the press where the bot is no member or may not.

    Only what is posted to a channel is recognised by Discord if it has to be sent again.
    """
    follow_up, channel = by_follow_up(interaction), _channel(interaction)
    if channel is None:
        return follow_up
    posting = by_posting(channel)

    async def send(
        outbox: Outbox, key: str, card: ui.LayoutView, files: Sequence[discord.File]
    ) -> int | None:
        try:
            return await posting(outbox, key, card, files)
        except discord.Forbidden:
            return await follow_up(outbox, key, card, files)

    return send


def _channel(interaction: discord.Interaction) -> discord.abc.Messageable | None:
    """The channel of an interaction, where the bot is a member of its server."""
    member = interaction.guild_id is not None and interaction.client.get_guild(interaction.guild_id)
    channel = interaction.channel
    return channel if member and isinstance(channel, discord.abc.Messageable) else None


async def _posted_as(interaction: discord.Interaction, key: str) -> int | None:
    """The id of the message that shows the card with `key`; None if there is none.

    Raises discord.DiscordException or one of DROPPED where the bot cannot look.
    """
    channel, me = _channel(interaction), interaction.client.user
    if channel is None or me is None:
        raise discord.ClientException("the bot is no member of the server")
    async for message in channel.history(limit=LOOKED_AT):
        if message.author.id == me.id and key_of(message) == key:
            return message.id
    return None


def _may_write(interaction: discord.Interaction, permissions: discord.Permissions) -> bool:
    if isinstance(interaction.channel, discord.Thread):
        return permissions.send_messages_in_threads
    return permissions.send_messages
