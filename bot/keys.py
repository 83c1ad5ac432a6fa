"""Keys for other programs: administrators make and withdraw those of their server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import discord
from discord import ui

from bot.cards.layout import view
from bot.cards.markup import escape, line
from bot.cards.outbox import acknowledge
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.locale import Locales
from bot.rules import Rules
from qa.store.api_keys import LONGEST_KEY_NAME, MOST, ApiKey, ApiKeyError, ApiKeys

DESCRIBED: Final = "/api/v1/openapi.json"
REFUSED: Final = "error-api-key"


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """Only administrators, each time that they ask, and only for their own server.

    What is shown is for whoever asked alone: a key once, when it is made.
    """

    keys: ApiKeys
    rules: Rules
    locales: Locales
    failures: FailureReporter

    @reported
    async def create(self, interaction: discord.Interaction, name: str) -> None:
        """Make a key and show it."""
        server = await self.rules.administered(interaction, REFUSED)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        try:
            key = await self.keys.make(name.strip(), guild=server, by=interaction.user.id)
        except ApiKeyError as error:
            most = LONGEST_KEY_NAME if error.why == "name" else MOST
            raise DeclinedError(f"error-api-key-{error.why}", most=most) from error
        say = partial(self.failures.say, self.locales.of(interaction))
        title = say("api-key-made", name=escape(line(name)))
        lines = [f"### {title}", f"```\n{key}\n```", say("api-key-once"), say("api-key-use", path=DESCRIBED)]
        await _show(interaction, "\n".join(lines))

    @reported
    async def list(self, interaction: discord.Interaction) -> None:
        """Say which keys there are."""
        server = await self.rules.administered(interaction, REFUSED)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        held = await self.keys.of(server)
        say = partial(self.failures.say, self.locales.of(interaction))
        lines = [f"• {escape(line(one.name))} · <t:{one.at:.0f}:d>" for one in held]
        await _show(
            interaction, "\n".join([f"### {say('api-key-held')}", *lines]) if held else say("api-key-none")
        )

    @reported
    async def withdraw(self, interaction: discord.Interaction, name: str) -> None:
        """End a key."""
        server = await self.rules.administered(interaction, REFUSED)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        if not await self.keys.withdraw(name.strip(), guild=server, by=interaction.user.id):
            raise DeclinedError("error-api-key-unknown")
        say = partial(self.failures.say, self.locales.of(interaction))
        await _show(interaction, say("api-key-withdrawn", name=escape(line(name))))

    async def complete(self, interaction: discord.Interaction, typed: str) -> Sequence[ApiKey]:
        """The keys whose names hold what is typed; none for who may not know, or on a failure."""
        try:
            held = await self.keys.of(await self.rules.administered(interaction, REFUSED))
        except Exception as error:
            self.failures.explain(error)  # only for the log
            return ()
        return [one for one in held if typed.casefold() in one.name.casefold()]


async def _show(interaction: discord.Interaction, text: str) -> None:
    await acknowledge(
        lambda: interaction.edit_original_response(view=view(ui.Container(ui.TextDisplay(text))))
    )
