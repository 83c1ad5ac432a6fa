"""Whose language to write in where a text is not an answer: the reader's own."""

from __future__ import annotations

from dataclasses import dataclass

import discord


@dataclass(frozen=True, slots=True)
class Locales:
    """The locales of readers: what Discord says, unless `forced` (the preview has one reader)."""

    forced: str | None = None

    def of(self, interaction: discord.Interaction) -> str:
        """The locale of whoever caused `interaction`."""
        return self.forced or interaction.locale.value

    def near(self, message: discord.Message) -> str | None:
        """The server's locale, for a message does not carry its author's; None in a direct message."""
        if self.forced or message.guild is None:
            return self.forced
        return message.guild.preferred_locale.value
