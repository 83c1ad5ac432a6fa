"""What the bot needs from the answering engine, and nothing more."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import Protocol

from qa.knowledge.kinds import Role
from qa.models import Completion, Reply, Turn
from qa.review.reviewed import Reviewed


class Assistant(Protocol):
    """Answers questions; its methods may take tens of milliseconds and may be called from several threads."""

    @property
    def editions(self) -> tuple[str, ...]:
        """The ids of the editions in the corpus, oldest first."""

    @property
    def reviewed(self) -> Reviewed | None:
        """The findings that people review, with their decisions; None if nothing is reviewed."""

    def renewed(self) -> Assistant:
        """An assistant that knows what people have decided since; may take a second."""

    def examples(self, locale: str) -> tuple[str, ...]:
        """Three questions to try, in the supported language nearest to `locale`."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        locale: str | None = None,
        edition: str | None = None,
    ) -> Reply:
        """The answer to `question`; `history` is oldest first. Raises FootnoteError."""

    def score(self, name: str, *, edition: str | None = None, locale: str | None = None) -> Reply:
        """The scores of `name`, an entity id or free text. Raises FootnoteError."""

    def compare(
        self, names: Sequence[str], *, edition: str | None = None, locale: str | None = None
    ) -> Reply:
        """The scores of several models, side by side where they are comparable. Raises FootnoteError."""

    def rank(
        self,
        within: Sequence[str] = (),
        *,
        edition: str | None = None,
        lab: str | None = None,
        country: str | None = None,
        open_weights: bool | None = None,
        top: int | None = None,
        locale: str | None = None,
    ) -> Reply:
        """The models of each scale in order, narrowed as asked. Raises FootnoteError."""

    def history(self, name: str, *, locale: str | None = None) -> Reply:
        """The scores of a model or a lab's models in all editions. Raises FootnoteError."""

    def profile(self, lab: str, *, locale: str | None = None) -> Reply:
        """What the corpus says about a lab. Raises FootnoteError."""

    def about_editions(self, *, locale: str | None = None) -> Reply:
        """What each edition measures and what it may be compared with."""

    def complete(
        self,
        prefix: str,
        *,
        roles: Collection[Role] | None = None,
        locale: str | None = None,
        limit: int = 25,
    ) -> tuple[Completion, ...]:
        """At most `limit` names that begin with or hold `prefix`, of entities with any of `roles`."""


class Memory(Protocol):
    """The recent turns of each conversation; bounded in number and age by whoever keeps them."""

    def recent(self, key: Hashable) -> tuple[Turn, ...]: ...

    def remember(self, key: Hashable, turn: Turn) -> None: ...
