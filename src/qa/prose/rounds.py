"""The tokens of one answer, round by round: as its server counts them, or else estimated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pydantic_ai.usage import RunUsage

CHARACTERS: Final = 3  # of a token, where a server does not count


@dataclass(slots=True)
class RoundTokens:
    """`given` are the characters that are sent; each round sends again all that was said before it."""

    usage: RunUsage
    given: int
    _written: int = 0
    _before: int = 0
    _told: int = 0
    _is_open: bool = True

    def wrote(self, characters: int) -> None:
        """The model writes."""
        self._is_open = True
        self._written += characters

    def found(self, characters: int) -> None:
        """A tool that the model called returns; this opens the next round."""
        if self._is_open:
            self._close(whole=True)
        self.given += characters

    def total(self, *, whole: bool) -> int:
        """All tokens in the end; where the answer is not `whole`, of its last round at least an estimate."""
        self._close(whole=whole)
        return self._told

    def _close(self, *, whole: bool) -> None:
        counted = self.usage.total_tokens - self._before
        estimated = (self.given + self._written) // CHARACTERS
        self._told += counted if counted and whole else max(counted, estimated)
        self.given, self._written = self.given + self._written, 0
        self._before, self._is_open = self.usage.total_tokens, False
