"""The tables of the store, as the newest migration leaves them."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

REVISION: Final = "0007"
"""The newest version of the tables."""
NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
NOWHERE: Final = 0
"""Stands for no server, or for all channels of one, where a key needs a number: no id of Discord's is 0."""
ONCE: Final = ("coalesce(answer, '')", "coalesce(entity, '')", "coalesce(person, 0)", "coalesce(channel, 0)")
"""What no two watches have alike: NULL would equal nothing, itself included."""
VERDICTS: Final = ("helpful", "wrong", "unsupported", "outdated", "missing", "beside")

Place = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up no other type


class StoredText(TypeDecorator[str]):
    """Text of people, which may hold what a database refuses: NUL and halves of characters become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy passes it
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """`text` as every database takes it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "�")


def upsert(base: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT into `table` that knows ON CONFLICT."""
    return sqlite.insert(table) if base.dialect.name == "sqlite" else postgresql.insert(table)


def _person(name: str, **options: Any) -> Column[int]:  # noqa: ANN401 - passed on
    return Column(name, BigInteger, **options)


def _answer(*, key: bool = False, null: bool = False) -> Column[str]:
    """The key of an answer: what is said of one goes with it."""
    gone = ForeignKey("answers.key", ondelete="CASCADE")
    return Column("answer", Text, gone, primary_key=key, nullable=null, index=not key)


metadata: Final = MetaData(naming_convention=NAMES)

answers: Final = Table(
    "answers",
    metadata,
    Column("place", Place, primary_key=True, autoincrement=True),  # the order in which they came
    Column("key", Text, nullable=False, unique=True),
    Column("created", Double, nullable=False, index=True),  # seconds since 1970, here and below
    Column("corpus_version", Text, nullable=False),
    _person("asker", index=True),  # NULL where nobody may know
    _person("guild", index=True),
    _person("channel", index=True),
    _person("parent", index=True),  # the channel of a thread
    _person("message", index=True),  # that shows the card
    _person("source", index=True),  # the message or interaction that asked
    _person("about", index=True),  # the message that was asked about
    Column("private", Boolean, nullable=False),
    Column("shareable", Boolean, nullable=False),
    Column("headed", Boolean, nullable=False),
    Column("by", StoredText),  # the asker's name, where the card says it
    Column("pictured", Boolean, nullable=False),
    Column("published", Boolean, nullable=False, server_default=false()),  # may be read by its link
    Column("share", Text),  # the key of the public copy, once somebody began to share the answer
    Column("sharer", Text),  # the run of the bot that is posting the copy; NULL once its end is known
    _person("shared"),  # the message that shows the copy
    Column("question", StoredText, nullable=False),  # "" once it was taken back
    # The whole Reply as JSON; NULL once it is forgotten. It is late, as SQLite reads a row from the left.
    Column("reply", Text),
    Column("post", Text),  # what became of the post of a forum that it answers; NULL where it answers none
    sqlite_autoincrement=True,
)

quoted: Final = Table(  # which collections an answer quotes
    "quoted",
    metadata,
    _answer(key=True),
    Column("collection", Text, primary_key=True, index=True),
)

events: Final = Table(
    "events",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", Double, nullable=False, index=True),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
)

pending: Final = Table(  # what is being answered
    "pending",
    metadata,
    Column("source", BigInteger, primary_key=True, autoincrement=False),  # the message or interaction
    Column("channel", BigInteger, nullable=False),
    Column("guild", BigInteger),
    _person("person", nullable=False, index=True),
    Column("token", Text),  # a secret for 15 minutes, which the row never outlives
    Column("asked", StoredText),
    Column("at", Double, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("run", Text, nullable=False),  # of the bot that is at it
)

settings: Final = Table(  # every change: the last that was not undone holds
    "settings",
    metadata,
    Column("place", Place, primary_key=True, autoincrement=True),
    Column("guild", BigInteger, nullable=False),
    Column("channel", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("value", JSON, nullable=False),
    _person("by"),
    Column("at", Double, nullable=False),
    Column("undone", Boolean, nullable=False, server_default=false()),
    Index(None, "guild", "channel", "name"),
    sqlite_autoincrement=True,
)

retention: Final = Table(
    "retention",
    metadata,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    Column("days", Double, nullable=False),
    _person("by"),
    Column("at", Double, nullable=False),
    CheckConstraint("days > 0", name="days"),
)

feedback: Final = Table(
    "feedback",
    metadata,
    _answer(key=True),
    _person("person", primary_key=True, autoincrement=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("words", StoredText, nullable=False),
    Column("at", Double, nullable=False),
    CheckConstraint(f"verdict IN ({', '.join(map(repr, VERDICTS))})", name="verdict"),
)

watches: Final = Table(
    "watches",
    metadata,
    Column("key", Text, primary_key=True),
    _answer(null=True),
    Column("entity", Text, index=True),
    _person("person", index=True),
    _person("channel", index=True),
    _person("guild", index=True),
    Column("digest", Text, nullable=False),  # of the answer that the watcher knows
    Column("at", Double, nullable=False),
    CheckConstraint("(answer IS NULL) <> (entity IS NULL)", name="watched"),
    CheckConstraint("(person IS NULL) <> (channel IS NULL)", name="watcher"),
    Index("uq_watches_once", *map(text, ONCE), unique=True),
)

taught: Final = Table(  # every version of what was taught: the last that was not undone holds
    "taught",
    metadata,
    Column("place", Place, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, index=True),
    Column("guild", BigInteger, nullable=False, index=True),
    Column("collection", Text, index=True),  # whose documents it is beside; NULL for all of the server's
    *(Column(name, StoredText, nullable=False) for name in ("question", "answer", "source")),
    Column("withdrawn", Boolean, nullable=False),
    _person("by"),
    Column("at", Double, nullable=False),
    Column("undone", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)

api_keys: Final = Table(  # of other programs, which reach what their server reaches
    "api_keys",
    metadata,
    Column("number", Place, primary_key=True, autoincrement=True),
    Column("guild", BigInteger, nullable=False),
    Column("name", StoredText, nullable=False),
    Column("digest", Text, nullable=False, unique=True),  # nobody can find the key by it
    _person("by"),
    Column("at", Double, nullable=False),
    UniqueConstraint("guild", "name"),
    sqlite_autoincrement=True,
)

audit: Final = Table(  # acts of administrators, in the order in which they were done
    "audit",
    metadata,
    Column("place", Place, primary_key=True, autoincrement=True),
    Column("guild", BigInteger, nullable=False, index=True),
    _person("by"),
    Column("at", Double, nullable=False, index=True),
    Column("act", Text, nullable=False),
    Column("about", JSON, nullable=False),
    sqlite_autoincrement=True,
)

spent_tokens: Final = Table(  # what a language model cost, by the day: since 1970, in UTC
    "spent_tokens",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("who", Text, primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("tokens", BigInteger, nullable=False),
    CheckConstraint("who IN ('server', 'person')", name="who"),
)

taken_over: Final = Table(  # files of earlier versions whose rows are here
    "taken_over",
    metadata,
    Column("file", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
)
