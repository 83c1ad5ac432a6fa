"""Taught answers beside those of the documents: found by what is asked, shown as what they are."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.requests import Asked, Question
from bot.workers import Workers
from index.errors import FootnoteError
from qa.models import Reply
from qa.store.taught import TaughtAnswers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TaughtReplies:
    """Looks among what a server's administrators taught; another server's answers are not its own."""

    taught: TaughtAnswers
    workers: Workers

    async def beside(self, reply: Reply, asked: Asked) -> Reply:
        """The reply with what was taught for such a question, if anything was; never raises."""
        if asked.place.guild is None or not isinstance(asked.request, Question):
            return reply
        try:
            held = await self.taught.of(asked.place.guild)
            held = tuple(one for one in held if asked.collection in (None, one.collection))
            questions = [one.text.question for one in held]
            for text in _wordings(asked.request.text) if held else ():
                found = await self.workers.same_question(text, questions)
                if found is not None:
                    return reply.model_copy(update={"taught": held[found].view})
        except FootnoteError as error:
            log.warning("what was taught could not be looked at: %s", type(error).__name__)
        return reply


def _wordings(text: str) -> tuple[str, ...]:
    """What may be the question: a message, or the first line of it, as the title of a post."""
    return tuple(dict.fromkeys((text, text.strip().split("\n")[0].strip())))
