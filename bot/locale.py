"""Whose language to write in where a text is not an answer: the reader's own."""

from __future__ import annotations

from dataclasses import dataclass

import discord


@dataclass(frozen=True, slots=True)
class Locales:
    """Locales of the people who read: what Discord says, unless `forced` (the preview has one reader)."""

    forced: str | None = None

    def of(self, interaction: discord.Interaction) -> str:
        return self.forced or interaction.locale.value

    def near(self, message: discord.Message) -> str | None:
        """A message does not carry its author's locale: the server's, or None in a direct message."""
        if self.forced or message.guild is None:
            return self.forced
        return message.guild.preferred_locale.value
