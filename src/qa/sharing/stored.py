"""An answer of the store as one that is shared."""

from __future__ import annotations

from datetime import UTC, datetime

from qa.sharing.shared import SharedAnswer
from qa.store.answers import StoredAnswer


def shared_answer(found: StoredAnswer, url: str | None = None) -> SharedAnswer:
    """The answer with the day on which it was given; `url` is where others can read it."""
    asked = datetime.fromtimestamp(found.created, UTC).date().isoformat()
    return SharedAnswer(key=found.shown.key, reply=found.shown.reply, asked=asked, url=url)
