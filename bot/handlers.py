"""From a question, however it was asked, to an answer that is shown, kept and remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import discord
from discord import ui

from bot.assistant import Assistant, Memory, Offered
from bot.cards.answer import Cards
from bot.cards.delivery import Delivery, Send, by_edit, by_editing, by_redrawing, by_reply
from bot.cards.outbox import acknowledge, unclear
from bot.cooldown import Cooldown
from bot.courtesy import Courtesies
from bot.declined import DeclinedError
from bot.deletion import Deletion
from bot.failures import FailureReporter, reported
from bot.inbox import Incoming
from bot.kept_requests import write_asked
from bot.locale import Locales
from bot.operation.measuring import measured
from bot.planning import PlannedReplies, UnsureQuestion
from bot.replying import reply_of
from bot.requests import Asked, Place, Question, Request
from bot.rewording import Rewording
from bot.rules import Rules
from bot.sharing.sharing import Sharing
from bot.taught import TaughtReplies
from bot.workers import Workers
from qa.collections.collection import UnknownCollectionError, WithheldError
from qa.models import Completion, Reply, Turn
from qa.operation.telemetry import Telemetry
from qa.store.answers import AnswerStore
from qa.store.events import Events
from qa.store.pending import PendingQuestion, PendingQuestions
from qa.store.shown_answer import ShownAnswer, new_key


@dataclass(frozen=True, slots=True)
class Handlers:
    """Handles all that is asked of the bot; composed once."""

    workers: Workers
    memory: Memory
    answers: AnswerStore
    events: Events
    cooldown: Cooldown
    delivery: Delivery
    sharing: Sharing
    deletion: Deletion
    taught: TaughtReplies
    rewording: Rewording
    planning: PlannedReplies
    courtesies: Courtesies
    locales: Locales
    failures: FailureReporter
    rules: Rules
    pending: PendingQuestions

    @property
    def telemetry(self) -> Telemetry:
        return self.workers.telemetry

    @property
    def cards(self) -> Cards:
        return self.delivery.cards

    @reported
    async def answer(
        self,
        interaction: discord.Interaction,
        request: Request,
        *,
        private: bool | None,
        collection: str | None = None,
    ) -> None:
        """Answer a question on a card that repeats it, or a look-up, where the interaction was made.

        `collection` is the only one that is asked, if one was named. Where nobody says whether it is
        `private`, the rules of the place do.
        """
        await self.respond(interaction, request, private=private, collection=collection)

    @reported
    async def help(self, interaction: discord.Interaction) -> None:
        """Show what the bot does and how to ask."""
        here = interaction.client.get_guild(interaction.guild_id or 0) is not None
        manages = here and await self.rules.administers(interaction)
        card = await self._help(self.locales.of(interaction), interaction.guild_id, manages=manages)
        await acknowledge(lambda: interaction.response.send_message(view=card, ephemeral=True))

    @reported
    async def ask_about(self, interaction: discord.Interaction, text: str) -> None:
        """Open a form to ask about a message that says `text`; the answer is private."""

        async def submit(submitted: discord.Interaction, question: str) -> None:
            await self.answer(submitted, Question(question), private=True)

        form = self.cards.form(self.locales.of(interaction), text, submit)
        await acknowledge(lambda: interaction.response.send_modal(form))

    async def complete(
        self, interaction: discord.Interaction, offer: Callable[[Assistant, str], Sequence[Completion]]
    ) -> Sequence[Completion]:
        """What `offer` gets from what may answer here, in the language given to it.

        None on a failure, which Discord could not show.
        """
        locale = self.locales.of(interaction)
        try:
            return await self.workers.complete(partial(_offered, offer, locale), interaction.guild_id)
        except Exception as error:
            self.failures.explain(error)  # only for the log
            return ()

    async def collections(self, interaction: discord.Interaction) -> Sequence[Offered]:
        """The collections that may be named here; none on a failure, which Discord could not show."""
        try:
            return await self.workers.offered(interaction.guild_id)
        except Exception as error:
            self.failures.explain(error)  # only for the log
            return ()

    async def receive(self, message: discord.Message, incoming: Incoming) -> None:
        """Reply to a message; never raises. One that is delivered twice is answered once."""
        guild = message.guild.id if message.guild else None
        asked = PendingQuestion(message.id, message.channel.id, guild, message.author.id)
        with self.failures.requests.request():
            if await self.events.first(message.id, also=self.pending.row(asked)):
                async with self.pending.ending(message.id):
                    await self.reply(message, incoming)

    async def answer_again(self, asked: Asked, send: Send, edit: Send) -> None:
        """Answer what an interaction asked before the bot ended, with `send`, and edit that with `edit`.

        Raises what keeps it from that.
        """
        await self._show(asked, await self._answer(asked), send, lambda _: edit)

    async def reply(self, message: discord.Message, incoming: Incoming) -> None:
        """Reply to a message, with the help if it says nothing and replies to nothing; never raises.

        Where nothing is to be written its author is told so in a direct message. What is late comes all at
        once, however slowly it was asked: no cooldown counts it.
        """
        try:
            if incoming.title is None and (why := await self.rules.silent(message)):
                await self.courtesies.attempt(message.author.send(self._say(message, why)))
            elif incoming.text or incoming.replied_to is not None:
                question = Question(incoming.text, replied_to=incoming.replied_to, title=incoming.title)
                await self._reply(message, question, late=incoming.late)
            else:
                server = message.guild.id if message.guild else None
                card = await self._help(self.locales.near(message) or "", server)
                await by_reply(message)(self.delivery.outbox, new_key(), card, [])
        except Exception as error:
            await self.failures.tell_author(message, incoming.text or incoming.replied_to or "", error)

    def _say(self, message: discord.Message, told: DeclinedError) -> str:
        return self.failures.say(self.locales.near(message) or "", told.message, **told.values)

    async def warm(self) -> None:
        """Load what answers and pictures need: before anything is asked, as loading holds up all threads."""
        await asyncio.gather(self.workers.warm(), self.delivery.pictures.warm(), self.rewording.warm())

    async def close(self) -> None:
        """Give up what runs in threads of its own; may be called again."""
        self.workers.close()
        self.delivery.pictures.close()
        if self.sharing.pages:
            await self.sharing.pages.close()
        await self.answers.close()
        await self.events.close()

    async def recall(self, key: str) -> ShownAnswer:
        """The answer of `key`; DeclinedError if it has expired, or what it quotes may be read no more."""
        shown = await self.answers.get(key)
        if shown is None:
            raise DeclinedError("error-expired")
        if not await self.workers.may_show(shown.reply, shown.guild):
            raise DeclinedError("error-withdrawn")
        return shown

    @measured
    async def respond(
        self,
        interaction: discord.Interaction,
        request: Request,
        *,
        private: bool | None,
        by: str | None = None,
        context: tuple[Turn, ...] = (),
        in_place: bool = False,
        collection: str | None = None,
    ) -> None:
        """Answer an interaction in a new message, or in place of its card."""
        policy, place = await self.rules.admit(interaction), Place.of(interaction)
        self.cooldown.take(interaction.user.id, place.guild, (policy.questions, policy.seconds))
        unseen = policy.hides(place.channel, place.parent)
        unseen = unseen or (policy.private if private is None else private)
        asked = Asked(
            request,
            source=interaction.id,
            person=interaction.user.id,
            place=place,
            private=unseen,
            locale=self.locales.of(interaction),
            collection=collection,
            context=context,
            headed=isinstance(request, Question),
            by=by,
            language=policy.language,
        )
        async with self.pending.ending(interaction.id):
            if in_place:  # whose card stays as it is until it is answered
                await acknowledge(interaction.response.defer)
            else:
                thinks = acknowledge(lambda: interaction.response.defer(ephemeral=unseen, thinking=True))
                await asyncio.gather(self.pending.begin(_pending(asked, interaction)), thinks)
            again = by_redrawing(interaction)
            await self._show(asked, await self._answer(asked), by_edit(interaction), lambda _: again)

    @measured
    async def _reply(self, message: discord.Message, question: Question, *, late: bool) -> None:
        """Answer a message in its channel, and show meanwhile that the bot is typing."""
        policy, place = await self.rules.admit(message), Place.of(message)
        if not late:
            self.cooldown.take(message.author.id, place.guild, (policy.questions, policy.seconds))
        asked = Asked(
            question,
            source=message.id,
            person=message.author.id,
            place=place,
            private=False,
            locale=self.locales.near(message),
            about=_reply_to(message) if question.replied_to else None,
            post=question.title is not None,
            language=policy.language,
        )
        if self.memory.recent(asked.conversation, private=asked.unseen):
            asked = replace(asked, locale=None)  # what was said tells more of the language than the server
        async with self.courtesies.typing(message.channel):
            reply = await self._answer(asked)
        if await self.events.withdrawn(message.id):
            self.memory.forget(message.id)
        else:
            edit = partial(by_editing, message.channel)
            await self._show(asked, reply, by_reply(message), edit)

    async def _answer(self, asked: Asked) -> Reply:
        """The reply in the conversation of whoever asks, after the turns of the context; remembered.

        The conversation is read when its turn comes: what its person asked just before is answered by then.
        What was said in private is only referred to in private.
        """

        def request(assistant: Assistant) -> tuple[Reply, UnsureQuestion | None]:
            recent = self.memory.recent(asked.conversation, private=asked.unseen)
            history = (*(turn for turn in recent if turn not in asked.context), *asked.context)
            found = reply_of(assistant, asked.request, history, asked.locale, asked.language)
            return found, self.planning.unsure(assistant, asked, found, history)

        try:
            found, unsure = await self.workers.answer(
                request, server=asked.place.guild, person=asked.person, collection=asked.collection
            )
        except UnknownCollectionError as error:
            raise DeclinedError("error-collection") from error
        except WithheldError as error:
            raise DeclinedError("error-withdrawn") from error
        # As it was read, before anything is awaited: what its person asks next may be answered meanwhile.
        self.memory.remember(asked.conversation, found.turn, private=asked.unseen, sources=asked.sources)
        reply = await self.planning.reply(found, asked, unsure)
        self.memory.replace(asked.conversation, found.turn, reply.turn)
        self.telemetry.found(reply.outcome)
        return await self.taught.beside(reply, asked)

    async def _show(self, asked: Asked, reply: Reply, send: Send, edit: Callable[[int], Send]) -> None:
        """Send the card of an answer; if a language model is to word it, that comes afterwards.

        `edit` gives what edits the message with an id.
        """
        shown, wording = await self.rewording.ready(asked.shown(reply))
        try:
            message = await self._sent(shown, send, stops=wording)
            if wording and message is not None:
                await self.rewording.word(shown, edit(message), asked.collection)
        finally:
            self.rewording.forget(shown.key)

    async def _sent(self, shown: ShownAnswer, send: Send, *, stops: bool) -> int | None:
        """Send a card; its answer is kept first: its buttons work as soon as it is seen."""
        await self.answers.put(shown)
        try:
            with self.telemetry.step("deliver"):
                message = await self.delivery.deliver(shown, send, stops=stops)
        except Exception as error:
            if not unclear(error):  # no card will ever show it
                await self.answers.remove(shown.key)
            raise
        if message is not None:
            await self.answers.posted(shown.key, message)
        return message

    async def _help(self, locale: str, server: int | None, *, manages: bool = False) -> ui.LayoutView:
        def see(assistant: Assistant) -> tuple[tuple[str, ...], bool]:
            return assistant.examples(locale), assistant.looks_up

        examples, looks_up = await self.workers.look(see, server)
        return self.cards.help(locale, examples, looks_up=looks_up, manages=manages)


def _offered(
    offer: Callable[[Assistant, str], Sequence[Completion]], locale: str, assistant: Assistant
) -> Sequence[Completion]:
    return offer(assistant, locale)


def _pending(asked: Asked, interaction: discord.Interaction) -> PendingQuestion:
    place, token = asked.place, interaction.token
    return PendingQuestion(asked.source, place.channel, place.guild, asked.person, token, write_asked(asked))


def _reply_to(message: discord.Message) -> int | None:
    """The message that `message` replies to; a forwarded one was copied, and lives on by itself."""
    reply = message.reference if message.type is discord.MessageType.reply else None
    return reply.message_id if reply else None
