"""/facts review, which Discord offers to administrators of servers alone."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.slash import CommandBuilder
from bot.reviews import Reviews


def facts_commands(build: CommandBuilder, reviews: Reviews) -> app_commands.Group:
    """The group of commands on facts."""
    group = app_commands.Group(
        name=build.text("command-facts"),
        description=build.text("describe-facts"),
        default_permissions=discord.Permissions(administrator=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    async def review(interaction: discord.Interaction) -> None:
        await reviews.open(interaction)

    group.add_command(build.command("review", review))
    return group
