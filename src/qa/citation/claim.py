"""What is to be proved: statements, each with the stretches of stored documents that prove it."""

from __future__ import annotations

from dataclasses import dataclass

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
    number, `when` the time that the statement gives. `quoted` is where in `text` the first of the quotes
    stands word for word; None where it does not.
    """

    text: str
    quotes: tuple[Quote, ...]
    facts: tuple[Fact, ...] = ()
    derived: tuple[float, ...] = ()
    label: str = ""
    place: str = ""
    when: str = ""
    quoted: int | None = None
