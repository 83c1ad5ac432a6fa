"""/ask, /help and the context menu "Ask about this"."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord import app_commands

from bot.cards.form import QUESTION
from bot.commands.slash import Command, CommandBuilder
from bot.handlers import Handlers
from bot.inbox import text_of
from bot.requests import Question


def ask_commands(build: CommandBuilder, handlers: Handlers) -> Iterator[Command | app_commands.ContextMenu]:
    """The commands that take a question in words, and the one that says how."""

    async def ask(
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, QUESTION],
        private: bool | None = None,  # noqa: FBT001 - a slash option
        edition: str | None = None,
        collection: str | None = None,
    ) -> None:
        await handlers.answer(
            interaction, Question(question, edition), private=private, collection=collection
        )

    async def help_(interaction: discord.Interaction) -> None:
        await handlers.help(interaction)

    async def ask_about(interaction: discord.Interaction, message: discord.Message) -> None:
        await handlers.ask_about(interaction, text_of(message))

    yield build.command("ask", ask)
    yield build.command("help", help_)
    yield app_commands.ContextMenu(name=build.text("menu-ask-about"), callback=ask_about)
