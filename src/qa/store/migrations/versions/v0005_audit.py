"""What administrators did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from qa.store.tables import Place

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("place", Place, primary_key=True, autoincrement=True),
        sa.Column("guild", sa.BigInteger, nullable=False, index=True),
        sa.Column("by", sa.BigInteger),
        sa.Column("at", sa.Double, nullable=False, index=True),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("about", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
