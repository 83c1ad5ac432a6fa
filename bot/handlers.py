"""From a question, however it was asked, to an answer that is shown, kept and remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeAlias

import discord
from discord import ui

from bot.answers import AnswerStore, ShownAnswer, new_key
from bot.assistant import Assistant, Memory
from bot.cards.answer import Cards
from bot.cards.buttons import Verb
from bot.cards.delivery import Delivery, Send, by_edit, by_follow_up, by_reply, by_turning, in_private
from bot.cooldown import Cooldown
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.locale import Locales
from bot.workers import Workers
from qa.knowledge.kinds import Role
from qa.models import Completion, LookUp, Reply, Turn

PICTURED: Final = 3  # points: a picture of fewer says no more than the sentence above it


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words; about one edition alone, if that is named."""

    text: str
    edition: str | None = None


Request: TypeAlias = Question | LookUp


@dataclass(frozen=True, slots=True)
class Handlers:
    """Handles all that is asked of the bot; composed once."""

    workers: Workers
    memory: Memory
    answers: AnswerStore
    cooldown: Cooldown
    delivery: Delivery
    locales: Locales
    failures: FailureReporter

    @property
    def cards(self) -> Cards:
        return self.delivery.cards

    @reported
    async def answer(self, interaction: discord.Interaction, asked: Request, *, private: bool) -> None:
        """Answer a question on a card that repeats it, or a look-up, where the interaction was made."""
        await self._respond(interaction, asked, private=private)

    @reported
    async def help(self, interaction: discord.Interaction) -> None:
        """Show what the bot does and how to ask."""
        card = self._help(self.locales.of(interaction))
        await interaction.response.send_message(view=card, ephemeral=True)

    @reported
    async def ask_about(self, interaction: discord.Interaction, text: str) -> None:
        """Open a form to ask about a message that says `text`; the answer is private."""

        async def submit(submitted: discord.Interaction, question: str) -> None:
            await self.answer(submitted, Question(question), private=True)

        form = self.cards.form(self.locales.of(interaction), text, submit)
        await interaction.response.send_modal(form)

    async def complete(
        self, interaction: discord.Interaction, prefix: str, roles: Collection[Role]
    ) -> tuple[Completion, ...]:
        """Names that fit what is typed, of these roles; none on a failure, which Discord could not show."""
        try:
            return await self.workers.complete(prefix, roles, self.locales.of(interaction))
        except Exception as error:
            self.failures.explain(error)  # only for the log
            return ()

    async def receive(self, message: discord.Message, question: str) -> None:
        """Reply to a message that asks `question`, with the help if it asks nothing; never raises."""
        try:
            if question:
                await self._reply(message, question)
            else:
                await by_reply(message)(self._help(self.locales.near(message) or ""), [])
        except Exception as error:
            await self.failures.tell_author(message, question, error)

    @reported
    async def press(self, interaction: discord.Interaction, verb: Verb, key: str, number: int) -> None:
        """Do what was pressed under the answer `key`; `number` says which page, question or choice."""
        match verb:
            case "delete":
                await self._delete(interaction, key)
            case "example":  # the key is a language
                await self._try_example(interaction, key, number)
            case _:
                await self._use(interaction, verb, await self._recall(key), number)

    async def _use(
        self, interaction: discord.Interaction, verb: Verb, shown: ShownAnswer, number: int
    ) -> None:
        """Do what was pressed under an answer that is still kept."""
        match verb:
            case "sources":
                card = self.cards.sources(shown, self.locales.of(interaction))
                await interaction.response.send_message(view=card, ephemeral=True)
            case "quotes":
                card = self.cards.sources(shown, self.locales.of(interaction), number)
                await interaction.response.edit_message(view=card)
            case "page":  # in a private copy for everybody but the asker
                send = by_turning if interaction.user.id == shown.asker else in_private
                await self.delivery.deliver(shown, send(interaction), number)
            case "share":
                await self._share(interaction, shown)
            case "follow":
                await self._follow(interaction, shown, shown.reply.answer.followups[number])
            case _:  # choose
                question = shown.reply.choices[number].question
                await self._follow(interaction, shown, question, settle=True)

    async def close(self) -> None:
        """Give up what runs in threads of its own; may be called again."""
        self.workers.close()
        self.delivery.pictures.close()
        await self.answers.close()

    async def _recall(self, key: str) -> ShownAnswer:
        """The answer of `key`; DeclinedError if it has expired."""
        shown = await self.answers.get(key)
        if shown is None:
            raise DeclinedError("error-expired")
        return shown

    async def _try_example(self, interaction: discord.Interaction, language: str, number: int) -> None:
        """Ask one of the examples of the help."""
        examples = self.workers.assistant.examples(language)
        if number >= len(examples):
            raise DeclinedError("error-expired")
        await self._respond(interaction, Question(examples[number]), private=True)

    async def _follow(
        self, interaction: discord.Interaction, shown: ShownAnswer, question: str, *, settle: bool = False
    ) -> None:
        """Ask a question that `shown` suggests, for whoever pressed: it may refer to what `shown` says.

        With `settle` the asker's card becomes the answer; otherwise the answer is a new message.
        """
        replace = settle and interaction.user.id == shown.asker
        await self._respond(
            interaction,
            Question(question),
            private=shown.private,
            by=shown.by if replace else None if shown.private else interaction.user.display_name,
            context=(shown.reply.turn,),
            replace=replace,
        )

    async def _share(self, interaction: discord.Interaction, shown: ShownAnswer) -> None:
        """Post a private answer to its channel, once, if both the asker and the bot may write there."""
        both = (interaction.permissions, interaction.app_permissions)
        if interaction.guild_id is not None and not all(_may_write(interaction, one) for one in both):
            raise DeclinedError("error-share")
        await interaction.response.defer()
        public = {"key": new_key(), "private": False, "headed": True, "by": interaction.user.display_name}
        once = shown.model_copy(update={"shareable": False})
        await self._show(once.model_copy(update=public), by_follow_up(interaction))
        await self._show(once, by_edit(interaction))

    async def _delete(self, interaction: discord.Interaction, key: str) -> None:
        """Remove the pressed card for its asker or a moderator; DeclinedError for others."""
        shown = await self.answers.get(key)
        asker = shown.asker if shown else _asker_of(interaction.message)
        moderates = interaction.guild_id is not None and interaction.permissions.manage_messages
        if interaction.user.id != asker and not moderates:
            raise DeclinedError("error-delete" if asker is not None else "error-expired")
        await interaction.response.defer()
        await interaction.delete_original_response()
        if shown:
            await self.answers.delete(key)

    async def _respond(
        self,
        interaction: discord.Interaction,
        asked: Request,
        *,
        private: bool,
        by: str | None = None,
        context: tuple[Turn, ...] = (),
        replace: bool = False,
    ) -> None:
        """Answer an interaction in a new message, or in place of its card."""
        self.cooldown.take(interaction.user.id)
        if replace:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=private, thinking=True)
        key, locale = (interaction.user.id, interaction.channel_id), self.locales.of(interaction)
        reply = await self._answer(asked, locale, key, context, server=interaction.guild_id)
        in_words = isinstance(asked, Question)
        shown = ShownAnswer(
            reply=reply,
            asker=interaction.user.id,
            channel=interaction.channel_id or 0,
            private=private,
            shareable=private and not isinstance(interaction.channel, discord.DMChannel),
            headed=in_words,
            by=by,
            pictured=_worth_a_picture(reply) if in_words else True,
        )
        await self._show(shown, by_edit(interaction))

    async def _reply(self, message: discord.Message, question: str) -> None:
        """Answer a message in its channel, and show meanwhile that the bot is typing."""
        self.cooldown.take(message.author.id)
        key = (message.author.id, message.channel.id)
        history = self.memory.recent(key)  # tells more of the asker's language than the server's locale
        locale = None if history else self.locales.near(message)
        reply, _ = await asyncio.gather(
            self._answer(Question(question), locale, key, server=message.guild.id if message.guild else None),
            _typing(message.channel),
        )
        shown = ShownAnswer(
            reply=reply,
            asker=message.author.id,
            channel=message.channel.id,
            private=False,
            pictured=_worth_a_picture(reply),
        )
        await self._show(shown, by_reply(message))

    async def _answer(
        self,
        asked: Request,
        locale: str | None,
        key: tuple[int, int | None],
        context: tuple[Turn, ...] = (),
        *,
        server: int | None,
    ) -> Reply:
        """The reply to what is asked in the conversation `key`, after the turns of `context`; remembered.

        The conversation is read when its turn comes: what its person asked just before is answered by then.
        """

        def request(assistant: Assistant) -> Reply:
            earlier = (turn for turn in self.memory.recent(key) if turn not in context)
            return _reply_of(assistant, asked, (*earlier, *context), locale)

        reply = await self.workers.answer(request, server=server, person=key[0])
        self.memory.remember(key, reply.turn)
        return reply

    async def _show(self, shown: ShownAnswer, send: Send) -> None:
        """Send the card of an answer, which is kept first: its buttons work as soon as it is seen."""
        await self.answers.put(shown)
        await self.delivery.deliver(shown, send)

    def _help(self, locale: str) -> ui.LayoutView:
        return self.cards.help(locale, self.workers.assistant.examples(locale))


def _reply_of(assistant: Assistant, asked: Request, history: Sequence[Turn], locale: str | None) -> Reply:
    if isinstance(asked, Question):
        return assistant.ask(asked.text, history=history, locale=locale, edition=asked.edition)
    return assistant.look_up(asked, locale=locale)


def _worth_a_picture(reply: Reply) -> bool:
    return reply.plot is not None and sum(len(panel.points) for panel in reply.plot.panels) >= PICTURED


async def _typing(channel: discord.abc.Messageable) -> None:
    """A courtesy: an answer does not fail because Discord would not show it."""
    with suppress(discord.HTTPException):
        await channel.typing()


def _may_write(interaction: discord.Interaction, permissions: discord.Permissions) -> bool:
    if isinstance(interaction.channel, discord.Thread):
        return permissions.send_messages_in_threads
    return permissions.send_messages


def _asker_of(message: discord.Message | None) -> int | None:
    """Who a card without a kept answer belongs to, where Discord knows it."""
    if message is None or message.interaction_metadata is None:
        return None
    return message.interaction_metadata.user.id
