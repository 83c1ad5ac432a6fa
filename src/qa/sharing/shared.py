"""An answer that is shared: with all its proof, and when and from what it was answered."""

from __future__ import annotations

from pydantic import Field

from index.documents import Frozen
from index.fields import Date
from qa.models import Reply


class SharedAnswer(Frozen):
    """What every form of a shared answer is made from.

    `key` names it in addresses and on the command line, `asked` is the day on which it was answered, and
    `url` where others can read it, if they can.
    """

    key: str = Field(pattern=r"^[\w-]{1,40}$")
    reply: Reply
    asked: Date
    url: str | None = None

    @property
    def language(self) -> str:
        return self.reply.answer.language
