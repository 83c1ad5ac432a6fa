"""Which questions were asked, while their answers are kept, and what was said of these; nobody is named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, select

from qa.store.database import StoreDatabase
from qa.store.tables import answers, feedback

MOST: Final = 20_000  # answers that are looked at, the newest


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question and how it was answered; `verdicts` are counted, `words` are what was said with them.

    `key` is that of the answer; what an administrator taught counts as one.
    """

    question: str
    language: str
    answered: bool
    verdicts: Mapping[str, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    key: str = ""


class AskedQuestions:
    """Raises StorageError where the store cannot be read."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    async def of(
        self, guild: int | None, since: float, *, private: bool = False
    ) -> tuple[AskedQuestion, ...]:
        """What was asked since then, in seconds since 1970, on a server, or with None anywhere; oldest first.

        What was asked in private is left out, unless `private`; a question that was taken back always is, and
        the copy of an answer that somebody shared: it was asked once.
        """
        copies = select(answers.c.share).where(answers.c.share.is_not(None))
        wanted = select(answers.c.key, answers.c.question, answers.c.reply).where(
            *(answers.c.reply.is_not(None), answers.c.question != "", answers.c.created >= since),
            answers.c.asker.is_not(None),  # a channel is told of a changed answer that nobody has asked for
        )
        wanted = wanted if private else wanted.where(~answers.c.private)
        wanted = wanted.where(answers.c.key.not_in(copies)) if private else wanted
        wanted = wanted if guild is None else wanted.where(answers.c.guild == guild)
        newest = wanted.order_by(answers.c.created.desc(), answers.c.place.desc()).limit(MOST)
        said = select(feedback.c.answer, feedback.c.verdict, feedback.c.words).order_by(feedback.c.at)

        def read(base: Connection) -> tuple[AskedQuestion, ...]:
            return _asked(base.execute(newest).all(), base.execute(said).all())

        return await self._database.read(read)


def _asked(rows: Sequence[Any], opinions: Sequence[Any]) -> tuple[AskedQuestion, ...]:
    verdicts: dict[str, Counter[str]] = {}
    words: dict[str, list[str]] = {}
    for one in opinions:
        verdicts.setdefault(one.answer, Counter())[one.verdict] += 1
        if one.words:
            words.setdefault(one.answer, []).append(one.words)
    return tuple(
        AskedQuestion(
            row.question,
            str(answer.get("language", "")),
            not answer.get("abstained", False) or bool(reply.get("taught")),
            verdicts.get(row.key, {}),
            tuple(words.get(row.key, ())),
            row.key,
        )
        for row in reversed(rows)
        if (reply := json.loads(row.reply)) and (answer := reply["answer"])
    )
