"""What people say to answers: whether one helps, and if it does not, why. It passes on other presses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import discord

from bot.cards.feedback_form import FeedbackForm
from bot.cards.outbox import acknowledge
from bot.cards.voice import AnswerVerb, VoiceVerb, told_card
from bot.failures import FailureReporter, reported
from bot.forums import Forums
from bot.handlers import Handlers
from bot.insights import ServerInsights
from bot.privacy import Privacy
from bot.teaching import Teaching
from bot.watching.watching import Watching
from qa.store.feedback import AnswerVerdict, Feedback, Opinion


@dataclass(frozen=True, slots=True)
class Voices:
    """One opinion for each person and answer, which they may change or take back; nobody else is told."""

    handlers: Handlers
    feedback: Feedback
    privacy: Privacy
    insights: ServerInsights
    watching: Watching
    forums: Forums
    teaching: Teaching

    @property
    def failures(self) -> FailureReporter:
        return self.handlers.failures

    @reported
    async def press(self, interaction: discord.Interaction, verb: VoiceVerb, key: str) -> None:
        """Do what was pressed under the answer `key`, or by somebody about themselves."""
        match verb:
            case "helpful" | "unhelpful":
                await self._judge(interaction, verb, key)
            case "watch" | "watch-here" | "unwatch":
                await self.watching.press(interaction, verb, key)
            case "solved" | "wrong" | "unset":
                await self.forums.press(interaction, verb, key)
            case "teach" | "change" | "withdraw" | "restore":
                await self.teaching.press(interaction, verb, key)
            case "data" | "forget" | "erase":
                await self.privacy.press(interaction, verb)

    async def _judge(self, interaction: discord.Interaction, verb: AnswerVerb, key: str) -> None:
        await self.handlers.recall(key)
        before = await self._before(key, interaction.user.id)
        if verb == "unhelpful":
            say = partial(self.failures.say, self.handlers.locales.of(interaction))
            form = FeedbackForm(f"{key}:{interaction.user.id}", say, before, partial(self._take_in, key))
            await acknowledge(lambda: interaction.response.send_modal(form))
        elif before is not None and before.verdict == "helpful":
            await self.feedback.take_back(key, interaction.user.id)
            await self._tell(interaction, "feedback-taken-back")
        else:
            await self.feedback.give(key, interaction.user.id, "helpful")
            await self._tell(interaction, "feedback-thanks")

    async def _take_in(
        self, key: str, interaction: discord.Interaction, reason: AnswerVerdict, words: str
    ) -> None:
        await self.say_why(interaction, key, reason, words)

    @reported
    async def say_why(
        self, interaction: discord.Interaction, key: str, reason: AnswerVerdict, words: str
    ) -> None:
        """Keep why the answer `key` does not help, as it was said in the form."""
        await self.handlers.recall(key)
        await self.feedback.give(key, interaction.user.id, reason, words)
        locale = self.handlers.locales.of(interaction)
        say = partial(self.failures.say, locale)
        teaches = await self.handlers.rules.administers(interaction)
        card = told_card(say("feedback-noted"), key, say, teaches=teaches)
        await acknowledge(lambda: interaction.response.send_message(view=card, ephemeral=True))

    async def _before(self, key: str, person: int) -> Opinion | None:
        said = await self.feedback.of(key)
        return next((one for one in said if one.person == person), None)

    async def _tell(self, interaction: discord.Interaction, message: str) -> None:
        text = self.failures.say(self.handlers.locales.of(interaction), message)
        await acknowledge(lambda: interaction.response.send_message(text, ephemeral=True))
