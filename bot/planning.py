"""Where a question was not read surely, a language model may say what it asks, before the card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from bot.requests import Asked, Question
from bot.workers import Workers
from qa.models import Reply, Turn
from qa.store.token_budget import TokenBudget

if TYPE_CHECKING:
    from qa.prose.planner import PlannedAnswering, Planner

T = TypeVar("T")


class PlannedReplies:
    """Plans where a model is set for it; without a `planner` all questions stay as they were read."""

    def __init__(self, planner: Planner | None, workers: Workers, budget: TokenBudget) -> None:
        self.planner, self._workers, self._budget = planner, workers, budget

    async def reply(self, reply: Reply, asked: Asked, history: Sequence[Turn]) -> Reply:
        """The reply to a question of its own words as it is planned, or as it was read; never raises."""
        question, planner = asked.request, self.planner
        if planner is None or not isinstance(question, Question):
            return reply
        if question.replied_to is not None or question.title:  # of which either part may be the question
            return reply
        from qa.prose.planner import AskedInWords

        server, person = asked.place.guild, asked.person
        collection = reply.turn.collection or asked.collection

        async def look(see: Callable[[PlannedAnswering], T]) -> T:
            return await self._workers.answer(see, server=server, person=person, collection=collection)

        words = AskedInWords(
            question.text, tuple(history), asked.language, asked.locale, edition=question.edition
        )
        may, spent = (
            partial(self._budget.has_left, server, person),
            partial(self._budget.spend, server, person),
        )
        return await planner.reply(reply, words, look, may, spent)
