"""/diagnose, which Discord offers to administrators of servers alone."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.slash import Command, CommandBuilder
from bot.diagnosing import ServerDiagnosis


def diagnose_command(build: CommandBuilder, diagnosis: ServerDiagnosis) -> Command:
    """The command."""

    async def diagnose_(interaction: discord.Interaction) -> None:
        await diagnosis.show(interaction)

    command = build.command("diagnose", diagnose_)
    command.default_permissions = discord.Permissions(administrator=True)
    command.allowed_contexts = app_commands.AppCommandContext(
        guild=True, dm_channel=False, private_channel=False
    )
    command.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
    return command
