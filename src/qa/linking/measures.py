"""Measures by their names: which of them a name means, and which of them things have figures of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from index.text import terms
from qa.knowledge.editions import length
from qa.knowledge.facts import Fact
from qa.knowledge.grouping import grouped
from qa.knowledge.held import HeldMeasure, held_measures
from qa.knowledge.knowledge import Knowledge
from qa.linking.spellings import Spellings


class MeasureIndex:
    """All measures that figures are held of. Threads may share it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    @cached_property
    def held(self) -> Mapping[str, HeldMeasure]:
        """The measures by the ids of their attributes, those of the most things first."""
        return held_measures(self._knowledge)

    @cached_property
    def spellings(self) -> Spellings:
        return Spellings({name: one.attribute.called for name, one in self.held.items()})

    def of(self, entities: Sequence[str]) -> tuple[str, ...]:
        """The measures that each of the entities has figures of, in the order of those of the first."""
        each = [dict.fromkeys(fact.attribute for fact in self._facts(entity)) for entity in entities]
        first, *others = each or [{}]
        return tuple(name for name in first if name in self.held and all(name in one for one in others))

    def through_time(self, entity: str) -> tuple[str, ...]:
        """The measures that an entity has figures of at several times of one length."""
        held = grouped(self._facts(entity), lambda fact: fact.attribute)
        return tuple(
            name
            for name in self.of((entity,))
            if any(
                len(times) > 1 for times in grouped({fact.edition for fact in held[name]}, length).values()
            )
        )

    def find(self, written: str, among: Collection[str]) -> tuple[str, ...]:
        """The measures of `among` that a name means: in full, with all of its words, or with a slip.

        Several where they are called the same: each document may have one of its own.
        """
        exact = tuple(name for name in self.spellings.exact(written) if name in among)
        return exact or self._worded(written, among) or self.spellings.slipped(written, among)

    def complete(self, prefix: str, limit: int) -> tuple[HeldMeasure, ...]:
        """Up to `limit` measures whose names begin with or hold `prefix`, those of the most things first."""
        return tuple(self.held[name] for name in self.spellings.beginning(prefix, limit))

    def _worded(self, written: str, among: Collection[str]) -> tuple[str, ...]:
        """The measures with all words of a name; those with the fewest others."""
        asked = set(terms(written))
        held = [
            (len(words), name)
            for name in among
            for words in map(set, map(terms, self.held[name].attribute.called))
            if asked and asked <= words
        ]
        fewest = min(held, default=(0, ""))[0]
        return tuple(dict.fromkeys(name for size, name in held if size == fewest))

    def _facts(self, entity: str) -> Sequence[Fact]:
        """The facts of an entity, or else of its parts."""
        graph, store = self._knowledge.entities, self._knowledge.facts
        own = store.of(entity)
        return own or [fact for part in sorted(graph.descendants(entity)) for fact in store.of(part)]
