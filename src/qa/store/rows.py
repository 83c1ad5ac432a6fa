"""Answers as rows of the store, and rows as answers."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Connection, Row, Select, or_, select

from index.errors import StorageError
from qa.models import Reply
from qa.store.shown_answer import ShownAnswer
from qa.store.tables import answers

log = logging.getLogger(__name__)

SHOWN: Final = (
    *("key", "asker", "channel", "parent", "guild", "source", "about"),
    *("private", "shareable", "headed", "by", "pictured", "post"),
)
"""What a row says in a column, in words of ShownAnswer."""


def answer_row(shown: ShownAnswer, created: float) -> dict[str, Any]:
    """The columns of an answer that was shown at `created`, in seconds since 1970."""
    return {
        **{name: getattr(shown, name) for name in SHOWN},
        "created": created,
        "question": shown.reply.answer.question,
        "reply": shown.reply.model_dump_json(),
        "corpus_version": shown.reply.answer.corpus_version,
    }


def quoted_rows(shown: ShownAnswer) -> list[dict[str, str]]:
    """Which collections an answer quotes."""
    return [{"answer": shown.key, "collection": name} for name in sorted(shown.collections)]


def shown_rows() -> Select[Any]:
    """What `shown_in` reads, of answers that are not forgotten."""
    wanted = (answers.c[name] for name in (*SHOWN, "reply", "created", "published", "share"))
    return select(*wanted).where(answers.c.reply.is_not(None))


def shown_in(row: Row[Any]) -> ShownAnswer | None:
    """The answer in a row; None for one that another version wrote."""
    held = row._mapping
    reply = reply_in(held["reply"])
    if reply is None:
        return None
    shareable = held["shareable"] and held["share"] is None
    return ShownAnswer(**{name: held[name] for name in SHOWN} | {"shareable": shareable}, reply=reply)


def require(base: Connection, key: str) -> None:
    """Raises StorageError unless the answer of `key` is kept, and lets nobody remove it meanwhile."""
    kept = select(answers.c.key).where(answers.c.key == key, answers.c.reply.is_not(None))
    if base.execute(kept.with_for_update()).first() is None:
        raise StorageError(f"the answer {key} is no longer kept")


def strip_questions(base: Connection, sources: Collection[int]) -> int:
    """Take the questions that were asked in `sources` out of their answers; how many there were."""
    wanted = shown_rows().where(or_(answers.c.source.in_(sources), answers.c.about.in_(sources)))
    rows = base.execute(wanted.with_for_update()).all()
    for row in rows:
        shown = shown_in(row)
        reply = shown.without_question().reply.model_dump_json() if shown else None
        update = answers.update().where(answers.c.key == row.key)
        base.execute(update.values(question="", reply=reply))
    return len(rows)


def reply_in(text: str) -> Reply | None:
    """The same of the reply alone."""
    try:
        return Reply.model_validate_json(text)
    except ValidationError as error:
        log.warning("an answer was kept by another version: %s", error.error_count())
        return None
