"""Questions that were taken back, out of answers as they were before a language model worded them."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ANSWERS = sa.table("answers", sa.column("place"), sa.column("question"), sa.column("reply"))
AT_ONCE = 100


def upgrade() -> None:
    base, place = op.get_bind(), 0
    taken_back = sa.select(ANSWERS).where(ANSWERS.c.question == "", ANSWERS.c.reply.is_not(None))
    while rows := base.execute(
        taken_back.where(ANSWERS.c.place > place).order_by(ANSWERS.c.place).limit(AT_ONCE)
    ).all():
        for place, _, text in rows:
            if (stripped := _stripped(text)) is not None:
                base.execute(sa.update(ANSWERS).where(ANSWERS.c.place == place).values(reply=stripped))


def _stripped(text: str) -> str | None:
    """The reply without the question, where it still has one and can be read."""
    try:
        reply = json.loads(text)
        if not reply["found"]["question"]:
            return None
    except (ValueError, KeyError, TypeError):
        return None
    return json.dumps(reply | {"found": reply["found"] | {"question": ""}})
