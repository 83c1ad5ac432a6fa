"""What the frames of sentences give: an amount with what is measured and whose it is said to be."""

from __future__ import annotations

from dataclasses import dataclass

from qa.extraction.measures.amounts import Amount

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stating:
    """An amount of a sentence in its grammatical frame; all places count in the masked text.

    `measure` is where its name stands, or its name. `subject` is where whom it is of stands; None where the
    sentence goes on about what is spoken of already; `referred` is the kind of a word for that: "pronoun"
    ("its"), "holder" ("the product"), "group" ("the company"), "self" ("we"), "same" (the one before in it).
    """

    amount: Amount
    measure: Span | str
    subject: Span | None
    form: str
    unit: str
    referred: str = ""
    begun: int = 0  # where the clause begins
    doubts: tuple[str, ...] = ()
