"""Posts of forums: whether the answer has solved one, or is wrong, as its asker or an administrator says."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, delete, update

from qa.store.rows import require
from qa.store.shown_answer import PostState
from qa.store.tables import answers, feedback, upsert

VERDICT: Final = {"solved": "helpful", "wrong": "wrong"}


def mark_post(base: Connection, key: str, person: int, state: PostState, at: float) -> None:
    """Keep what a person says of the answer of `key`, on it and as their opinion; "open" takes both back.

    Raises StorageError for an answer that is no longer kept.
    """
    require(base, key)
    base.execute(update(answers).where(answers.c.key == key).values(post=state))
    if state == "open":
        base.execute(delete(feedback).where(feedback.c.answer == key, feedback.c.person == person))
        return
    said = {"verdict": VERDICT[state], "words": "", "at": at}
    insert = upsert(base, feedback).values(answer=key, person=person, **said)
    base.execute(insert.on_conflict_do_update(index_elements=["answer", "person"], set_=said))
