"""A claim: a statement with the quotes that it rests on, and whether it follows from them."""

from __future__ import annotations

from dataclasses import dataclass

from index.excerpt import Span


@dataclass(frozen=True, slots=True)
class TaughtClaim:
    """A statement to a question, its quotes, and what is right.

    `wrong` are the words of the statement that do not follow, none where it follows; None where they are not
    known.
    """

    statement: str
    question: str
    pieces: tuple[str, ...]
    follows: bool
    wrong: tuple[Span, ...] | None
    kind: str = ""
    language: str = ""
