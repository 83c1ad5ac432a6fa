"""What is being answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from qa.store.tables import StoredText

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "pending",
        sa.Column("source", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("channel", sa.BigInteger, nullable=False),
        sa.Column("guild", sa.BigInteger),
        sa.Column("person", sa.BigInteger, nullable=False, index=True),
        sa.Column("token", sa.Text),
        sa.Column("asked", StoredText),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("run", sa.Text, nullable=False),
    )
