"""Facts: figures of the reports, each with its edition, its reporters and the quotes that prove it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from qa.knowledge.attributes import Unit
from qa.knowledge.files import Item

Value = float | int | str
QUANTITIES: Final = frozenset({"points", "users", "USD", "parameters", "count", "months", "years", "rank"})


class Evidence(BaseModel):
    """One whole sentence of a document, verbatim."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document_id: str
    quote: str = Field(min_length=1)


class Fact(Item):
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
    as_of: str | None = None
    reported_by: tuple[str, ...] = Field(min_length=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    note: str | None = None
    origin: Literal["stated", "extracted"] = "stated"
    confidence: float | None = Field(default=None, ge=0, le=1)

    @model_validator(mode="after")
    def _check_value(self) -> Fact:
        if self.unit in QUANTITIES and (isinstance(self.value, str) or not math.isfinite(self.value)):
            raise ValueError(f"a value in {self.unit} should be a number")
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
    """All facts, indexed by attribute and subject; loaded once, never changed."""

    facts: tuple[Fact, ...]
    _by_attribute: dict[str, dict[str, list[Fact]]] = field(init=False, default_factory=dict)
    _by_key: dict[tuple[str, str, str], list[Fact]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        attributes: Mapping[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
        for fact in self.facts:
            attributes[fact.attribute][fact.subject].append(fact)
            self._by_key.setdefault(fact.key, []).append(fact)
        self._by_attribute.update({name: dict(subjects) for name, subjects in attributes.items()})

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
    def _by_subject(self) -> dict[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.subject, []).append(fact)
        return {subject: tuple(facts) for subject, facts in found.items()}

    @cached_property
    def _by_edition(self) -> dict[tuple[str, str], tuple[Fact, ...]]:
        """What rankings need: built when one is first asked for."""
        found: dict[tuple[str, str], list[Fact]] = {}
        for attribute, subjects in self._by_attribute.items():
            for facts in subjects.values():
                for fact in facts:
                    found.setdefault((attribute, fact.edition), []).append(fact)
        return {key: tuple(facts) for key, facts in found.items()}


def _contradict(one: Fact, other: Fact) -> bool:
    if (one.value, one.as_of) == (other.value, other.as_of):
        return False
    return one.as_of == other.as_of or not set(one.reported_by) & set(other.reported_by)
