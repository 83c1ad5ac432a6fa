"""The form by which reports are handed in: files, addresses, and what is said of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, TypeAlias

import discord
from discord import ui

MOST_FILES: Final = 10
"""Files of one form; Discord takes no more."""
ADDRESSES: Final = 4_000  # characters of the addresses
TITLE: Final = 200
EDITION: Final = 100

Say: TypeAlias = Callable[[str], str]
HandIn: TypeAlias = Callable[
    [discord.Interaction, Sequence[discord.Attachment], str, str, str], Awaitable[None]
]
"""Takes what was submitted: files, addresses, a title and an edition; must not raise."""


class CorpusForm(ui.Modal):
    """Asks for reports in the words of `say`, and hands what was submitted to `hand_in`."""

    def __init__(self, say: Say, hand_in: HandIn) -> None:
        super().__init__(title=say("corpus-form-title"), custom_id="fn:corpus-add")
        self._hand_in = hand_in
        self.files: ui.FileUpload[Any] = ui.FileUpload(
            custom_id="files", required=False, min_values=0, max_values=MOST_FILES
        )
        self.addresses = _input("addresses", ADDRESSES, discord.TextStyle.paragraph)
        self.name, self.edition = _input("title", TITLE), _input("edition", EDITION)
        for key, item in (
            ("files", self.files),
            ("addresses", self.addresses),
            ("name", self.name),
            ("edition", self.edition),
        ):
            label, told = say(f"corpus-form-{key}"), say(f"corpus-form-{key}-told")
            self.add_item(ui.Label(text=label, description=told, component=item))

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        said = (one.value.strip() for one in (self.addresses, self.name, self.edition))
        await self._hand_in(interaction, self.files.values, *said)


def _input(name: str, longest: int, style: discord.TextStyle = discord.TextStyle.short) -> ui.TextInput[Any]:
    return ui.TextInput(custom_id=name, style=style, required=False, max_length=longest)
