"""Attributes: what can be asked of an entity, in which words, and how a value is stated."""

from __future__ import annotations

import hashlib
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from index.fields import Line, Name, a_name
from qa.knowledge.editions import Localised
from qa.knowledge.files import CorpusItem
from qa.language.compact import key_of

LONGEST_UNIT: Final = 40

Unit = Annotated[str, Field(max_length=LONGEST_UNIT), AfterValidator(a_name)]
"""What an attribute is measured in.

Answers have words for points, users, USD, parameters, count, months, years and rank; "date", "entity" and
"text" are no numbers. Other money is written as ISO 4217 does, anything else as it is: "%", "km/h".
"""

UNORDERED_UNITS: Final = frozenset({"entity", "text", "date"})


def is_quantity(unit: str) -> bool:
    """Whether values in a unit are numbers."""
    return unit not in UNORDERED_UNITS


OWN: Final = "own:"  # before the id of a measure that no corpus declares, but a document names
LONGEST_KEY: Final = 70
UNSCALED: Final = frozenset({"points", ""})  # units that say nothing of the scale

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

    @property
    def is_own(self) -> bool:
        """Whether a document names it, and no corpus declares it."""
        return self.id.startswith(OWN)


def own_id(measure: str, unit: str, document: str) -> str:
    """The id of a measure by the name that documents give it, whatever its case, spaces and width.

    Points, and numbers without a unit, are of a scale that the document with this id alone goes by.
    """
    key = key_of(measure) or measure.strip()
    if len(key) > LONGEST_KEY:
        key = f"{key[:LONGEST_KEY]}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
    scale = hashlib.sha256(document.encode()).hexdigest()[:8] if unit in UNSCALED else unit
    return f"{OWN}{key}:{scale}"
