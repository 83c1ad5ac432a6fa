"""Where a public copy may be posted, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.cards.delivery import Send, by_follow_up, by_posting
from bot.cards.outbox import Outbox
from bot.declined import DeclinedError


@dataclass(frozen=True, slots=True)
class SharePlace:
    """A channel or thread that both the asker and the bot may write in, and what posts there."""

    channel: int
    parent: int | None
    send: Send


def here(interaction: discord.Interaction) -> SharePlace:
    """The channel of the press; DeclinedError where either may not write there."""
    both = (interaction.permissions, interaction.app_permissions)
    channel = interaction.channel
    if interaction.guild_id is not None and not all(_may_write(channel, one) for one in both):
        raise DeclinedError("error-share")
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    return SharePlace(interaction.channel_id or 0, parent, _publicly(interaction))


async def elsewhere(interaction: discord.Interaction, wanted: int) -> SharePlace:
    """The channel or thread with that id in the same server; DeclinedError where either may not write there.

    What the asker may do is asked of the bot's own knowledge of the server, not of the press.
    """
    guild = interaction.guild_id and interaction.client.get_guild(interaction.guild_id)
    if not guild or not isinstance(interaction.user, discord.Member):
        raise DeclinedError("error-share-there")
    channel = guild.get_channel_or_thread(wanted) or await _fetched(guild, wanted)
    if not isinstance(channel, discord.TextChannel | discord.Thread) or channel.guild.id != guild.id:
        raise DeclinedError("error-share-there")
    both = (channel.permissions_for(interaction.user), channel.permissions_for(guild.me))
    if not all(one.view_channel and _may_write(channel, one) for one in both):
        raise DeclinedError("error-share-there")
    if isinstance(channel, discord.Thread) and channel.is_private():
        await _check_member(channel, interaction.user)
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    return SharePlace(channel.id, parent, by_posting(channel))


async def _fetched(guild: discord.Guild, wanted: int) -> object:
    """A channel or thread that is not held ready, as an archived thread; None where there is none."""
    try:
        return await guild.fetch_channel(wanted)
    except (discord.NotFound, discord.Forbidden, discord.InvalidData):
        return None


async def _check_member(thread: discord.Thread, asker: discord.Member) -> None:
    """Raise DeclinedError unless `asker` may see a private thread: permissions are those of its channel."""
    if thread.permissions_for(asker).manage_threads:
        return
    try:
        await thread.fetch_member(asker.id)
    except (discord.NotFound, discord.Forbidden) as error:
        raise DeclinedError("error-share-there") from error


def is_member(interaction: discord.Interaction) -> bool:
    """Whether the bot is a member of the server, and not only its user's own."""
    return interaction.guild_id is not None and interaction.client.get_guild(interaction.guild_id) is not None


def _publicly(interaction: discord.Interaction) -> Send:
    """Posts to the channel; in answer to the press where the bot is no member or may not.

    Only what is posted to a channel is recognised by Discord if it has to be sent again.
    """
    follow_up, channel = by_follow_up(interaction), interaction.channel
    if not is_member(interaction) or not isinstance(channel, discord.abc.Messageable):
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


def _may_write(channel: object, permissions: discord.Permissions) -> bool:
    if isinstance(channel, discord.Thread):
        return permissions.send_messages_in_threads
    return permissions.send_messages
