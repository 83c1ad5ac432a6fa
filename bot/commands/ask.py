"""The slash commands and the context menu, in the bot's five languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands, ui

from bot.commands.lookups import LookUps
from bot.commands.slash import Slash
from qa.wording.messages import Messages

if TYPE_CHECKING:
    from bot.client import FootnoteClient

QUESTION: Final = 2_000  # characters of a question


class AskModal(ui.Modal):
    """A question about a message, prefilled with its text; the answer is private."""

    def __init__(self, messages: Messages, locale: str, text: str) -> None:
        super().__init__(title=messages.format(locale, "ask-about-title"), custom_id="fn:ask-about")
        self.question: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, default=text[:QUESTION] or None, max_length=QUESTION
        )
        self.add_item(ui.Label(text=messages.format(locale, "ask-about-label"), component=self.question))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        async with interaction.client.failures.watch(interaction):
            await interaction.client.handlers.ask(interaction, self.question.value, private=True, headed=True)


class CommandSet:
    """Makes the commands; `messages` holds their names and descriptions."""

    def __init__(self, messages: Messages, editions: tuple[str, ...]) -> None:
        self._messages = messages
        self._slash = Slash(messages, editions)

    def add_to(self, tree: app_commands.CommandTree[FootnoteClient]) -> None:
        for command in (self._ask(), *LookUps(self._slash).commands(), self._help()):
            tree.add_command(command)
        tree.add_command(self._ask_about())

    def _ask(self) -> app_commands.Command[Any, ..., None]:
        @self._slash.options("question", "private", "edition")
        async def ask(
            interaction: discord.Interaction[FootnoteClient],
            question: app_commands.Range[str, 1, QUESTION],
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
            edition: str | None = None,
        ) -> None:
            async with interaction.client.failures.watch(interaction):
                await interaction.client.handlers.ask(
                    interaction, question, private=private, edition=edition, headed=True
                )

        return self._slash.command("ask", ask)

    def _help(self) -> app_commands.Command[Any, ..., None]:
        async def help_(interaction: discord.Interaction[FootnoteClient]) -> None:
            async with interaction.client.failures.watch(interaction):
                locale = interaction.client.handlers.locales.of(interaction)
                card = interaction.client.handlers.help(locale)
                await interaction.response.send_message(view=card, ephemeral=True)

        return self._slash.command("help", help_)

    def _ask_about(self) -> app_commands.ContextMenu:
        async def ask_about(
            interaction: discord.Interaction[FootnoteClient], message: discord.Message
        ) -> None:
            async with interaction.client.failures.watch(interaction):
                locale = interaction.client.handlers.locales.of(interaction)
                modal = AskModal(self._messages, locale, message.content)
                await interaction.response.send_modal(modal)

        return app_commands.ContextMenu(name=self._slash.text("menu-ask-about"), callback=ask_about)
