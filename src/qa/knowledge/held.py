"""Which measures there are: all that figures are held of, with of how many things and at which times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa.knowledge.attributes import Attribute, is_quantity
from qa.knowledge.editions import in_order
from qa.knowledge.grouping import grouped
from qa.knowledge.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class HeldMeasure:
    """A measure with how many things and documents have figures of it, and their editions, oldest first."""

    attribute: Attribute
    subjects: int
    documents: int
    editions: tuple[str, ...]


def held_measures(knowledge: Knowledge) -> Mapping[str, HeldMeasure]:
    """The measures of a knowledge by the ids of their attributes, those of the most things first."""
    facts = grouped(knowledge.facts.facts, lambda fact: fact.attribute)
    found = [
        HeldMeasure(
            attribute=knowledge.attributes[name],
            subjects=len({fact.subject for fact in held}),
            documents=len({quote.document_id for fact in held for quote in fact.evidence}),
            editions=in_order({fact.edition for fact in held}),
        )
        for name, held in facts.items()
        if is_quantity(knowledge.attributes[name].unit)
    ]
    return {one.attribute.id: one for one in sorted(found, key=lambda one: -one.subjects)}
