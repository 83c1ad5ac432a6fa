"""The slash commands and the context menu, in the bot's five languages."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str

from qa.messages import Messages

if TYPE_CHECKING:
    from bot.client import FootnoteClient

QUESTION: Final = 2_000  # characters of a question
CHOICES: Final = 25
ENGLISH: Final = "en"


class AskModal(ui.Modal):
    """A question about a message, prefilled with its text; the answer is private."""

    def __init__(self, messages: Messages, locale: str, text: str) -> None:
        super().__init__(title=messages.format(locale, "ask-about-title"), custom_id="fn:ask-about")
        self.question: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, default=text[:QUESTION] or None, max_length=QUESTION
        )
        self.add_item(ui.Label(text=messages.format(locale, "ask-about-label"), component=self.question))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        async with interaction.client.edge.watch(interaction):
            await interaction.client.front.ask(interaction, self.question.value, private=True, headed=True)


class CommandSet:
    """Makes the commands; `messages` holds their names and descriptions."""

    def __init__(self, messages: Messages, editions: tuple[str, ...]) -> None:
        self._messages = messages
        self._editions = [app_commands.Choice(name=edition, value=edition) for edition in editions[-CHOICES:]]

    def add_to(self, tree: app_commands.CommandTree[FootnoteClient]) -> None:
        for command in (self._ask(), self._score(), self._help()):
            tree.add_command(command)
        tree.add_command(self._ask_about())

    def _text(self, key: str) -> locale_str:
        """The English text of `key`, which the translator finds the others by."""
        return locale_str(self._messages.format(ENGLISH, key), key=key)

    def _ask(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.rename(
            question=self._text("option-question"),
            private=self._text("option-private"),
            edition=self._text("option-edition"),
        )
        @app_commands.describe(
            question=self._text("describe-question"),
            private=self._text("describe-private"),
            edition=self._text("describe-edition"),
        )
        @app_commands.choices(edition=self._editions)
        async def ask(
            interaction: discord.Interaction[FootnoteClient],
            question: app_commands.Range[str, 1, QUESTION],
            private: bool = False,  # noqa: FBT001, FBT002 - a slash option
            edition: str | None = None,
        ) -> None:
            async with interaction.client.edge.watch(interaction):
                await interaction.client.front.ask(
                    interaction, question, private=private, edition=edition, headed=True
                )

        return self._command("ask", ask)

    def _score(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.rename(model=self._text("option-model"), edition=self._text("option-edition"))
        @app_commands.describe(model=self._text("describe-model"), edition=self._text("describe-edition"))
        @app_commands.choices(edition=self._editions)
        @app_commands.autocomplete(model=_complete)
        async def score(
            interaction: discord.Interaction[FootnoteClient],
            model: app_commands.Range[str, 1, 100],
            edition: str | None = None,
        ) -> None:
            async with interaction.client.edge.watch(interaction):
                await interaction.client.front.score(interaction, model, edition)

        return self._command("score", score)

    def _help(self) -> app_commands.Command[Any, ..., None]:
        async def help_(interaction: discord.Interaction[FootnoteClient]) -> None:
            async with interaction.client.edge.watch(interaction):
                locale = interaction.client.front.readers.of(interaction)
                card = interaction.client.front.help(locale)
                await interaction.response.send_message(view=card, ephemeral=True)

        return self._command("help", help_)

    def _command(
        self, name: str, callback: Callable[..., Coroutine[Any, Any, None]]
    ) -> app_commands.Command[Any, ..., None]:
        return app_commands.Command(
            name=self._text(f"command-{name}"), description=self._text(f"describe-{name}"), callback=callback
        )

    def _ask_about(self) -> app_commands.ContextMenu:
        async def ask_about(
            interaction: discord.Interaction[FootnoteClient], message: discord.Message
        ) -> None:
            async with interaction.client.edge.watch(interaction):
                locale = interaction.client.front.readers.of(interaction)
                modal = AskModal(self._messages, locale, message.content)
                await interaction.response.send_modal(modal)

        return app_commands.ContextMenu(name=self._text("menu-ask-about"), callback=ask_about)


async def _complete(
    interaction: discord.Interaction[FootnoteClient], current: str
) -> list[app_commands.Choice[str]]:
    """Names that fit what is typed; none rather than an error, for which Discord has no place here."""
    front = interaction.client.front
    try:
        names = await front.desk.complete(current, locale=front.readers.of(interaction), limit=CHOICES)
    except Exception as error:
        interaction.client.edge.note(error)
        return []
    return [
        app_commands.Choice(name=name.label[:100], value=name.value)
        for name in names
        if name.label.strip() and 0 < len(name.value) <= 100
    ]
