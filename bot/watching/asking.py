"""Asking again what is watched: a question, or all that is held of a name; nobody leans on what was said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bot.assistant import Assistant
from bot.replying import fixed_language
from bot.workers import Workers
from index.errors import QuestionError
from qa.collections.collection import WithheldError
from qa.models import Answer, Everything, Reply
from qa.sharing.replaying import answer_digest
from qa.store.watches import Watch


@dataclass(frozen=True, slots=True)
class Subject:
    """What is watched in a server: a question, or a name of which everything is asked, in a language."""

    question: str
    language: str
    guild: int | None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class AskingAgain:
    """Asks the documents in use now."""

    workers: Workers

    async def ask(self, subject: Subject, person: int) -> Reply | None:
        """What is answered now; None where that cannot be told, as it was taken back."""

        def request(assistant: Assistant) -> Reply:
            if subject.name is not None:
                return assistant.look_up(Everything(subject.name), locale=subject.language)
            language = fixed_language(subject.question, subject.language)
            return assistant.ask(subject.question, language=language, locale=subject.language)

        try:
            return await self.workers.answer(request, server=subject.guild, person=person)
        except (QuestionError, WithheldError):
            return None

    async def version(self, guild: int | None) -> str:
        """Which documents a server is answered from."""
        return await self.workers.look(lambda one: one.corpus_version, guild)


def digest_of(watch: Watch, answer: Answer) -> str:
    """The same for answers that are one to a watcher: of a name the figures, in any language."""
    if watch.entity is None:
        return answer_digest(answer)
    told = repr(sorted((one.edition, one.unit, str(one.value)) for one in answer.facts))
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()
