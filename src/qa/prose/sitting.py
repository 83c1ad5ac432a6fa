"""One wording: its evidence, to which a model's tools may add, and the tokens that it costs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeAlias

from index.errors import FootnoteError
from qa.models import Compare, LookUp, Rank, Reply, Score
from qa.prose.evidence import ProseEvidence
from qa.prose.plain_form import listed

MOST_CALLS: Final = 4  # of tools
MOST_PIECES: Final = 40  # of evidence
LONGEST: Final = 200  # characters of what a model asks for
MOST_NAMES: Final = 5
NOTHING: Final = "Nothing was found."
NO_MORE: Final = "There is no more to look up: write the answer from the evidence that you have."


class Answering(Protocol):
    """What answers questions and requests, with quotes; nothing of it changes anything."""

    def ask(self, question: str, *, locale: str | None = None) -> Reply:
        """Raises FootnoteError."""

    def look_up(self, request: LookUp, *, locale: str | None = None) -> Reply:
        """Raises FootnoteError."""


Look: TypeAlias = Callable[[Callable[[Answering], Reply]], Awaitable[Reply]]
"""Has a reply made by what may answer whoever asks, outside of the event loop."""


@dataclass(slots=True)
class Sitting:
    """For one answer. Without `look` there are no tools; what these find is checked evidence as any other."""

    evidence: ProseEvidence = field(default_factory=lambda: ProseEvidence("", "en"))
    look: Look | None = None
    tokens: int = 0
    calls: int = 0

    @property
    def tools(self) -> list[Any]:
        """What a model may call: their docstrings are what it is told of them."""
        return [self.lookup, self.compare, self.rank, self.search_passages] if self.look else []

    async def lookup(self, name: str, measure: str = "", edition: str = "") -> str:
        """Find the figures of one thing, with the quotes that prove them, as further evidence.

        Args:
            name: The thing, such as a model or a company.
            measure: The figure that is wanted; empty for the main one.
            edition: The edition that is wanted, such as 2025-Q1; empty for all.
        """
        request = Score(_cut(name), _cut(edition) or None, _cut(measure) or None)
        return await self._added(lambda one: one.look_up(request, locale=self.evidence.language))

    async def compare(self, names: list[str], measure: str = "", edition: str = "") -> str:
        """Find the figures of several things side by side, as further evidence.

        Args:
            names: Two to five things.
            measure: The figure that is wanted; empty for the main one.
            edition: The edition that is wanted, such as 2025-Q1; empty for all.
        """
        named = tuple(map(_cut, names[:MOST_NAMES]))
        request = Compare(named, _cut(edition) or None, _cut(measure) or None)
        return await self._added(lambda one: one.look_up(request, locale=self.evidence.language))

    async def rank(self, measure: str = "", edition: str = "") -> str:
        """Find all that has a figure in order, highest first, as further evidence.

        Args:
            measure: The figure to order by; empty for the main one.
            edition: The edition that is wanted, such as 2025-Q1; empty for all.
        """
        request = Rank(edition=_cut(edition) or None, measure=_cut(measure) or None)
        return await self._added(lambda one: one.look_up(request, locale=self.evidence.language))

    async def search_passages(self, question: str) -> str:
        """Find what the documents say to a question, as further evidence.

        Args:
            question: A question in plain words that stands alone.
        """
        return await self._added(lambda one: one.ask(_cut(question), locale=self.evidence.language))

    async def _added(self, asked: Callable[[Answering], Reply]) -> str:
        """The evidence that a reply adds, as a model reads it."""
        if self.look is None or self.calls >= MOST_CALLS or len(self.evidence.pieces) >= MOST_PIECES:
            return NO_MORE
        self.calls += 1
        try:
            reply = await self.look(asked)
        except FootnoteError:
            return NOTHING
        if reply.answer.abstained or reply.choices:
            return NOTHING
        before = self.evidence
        found = before.with_reply(reply)
        self.evidence = found if len(found.pieces) <= MOST_PIECES else before
        return listed(self.evidence, before) or NOTHING


def _cut(text: str) -> str:
    return text.strip()[:LONGEST]
