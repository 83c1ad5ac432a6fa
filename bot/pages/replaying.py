"""An answer asked again, as its page needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qa.models import Reply
from qa.sharing.replaying import Replayed


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """What is answered today; None where nothing is. `replayed` is how that differs."""

    replayed: Replayed
    reply: Reply | None


@dataclass(frozen=True, slots=True)
class AnswerReplay:
    """What an answer became: of the documents of then, if they are kept and may be read, and of today's."""

    then: AskedAgain | None
    today: AskedAgain


class Replaying(Protocol):
    """Asks again what an answer was given to."""

    async def replay(self, key: str, reply: Reply, server: int | None) -> AnswerReplay:
        """The answer `key` again; who asks while it is asked is told the same.

        Raises DeclinedError where too much is asked, and FootnoteError.
        """
