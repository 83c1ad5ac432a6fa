"""A figure as a document states it, of a measure by the document's own name."""

from __future__ import annotations

from dataclasses import dataclass

from qa.numbers.qualifiers import Qualifier


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of a `measure` of a `subject`, both as the document writes them, stated at `text[start:end]`.

    That is a whole row of a table, or the sentence as it is quoted. `value` has its scale applied and is
    negative where the document writes it so. `unit` is an ISO 4217 code for money, "%", "points", or what the
    document writes ("km/h", 人); "" for a bare number. `time` is when the value held: 2024, 2024-03, 2024-Q3,
    2024-H1, 2024-12-31; None where the document does not say. `doubts` name what makes it less sure that the
    document means just this; how sure it is after all is learned from them. `unread` are reasons for which it
    is no figure, but a quote: what stands around it and was not used.
    """

    subject: str
    measure: str
    value: float
    unit: str
    time: str | None
    qualifier: Qualifier | None
    start: int
    end: int
    form: str
    doubts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
