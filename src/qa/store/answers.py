"""Answers as they were shown, kept by key so that their buttons and links work after a restart."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    Row,
    Select,
    Text,
    Update,
    bindparam,
    delete,
    or_,
    select,
    update,
)

from index.errors import StorageError
from qa.store.database import StoreDatabase
from qa.store.posts import mark_post
from qa.store.recent import RecentAnswers
from qa.store.retention import DAY, SHORTEST, is_kept, remove_old
from qa.store.rows import answer_row, quoted_rows, require, shown_in, shown_rows, strip_questions
from qa.store.shares import Copy, Share, begin_share, copy_of
from qa.store.shown_answer import PostState, ShownAnswer, new_key
from qa.store.tables import answers, feedback, quoted, upsert, watches

log = logging.getLogger(__name__)

IS_KEPT: Final = is_kept(bindparam("now", type_=Double), bindparam("days", type_=Double))
# Both are made once: that takes as long as to read an answer.
KEPT: Final = shown_rows().where(answers.c.key == bindparam("wanted", type_=Text), IS_KEPT)
SEVERAL: Final = shown_rows().where(
    answers.c.key.in_(bindparam("wanted", type_=Text, expanding=True)), IS_KEPT
)
GLANCES: Final = select(
    *(answers.c[name] for name in ("key", "created", "published", "guild")),
    (answers.c.question != "").label("asked"),
).where(
    answers.c.reply.is_not(None), answers.c.key.in_(bindparam("wanted", type_=Text, expanding=True)), IS_KEPT
)
AT_ONCE: Final = 500  # keys in a statement
SWEPT: Final = 60.0  # seconds until what is too old is looked for again; nobody reads it meanwhile


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer, when it was shown, in seconds since 1970, and whether it may be read by its link."""

    shown: ShownAnswer
    created: float
    published: bool


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of an answer without reading it: equal as long as nothing of it has changed.

    `asked` says that its question was not taken back, `server` is where it was asked.
    """

    created: float
    published: bool
    asked: bool
    server: int | None


class AnswerStore:
    """Keeps answers: at most `keep`, none older than `days`, or than its server says.

    An answer that cannot be written stays in memory. What has one effect only is decided here: who shares an
    answer, and what is left of one that is deleted.
    """

    def __init__(
        self, database: StoreDatabase, *, keep: int, days: float, clock: Callable[[], float] = time.time
    ) -> None:
        self.database = database
        self.recent = RecentAnswers(keep)
        self._keep, self._days, self._clock = keep, days, clock
        self._run = new_key()
        self._swept = 0.0

    async def put(self, shown: ShownAnswer) -> None:
        """Keep `shown`; never raises for a disk that is full, read-only or damaged."""
        now = self._clock()
        self.recent.add(shown, now)
        try:
            swept = await self.database.write(lambda base: self._insert(base, shown, now))
        except StorageError as error:
            log.warning("answers are kept in memory only: %s", error)
            return
        self.recent.renew(shown.key, written=True)
        if swept:
            await self.database.erased()

    async def get(self, key: str) -> ShownAnswer | None:
        """The answer of `key`, None if it has expired. Raises StorageError if it cannot be read."""
        shared = self.database.address.file is None  # then another process may have deleted it
        found = (None if shared else self._in_memory(key)) or await self.find(key)
        return found.shown if found else None

    async def find(self, key: str) -> StoredAnswer | None:
        """The same with what is known beside it, as the store has it."""
        recent = self.recent.get(key)
        if recent is not None and not recent.written:
            return self._in_memory(key)
        wanted = {"wanted": key, "now": self._clock(), "days": self._days}
        row = await self.database.read(lambda base: base.execute(KEPT, wanted).one_or_none())
        return _stored(row)

    async def finds(self, keys: Collection[str]) -> dict[str, StoredAnswer]:
        """The same of several at once."""
        held, written = self._divided(keys)
        rows = await self._written(SEVERAL, written)
        read = await asyncio.to_thread(lambda: [found for row in rows if (found := _stored(row))])
        return held | {one.shown.key: one for one in read}

    async def glances(self, keys: Collection[str]) -> dict[str, Glance]:
        """The same in brief, of several at once. Raises StorageError if they cannot be read."""
        held, written = self._divided(keys)
        found = {key: _glance(one) for key, one in held.items()}
        for row in await self._written(GLANCES, written):
            found[row.key] = Glance(row.created, row.published, row.asked, row.guild)
        return found

    async def copy_of(self, key: str) -> Copy | None:
        """The public copy of the answer of `key`, where one stands; None where none does. StorageError."""
        recent = self.recent.get(key)
        if recent is not None and not recent.written:
            return self.recent.copy_of(key)
        return await self.database.read(lambda base: copy_of(base, key))

    async def posted(self, key: str, message: int) -> None:
        """Remember which message shows the card of `key`; never raises for a disk that fails."""
        await self._try(_of(key).values(message=message))

    async def publish(self, key: str, *, published: bool = True) -> None:
        """Let the answer of `key` be read by its link, or no longer. Raises StorageError.

        Nothing is published that has expired or is in memory alone.
        """

        def write(base: Connection) -> None:
            if published:
                require(base, key)
            base.execute(_of(key).values(published=published))

        await self.database.write(write)

    async def mark(self, key: str, person: int, state: PostState) -> None:
        """Keep what a person says of the answer of `key` to a post. Raises StorageError."""
        await self.database.write(lambda base: mark_post(base, key, person, state, self._clock()))
        self.recent.set_shown(key, post=state)

    async def take_back(self, key: str) -> None:
        """The public copy of the answer of `key` is gone: it may be shared again. Raises StorageError."""
        recent = self.recent.get(key)
        if recent is None or recent.written:
            nothing = _of(key).where(answers.c.sharer.is_(None)).values(share=None, shared=None)
            await self.database.write(lambda base: base.execute(nothing))
        self.recent.give_up_share(key, unclear=False)

    async def asker(self, key: str) -> int | None:
        """Whose the card of `key` is, also when its answer is forgotten; None if nobody knows any more."""
        if (recent := self.recent.get(key)) is not None:
            return recent.shown.asker
        wanted = select(answers.c.asker).where(answers.c.key == key)
        return await self.database.read(lambda base: base.execute(wanted).scalar())

    async def forget(self, key: str) -> None:
        """Forget the answer of `key`, and keep only whose card it was: its Delete button still has to work.

        Raises StorageError if the disk cannot be written; then nothing is forgotten.
        """
        recent = self.recent.get(key)
        if recent is None or recent.written:
            await self.database.write(lambda base: _forget(base, key))
            await self.database.erased()
        self.recent.drop((key,))

    async def remove(self, key: str) -> None:
        """Keep nothing of the card of `key`, which is gone; never raises for a disk that fails."""
        self.recent.drop((key,))
        try:
            await self._remove(answers.c.key == key)
        except StorageError as error:
            log.warning("what became of a card could not be written: %s", error)

    async def remove_messages(self, messages: Collection[int]) -> None:
        """Keep nothing of cards that stood in `messages`. Raises StorageError; then nothing is removed."""
        if messages:
            await self._remove(answers.c.message.in_(messages))

    async def remove_channel(self, channel: int) -> None:
        """Keep nothing of cards that stood in a channel and its threads, or in a thread.

        Raises StorageError.
        """
        await self._remove(or_(answers.c.channel == channel, answers.c.parent == channel))

    async def forget_questions(self, sources: Collection[int]) -> None:
        """Keep no question that was asked in `sources`; the answers stay. Raises StorageError."""
        self.recent.without_questions(sources)
        if sources:
            gone = await self.database.write(lambda base: strip_questions(base, sources))
            if gone:
                await self.database.erased()

    async def begin_share(self, key: str) -> Share:
        """Take the right to share the answer of `key`, if it is still to be had.

        Raises StorageError if that cannot be written down: then nothing may be posted.
        """
        recent = self.recent.get(key)
        if recent is not None and not recent.written:
            return self.recent.begin_share(key)
        share = await self.database.write(lambda base: begin_share(base, key, self._run))
        if share.state == "mine":
            self.recent.set_shown(key, shareable=False)
        return share

    async def end_share(self, key: str, message: int | None) -> None:
        """The copy stands, in `message`. Never raises: if it cannot be written, the end stays unclear."""
        self.recent.end_share(key, message)
        await self._try(_of(key).values(sharer=None, shared=message))

    async def give_up_share(self, key: str, *, unclear: bool = False) -> None:
        """The copy was not posted, and the next may try; with `unclear`, nobody can tell. Never raises."""
        self.recent.give_up_share(key, unclear=unclear)
        await self._try(_of(key).values(sharer="") if unclear else _of(key).values(share=None, sharer=None))

    async def sweep(self) -> int:
        """Remove what is too old, which nobody reads any more; how many there were. Raises StorageError."""
        gone = await self.database.write(lambda base: remove_old(base, self._clock(), self._days))
        if gone:
            await self.database.erased()
        return gone

    async def close(self) -> None:
        """Close the database; may be called again."""
        await self.database.close()

    async def _try(self, statement: Update) -> None:
        try:
            await self.database.write(lambda base: base.execute(statement))
        except StorageError as error:
            log.warning("what became of a card could not be written: %s", error)

    async def _remove(self, gone: ColumnElement[bool]) -> None:
        statement = delete(answers).where(gone).returning(answers.c.key)

        def write(base: Connection) -> Sequence[str]:
            keys = base.execute(statement).scalars().all()
            _take_offline(base, keys)
            return keys

        keys = await self.database.write(write)
        self.recent.drop(keys)
        if keys:
            await self.database.erased()

    def _divided(self, keys: Collection[str]) -> tuple[dict[str, StoredAnswer], list[str]]:
        """What is in memory alone, and the keys of what the store has, if anybody."""
        held, written = dict[str, StoredAnswer](), list[str]()
        for key in keys:
            recent = self.recent.get(key)
            if recent is None or recent.written:
                written.append(key)
            elif (found := self._in_memory(key)) is not None:
                held[key] = found
        return held, written

    async def _written(self, query: Select[Any], keys: Sequence[str]) -> list[Row[Any]]:
        """The rows of the store for `keys`. Raises StorageError."""
        rows: list[Row[Any]] = []
        for first in range(0, len(keys), AT_ONCE):
            some = keys[first : first + AT_ONCE]
            wanted = {"wanted": some, "now": self._clock(), "days": self._days}
            rows += await self.database.read(partial(_rows, query, wanted))
        return rows

    def _in_memory(self, key: str) -> StoredAnswer | None:
        """The answer of `key`, if memory has it and may tell: the store alone knows what a server decided."""
        recent = self.recent.get(key)
        if recent is None:
            return None
        days = min(self._days, SHORTEST) if recent.written else self._days
        too_old = self._clock() - recent.shown_at >= days * DAY
        return None if too_old else StoredAnswer(recent.shown, recent.shown_at, published=False)

    def _insert(self, base: Connection, shown: ShownAnswer, now: float) -> bool:
        """Add the answer, and remove what is too old or too much; whether anything was too old."""
        row = answer_row(shown, now)
        insert = upsert(base, answers).values(row)
        base.execute(insert.on_conflict_do_update(index_elements=["key"], set_=row))
        if collections := quoted_rows(shown):
            base.execute(upsert(base, quoted).on_conflict_do_nothing(), collections)
        newest = select(answers.c.place).order_by(answers.c.created.desc(), answers.c.place.desc())
        base.execute(delete(answers).where(answers.c.place.in_(newest.offset(self._keep))))
        if now - self._swept < SWEPT:
            return False
        self._swept = now
        return remove_old(base, now, self._days) > 0


def _rows(query: Select[Any], wanted: Mapping[str, Any], base: Connection) -> Sequence[Row[Any]]:
    return base.execute(query, wanted).all()


def _glance(held: StoredAnswer) -> Glance:
    return Glance(held.created, held.published, bool(held.shown.reply.answer.question), held.shown.guild)


def _of(key: str) -> Update:
    return update(answers).where(answers.c.key == key)


def _stored(row: Row[Any] | None) -> StoredAnswer | None:
    shown = shown_in(row) if row else None
    return StoredAnswer(shown, row.created, row.published) if row and shown else None


def _forget(base: Connection, key: str) -> None:
    base.execute(_of(key).values(reply=None, question="", by=None, corpus_version="", published=False))
    _take_offline(base, (key,))
    for table in (quoted, feedback, watches):
        base.execute(delete(table).where(table.c.answer == key))


def _take_offline(base: Connection, copies: Sequence[str]) -> None:
    """No answer is read by its link whose public copy is gone: whoever removed one meant the other, too."""
    for first in range(0, len(copies), AT_ONCE):
        of_them = answers.c.share.in_(copies[first : first + AT_ONCE])
        base.execute(update(answers).where(of_them).values(published=False))
