"""Answers that administrators teach, and what became of posts of forums."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from qa.store.tables import Place, StoredText

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("answers", sa.Column("post", sa.Text))
    op.create_table(
        "taught",
        sa.Column("place", Place, primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False, index=True),
        sa.Column("guild", sa.BigInteger, nullable=False, index=True),
        sa.Column("collection", sa.Text, index=True),
        *(sa.Column(name, StoredText, nullable=False) for name in ("question", "answer", "source")),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("by", sa.BigInteger),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
        sqlite_autoincrement=True,
    )
