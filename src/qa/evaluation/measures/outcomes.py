"""What one question about a collection of paragraphs got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Placing:
    """What one way of ranking finds: paragraph ids, best first; whether its first sentence has the answer."""

    ranking: tuple[str, ...]
    in_first_quote: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Found paragraphs and quotes, whether they are right, and how sure the answer was.

    `relevant` is the paragraph with the answer, None if it was removed. `lengths` are the characters of the
    quotes that are shown once it is answered; `in_first_quote`, `in_quotes` whether a gold answer stands in
    them, `in_words` whether the words that are marked in the first are one, or hold one half as long. `steps`
    are the simpler ways of ranking, by name.
    """

    id: str
    relevant: str | None
    ranking: tuple[str, ...]
    lengths: tuple[int, ...]
    in_first_quote: bool
    in_quotes: bool
    in_words: bool
    confidence: float
    milliseconds: float
    steps: Mapping[str, Placing] = field(default_factory=dict)

    @property
    def answerable(self) -> bool:
        return self.relevant is not None

    @property
    def right(self) -> bool:
        """Whether answering with these quotes is right; never, where the documents hold no answer."""
        return self.answerable and self.in_quotes

    def abstained(self, threshold: float) -> bool:
        return self.confidence < threshold
