"""What is pressed under an answer: its sources, its pages, the ways to share it, what to ask next."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import discord

from bot.cards.buttons import Verb
from bot.cards.delivery import by_turning, in_private
from bot.cards.outbox import acknowledge
from bot.cards.share_menu import WAYS
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.handlers import Handlers
from bot.requests import Question
from bot.sharing.sharing import FILES
from qa.store.shown_answer import ShownAnswer


@dataclass(frozen=True, slots=True)
class Presses:
    """Handles each press, with what handles questions: a press may ask one."""

    handlers: Handlers

    @property
    def failures(self) -> FailureReporter:
        return self.handlers.failures

    @reported
    async def press(self, interaction: discord.Interaction, verb: Verb, key: str, number: int) -> None:
        """Do what was pressed under the answer `key`; `number` says which page, question or choice."""
        match verb:
            case "delete":
                await self.handlers.deletion.press(interaction, key)
            case "stop":
                await self.handlers.rewording.stop(interaction, key)
            case "sources" | "quotes" | "page" | "share":
                await self._use(interaction, verb, await self.handlers.recall(key), number)
            case "share-as" | "share-in":
                await self._share(interaction, verb, key, number)
            case _:
                await self._ask_once(interaction, verb, key, number)

    async def _use(
        self, interaction: discord.Interaction, verb: Verb, shown: ShownAnswer, number: int
    ) -> None:
        """Show more of an answer that is still kept, as its card shows it by now, or the ways to share it."""
        locale, respond = self.handlers.locales.of(interaction), interaction.response
        rewording = self.handlers.rewording
        by_now = rewording.by_now(shown)
        match verb:
            case "sources":
                card = await asyncio.to_thread(self.handlers.cards.sources, by_now, locale)
                await acknowledge(lambda: respond.send_message(view=card, ephemeral=True))
            case "quotes":
                card = await asyncio.to_thread(self.handlers.cards.sources, by_now, locale, number)
                await acknowledge(lambda: respond.edit_message(view=card))
            case "page":
                send = by_turning if _turns(interaction, shown) else in_private
                stops = interaction.user.id == shown.asker and rewording.so_far(shown.key) is not None
                await self.handlers.delivery.deliver(by_now, send(interaction), number, stops=stops)
            case _:  # share
                await self.handlers.sharing.open(interaction, shown)

    async def _share(self, interaction: discord.Interaction, verb: Verb, key: str, number: int) -> None:
        """Share an answer that is still kept, or take it back, whatever became of what it quotes."""
        locale = self.handlers.locales.of(interaction)
        if verb == "share-in":
            await self.handlers.sharing.share_in(interaction, await self.handlers.recall(key), number, locale)
            return
        if number >= len(WAYS):
            raise DeclinedError("error-expired")
        way = WAYS[number]
        shown = await (self.handlers.answers.get(key) if way == "unshare" else self.handlers.recall(key))
        if shown is None:
            raise DeclinedError("error-expired")
        if way == "picture" or way in FILES:
            # To draw and to write them takes as long as to answer.
            self.handlers.cooldown.take(interaction.user.id)
        await self.handlers.sharing.share(interaction, shown, way, locale)

    async def _ask_once(self, interaction: discord.Interaction, verb: Verb, key: str, number: int) -> None:
        """Ask the question that was pressed, unless the same person's first press is still being answered."""
        async with self.handlers.events.once(f"{verb}:{key}:{number}:{interaction.user.id}") as first:
            if not first:
                await acknowledge(interaction.response.defer)
                return
            if verb == "example":  # the key is a language
                await self._try_example(interaction, key, number)
                return
            shown = await self.handlers.recall(key)
            if verb == "follow":
                await self._follow(interaction, shown, shown.reply.answer.followups[number])
            else:
                await self._settle(interaction, shown, shown.reply.choices[number].question)

    async def _try_example(self, interaction: discord.Interaction, language: str, number: int) -> None:
        """Ask one of the examples of the help."""
        examples = await self.handlers.workers.look(lambda one: one.examples(language), interaction.guild_id)
        if number >= len(examples):
            raise DeclinedError("error-expired")
        await self.handlers.respond(interaction, Question(examples[number]), private=True)

    async def _follow(self, interaction: discord.Interaction, shown: ShownAnswer, question: str) -> None:
        """Ask a question that `shown` suggests, for whoever pressed: it may refer to what `shown` says."""
        await self.handlers.respond(
            interaction,
            Question(question),
            private=shown.private,
            by=None if shown.private else interaction.user.display_name,
            context=(shown.reply.turn,),
        )

    async def _settle(self, interaction: discord.Interaction, shown: ShownAnswer, question: str) -> None:
        """Ask what was chosen; the card of `shown` becomes its answer where its asker has chosen."""
        if interaction.user.id != shown.asker:
            await self._follow(interaction, shown, question)
            return
        await self.handlers.respond(
            interaction,
            Question(question),
            private=shown.private,
            by=shown.by,
            context=(shown.reply.turn,),
            in_place=True,
        )
        await self.handlers.answers.remove(shown.key)  # its card is no longer there


def _turns(interaction: discord.Interaction, shown: ShownAnswer) -> bool:
    """Whether a page is turned on the pressed card: on one's own, and on a private copy of another's."""
    copied = interaction.message is not None and interaction.message.flags.ephemeral
    return copied or interaction.user.id == shown.asker
