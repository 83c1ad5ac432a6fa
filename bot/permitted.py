"""What the bot is permitted in the channels of a server, and what it cannot do without."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import discord

NEEDED: Final = ("view_channel", "send_messages", "send_messages_in_threads")
HELPFUL: Final = ("attach_files", "read_message_history")
KINDS: Final = (discord.TextChannel, discord.ForumChannel, discord.VoiceChannel, discord.StageChannel)


def lacking(
    channel: discord.abc.GuildChannel, member: discord.Member, wanted: Iterable[str]
) -> tuple[str, ...]:
    """Which of the `wanted` permissions a member has not in a channel."""
    held = channel.permissions_for(member)
    return tuple(one for one in wanted if not getattr(held, one))


def lacking_in(
    channels: Iterable[discord.abc.GuildChannel], member: discord.Member, wanted: Iterable[str]
) -> dict[int, tuple[str, ...]]:
    """The same of all channels where people write, by their ids; those without a lack are left out.

    Where the bot sees nothing, it is not wanted: that is no lack.
    """
    wanted = tuple(wanted)
    found = {one.id: lacking(one, member, wanted) for one in channels if isinstance(one, KINDS)}
    return {id_: missing for id_, missing in found.items() if missing and "view_channel" not in missing}
