"""Answers as they were shown, kept on disk by key so that their buttons work after a restart."""

from __future__ import annotations

import logging
import secrets
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, ValidationError

from bot.database import Database, Migration
from index.documents import Frozen
from index.errors import StorageError
from qa.charts.plot import Plot
from qa.models import Reply

log = logging.getLogger(__name__)

RECENT: Final = 256  # answers also kept in memory: buttons of a fresh answer work even if the disk does not
MIGRATIONS: Final[tuple[Migration, ...]] = (
    (
        """CREATE TABLE IF NOT EXISTS answers
            (key TEXT PRIMARY KEY, shown_at REAL NOT NULL, record TEXT NOT NULL)""",
        "CREATE INDEX IF NOT EXISTS answers_by_age ON answers (shown_at)",
    ),
    (
        *(
            f"ALTER TABLE answers ADD COLUMN {column}"
            for column in (
                "asker INTEGER",
                "guild INTEGER",
                "channel INTEGER",
                "parent INTEGER",  # the channel of a thread
                "message INTEGER",  # that shows the card
                "source INTEGER",  # the message or interaction that asked
                "about INTEGER",  # the message that was asked about
                "share TEXT",  # the key of the public copy, once somebody began to share the answer
                "sharer TEXT",  # the run of the bot that is posting the copy; NULL once its end is known
                "shared INTEGER",  # the message that shows the copy
            )
        ),
        "CREATE INDEX answers_by_message ON answers (message)",
        "CREATE INDEX answers_by_source ON answers (source)",
        "CREATE INDEX answers_by_about ON answers (about)",
        "CREATE INDEX answers_by_channel ON answers (channel)",
        "CREATE INDEX answers_by_parent ON answers (parent)",
        "CREATE INDEX answers_by_guild ON answers (guild)",
    ),
)


def new_key() -> str:
    """A key that cannot be guessed: 12 characters of A-Z, a-z, 0-9, - and _."""
    return secrets.token_urlsafe(9)


class ShownAnswer(Frozen):
    """An answer as it was shown: to whom, where and how."""

    key: str = Field(default_factory=new_key)
    reply: Reply
    asker: int
    channel: int
    parent: int | None = None
    """The channel that a thread belongs to."""
    guild: int | None = None
    source: int | None = None
    """The message or the interaction that asked."""
    about: int | None = None
    """The message that was asked about, where its words are part of the question."""
    private: bool
    shareable: bool = False
    headed: bool = False
    """Whether the card repeats the question: where Discord shows it above the answer, it does not."""
    by: str | None = None
    """The asker's name where Discord does not show who asked."""
    pictured: bool = False
    """Whether the card has a picture of the reply's plot."""

    @property
    def plot(self) -> Plot | None:
        """What the card's picture shows."""
        return self.reply.plot if self.pictured else None

    def without_question(self) -> ShownAnswer:
        """The same, once the question was taken back: the card does not show it, and nothing repeats it."""
        answer = self.reply.answer.model_copy(update={"question": ""})
        turn = self.reply.turn.model_copy(update={"question": "", "earlier": ()})
        reply = self.reply.model_copy(update={"answer": answer, "turn": turn})
        return self.model_copy(update={"reply": reply})


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
class _Recent:
    """An answer in memory; `written` if it is on disk as well. `share` counts where it is not."""

    shown_at: float
    shown: ShownAnswer
    written: bool = False
    share: Share | None = None


class AnswerStore:
    """Keeps answers in a file: at most `keep`, none older than `days`.

    An answer that cannot be written stays in memory. What has one effect only is decided here: who shares an
    answer, and what is left of one that is deleted.
    """

    def __init__(self, path: Path, *, keep: int, days: float, clock: Callable[[], float] = time.time) -> None:
        self.database = Database(path, MIGRATIONS)
        self._keep, self._seconds, self._clock = keep, days * 86_400, clock
        self._recent: OrderedDict[str, _Recent] = OrderedDict()
        self._process = new_key()

    async def put(self, shown: ShownAnswer) -> None:
        """Keep `shown`; never raises for a disk that is full, read-only or damaged."""
        now = self._clock()
        self._recent[shown.key] = _Recent(now, shown)
        self._recent.move_to_end(shown.key)
        while len(self._recent) > min(RECENT, self._keep):
            self._recent.popitem(last=False)
        try:
            await self.database.run(lambda base: self._insert(base, shown, now))
        except StorageError as error:
            log.warning("answers are kept in memory only: %s", error)
        else:
            self._renew(shown.key, written=True)

    async def get(self, key: str) -> ShownAnswer | None:
        """The answer of `key`, None if it has expired. Raises StorageError if it cannot be read."""
        oldest = self._clock() - self._seconds
        if key in self._recent:
            recent = self._recent[key]
            return recent.shown if recent.shown_at > oldest else None
        return await self.database.run(lambda base: _select(base, key, oldest))

    async def posted(self, key: str, message: int) -> None:
        """Remember which message shows the card of `key`; never raises for a disk that fails."""
        await self._try("UPDATE answers SET message = ? WHERE key = ?", (message, key))

    async def asker(self, key: str) -> int | None:
        """Whose the card of `key` is, also when its answer is forgotten; None if nobody knows any more."""
        if key in self._recent:
            return self._recent[key].shown.asker
        row = await self.database.run(
            lambda base: base.execute("SELECT asker FROM answers WHERE key = ?", (key,)).fetchone()
        )
        return row[0] if row else None

    async def forget(self, key: str) -> None:
        """Forget the answer of `key`, and keep only whose card it was: its Delete button still has to work.

        Raises StorageError if the disk cannot be written; then nothing is forgotten.
        """
        recent = self._recent.get(key)
        if recent is None or recent.written:
            await self._write("UPDATE answers SET record = '' WHERE key = ?", (key,))
        self._recent.pop(key, None)

    async def remove(self, key: str) -> None:
        """Keep nothing of the card of `key`, which is gone; never raises for a disk that fails."""
        self._recent.pop(key, None)
        await self._try("DELETE FROM answers WHERE key = ?", (key,))

    async def remove_messages(self, messages: Collection[int]) -> None:
        """Keep nothing of cards that stood in `messages`. Raises StorageError; then nothing is removed."""
        await self._remove("DELETE FROM answers WHERE message = ? RETURNING key", messages)

    async def remove_channel(self, channel: int) -> None:
        """Keep nothing of cards that stood in a channel and its threads, or in a thread.

        Raises StorageError.
        """
        await self._remove("DELETE FROM answers WHERE channel = ?1 OR parent = ?1 RETURNING key", (channel,))

    async def remove_guild(self, guild: int) -> None:
        """Keep nothing of cards that stood in a server. Raises StorageError."""
        await self._remove("DELETE FROM answers WHERE guild = ? RETURNING key", (guild,))

    async def forget_questions(self, sources: Collection[int]) -> None:
        """Keep no question that was asked in `sources`; the answers stay. Raises StorageError."""
        for key, recent in self._recent.items():
            if {recent.shown.source, recent.shown.about} & {*sources}:
                self._recent[key] = replace(recent, shown=recent.shown.without_question())
        await self.database.run(lambda base: _strip_questions(base, sources))

    async def begin_share(self, key: str) -> Share:
        """Take the right to share the answer of `key`, if it is still to be had.

        Raises StorageError if that cannot be written down: then nothing may be posted.
        """
        recent = self._recent.get(key)
        if recent is not None and not recent.written:
            share = recent.share or Share("mine", new_key())
            taken = share.state in ("mine", "unclear")
            self._renew(key, share=replace(share, state="running") if taken else share)
            self._set_shareable(key, shareable=False)
            return share
        share = await self.database.run(lambda base: _begin_share(base, key, self._process))
        if share.state == "mine":
            self._set_shareable(key, shareable=False)
        return share

    async def end_share(self, key: str, message: int | None) -> None:
        """The copy stands, in `message`. Never raises: if it cannot be written, the end stays unclear."""
        recent = self._recent.get(key)
        if recent is not None and recent.share is not None:
            self._renew(key, share=Share("done", recent.share.key, message))
        await self._try("UPDATE answers SET sharer = NULL, shared = ? WHERE key = ?", (message, key))

    async def give_up_share(self, key: str, *, unclear: bool = False) -> None:
        """The copy was not posted, and the next may try; with `unclear`, nobody can tell. Never raises."""
        recent = self._recent.get(key)
        if recent is not None and recent.share is not None:
            self._renew(key, share=Share("unclear", recent.share.key) if unclear else None)
        if unclear:
            await self._try("UPDATE answers SET sharer = '' WHERE key = ?", (key,))
        else:
            self._set_shareable(key, shareable=True)
            await self._try("UPDATE answers SET share = NULL, sharer = NULL WHERE key = ?", (key,))

    async def close(self) -> None:
        """Close the file; may be called again."""
        await self.database.close()

    def _renew(self, key: str, **changes: object) -> None:
        """Change what memory holds of `key`, if it still does."""
        if key in self._recent:
            self._recent[key] = replace(self._recent[key], **changes)  # type: ignore[arg-type]

    def _set_shareable(self, key: str, *, shareable: bool) -> None:
        if key in self._recent:
            shown = self._recent[key].shown.model_copy(update={"shareable": shareable})
            self._renew(key, shown=shown)

    async def _write(self, statement: str, values: tuple[object, ...]) -> None:
        await self.database.run(lambda base: base.execute(statement, values))

    async def _try(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            await self._write(statement, values)
        except StorageError as error:
            log.warning("what became of a card could not be written: %s", error)

    async def _remove(self, statement: str, ids: Collection[int]) -> None:
        def remove(base: sqlite3.Connection) -> list[str]:
            return [key for one in ids for (key,) in base.execute(statement, (one,)).fetchall()]

        for key in await self.database.run(remove):
            self._recent.pop(key, None)

    def _insert(self, base: sqlite3.Connection, shown: ShownAnswer, now: float) -> None:
        base.execute(
            "INSERT OR REPLACE INTO answers "
            "(key, shown_at, record, asker, guild, channel, parent, source, about) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (shown.key, now, shown.model_dump_json(), *_whereabouts(shown)),
        )
        base.execute("DELETE FROM answers WHERE shown_at <= ?", (now - self._seconds,))
        base.execute(
            "DELETE FROM answers WHERE key IN "
            "(SELECT key FROM answers ORDER BY shown_at DESC, rowid DESC LIMIT -1 OFFSET ?)",
            (self._keep,),
        )


def _whereabouts(shown: ShownAnswer) -> tuple[int | None, ...]:
    return shown.asker, shown.guild, shown.channel, shown.parent, shown.source, shown.about


def _select(base: sqlite3.Connection, key: str, oldest: float) -> ShownAnswer | None:
    query = "SELECT record, share FROM answers WHERE key = ? AND shown_at > ? AND record != ''"
    row = base.execute(query, (key, oldest)).fetchone()
    shown = _read(row[0]) if row else None
    return shown.model_copy(update={"shareable": False}) if shown and row[1] is not None else shown


def _read(record: str) -> ShownAnswer | None:
    try:
        return ShownAnswer.model_validate_json(record)
    except ValidationError as error:
        log.warning("an answer was kept by another version: %s", error.error_count())
        return None


def _strip_questions(base: sqlite3.Connection, sources: Collection[int]) -> None:
    for source in sources:
        query = "SELECT key, record FROM answers WHERE source = ?1 OR about = ?1"
        held = base.execute(query, (source,)).fetchall()
        for key, record in held:
            shown = _read(record) if record else None
            stripped = shown.without_question().model_dump_json() if shown else ""
            base.execute("UPDATE answers SET record = ? WHERE key = ?", (stripped, key))


def _begin_share(base: sqlite3.Connection, key: str, run: str) -> Share:
    """Decides in one statement: of two that press at once, one finds what it asks for."""
    public = new_key()
    begin = "UPDATE answers SET share = ?, sharer = ? WHERE key = ? AND share IS NULL"
    if base.execute(begin, (public, run, key)).rowcount:
        return Share("mine", public)
    row = base.execute("SELECT share, sharer, shared FROM answers WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise StorageError(f"the answer {key} expired while it was being shared")
    share, sharer, message = row
    if sharer is None or sharer == run:
        return Share("running" if sharer else "done", share, message)
    base.execute("UPDATE answers SET sharer = ? WHERE key = ?", (run, key))
    return Share("unclear", share)
