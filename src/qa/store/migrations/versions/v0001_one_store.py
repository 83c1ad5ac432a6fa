"""One store of what two files and nothing held before."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from qa.store.tables import Place, StoredText

revision = "0001"
down_revision = None


def upgrade() -> None:
    _answers()
    _events()
    _choices()
    _said()
    op.create_table(
        "taken_over",
        sa.Column("file", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, primary_key=True),
    )


def _answers() -> None:
    found_by = ("asker", "guild", "channel", "parent", "message", "source", "about")
    op.create_table(
        "answers",
        sa.Column("place", Place, primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("created", sa.Double, nullable=False, index=True),
        sa.Column("corpus_version", sa.Text, nullable=False),
        *(sa.Column(name, sa.BigInteger, index=True) for name in found_by),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("private", "shareable", "headed")),
        sa.Column("by", StoredText),
        sa.Column("pictured", sa.Boolean, nullable=False),
        sa.Column("published", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("share", sa.Text),
        sa.Column("sharer", sa.Text),
        sa.Column("shared", sa.BigInteger),
        sa.Column("question", StoredText, nullable=False),
        sa.Column("reply", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "quoted",
        _answer(primary_key=True),
        sa.Column("collection", sa.Text, primary_key=True, index=True),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("at", sa.Double, nullable=False, index=True),
        sa.Column("withdrawn", sa.Boolean, nullable=False, server_default=sa.false()),
    )


def _choices() -> None:
    op.create_table(
        "settings",
        sa.Column("place", Place, primary_key=True, autoincrement=True),
        sa.Column("guild", sa.BigInteger, nullable=False),
        sa.Column("channel", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("by", sa.BigInteger),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
        sqlite_autoincrement=True,
    )
    op.create_index(None, "settings", ["guild", "channel", "name"])
    op.create_table(
        "retention",
        sa.Column("guild", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("days", sa.Double, nullable=False),
        sa.Column("by", sa.BigInteger),
        sa.Column("at", sa.Double, nullable=False),
        sa.CheckConstraint("days > 0", name="days"),
    )


def _said() -> None:
    verdicts = "'helpful', 'wrong', 'unsupported', 'outdated', 'missing', 'beside'"
    op.create_table(
        "feedback",
        _answer(primary_key=True),
        sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False, index=True),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("words", StoredText, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.CheckConstraint(f"verdict IN ({verdicts})", name="verdict"),
    )
    op.create_table(
        "watches",
        sa.Column("key", sa.Text, primary_key=True),
        _answer(index=True),
        sa.Column("entity", sa.Text, index=True),
        *(sa.Column(name, sa.BigInteger, index=True) for name in ("person", "channel", "guild")),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.CheckConstraint("(answer IS NULL) <> (entity IS NULL)", name="watched"),
        sa.CheckConstraint("(person IS NULL) <> (channel IS NULL)", name="watcher"),
    )
    once = ("coalesce(answer, '')", "coalesce(entity, '')", "coalesce(person, 0)", "coalesce(channel, 0)")
    op.create_index("uq_watches_once", "watches", list(map(sa.text, once)), unique=True)


def _answer(**options: Any) -> sa.Column[str]:  # noqa: ANN401 - passed on
    return sa.Column("answer", sa.Text, sa.ForeignKey("answers.key", ondelete="CASCADE"), **options)
