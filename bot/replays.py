"""Asking again what an answer was given to: of the documents of then, and of today's."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Final

from bot.assistant import Assistant
from bot.cooldown import Cooldown
from bot.pages.replaying import AnswerReplay, AskedAgain
from bot.replying import fixed_language
from bot.workers import Workers
from index.errors import FootnoteError, QuestionError
from qa.collections.collection import WithheldError
from qa.models import Reply
from qa.sharing.replaying import replayed

NOBODY: Final = 0  # who asks again: all who read pages wait their turn like one more person
MOST: Final = 10  # times that anything is asked again, of all pages
SECONDS: Final = 60.0  # in so many


class Replays:
    """Asks again, each answer once at a time, in the queue of all questions. For one event loop."""

    def __init__(self, workers: Workers, clock: Callable[[], float] = time.monotonic) -> None:
        self._workers, self._cooldown = workers, Cooldown(MOST, SECONDS, clock)
        self._asking: dict[str, asyncio.Task[AnswerReplay]] = {}

    async def replay(self, key: str, reply: Reply, server: int | None) -> AnswerReplay:
        """See `Replaying`."""
        if key not in self._asking:
            self._cooldown.take(NOBODY)
            self._asking[key] = task = asyncio.create_task(self._again(reply, server))
            task.add_done_callback(lambda _: self._asking.pop(key))
        return await asyncio.shield(self._asking[key])  # one who leaves does not take it from others

    async def _again(self, reply: Reply, server: int | None) -> AnswerReplay:
        ask = partial(self._workers.answer, server=server, person=NOBODY)
        today = await ask(partial(_asked, reply))
        then = await ask(lambda _: self._then(reply, server))
        return AnswerReplay(then, today)

    def _then(self, reply: Reply, server: int | None) -> AskedAgain | None:
        """What the documents of then say, as far as that may be read today."""
        assistants = self._workers.assistants
        try:
            earlier = assistants.earlier(reply.turn.collection, reply.answer.corpus_version)
        except FootnoteError:  # damaged, or of a collection that is gone
            return None
        if earlier is None:
            return None
        found = _asked(reply, earlier)
        readable = found.reply is None or assistants.reading(server).may_read(found.reply)
        return found if readable else None


def _asked(before: Reply, assistant: Assistant) -> AskedAgain:
    """The question alone, without what was said before it."""
    answer = before.as_found
    try:
        language = fixed_language(answer.question, answer.language)
        reply = assistant.ask(answer.question, language=language, locale=answer.language)
    except (QuestionError, WithheldError):
        return AskedAgain(replayed(answer, None), None)
    return AskedAgain(replayed(answer, reply.answer), reply)
