"""Where a question was not read surely, a language model may say what it asks, before the card."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from bot.assistant import Assistant
from bot.requests import Asked, Question
from bot.workers import Workers
from index.errors import FootnoteError
from qa.models import Reply, Turn
from qa.question.plan import PlanOffer
from qa.store.token_budget import TokenBudget

if TYPE_CHECKING:
    from qa.prose.planner import AskedInWords, PlannedAnswering, Planner

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class UnsureQuestion:
    """A question that was not read surely, what a plan may choose from, and which collection answered."""

    asked: AskedInWords
    offer: PlanOffer
    collection: str | None


class PlannedReplies:
    """Plans where a model is set for it; without a `planner` all questions stay as they were read."""

    def __init__(self, planner: Planner | None, workers: Workers, budget: TokenBudget) -> None:
        self.planner, self._workers, self._budget = planner, workers, budget

    def unsure(
        self, assistant: Assistant, asked: Asked, reply: Reply, history: tuple[Turn, ...]
    ) -> UnsureQuestion | None:
        """What is to be planned of a question that `assistant` gave `reply` to; None where nothing is.

        Only questions of their own words are. For the thread that answered; never raises.
        """
        question = asked.request
        if self.planner is None or not isinstance(question, Question):
            return None
        if question.replied_to is not None or question.title:  # of which either part may be the question
            return None
        from qa.prose.planner import AskedInWords

        words = AskedInWords(question.text, history, asked.language, asked.locale, question.edition)
        only = reply.turn.collection or asked.collection
        try:
            one = self._workers.assistants.alone(only, asked.place.guild) if only else assistant
            offer = words.offered(one)
        except FootnoteError:
            return None
        except Exception as error:  # there is an answer already
            log.error("a question stays as it was read: unexpected %s", type(error).__name__)
            return None
        return UnsureQuestion(words, offer, only) if offer else None

    async def reply(self, reply: Reply, asked: Asked, unsure: UnsureQuestion | None) -> Reply:
        """The reply to a question as it is planned, or as it was read; never raises."""
        if self.planner is None or unsure is None:
            return reply
        server, person, collection = asked.place.guild, asked.person, unsure.collection

        async def look(see: Callable[[PlannedAnswering], T]) -> T:
            return await self._workers.answer(see, server=server, person=person, collection=collection)

        may, spent = (
            partial(self._budget.has_left, server, person),
            partial(self._budget.spend, server, person),
        )
        return await self.planner.reply(reply, unsure.asked, look, may, spent, unsure.offer)
