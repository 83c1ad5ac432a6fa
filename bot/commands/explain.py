"""The context menu "Explain this answer", which Discord offers to those who manage a server."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.slash import CommandBuilder
from bot.explaining import Explaining


def explain_menu(build: CommandBuilder, explaining: Explaining) -> app_commands.ContextMenu:
    """A command on messages and no button: a card's row is full, and everybody would see that button."""

    @app_commands.default_permissions(manage_guild=True)
    async def explain(interaction: discord.Interaction, message: discord.Message) -> None:
        await explaining.explain(interaction, message)

    return app_commands.ContextMenu(
        name=build.text("menu-explain"),
        callback=explain,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
