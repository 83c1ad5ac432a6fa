"""Channels as a source: what administrators choose of them is in their server's reports while it is there."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import discord
from discord import app_commands

from bot.cards.outbox import FAILURES, acknowledge
from bot.channels.keeping import ChannelKeeper
from bot.channels.kept_messages import NamedChannel
from bot.channels.reading import (
    CLOSED,
    ChannelSight,
    Place,
    is_open,
    is_said,
    is_shown,
    is_written,
    kept,
    may_read,
)
from bot.channels.transcripts import id_of
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.locale import Locales
from bot.rules import Rules
from index.errors import FootnoteError

MOST_CHANNELS: Final = 50  # of a server
REFUSED: Final = "error-channel-administrators"

log = logging.getLogger(__name__)
S = TypeVar("S")
P = ParamSpec("P")


def calm(
    method: Callable[Concatenate[S, P], Awaitable[None]],
) -> Callable[Concatenate[S, P], Coroutine[Any, Any, None]]:
    """A method that is told of an event: what fails of it is found when the bot starts again."""

    @wraps(method)
    async def calmly(self: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            await method(self, *args, **kwargs)
        except (FootnoteError, *FAILURES) as error:
            log.warning("something that happened in a channel is not in the reports yet: %s", error)

    return calmly


class ChosenMessages:
    """What administrators say of channels, and what happens there."""

    def __init__(
        self, keeper: ChannelKeeper, locales: Locales, failures: FailureReporter, rules: Rules
    ) -> None:
        self.keeper, self.failures = keeper, failures
        self._locales, self._rules = locales, rules

    @reported
    async def name(
        self, interaction: discord.Interaction, channel: object, *, authors: bool | None = None
    ) -> None:
        """Take chosen messages of a channel in from now on; say which can be read, and which not, and why.

        Names of authors are kept if they may be; without a word on that, as they were.
        """
        await self._rules.administered(interaction, REFUSED)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        place = await _opened(channel)
        if place.guild.id != interaction.guild_id or not may_read(place):
            raise DeclinedError("error-channel-closed")
        channels = await self.keeper.channels()
        before = channels.get(place.id)
        if before is None and sum(one.server == place.guild.id for one in channels.values()) >= MOST_CHANNELS:
            raise DeclinedError("error-channel-many", most=MOST_CHANNELS)
        allowed = authors if authors is not None else before is not None and before.authors
        named = _named(place, interaction.user.id, authors=allowed)
        await self.keeper.name(named)
        await self._rules.noted(interaction, "channel", channel=named.id, authors=allowed)
        sight = await self.keeper.look(named, place)
        if sight is None:
            raise DeclinedError("error-channel-closed")
        told = "\n".join(await self._told(self._locales.of(interaction), named, place, sight))
        await acknowledge(lambda: interaction.edit_original_response(content=told))

    @reported
    async def stop(self, interaction: discord.Interaction, channel: int) -> None:
        """Take all messages of a channel out again."""
        await self._rules.administered(interaction, REFUSED)
        named = await self._channel(channel, interaction.guild_id)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        await self.keeper.forget([named])
        await self._rules.noted(interaction, "channel-stopped", channel=channel)
        await self._say(interaction, "channel-stopped", channel=f"<#{channel}>")

    @reported
    async def choose(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Take a message in that an administrator chose: the interaction shows what it says."""
        await self._rules.administered(interaction, REFUSED)
        channel = await self._channel(message.channel.id, interaction.guild_id)
        found = kept(message, channel) if is_said(message, interaction.application_id) else None
        if found is None:
            raise DeclinedError("error-channel-wordless")
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        await self.keeper.put(channel, [found._replace(chosen_by=interaction.user.id)])
        await self._rules.noted(interaction, "message", channel=channel.id)
        await self._say(interaction, "channel-chosen", channel=f"<#{channel.id}>")

    @calm
    async def message_came(self, message: discord.Message) -> None:
        """Somebody wrote: in a thread whose messages can be read, it is taken in."""
        channel = (await self.keeper.channels()).get(message.channel.id)
        if channel is not None and self.keeper.is_whole(channel) and is_written(message):
            await self.keeper.renew(channel, [message], {message.id})

    @calm
    async def message_edited(self, message: discord.Message) -> None:
        """A message is not as it was; what Discord does not show of it any more is taken out."""
        channel = (await self.keeper.channels()).get(message.channel.id)
        if channel is None:
            return
        whole = self.keeper.is_whole(channel) and is_written(message)
        if whole or message.pinned or message.id in await self.keeper.held(channel):
            await self.keeper.renew(channel, [message], {message.id} if whole else ())

    @calm
    async def messages_gone(self, channel: int, messages: Collection[int]) -> None:
        """Messages were deleted."""
        await self.keeper.delete(channel, messages)

    @calm
    async def pins_changed(self, place: discord.abc.GuildChannel | discord.Thread) -> None:
        """Messages were pinned or unpinned."""
        channel = (await self.keeper.channels()).get(place.id)
        if channel is not None and isinstance(place, Place):
            self.keeper.look_at_pins(channel, place)

    @calm
    async def access_changed(self, guild: discord.Guild) -> None:
        """A channel has another name, or the bot other permissions on a server."""
        for channel in [*(await self.keeper.channels()).values()]:
            place = guild.get_channel_or_thread(channel.id) if channel.server == guild.id else None
            if isinstance(place, Place):
                await self.keeper.check(channel, place)

    @calm
    async def channel_gone(self, id_: int) -> None:
        """A channel was deleted with its threads, or a thread, or the bot was removed from it."""
        named = (await self.keeper.channels()).values()
        await self.keeper.forget([one for one in named if id_ in (one.id, one.parent)])

    @calm
    async def guild_gone(self, guild: int) -> None:
        """The bot was removed from a server."""
        named = (await self.keeper.channels()).values()
        await self.keeper.forget([one for one in named if one.server == guild])

    @calm
    async def let_go(self, server: int, documents: Collection[str]) -> None:
        """An administrator took documents out: channels whose documents they are, are given up."""
        named = (await self.keeper.channels()).values()
        await self.keeper.forget(
            [one for one in named if one.server == server and id_of(one.id) in documents]
        )

    async def _channel(self, id_: int, server: int | None) -> NamedChannel:
        """A channel that is named on a server. Raises DeclinedError for any other."""
        channel = (await self.keeper.channels()).get(id_)
        if channel is None or channel.server != server:
            raise DeclinedError("error-channel-unnamed")
        return channel

    async def _say(self, interaction: discord.Interaction, message: str, **values: str) -> None:
        said = self.failures.say(self._locales.of(interaction), message, **values)
        await acknowledge(lambda: interaction.edit_original_response(content=said))

    async def _told(self, locale: str, channel: NamedChannel, place: Place, sight: ChannelSight) -> list[str]:
        """What is read of a channel, what is not, and why."""

        def say(message: str, **values: str | float) -> str:
            return self.failures.say(locale, message, **values)

        content = self.keeper.message_content
        pinned = [one for one in sight.pinned.values() if is_said(one)]
        unread = sum(not is_shown(one, message_content=content) for one in pinned)
        held = await self.keeper.held(channel)
        menu = say("menu-add")
        told = [say("channel-named", channel=f"<#{channel.id}>", menu=menu, count=len(held))]
        if channel.thread:
            told.append(say("channel-whole" if content else "channel-not-whole"))
        if not content:
            told.append(say("channel-unread", count=unread))
        told.append(say("channel-authors" if channel.authors else "channel-no-authors"))
        if not is_open(place):
            told.append(say("channel-hidden"))
        return told


async def _opened(channel: object) -> Place:
    """A channel or thread that was named. Raises DeclinedError for what is none, or none that may be read."""
    if isinstance(channel, app_commands.AppCommandThread):
        try:
            channel = channel.resolve() or await channel.fetch()
        except (*CLOSED, discord.InvalidData) as error:
            raise DeclinedError("error-channel-closed") from error
    if not isinstance(channel, Place):
        raise DeclinedError("error-channel-kind")
    return channel


def _named(place: Place, by: int, *, authors: bool) -> NamedChannel:
    thread = isinstance(place, discord.Thread)
    parent = place.parent_id if isinstance(place, discord.Thread) else None
    return NamedChannel(place.id, place.guild.id, parent, thread, place.name, place.guild.name, authors, by)
