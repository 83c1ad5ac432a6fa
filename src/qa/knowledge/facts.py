"""Facts: figures of the reports, each with its edition, its reporters and the quotes that prove it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from index.documents import Frozen
from index.fields import Line, Moment, Prose, is_moment
from qa.knowledge.attributes import OWN, Unit, is_quantity
from qa.knowledge.files import CorpusItem
from qa.knowledge.grouping import grouped

ROUNDED: Final = (1, 2, 3)  # digits behind the first

Value = float | int | Line


class Evidence(Frozen):
    """One whole sentence of a document, verbatim."""

    document_id: str
    quote: Annotated[Prose, Field(min_length=1)]


class Fact(CorpusItem):
    """A value of an attribute of a subject in one edition.

    `qualifier` says how exact the source is; `as_of` when the value held; `reported_by` names the articles.
    `origin` is "extracted" for what a program found and nobody has accepted yet, with its `confidence`.
    """

    subject: str
    attribute: str
    value: Value
    unit: Unit
    qualifier: Literal["about", "nearly", "under", "over"] | None = None
    edition: str
    as_of: Moment | None = None
    reported_by: tuple[str, ...] = Field(min_length=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    note: Prose | None = None
    origin: Literal["stated", "extracted"] = "stated"
    confidence: float | None = Field(default=None, ge=0, le=1)

    @model_validator(mode="after")
    def _check_value(self) -> Fact:
        if is_quantity(self.unit) and (isinstance(self.value, str) or not math.isfinite(self.value)):
            raise ValueError(f"a value in {self.unit} should be a number")
        if self.unit == "date" and not is_moment(str(self.value)):
            raise ValueError(
                "a value that is a date should be one of the calendar, such as 2025-03, or 2022–2024"
            )
        return self

    @property
    def key(self) -> tuple[str, str, str]:
        return self.subject, self.attribute, self.edition

    @property
    def number(self) -> float:
        """The value as a number; only for facts whose unit is a quantity."""
        if isinstance(self.value, str):
            raise TypeError(f"{self.id} holds no number")
        return float(self.value)


@dataclass(frozen=True)
class FactStore:
    """All facts, loaded once and never changed; each index is made when it is first needed."""

    facts: tuple[Fact, ...]

    def subjects(self, attribute: str) -> tuple[str, ...]:
        return tuple(self._by_attribute.get(attribute, ()))

    def of(self, subject: str) -> tuple[Fact, ...]:
        return self._by_subject.get(subject, ())

    def find(
        self, attribute: str, subjects: Iterable[str], editions: Collection[str] = ()
    ) -> tuple[Fact, ...]:
        """Facts of `attribute` on any of `subjects`, in the given editions (all, where none is given)."""
        held = self._by_attribute.get(attribute, {})
        return tuple(
            fact
            for subject in dict.fromkeys(subjects)
            for fact in held.get(subject, ())
            if not editions or fact.edition in editions
        )

    def within(self, attribute: str, edition: str) -> tuple[Fact, ...]:
        """All facts of `attribute` in one edition, in the order of their subjects."""
        return self._by_edition.get((attribute, edition), ())

    def editions(self, attribute: str) -> frozenset[str]:
        """The editions that hold a fact of `attribute`."""
        return frozenset(edition for held, edition in self._by_edition if held == attribute)

    @cached_property
    def disputed(self) -> tuple[Fact, ...]:
        """The facts that others contradict."""
        shared = {key for key, facts in self._by_key.items() if len(facts) > 1}
        return tuple(fact for fact in self.facts if fact.key in shared and self.conflicts(fact))

    def conflicts(self, fact: Fact) -> tuple[Fact, ...]:
        """The facts that contradict `fact`: same subject, attribute and edition, another value or time.

        Values of different times from one article are a development, not a contradiction.
        """
        return tuple(other for other in self._by_key.get(fact.key, ()) if _contradict(fact, other))

    @cached_property
    def _by_key(self) -> dict[tuple[str, str, str], tuple[Fact, ...]]:
        return grouped(self.facts, lambda fact: fact.key)

    @cached_property
    def _by_subject(self) -> dict[str, tuple[Fact, ...]]:
        return grouped(self.facts, lambda fact: fact.subject)

    @cached_property
    def _by_attribute(self) -> dict[str, dict[str, tuple[Fact, ...]]]:
        """The facts by attribute and then by subject."""
        attributes = grouped(self.facts, lambda fact: fact.attribute)
        return {name: grouped(held, lambda fact: fact.subject) for name, held in attributes.items()}

    @cached_property
    def _by_edition(self) -> dict[tuple[str, str], tuple[Fact, ...]]:
        """The facts by attribute and edition, those of one subject side by side."""
        held = (facts for subjects in self._by_attribute.values() for facts in subjects.values())
        return grouped(chain.from_iterable(held), lambda fact: (fact.attribute, fact.edition))


def without_roundings(facts: Iterable[Fact]) -> list[Fact]:
    """The facts without those of own measures that are others of the same rounded: 86.4 of 86.42."""
    listed = list(facts)
    exact = grouped((one for one in listed if one.attribute.startswith(OWN)), lambda fact: fact.key)
    return [
        one
        for one in listed
        if not any(is_rounded(one.number, other.number) for other in exact.get(one.key, ()) if other != one)
    ]


def is_rounded(value: float, exact: float) -> bool:
    """Whether a value is what another is rounded to: to two, three or four digits that tell."""
    if not value or not exact or value == exact:
        return False
    size = math.floor(math.log10(abs(exact)))
    return any(math.isclose(round(exact, digits - size), value, rel_tol=1e-9) for digits in ROUNDED)


def _contradict(one: Fact, other: Fact) -> bool:
    if (one.value, one.as_of) == (other.value, other.as_of):
        return False
    return one.as_of == other.as_of or not set(one.reported_by) & set(other.reported_by)
