"""Findings that a person decides on together: those of one measure in one table, or in the prose."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from index.documents import Document
from qa.review.forms import row_of
from qa.review.review import Review

FAR: Final = 1000  # times the middle of a group: a figure further from it is looked at first


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """What waits for a decision of one measure, in the table of a document that begins there or in its prose.

    The first of the `reviews`, `odd` in number, are of another magnitude than the rest; then come the least
    sure. The id stays the same while findings come and go.
    """

    document: str
    table: int | None
    attribute: str
    reviews: tuple[Review, ...]
    odd: int

    @property
    def id(self) -> str:
        told = f"{self.document}\0{self.table}\0{self.attribute}"
        return "g-" + hashlib.sha256(told.encode(errors="replace")).hexdigest()[:16]

    @property
    def confidence(self) -> float:
        """How sure the program is of them on the whole."""
        return sum(review.finding.confidence for review in self.reviews) / len(self.reviews)


def grouped(reviews: Iterable[Review], documents: Mapping[str, Document]) -> tuple[FindingGroup, ...]:
    """All of `reviews` in groups: document by document as they came, the largest and surest groups first.

    Their documents must be there.
    """
    held: dict[str, dict[tuple[int | None, str], list[Review]]] = {}
    for review in reviews:
        finding = review.finding
        of_document = held.setdefault(finding.document_id, {})
        table = _table(review, documents[finding.document_id])
        of_document.setdefault((table, finding.attribute), []).append(review)
    groups = (
        sorted((_group(document, *key, found) for key, found in parts.items()), key=_order)
        for document, parts in held.items()
    )
    return tuple(group for of_document in groups for group in of_document)


def odd_ones(values: Sequence[object]) -> tuple[bool, ...]:
    """Which of `values` are of another magnitude than the one in the middle, by a factor of a thousand."""
    sizes = [abs(value) if isinstance(value, int | float) else 0 for value in values]
    middle = median([size for size in sizes if size] or [0])
    return tuple(size > 0 and not middle / FAR <= size <= middle * FAR for size in sizes)


def _group(document: str, table: int | None, attribute: str, found: Sequence[Review]) -> FindingGroup:
    odd = odd_ones([review.finding.value for review in found])
    places = sorted(range(len(found)), key=lambda at: (not odd[at], found[at].finding.confidence))
    return FindingGroup(document, table, attribute, tuple(found[at] for at in places), sum(odd))


def _order(group: FindingGroup) -> tuple[int, float]:
    return -len(group.reviews), -group.confidence


def _table(review: Review, document: Document) -> int | None:
    if review.finding.table is not None or review.finding.measure is not None:
        return review.finding.table
    row = row_of(review.finding, document)
    return row.table.heads[0].start if row and row.table else None
