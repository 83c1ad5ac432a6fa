"""The form in which a question about a message is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeAlias

import discord
from discord import ui

from bot.cards.markup import MOST_OCTETS, Size, beginning, clean

QUESTION: Final = 2_000  # characters of a question
Submit: TypeAlias = Callable[[discord.Interaction, str], Awaitable[None]]


class QuestionForm(ui.Modal):
    """Asks for a question, prefilled with `text`, and hands it to `submit`, which must not raise."""

    def __init__(self, title: str, label: str, text: str, submit: Submit) -> None:
        super().__init__(title=title, custom_id="fn:ask-about")
        self._submit = submit
        prefilled = beginning(clean(text), Size(QUESTION, MOST_OCTETS * QUESTION))
        self.question: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, default=prefilled or None, max_length=QUESTION
        )
        self.add_item(ui.Label(text=label, component=self.question))

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        await self._submit(interaction, self.question.value)
