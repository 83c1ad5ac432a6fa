"""Teaching: administrators answer questions of their server themselves, list, change and withdraw that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import discord
from discord import ui

from bot.cards.layout import view
from bot.cards.markup import clip, escape
from bot.cards.outbox import acknowledge
from bot.cards.taught import taught_card
from bot.cards.teach_form import TeachForm
from bot.cards.voice import TeachVerb, voice_button
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.handlers import Handlers
from qa.language.detection import from_locale
from qa.store.taught import TaughtAnswer, TaughtAnswers, TaughtError, TaughtText

NEW: Final = "new"
REFUSED: Final = "error-taught"
LISTED: Final = 10  # taught answers on a card; the others are found by typing
QUESTION: Final = 120  # UTF-16 units of a question


@dataclass(frozen=True, slots=True)
class Teaching:
    """Only administrators, and only for their own server; whatever they see, nobody else does."""

    handlers: Handlers
    taught: TaughtAnswers

    @property
    def failures(self) -> FailureReporter:
        return self.handlers.failures

    @reported
    async def show(self, interaction: discord.Interaction, key: str | None) -> None:
        """List what was taught, or show one."""
        guild = await self.handlers.rules.administered(interaction, REFUSED)
        language, say = self._of(interaction)
        if key is not None:
            card = taught_card(await _declining(self.taught.find(guild, key), say), language, say)
        else:
            held = await self.taught.of(guild)
            row: ui.ActionRow[Any] = ui.ActionRow(voice_button("teach", NEW, say("button-teach")))
            card = view(ui.Container(ui.TextDisplay("\n".join(_listed(held, say))), row))
        await acknowledge(lambda: interaction.response.send_message(view=card, ephemeral=True))

    async def complete(self, interaction: discord.Interaction, typed: str) -> Sequence[TaughtAnswer]:
        """What was taught for questions that hold what was typed; none on a failure."""
        try:
            held = await self.taught.of(await self.handlers.rules.administered(interaction, REFUSED))
        except Exception as error:
            self.failures.explain(error)  # only for the log
            return ()
        return [one for one in held if typed.casefold() in one.text.question.casefold()]

    async def press(self, interaction: discord.Interaction, verb: TeachVerb, key: str) -> None:
        """Open the form for the question of the answer `key`, or for what was taught; or end that."""
        guild = await self.handlers.rules.administered(interaction, REFUSED)
        _, say = self._of(interaction)
        match verb:
            case "teach":
                asked = "" if key == NEW else (await self.handlers.recall(key)).reply.answer.question
                before = TaughtText(" ".join(asked.split()), "", "")
                await self._open(interaction, f"{key}:{interaction.user.id}", before, "")
            case "change":
                held = await _declining(self.taught.find(guild, key), say)
                await self._open(interaction, f"{key}:{held.number}:{interaction.user.id}", held.text, key)
            case "withdraw":
                gone = await _declining(self.taught.withdraw(guild, key, interaction.user.id), say)
                await self._tell(interaction, say("taught-withdrawn"), gone)
            case "restore":
                undone = key.isdecimal() and await self.taught.undo(guild, int(key), interaction.user.id)
                text = say("taught-restored" if undone else "error-taught-undone")
                await acknowledge(lambda: interaction.response.send_message(text, ephemeral=True))

    @reported
    async def take_in(self, interaction: discord.Interaction, text: TaughtText, key: str) -> None:
        """Keep what the form says, in place of what was taught by `key`, if it is one."""
        guild = await self.handlers.rules.administered(interaction, REFUSED)
        _, say = self._of(interaction)
        collection = await self.handlers.workers.own_collection(guild)
        by = interaction.user.id
        teaching = self.taught.teach(text, guild=guild, by=by, collection=collection, key=key)
        kept = await _declining(teaching, say)
        await self._tell(interaction, say("taught-kept"), kept)

    async def _open(self, interaction: discord.Interaction, name: str, before: TaughtText, key: str) -> None:
        async def teach(submitted: discord.Interaction, text: TaughtText) -> None:
            await self.take_in(submitted, text, key)

        form = TeachForm(name, self._of(interaction)[1], before, teach)
        await acknowledge(lambda: interaction.response.send_modal(form))

    async def _tell(self, interaction: discord.Interaction, text: str, change: TaughtAnswer) -> None:
        """Say what was done, with a button that takes it back."""
        _, say = self._of(interaction)
        row: ui.ActionRow[Any] = ui.ActionRow(voice_button("restore", f"{change.number}", say("button-undo")))
        card = view(ui.TextDisplay(text), row)
        await acknowledge(lambda: interaction.response.send_message(view=card, ephemeral=True))

    def _of(self, interaction: discord.Interaction) -> tuple[str, partial[str]]:
        """The language of whoever is told, and what says things in it."""
        locale = self.handlers.locales.of(interaction)
        return from_locale(locale), partial(self.failures.say, locale)


async def _declining(call: Awaitable[TaughtAnswer], say: Callable[..., str]) -> TaughtAnswer:
    """What `call` gives; what cannot be taught is told in the reader's words."""
    try:
        return await call
    except TaughtError as error:
        field = say(f"teach-{error.field}") if error.field else ""
        raise DeclinedError(f"error-taught-{error.fault}", field=field, most=error.most) from error


def _listed(held: Sequence[TaughtAnswer], say: Callable[..., str]) -> Iterator[str]:
    yield f"### {say('taught-title', count=len(held))}"
    yield from (f"• {escape(clip(one.text.question, QUESTION))}" for one in held[:LISTED])
    if len(held) > LISTED:
        yield f"-# {say('corpus-more', count=len(held) - LISTED)}"
    yield f"-# {say('taught-how')}"
