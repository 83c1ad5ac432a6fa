"""What the store holds of one person, to be handed to them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Connection, Row, Table, and_, select

from qa.store.database import StoreDatabase
from qa.store.tables import (
    NOWHERE,
    answers,
    api_keys,
    audit,
    feedback,
    retention,
    settings,
    spent_tokens,
    taught,
    watches,
)
from qa.store.token_budget import DAY

PLACES = ("key", "guild", "channel", "parent", "message", "source", "about", "private", "published", "by")


class PersonalData:
    """Raises StorageError where the store cannot be read."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    async def of(self, person: int) -> dict[str, list[JsonValue]]:
        """What a person asked, said, watches, set and taught, oldest first; times as ISO 8601 has them."""

        def read(base: Connection) -> dict[str, list[JsonValue]]:
            return {
                "answers": [_answer(row) for row in _rows(base, answers, answers.c.asker == person)],
                "feedback": [
                    {"answer": row.answer, "verdict": row.verdict, "words": row.words, "at": _time(row.at)}
                    for row in _rows(base, feedback, feedback.c.person == person, "at")
                ],
                "watches": [
                    {"answer": row.answer, "entity": row.entity, "guild": row.guild, "at": _time(row.at)}
                    for row in _rows(base, watches, watches.c.person == person, "at")
                ],
                "settings": [_setting(row) for row in _rows(base, settings, settings.c.by == person)],
                "taught": [_taught(row) for row in _rows(base, taught, taught.c.by == person)],
                "retention": [
                    {"guild": row.guild, "days": row.days, "at": _time(row.at)}
                    for row in _rows(base, retention, retention.c.by == person, "at")
                ],
                "api_keys": [
                    {"guild": row.guild, "name": row.name, "at": _time(row.at)}
                    for row in _rows(base, api_keys, api_keys.c.by == person, "at")
                ],
                "audit": [
                    {"guild": row.guild, "act": row.act, "about": row.about, "at": _time(row.at)}
                    for row in _rows(base, audit, audit.c.by == person)
                ],
                "spent_tokens": [
                    {"day": _time(row.day * DAY), "tokens": row.tokens}
                    for row in _rows(base, spent_tokens, and_(*_spent_by(person)), "day")
                ],
            }

        return await self._database.read(read)


def _rows(
    base: Connection, table: Table, of_them: ColumnElement[bool], by: str = "place"
) -> Sequence[Row[Any]]:
    return base.execute(select(table).where(of_them).order_by(table.c[by])).all()


def _spent_by(person: int) -> tuple[ColumnElement[bool], ...]:
    return spent_tokens.c.who == "person", spent_tokens.c.id == person


def _answer(row: Row[Any]) -> JsonValue:
    """The whole answer as it is kept; without it where it was forgotten."""
    reply = json.loads(row.reply) if row.reply else None
    places: dict[str, JsonValue] = {name: row._mapping[name] for name in PLACES}
    return {"at": _time(row.created), "question": row.question, **places, "reply": reply}


def _setting(row: Row[Any]) -> JsonValue:
    channel = None if row.channel == NOWHERE else row.channel
    told = {"guild": row.guild, "channel": channel, "name": row.name, "value": row.value}
    return {**told, "at": _time(row.at)}


def _taught(row: Row[Any]) -> JsonValue:
    told = {name: row._mapping[name] for name in ("guild", "question", "answer", "source", "withdrawn")}
    return {**told, "at": _time(row.at)}


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
