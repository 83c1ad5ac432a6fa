"""/watch: to be told when new documents change the figures of a name, and what one watches."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.completing import Completing
from bot.commands.lookups import LABS, MODELS, Name
from bot.commands.slash import Command, CommandBuilder
from bot.watching.watching import Watching


def watch_command(build: CommandBuilder, watching: Watching, completing: Completing) -> Command:
    """The command; without a name it lists what is watched."""

    @app_commands.autocomplete(model=completing.names(MODELS | LABS))
    async def watch(interaction: discord.Interaction, model: Name | None = None) -> None:
        if model is None:
            await watching.show(interaction)
        else:
            await watching.watch(interaction, model)

    return build.command("watch", watch, model="watched")
