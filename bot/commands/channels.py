"""/corpus channel: which channels and threads are a source of a server's reports."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.channels.chosen import ChosenMessages
from bot.commands.slash import Command, CommandBuilder


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
