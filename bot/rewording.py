"""Rewording: a card of what was found is edited as a language model words it, unless its asker stops it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, Final

import discord

from bot.cards.delivery import Delivery, Send, by_turning
from bot.cards.outbox import FAILURES, acknowledge, unclear
from bot.declined import DeclinedError
from bot.workers import Workers
from index.errors import FootnoteError, StorageError
from qa.models import Reply
from qa.store.answers import AnswerStore
from qa.store.shown_answer import ShownAnswer
from qa.store.token_budget import TokenBudget

if TYPE_CHECKING:
    from qa.prose.sitting import Answering
    from qa.prose.worder import Worder

log = logging.getLogger(__name__)

EVERY: Final = 1.0  # seconds between two edits of a card
HELD_UP: Final = (FootnoteError, *FAILURES)


class Rewording:
    """Words answers where a model is set. What was found is shown and kept before, and stays if it fails."""

    def __init__(
        self,
        worder: Worder | None,
        workers: Workers,
        answers: AnswerStore,
        delivery: Delivery,
        budget: TokenBudget,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Without a `worder` all answers stay as they were found."""
        self._worder, self._workers, self._answers = worder, workers, answers
        self._delivery, self._budget, self._clock = delivery, budget, clock
        self._stops: dict[str, asyncio.Event] = {}
        self._said: dict[str, Reply] = {}

    @property
    def worder(self) -> Worder | None:
        """What words answers, if anything does."""
        return self._worder

    async def warm(self) -> None:
        """Load what is needed, so that no answer waits for it."""
        if self._worder is not None:
            await asyncio.to_thread(self._worder.warm)

    async def ready(self, shown: ShownAnswer) -> tuple[ShownAnswer, bool]:
        """The answer as it is shown first, and whether it is to be worded after that: then it can be stopped.

        Whoever asks has to `forget` it in the end.
        """
        worder = self._worder
        if worder is None or not worder.can_word(shown.reply):
            return shown, False
        if not await self._budget.has_left(shown.guild, shown.asker or 0):
            return _with(shown, worder.as_found(shown.reply, "spent")), False
        if worder.breaker.is_open:
            return _with(shown, worder.as_found(shown.reply, "resting")), False
        if self._workers.stopping:
            return _with(shown, worder.as_found(shown.reply, "stopped")), False
        self._stops[shown.key], self._said[shown.key] = asyncio.Event(), shown.reply
        return shown, True

    def so_far(self, key: str) -> Reply | None:
        """What has passed by now of an answer that is being worded, or was found; None where it is not."""
        return self._said.get(key)

    def by_now(self, shown: ShownAnswer) -> ShownAnswer:
        """The answer with what has passed by now, if it is being worded and its question not taken back."""
        so_far = self._said.get(shown.key, shown.reply)
        return _with(shown, so_far) if so_far.answer.question == shown.reply.answer.question else shown

    def forget(self, key: str) -> None:
        """Nothing of the answer is being worded any more."""
        self._stops.pop(key, None)
        self._said.pop(key, None)

    async def word(self, shown: ShownAnswer, send: Send, collection: str | None) -> None:
        """Have the shown answer worded, and its card edited with `send`; never raises for what fails."""
        try:
            await self._end(shown, await self._worded(shown, send, collection), send)
        except discord.NotFound:  # the card was deleted meanwhile
            return
        except Exception as error:  # there is an answer already: no second message
            _log(error)

    def stop_all(self) -> None:
        """Let all answers stay as they were found: the bot ends."""
        for stop in self._stops.values():
            stop.set()

    async def stop(self, interaction: discord.Interaction, key: str) -> None:
        """Let the answer of `key` stay as it was found, for its asker; DeclinedError for others."""
        shown = await self._answers.get(key)
        if shown is None:
            raise DeclinedError("error-expired")
        if interaction.user.id != shown.asker:
            raise DeclinedError("error-stop")
        if key in self._stops:
            self._stops[key].set()
            await acknowledge(interaction.response.defer)
        else:  # a bot that was restarted words it no more
            await self._delivery.deliver(shown, by_turning(interaction))

    async def _worded(self, shown: ShownAnswer, send: Send, collection: str | None) -> Reply:
        """What wording has come to; as it was found where something fails. Raises as `_show` does."""
        assert self._worder is not None  # noqa: S101 - nothing was ready for it otherwise
        try:
            return await self._word(self._worder, shown, send, collection)
        except discord.NotFound:
            raise
        except Exception as error:
            _log(error)
            return self._worder.as_found(shown.reply, "failed")

    async def _word(self, worder: Worder, shown: ShownAnswer, send: Send, collection: str | None) -> Reply:
        from qa.prose.names import NameReader

        server, person = shown.guild, shown.asker or 0
        names = await self._workers.look(lambda one: NameReader(one.names_in), server, collection)

        async def look(ask: Callable[[Answering], Reply]) -> Reply:
            return await self._workers.look(ask, server, collection)

        spent, stop = partial(self._budget.spend, server, person), self._stops[shown.key]
        edited, reply = self._clock(), shown.reply
        async with aclosing(worder.stream(shown.reply, names, look, stop, spent)) as stream:
            async for told in stream:
                reply = told.reply
                if told.last:
                    break
                self._said[shown.key] = reply
                if self._clock() - edited >= EVERY:
                    await self._show(_with(shown, reply), send)
                    edited = self._clock()
        return reply

    async def _show(self, shown: ShownAnswer, send: Send) -> None:
        """Show what has passed so far, if Discord will. Raises NotFound where there is no card any more."""
        try:
            await self._delivery.deliver(shown, send, stops=True)
        except discord.NotFound:
            raise
        except FAILURES as error:
            log.info("a card could not be edited: %s", type(error).__name__)

    async def _end(self, shown: ShownAnswer, reply: Reply, send: Send) -> None:
        """Keep and show what it has come to, unless the answer was deleted or its question taken back."""
        held = await self._held(shown.key)
        if held is None:
            await self._delivery.deliver(shown, send)
            return
        ended = _with(held, reply) if held.reply == shown.reply else held
        await self._answers.put(ended)
        self._said.pop(shown.key, None)
        try:
            await self._delivery.deliver(ended, send)
        except discord.NotFound:  # it was deleted at that moment
            await self._answers.remove(shown.key)
            raise
        except FAILURES as error:
            if not unclear(error):  # the card does not show it
                await self._answers.put(held)
            raise

    async def _held(self, key: str) -> ShownAnswer | None:
        """What is kept of an answer; None if it was deleted, or if nobody can tell."""
        try:
            return await self._answers.get(key)
        except StorageError as error:
            _log(error)
            return None


def _log(error: Exception) -> None:
    if isinstance(error, HELD_UP):
        log.warning("an answer is not worded: %s", type(error).__name__)
    else:
        log.error("an answer is not worded: unexpected %s", type(error).__name__)


def _with(shown: ShownAnswer, reply: Reply) -> ShownAnswer:
    return shown.model_copy(update={"reply": reply})
