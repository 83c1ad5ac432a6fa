"""/insights, which Discord offers to administrators of servers alone."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.slash import Command, CommandBuilder
from bot.insights import ServerInsights

MONTH = 30  # days


def insights_command(build: CommandBuilder, insights: ServerInsights) -> Command:
    """The command; an administrator may leave out how many days are looked at."""

    async def insights_(
        interaction: discord.Interaction, days: app_commands.Range[int, 1, 365] = MONTH
    ) -> None:
        await insights.show(interaction, days)

    command = build.command("insights", insights_)
    command.default_permissions = discord.Permissions(administrator=True)
    command.allowed_contexts = app_commands.AppCommandContext(
        guild=True, dm_channel=False, private_channel=False
    )
    command.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
    return command
