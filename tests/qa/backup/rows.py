"""A row in each table that a revision of the store has, and what is in a store."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import select

from qa.store.address import StoreAddress
from qa.store.copying import own_tables, store_rows
from qa.store.engines import blocking_engine
from qa.store.opening import migrate
from qa.store.tables import answers

PERSON: Final = 80351110224678912  # larger than a float holds
GUILD: Final = 7
WORDS: Final = 'Wie hoch, «80 %»? 三分之一 🙂 \\ " \n'
FLAGS: Final = {"private": True, "shareable": False, "headed": True, "pictured": False, "published": True}
ROWS: Final[dict[str, dict[str, Any]]] = {
    "answers": {
        "place": 41,
        "key": "k",
        "created": 0.1 + 0.2,
        "corpus_version": "v",
        "asker": PERSON,
        "guild": GUILD,
        "question": WORDS,
        **FLAGS,
    },
    "quoted": {"answer": "k", "collection": "reports"},
    "events": {"name": f"follow:k:1:{PERSON}", "at": 1.5, "withdrawn": True},
    "settings": {
        "place": 3,
        "guild": GUILD,
        "channel": 0,
        "name": "n",
        "value": {"a": [1, None, "é"]},
        "by": PERSON,
        "at": 2.0,
        "undone": False,
    },
    "retention": {"guild": GUILD, "days": 2.5, "by": PERSON, "at": 3.0},
    "feedback": {"answer": "k", "person": PERSON + 1, "verdict": "wrong", "words": WORDS, "at": 4.0},
    "watches": {"key": "w", "entity": "r1", "person": PERSON, "guild": GUILD, "digest": "d", "at": 5.0},
    "taught": {
        "place": 9,
        "key": "t",
        "guild": GUILD,
        "question": "q",
        "answer": "a",
        "source": "s",
        "withdrawn": False,
        "by": None,
        "at": 6.0,
        "undone": True,
    },
    "api_keys": {"number": 5, "guild": GUILD, "name": "Bot", "digest": "x", "by": PERSON, "at": 7.0},
    "spent_tokens": {"day": 20_000, "who": "person", "id": PERSON, "tokens": 5_000_000_000},
    "pending": {
        "source": 11,
        "channel": 2,
        "guild": GUILD,
        "person": PERSON,
        "token": None,
        "asked": WORDS,
        "at": 9.0,
        "tries": 1,
        "run": "r",
    },
    "audit": {"place": 2, "guild": GUILD, "by": PERSON, "at": 8.0, "act": "setting", "about": {"n": [WORDS]}},
    "taken_over": {"file": "answers.sqlite3", "digest": "y"},
}


def filled(address: StoreAddress, revision: str) -> None:
    """Make the tables of a revision, with a row in each."""
    if address.file is not None:
        address.file.parent.mkdir(parents=True, exist_ok=True)
    engine = blocking_engine(address)
    with engine.begin() as base:
        migrate(base, address, revision)
        for table in own_tables(base):
            row = ROWS[table.name]
            base.execute(table.insert(), {name: value for name, value in row.items() if name in table.c})
    engine.dispose()


def held(address: StoreAddress) -> dict[str, list[dict[str, Any]]]:
    with store_rows(address) as rows:
        return {name: list(table) for name, table in rows.tables}


def same(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> bool:
    """Whether all that was there is there, in tables that may have more columns."""
    return all(
        [{name: row[name] for name in old} for old, row in zip(rows, after[table], strict=True)] == rows
        for table, rows in before.items()
    )


def backed_up(held: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """What a backup of these rows brings back: not what was being answered, nor the tokens for that."""
    return {name: [] if name == "pending" else rows for name, rows in held.items()}


def next_place(address: StoreAddress) -> int:
    """The number that the next answer gets."""
    engine = blocking_engine(address)
    with engine.begin() as base:
        row = {**ROWS["answers"], "key": "k2"}
        del row["place"]
        base.execute(answers.insert(), row)
        found = base.execute(select(answers.c.place).where(answers.c.key == "k2")).scalar_one()
        base.rollback()
    engine.dispose()
    return int(found)
