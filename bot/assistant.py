"""What the bot needs from the answering engine, and nothing more."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import Protocol

from qa.drafts.explanation import Explanation
from qa.knowledge.kinds import Role
from qa.models import Completion, LookUp, Reply, Turn
from qa.review.reviewed import Reviewed


class Assistant(Protocol):
    """Answers questions; its methods may take tens of milliseconds and may be called from several threads."""

    @property
    def editions(self) -> tuple[str, ...]:
        """The ids of the editions in the corpus, oldest first."""

    @property
    def times(self) -> tuple[str, ...]:
        """The times of figures of measures that documents name, which look-ups take as editions; in order."""

    @property
    def looks_up(self) -> bool:
        """Whether there are figures to look up, to compare and to rank: without, documents are quoted."""

    @property
    def reviewed(self) -> Reviewed | None:
        """The findings that people review, with their decisions; None if nothing is reviewed."""

    @property
    def corpus_version(self) -> str:
        """Which version of the documents it answers from."""

    @property
    def outdated(self) -> bool:
        """Whether another version of the index is in use by now."""

    def warm(self) -> None:
        """Load what answering needs, so that no question waits for it; may take seconds."""

    def renewed(self) -> Assistant:
        """An assistant that knows what people have decided since, of the index in use by now.

        May take seconds. Raises FootnoteError where that cannot be opened.
        """

    def titles(self, locale: str) -> str:
        """What it answers from, in one line: its editions, or the titles of its first documents."""

    def examples(self, locale: str) -> tuple[str, ...]:
        """Up to three questions to try, in the supported language nearest to `locale`; may take a second."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        locale: str | None = None,
        edition: str | None = None,
    ) -> Reply:
        """The answer to `question`; `history` is oldest first. Raises FootnoteError."""

    def explain(
        self, question: str, *, history: Sequence[Turn] = (), locale: str | None = None
    ) -> tuple[Reply, tuple[Explanation, ...]]:
        """What `ask` answers, and for each of its questions how that came about. Raises FootnoteError."""

    def ask_in_reply(
        self, question: str, replied_to: str, *, history: Sequence[Turn] = (), locale: str | None = None
    ) -> Reply:
        """The answer to `question`, which replies to a message that says `replied_to`, or to that message.

        Raises FootnoteError.
        """

    def look_up(self, request: LookUp, *, locale: str | None = None) -> Reply:
        """The answer to a command. Raises FootnoteError."""

    def complete(
        self,
        prefix: str,
        *,
        roles: Collection[Role] | None = None,
        locale: str | None = None,
    ) -> tuple[Completion, ...]:
        """Names that begin with or hold `prefix`, of entities with any of `roles`, best first."""

    def complete_measures(self, prefix: str, *, locale: str | None = None) -> tuple[Completion, ...]:
        """Names of measures that begin with or hold `prefix`, those of the most things first."""


class Memory(Protocol):
    """The recent turns of each conversation; bounded in number and age by whoever keeps them."""

    def recent(self, key: Hashable, *, private: bool = False) -> tuple[Turn, ...]:
        """The turns of `key`, oldest first; those of private questions only if `private`."""

    def remember(
        self, key: Hashable, turn: Turn, *, private: bool = False, sources: tuple[int, ...] = ()
    ) -> None:
        """Keep a turn; `sources` are the messages, or the interaction, that say what it asks."""

    def forget(self, source: int) -> None:
        """Forget the turns of which `source` is one."""
