"""/privacy: what is kept of whoever asks."""

from __future__ import annotations

import discord

from bot.commands.slash import Command, CommandBuilder
from bot.privacy import Privacy


def privacy_command(build: CommandBuilder, privacy: Privacy) -> Command:
    """The command; it works in direct messages, too."""

    async def privacy_(interaction: discord.Interaction) -> None:
        await privacy.show(interaction)

    return build.command("privacy", privacy_)
