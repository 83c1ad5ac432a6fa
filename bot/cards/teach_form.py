"""The form in which an administrator teaches an answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeAlias

import discord
from discord import ui

from qa.store.taught import LIMITS, TaughtText

OPEN: Final = 3_600.0  # seconds in which a form may be handed in
Say: TypeAlias = Callable[[str], str]
Teach: TypeAlias = Callable[[discord.Interaction, TaughtText], Awaitable[None]]
"""Takes what was handed in; must not raise."""


class TeachForm(ui.Modal):
    """Asks for question, answer and source in the words of `say`, filled in with what there is already."""

    def __init__(self, name: str, say: Say, before: TaughtText, teach: Teach) -> None:
        """`name` tells it from the forms of other people and answers, which are open at the same time."""
        super().__init__(title=say("teach-title"), timeout=OPEN, custom_id=f"fn:teach:{name}")
        self._teach = teach
        self.fields: dict[str, ui.TextInput[Any]] = {
            field: _input(field, getattr(before, field)) for field in LIMITS
        }
        for field, item in self.fields.items():
            told = say(f"teach-{field}-told")
            self.add_item(ui.Label(text=say(f"teach-{field}"), description=told, component=item))

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        said = {field: item.value for field, item in self.fields.items()}
        await self._teach(interaction, TaughtText(**said))


def _input(field: str, before: str) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=field,
        style=discord.TextStyle.paragraph if field == "answer" else discord.TextStyle.short,
        max_length=LIMITS[field],
        default=before[: LIMITS[field]] or None,
    )
