"""Posting the public copy of a private answer, once, and removing it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import discord

from bot.assistant import Memory
from bot.cards.delivery import Delivery, by_redrawing
from bot.cards.outbox import DROPPED, FAILURES, key_of, unclear
from bot.courtesy import Courtesies
from bot.declined import DeclinedError
from bot.failures import FailureReporter
from bot.sharing.places import SharePlace, is_member
from qa.store.answers import AnswerStore
from qa.store.shares import Copy, Share
from qa.store.shown_answer import ShownAnswer

LOOKED_AT: Final = 100  # messages of the channel, when it is not known whether an answer was posted


@dataclass(frozen=True, slots=True)
class Posting:
    """Posts public copies of private answers. Who posts one is decided by the store of answers."""

    answers: AnswerStore
    memory: Memory
    delivery: Delivery
    courtesies: Courtesies
    failures: FailureReporter

    async def post(
        self, interaction: discord.Interaction, shown: ShownAnswer, place: SharePlace, locale: str
    ) -> None:
        """Post `shown` in `place`, in answer to an interaction that was acknowledged.

        A second press posts nothing: it is told that the answer stands already, or nothing at all while the
        first is still at it.
        """
        share = await self.answers.begin_share(shown.key)
        match share.state:
            case "mine":
                await self._post(interaction, shown, place, share, locale)
            case "done":
                await self.tidy(interaction, shown.model_copy(update={"shareable": False}))
                copy = await self.answers.copy_of(shown.key) or Copy(share.key, share.message)
                await self._say(interaction, locale, "share-done", copy)
            case "unclear":
                await self._find_out(interaction, shown, place, share, locale)

    async def remove(self, interaction: discord.Interaction, copy: Copy) -> None:
        """Forget the public copy, then remove its message; DeclinedError if Discord does not.

        Raises StorageError; then nothing is changed.
        """
        if copy.channel is None:  # its message is gone, and with it what was kept of the copy
            return
        await self.answers.forget(copy.key)
        if copy.message is None:
            raise DeclinedError("error-unshare-card")
        channel = interaction.client.get_partial_messageable(copy.channel, guild_id=interaction.guild_id)
        try:
            await channel.get_partial_message(copy.message).delete()
        except discord.NotFound:
            pass
        except FAILURES as error:
            raise DeclinedError("error-unshare-card") from error
        await self.answers.remove(copy.key)

    async def tidy(self, interaction: discord.Interaction, shown: ShownAnswer) -> bool:
        """Draw the private card anew, without its menu; whether that succeeded."""
        return await self.courtesies.attempt(self.delivery.deliver(shown, by_redrawing(interaction)))

    async def _post(
        self,
        interaction: discord.Interaction,
        shown: ShownAnswer,
        place: SharePlace,
        share: Share,
        locale: str,
    ) -> None:
        about = {"key": share.key, "private": False, "headed": True, "by": interaction.user.display_name}
        at = {"channel": place.channel, "parent": place.parent}
        public = shown.model_copy(update={**about, **at, "shareable": False})
        await self.answers.put(public)
        try:
            message = await self.delivery.deliver(public, place.send)
        except Exception as error:
            await self.answers.give_up_share(shown.key, unclear=unclear(error))
            if unclear(error):
                raise DeclinedError("error-share-unclear") from error
            await self.answers.remove(public.key)
            raise
        await self._posted(interaction, shown, Copy(share.key, message, place.channel), locale)

    async def _posted(
        self, interaction: discord.Interaction, shown: ShownAnswer, copy: Copy, locale: str
    ) -> None:
        """Keep that the copy stands, take the button from the private card, and say so if that fails.

        Who shares elsewhere is told where it stands.
        """
        await self.answers.end_share(shown.key, copy.message)
        if copy.message is not None:
            await self.answers.posted(copy.key, copy.message)
        sources = (shown.source,) if shown.source is not None else ()
        self.memory.remember((shown.asker, copy.channel), shown.reply.turn, sources=sources)
        if not await self.tidy(interaction, shown.model_copy(update={"shareable": False})):
            await self._say(interaction, locale, "share-button", copy)
        elif copy.channel != interaction.channel_id:
            await self._say(interaction, locale, "share-posted", copy)

    async def _find_out(
        self,
        interaction: discord.Interaction,
        shown: ShownAnswer,
        place: SharePlace,
        share: Share,
        locale: str,
    ) -> None:
        """Look for a copy of which nobody knows whether it was posted; post it if it was not.

        Where the bot may not look, whoever presses is asked to, and may press again.
        """
        begun = await self.answers.get(share.key)
        channel = (begun.channel if begun else None) or place.channel
        try:
            message = await _posted_as(interaction, share.key, channel)
        except (discord.DiscordException, *DROPPED) as error:
            await self.answers.give_up_share(shown.key)
            raise DeclinedError("error-share-unclear") from error
        if message is None:
            await self._post(interaction, shown, place, share, locale)
        else:
            await self._posted(interaction, shown, Copy(share.key, message, channel), locale)

    async def _say(self, interaction: discord.Interaction, locale: str, message: str, copy: Copy) -> None:
        server, channel = interaction.guild_id or "@me", copy.channel or interaction.channel_id
        place = f"https://discord.com/channels/{server}/{channel}"
        link = (
            f"{place}/{copy.message}" if copy.message else place
        )  # on a line of its own: 。 would be taken for a part of it
        text = f"{self.failures.say(locale, message)}\n{link}"
        await self.courtesies.attempt(interaction.followup.send(text, ephemeral=True))


async def _posted_as(interaction: discord.Interaction, key: str, channel: int) -> int | None:
    """The id of the message in `channel` that shows the card with `key`; None if there is none.

    Raises discord.DiscordException or one of DROPPED where the bot cannot look.
    """
    me = interaction.client.user
    if not is_member(interaction) or me is None:
        raise discord.ClientException("the bot is no member of the server")
    looked_in = interaction.client.get_partial_messageable(channel, guild_id=interaction.guild_id)
    async for message in looked_in.history(limit=LOOKED_AT):
        if message.author.id == me.id and key_of(message) == key:
            return message.id
    return None
