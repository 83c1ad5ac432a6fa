"""What the bot needs from the answering engine, and nothing more."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Protocol

from qa.models import Completion, Reply, Turn


class Assistant(Protocol):
    """Answers questions; its methods may take tens of milliseconds and may be called from several threads."""

    @property
    def editions(self) -> tuple[str, ...]:
        """The ids of the editions in the corpus, oldest first."""

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

    def complete(self, prefix: str, *, locale: str | None = None, limit: int = 25) -> tuple[Completion, ...]:
        """Names that begin with or resemble `prefix`, best first, at most `limit`."""


class Memory(Protocol):
    """The recent turns of each conversation; bounded in number and age by whoever keeps them."""

    def recent(self, key: Hashable) -> tuple[Turn, ...]: ...

    def remember(self, key: Hashable, turn: Turn) -> None: ...
