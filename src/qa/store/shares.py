"""Who posts the public copy of an answer: decided in one statement, so that there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select, update

from index.errors import StorageError
from qa.store.shown_answer import new_key
from qa.store.tables import answers


@dataclass(frozen=True, slots=True)
class Share:
    """How far the sharing of an answer is; `key` is that of the public copy.

    mine: whoever gets this may post the copy, and nobody else gets it meanwhile;
    running: the copy is being posted;
    done: it stands, in `message` where that is known;
    unclear: the bot or its connection ended while it was being posted; whoever gets this may find out.
    """

    state: Literal["mine", "running", "done", "unclear"]
    key: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A public copy that stands, in `message` of `channel` where that is known."""

    key: str
    message: int | None
    channel: int | None = None


def copy_of(base: Connection, key: str) -> Copy | None:
    """The public copy of an answer, where one stands; None where none does, or it is being posted."""
    is_posted = (answers.c.share.is_not(None), answers.c.sharer.is_(None))
    row = base.execute(
        select(answers.c.share, answers.c.shared).where(answers.c.key == key, *is_posted)
    ).first()
    if row is None:
        return None
    channel = base.execute(select(answers.c.channel).where(answers.c.key == row.share)).scalar()
    return Copy(row.share, row.shared, channel)


def begin_share(base: Connection, key: str, run: str) -> Share:
    """Take the right to share, for a `run` of the bot: of two that press at once, one finds what it asks for.

    Raises StorageError for an answer that has expired.
    """
    public = new_key()
    free = update(answers).where(answers.c.key == key, answers.c.share.is_(None))
    if base.execute(free.values(share=public, sharer=run)).rowcount:
        return Share("mine", public)
    held = select(answers.c.share, answers.c.sharer, answers.c.shared).where(answers.c.key == key)
    row = base.execute(held).one_or_none()
    if row is None:
        raise StorageError(f"the answer {key} expired while it was being shared")
    if row.share is None:
        raise StorageError(f"the answer {key} was being shared by somebody else; try again")
    if row.sharer is None or row.sharer == run:
        return Share("running" if row.sharer else "done", row.share, row.shared)
    orphaned = update(answers).where(
        answers.c.key == key, answers.c.share == row.share, answers.c.sharer == row.sharer
    )
    taken = base.execute(orphaned.values(sharer=run)).rowcount
    return Share("unclear" if taken else "running", row.share)
