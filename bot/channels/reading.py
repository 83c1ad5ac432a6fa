"""Reading channels: which messages Discord shows the bot there, and what of them it may keep."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import discord

from bot.channels.kept_messages import MOST, KeptMessage, NamedChannel
from bot.channels.transcripts import harmless, words_of
from bot.inbox import text_of

Place: TypeAlias = discord.TextChannel | discord.Thread
SAID: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})
CLOSED: Final = (discord.NotFound, discord.Forbidden)
"""What Discord answers where there is no such channel or message, or the bot may not see it."""


@dataclass(slots=True)
class ChannelSight:
    """What was seen of a channel: its pinned messages, those of a thread, and others that were chosen."""

    pinned: dict[int, discord.Message] = field(default_factory=dict)
    whole: dict[int, discord.Message] = field(default_factory=dict)
    chosen: dict[int, discord.Message] = field(default_factory=dict)

    @property
    def all(self) -> dict[int, discord.Message]:
        return {**self.chosen, **self.whole, **self.pinned}


async def find_place(client: discord.Client, channel: NamedChannel) -> Place | None:
    """The channel as it is by now; None if it is gone, or the bot may not read it. Raises what else fails."""
    guild = client.get_guild(channel.server)
    place = guild.get_channel_or_thread(channel.id) if guild else None
    if place is None:  # a thread that is archived, too
        try:
            place = await client.fetch_channel(channel.id)  # type: ignore[assignment]
        except (*CLOSED, discord.InvalidData):
            return None
    held = isinstance(place, Place) and place.guild.id == channel.server and may_read(place)
    return place if held and isinstance(place, Place) else None


def may_read(place: Place) -> bool:
    """Whether the bot may see a channel and its earlier messages."""
    try:
        allowed = place.permissions_for(place.guild.me)
    except discord.ClientException:  # the channel of a thread is not to be seen
        return False
    return allowed.view_channel and allowed.read_message_history


def is_open(place: Place) -> bool:
    """Whether everybody on the server may read a channel."""
    parent = place.parent if isinstance(place, discord.Thread) else place
    private = isinstance(place, discord.Thread) and place.is_private()
    return (
        not private and parent is not None and parent.permissions_for(place.guild.default_role).view_channel
    )


async def seen(place: Place, chosen: Collection[int] = (), *, whole: bool = False) -> ChannelSight:
    """The messages of a channel: the pinned ones, those `chosen`, and with `whole` the newest of all.

    discord.py keeps to Discord's limits. Raises Forbidden or NotFound where the bot may not read there, and
    what else fails.
    """
    sight = ChannelSight({one.id: one async for one in place.pins(limit=None)})
    if whole:
        sight.whole = {one.id: one async for one in place.history(limit=MOST)}
    for message in sorted({*chosen} - sight.all.keys()):
        try:
            sight.chosen[message] = await place.fetch_message(message)
        except discord.NotFound:
            continue
    return sight


def is_said(message: discord.Message, me: int | None = None) -> bool:
    """Whether a message was written by somebody else than the bot, and is no notice of Discord's.

    `me` is the bot's id where the message does not come from a server that it is on.
    """
    own = me if message.guild is None or message.guild.me is None else message.guild.me.id
    return message.author.id != own and message.type in SAID


def is_written(message: discord.Message) -> bool:
    """Whether a person wrote a message, not a program."""
    return is_said(message) and not message.author.bot


def kept(message: discord.Message, channel: NamedChannel) -> KeptMessage | None:
    """A message as it may be kept; None where it has no words, or Discord does not show them."""
    text = words_of(text_of(message), message.guild)
    if not any(one.isalnum() for one in harmless(text)):
        return None
    return KeptMessage(
        id=message.id,
        channel=channel.id,
        at=message.created_at.date().isoformat(),
        edited=edited(message),
        author=message.author.display_name if channel.authors else None,
        text=text,
        pinned=message.pinned,
    )


def edited(message: discord.Message) -> float:
    """When a message was changed last, in seconds since 1970; 0 if it never was."""
    return message.edited_at.timestamp() if message.edited_at else 0.0


def is_shown(message: discord.Message, *, message_content: bool) -> bool:
    """Whether Discord shows the bot what a message says: without that intent only where it is named."""
    me = message.guild.me if message.guild else None
    return message_content or bool(text_of(message)) or me in message.mentions
