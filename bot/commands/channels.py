"""/corpus channel and /corpus forum: which channels are a source of reports, and where posts are answered."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.channels.chosen import ChosenMessages
from bot.commands.slash import Command, CommandBuilder
from bot.forums import Forums

SOLVED = "solved"
TAG = 20  # characters of a tag at Discord


def channel_command(build: CommandBuilder, chosen: ChosenMessages) -> Command:
    """The subcommand `channel`; a thread that is archived is not in the cache, and comes as it is."""

    async def channel(
        interaction: discord.Interaction,
        channel: discord.TextChannel | app_commands.AppCommandThread | None = None,
        authors: bool | None = None,  # noqa: FBT001 - an option of Discord's
        stop: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        place = channel or interaction.channel
        if stop:
            await chosen.stop(interaction, place.id if place else 0)
        else:
            await chosen.name(interaction, place, authors=authors)

    return build.command("channel", channel, channel="source", authors="authors", stop="source-stop")


def forum_command(build: CommandBuilder, forums: Forums) -> Command:
    """The subcommand `forum`."""

    async def forum(
        interaction: discord.Interaction,
        forum: discord.ForumChannel,
        tag: app_commands.Range[str, 1, TAG] = SOLVED,
        stop: bool = False,  # noqa: FBT001, FBT002 - an option of Discord's
    ) -> None:
        if stop:
            await forums.stop(interaction, forum)
        else:
            await forums.name(interaction, forum, tag)

    return build.command("forum", forum, forum="posts", tag="tag", stop="posts-stop")
