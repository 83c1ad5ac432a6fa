"""/corpus and "Add to the reports", which Discord offers to administrators of servers alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import discord
from discord import app_commands

from bot.cards.markup import clip
from bot.commands.completing import LABEL
from bot.commands.slash import CHOICES, Command, CommandBuilder
from bot.corpora import Corpora

HERE: Final = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
INSTALLED: Final = app_commands.AppInstallationType(guild=True, user=False)


def corpus_commands(
    build: CommandBuilder, corpora: Corpora, *more: Command
) -> Iterator[app_commands.Group | app_commands.ContextMenu]:
    """The group of commands on a server's own reports, with `more` in it, and the command on messages."""
    group = app_commands.Group(
        name=build.text("command-corpus"),
        description=build.text("describe-corpus"),
        default_permissions=discord.Permissions(administrator=True),
        allowed_contexts=HERE,
        allowed_installs=INSTALLED,
    )

    async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        held = await corpora.complete(interaction, typed)
        return [
            app_commands.Choice(name=clip(corpora.label(interaction, one), LABEL), value=one.value)
            for one in islice(held, CHOICES)
        ]

    async def add(interaction: discord.Interaction) -> None:
        await corpora.form(interaction)

    async def list_(interaction: discord.Interaction) -> None:
        await corpora.list(interaction)

    @app_commands.autocomplete(document=complete)
    async def remove(interaction: discord.Interaction, document: str) -> None:
        await corpora.remove(interaction, document)

    async def status(interaction: discord.Interaction) -> None:
        await corpora.status(interaction)

    for name, callback in (("add", add), ("list", list_), ("remove", remove), ("status", status)):
        group.add_command(build.command(name, callback))
    for one in more:
        group.add_command(one)
    yield group
    yield _menu(build, corpora)


def _menu(build: CommandBuilder, corpora: Corpora) -> app_commands.ContextMenu:
    @app_commands.default_permissions(administrator=True)
    async def add_message(interaction: discord.Interaction, message: discord.Message) -> None:
        await corpora.add_message(interaction, message)

    return app_commands.ContextMenu(
        name=build.text("menu-add"), callback=add_message, allowed_contexts=HERE, allowed_installs=INSTALLED
    )
