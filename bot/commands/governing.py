"""/settings and /about."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.commands.slash import Command, CommandBuilder
from bot.governing.governing import Governing


def governing_commands(build: CommandBuilder, governing: Governing) -> Iterator[Command]:
    """The commands; Discord offers /settings in servers to administrators, elsewhere to everybody."""

    async def settings(
        interaction: discord.Interaction,
        channel: discord.TextChannel | discord.VoiceChannel | discord.ForumChannel | None = None,
    ) -> None:
        await governing.configuring.show(interaction, channel)

    async def about(interaction: discord.Interaction) -> None:
        await governing.presenting.about(interaction)

    command = build.command("settings", settings, channel="settings-channel")
    command.default_permissions = discord.Permissions(administrator=True)
    yield command
    yield build.command("about", about)
