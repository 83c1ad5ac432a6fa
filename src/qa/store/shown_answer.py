"""An answer as it was shown."""

from __future__ import annotations

import secrets
from typing import Literal

from pydantic import Field

from index.documents import Frozen
from qa.charts.plot import Plot
from qa.models import Reply

PostState = Literal["open", "solved", "wrong"]
"""What the asker, or an administrator, says of the answer to a post of a forum."""


def new_key() -> str:
    """A key that cannot be guessed: 12 characters of A-Z, a-z, 0-9, _ and, but for the first, -.

    A command would take that for an option.
    """
    while (key := secrets.token_urlsafe(9)).startswith("-"):
        pass
    return key


class ShownAnswer(Frozen):
    """An answer as it was shown: to whom, where and how."""

    key: str = Field(default_factory=new_key)
    reply: Reply
    asker: int | None = None
    """None where nobody may know any more."""
    channel: int | None = None
    """None where it was no channel."""
    parent: int | None = None
    """The channel that a thread belongs to."""
    guild: int | None = None
    source: int | None = None
    """The message or the interaction that asked."""
    about: int | None = None
    """The message that was asked about, where its words are part of the question."""
    private: bool
    shareable: bool = False
    headed: bool = False
    """Whether the card repeats the question: where Discord shows it above the answer, it does not."""
    by: str | None = None
    """The asker's name where Discord does not show who asked."""
    pictured: bool = False
    """Whether the card has a picture of the reply's plot."""
    post: PostState | None = None
    """None where it answers no post of a forum."""

    @property
    def plot(self) -> Plot | None:
        """What the card's picture shows."""
        return self.reply.plot if self.pictured else None

    @property
    def collections(self) -> frozenset[str]:
        """The names of the collections that it quotes."""
        names = (citation.collection for citation in self.reply.answer.citations)
        return frozenset(name for name in names if name is not None)

    def without_question(self) -> ShownAnswer:
        """The same, once the question was taken back: the card does not show it, and nothing repeats it."""
        answer = self.reply.answer.model_copy(update={"question": ""})
        found = self.reply.found and self.reply.found.model_copy(update={"question": ""})
        turn = self.reply.turn.model_copy(update={"question": "", "earlier": ()})
        reply = self.reply.model_copy(update={"answer": answer, "found": found, "turn": turn})
        return self.model_copy(update={"reply": reply})
