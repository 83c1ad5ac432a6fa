"""What is to be proved: statements, each with the stretches of stored documents that prove it."""

from __future__ import annotations

from dataclasses import dataclass

from index.excerpt import Piece, Span
from qa.knowledge.facts import Fact


@dataclass(frozen=True, slots=True)
class Quote:
    """The stretch `text[start:end]` of a stored document."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement and its proof. `derived` are numbers computed because they were asked for.

    `label` stands before the statement and is not part of it, such as the number of a rank; `place` is that
    number, `when` the time that the statement gives. `places` are the parts of `text` that stand word for
    word in the document of the first quote; none where it only says what the quote says. `answers` are the
    words of the first quote, as it reads, that answer the question, where they were found when it was read.
    """

    text: str
    quotes: tuple[Quote, ...]
    facts: tuple[Fact, ...] = ()
    derived: tuple[float, ...] = ()
    label: str = ""
    place: str = ""
    when: str = ""
    places: tuple[Piece, ...] = ()
    answers: Span | None = None
