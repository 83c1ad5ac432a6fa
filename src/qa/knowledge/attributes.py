"""Attributes: what can be asked of an entity, in which words, and how a value is stated."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from index.fields import Line, Name
from qa.knowledge.editions import Localised
from qa.knowledge.files import CorpusItem

Unit = Literal[
    "points", "users", "USD", "parameters", "count", "months", "years", "rank", "date", "entity", "text"
]

UNORDERED_UNITS: Final = frozenset({"entity", "text", "date"})

# What code asks an attribute for by its meaning: the place that sources state in an order of scores, when a
# thing was released or founded, its score on another benchmark, and who makes it.
AttributeRole = Literal["rank", "release", "founding", "benchmark", "maker"]


class Attribute(CorpusItem):
    """A property of entities.

    `subjects` are the kinds it is stated of, `also` what it is called beside its `names`; `description` tells
    it from its neighbours, and `examples` are ordinary questions for it in any language, with {subject},
    {other} and {group} for names: what people ask is compared with them. `sentence` is a complete one with
    {subject}, {value}, {edition} and optionally {as_of}.
    """

    subjects: tuple[str, ...]
    unit: Unit
    default_for: tuple[str, ...] = ()
    better: Literal["high", "low"] | None = None
    role: AttributeRole | None = None
    names: Localised
    also: dict[Name, tuple[Line, ...]] = Field(default_factory=dict)
    description: Line = ""
    examples: tuple[Line, ...] = ()
    sentence: Localised

    @property
    def called(self) -> tuple[str, ...]:
        """What it is called in all languages: its names, and what else people call it."""
        others = (name for names in self.also.values() for name in names)
        return tuple(dict.fromkeys((*self.names.values(), *others)))

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names["en"]
