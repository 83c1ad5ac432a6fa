"""Explaining: whoever manages a server is shown, in private, how an answer came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.assistant import Assistant, Memory
from bot.cards.explanation import explained
from bot.cards.outbox import acknowledge, key_of
from bot.cooldown import Cooldown
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.locale import Locales
from bot.replying import fixed_language
from bot.workers import Workers
from qa.collections.collection import WithheldError
from qa.drafts.explanation import Explanation
from qa.models import Reply, Turn
from qa.store.answers import AnswerStore
from qa.store.shown_answer import ShownAnswer


@dataclass(frozen=True, slots=True)
class Explaining:
    """Asks once more what a card answers; the card stays as it is, and nothing is kept or remembered."""

    workers: Workers
    memory: Memory
    answers: AnswerStore
    cooldown: Cooldown
    locales: Locales
    failures: FailureReporter

    @reported
    async def explain(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Show how the answer on the card in `message` came about, to nobody but who asked for that."""
        _admit(interaction)
        shown = await self._shown(interaction, message)
        self.cooldown.take(interaction.user.id)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        reply, explanations = await self._asked_again(interaction, shown)
        same = reply.answer.answer == shown.reply.as_found.answer
        note = "" if same else self.failures.say(self.locales.of(interaction), "explain-differs")
        await acknowledge(lambda: interaction.edit_original_response(content=explained(explanations, note)))

    async def _shown(self, interaction: discord.Interaction, message: discord.Message) -> ShownAnswer:
        """The answer that is shown in `message`; DeclinedError if there is none, or its question is gone."""
        me = interaction.client.user
        key = key_of(message) if me is not None and message.author.id == me.id else None
        if key is None:
            raise DeclinedError("error-explain-what")
        shown = await self.answers.get(key)
        if shown is None or not shown.reply.answer.question:
            raise DeclinedError("error-expired")
        if not await self.workers.may_show(shown.reply, shown.guild):
            raise DeclinedError("error-withdrawn")
        return shown

    async def _asked_again(
        self, interaction: discord.Interaction, shown: ShownAnswer
    ) -> tuple[Reply, tuple[Explanation, ...]]:
        """What is answered now, and why: after the turns before the question, while they are known."""
        answer, turns = shown.reply.answer, self._before(shown)

        def request(assistant: Assistant) -> tuple[Reply, tuple[Explanation, ...]]:
            locale = answer.language
            language = fixed_language(answer.question, locale)
            return assistant.explain(answer.question, history=turns, language=language, locale=locale)

        try:
            return await self.workers.answer(request, server=interaction.guild_id, person=interaction.user.id)
        except WithheldError as error:
            raise DeclinedError("error-withdrawn") from error

    def _before(self, shown: ShownAnswer) -> Sequence[Turn]:
        turns = self.memory.recent((shown.asker, shown.channel), private=shown.private)
        return turns[: turns.index(shown.reply.turn)] if shown.reply.turn in turns else ()


def _admit(interaction: discord.Interaction) -> None:
    """DeclinedError for those who may not: Discord offers the command by rules that a server may change."""
    may = interaction.permissions
    if interaction.guild_id is None or not (may.manage_guild or may.administrator):
        raise DeclinedError("error-explain")
