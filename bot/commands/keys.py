"""/api-key, which Discord offers to administrators of servers alone, where other programs may ask."""

from __future__ import annotations

from itertools import islice
from typing import Final

import discord
from discord import app_commands

from bot.commands.slash import CHOICES, CommandBuilder
from bot.keys import ServerKeys

HERE: Final = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
INSTALLED: Final = app_commands.AppInstallationType(guild=True, user=False)


def key_commands(build: CommandBuilder, keys: ServerKeys) -> app_commands.Group:
    """The group of commands on a server's keys."""
    group = app_commands.Group(
        name=build.text("command-api-key"),
        description=build.text("describe-api-key"),
        default_permissions=discord.Permissions(administrator=True),
        allowed_contexts=HERE,
        allowed_installs=INSTALLED,
    )

    async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        held = await keys.complete(interaction, typed)
        return [app_commands.Choice(name=one.name, value=one.name) for one in islice(held, CHOICES)]

    async def create(interaction: discord.Interaction, program: str) -> None:
        await keys.create(interaction, program)

    async def list_(interaction: discord.Interaction) -> None:
        await keys.list(interaction)

    @app_commands.autocomplete(program=complete)
    async def withdraw(interaction: discord.Interaction, program: str) -> None:
        await keys.withdraw(interaction, program)

    for name, callback in (("key-create", create), ("key-list", list_), ("key-withdraw", withdraw)):
        group.add_command(build.command(name, callback))
    return group
