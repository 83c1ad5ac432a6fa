"""Keys of other programs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from qa.store.tables import Place, StoredText

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("number", Place, primary_key=True, autoincrement=True),
        sa.Column("guild", sa.BigInteger, nullable=False),
        sa.Column("name", StoredText, nullable=False),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        sa.Column("by", sa.BigInteger),
        sa.Column("at", sa.Double, nullable=False),
        sa.UniqueConstraint("guild", "name"),
        sqlite_autoincrement=True,
    )
