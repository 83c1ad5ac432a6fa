"""/taught, which Discord offers to administrators of servers alone."""

from __future__ import annotations

from itertools import islice

import discord
from discord import app_commands

from bot.cards.markup import clip
from bot.commands.completing import LABEL
from bot.commands.slash import CHOICES, Command, CommandBuilder
from bot.teaching import Teaching


def taught_command(build: CommandBuilder, teaching: Teaching) -> Command:
    """The command: it lists what was taught, or shows one, which is found while its question is typed."""

    async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        held = await teaching.complete(interaction, typed)
        return [
            app_commands.Choice(name=clip(one.text.question, LABEL), value=one.key)
            for one in islice(held, CHOICES)
        ]

    @app_commands.autocomplete(answer=complete)
    async def taught(interaction: discord.Interaction, answer: str | None = None) -> None:
        await teaching.show(interaction, answer)

    command = build.command("taught", taught, answer="taught-answer")
    command.default_permissions = discord.Permissions(administrator=True)
    command.allowed_contexts = app_commands.AppCommandContext(
        guild=True, dm_channel=False, private_channel=False
    )
    command.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
    return command
