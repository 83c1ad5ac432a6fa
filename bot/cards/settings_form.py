"""The form in which an administrator types numbers: a cooldown, or for how long answers are kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeAlias

import discord
from discord import ui

OPEN: Final = 3_600.0  # seconds in which a form may be handed in
DIGITS: Final = 8
Say: TypeAlias = Callable[..., str]
TakeNumbers: TypeAlias = Callable[[discord.Interaction, Mapping[str, str]], Awaitable[None]]
"""Takes what was typed, by field; must not raise."""


class SettingForm(ui.Modal):
    """Asks for one number or several, in the words of `say`; all empty stand for what holds otherwise."""

    def __init__(
        self, name: str, title: str, fields: Mapping[str, tuple[str, str]], take: TakeNumbers
    ) -> None:
        """`fields` have a label and what holds now; `name` tells the form from others that are open."""
        super().__init__(title=title, timeout=OPEN, custom_id=f"fn:setting:{name}")
        self._take = take
        self.fields: dict[str, ui.TextInput[Any]] = {
            field: ui.TextInput(custom_id=field, required=False, max_length=DIGITS, default=holds)
            for field, (_, holds) in fields.items()
        }
        for field, (label, _) in fields.items():
            self.add_item(ui.Label(text=label, component=self.fields[field]))

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        await self._take(interaction, {field: item.value.strip() for field, item in self.fields.items()})
