"""Which attributes a question asks for: by cues, by the turn before, or what models are ranked by."""

from __future__ import annotations

from typing import Final

from qa.knowledge.attributes import UNORDERED_UNITS
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.question.followups import Carried
from qa.question.reader import Reading

LARGEST_SCORE: Final = 1000  # a bound above it is of people or money


class AttributeChooser:
    """Chooses which attributes a question is for."""

    def __init__(self, knowledge: Knowledge, figures: Figures) -> None:
        self._knowledge = knowledge
        self._figures = figures
        self._kinds = knowledge.entities.kinds
        self.default = tuple(filter(None, (knowledge.default_attribute,)))

    def attributes(self, reading: Reading, entities: tuple[str, ...], carried: Carried) -> tuple[str, ...]:
        """The attributes asked for; () where a question asks for none and is left to passages."""
        graph, known = self._knowledge.entities, self._knowledge.attributes
        before = (carried.attribute,) if carried.attribute else ()
        goes_on = carried.entities and reading.asks("difference")  # "what is the gap?" of the turn before
        asked = (goes_on and before) or reading.attributes or before
        on_benchmark = any(
            graph[e].kind in self._kinds.benchmarks for m in reading.mentions for e in m.entities
        )
        points = not asked or any(known[a].unit == "points" for a in asked)
        scored = any(graph[e].kind in self._kinds.scored for e in entities)
        benchmark = self._knowledge.attribute_of("benchmark")
        if benchmark and on_benchmark and scored and points:
            return (benchmark,)
        if asked and self._is_ranking_of(reading, entities, asked):
            unranked = self._unranked(asked, entities, reading)
            ranked = tuple(a for a in asked if a not in unranked)
            return self._meant(ranked, (), reading) or self.default
        if asked:
            return self._meant(asked, entities, reading)
        if self._asks_for_default(reading, entities):
            return self.default
        return self._shared(entities) if reading.asks("compare") else ()

    def _has_scores(self, entity: str, reading: Reading) -> bool:
        """Whether an entity has the default figure; a country or group where models are spoken of."""
        if self._knowledge.entities[entity].kind in self._kinds.collectives:
            return reading.asks("models")
        return bool(self._figures.of(self.default[0], entity))

    def _shared(self, entities: tuple[str, ...]) -> tuple[str, ...]:
        """The first attribute that can be ordered and that all of several entities have."""
        if len(entities) < 2:
            return ()
        ordered = (a.id for a in self._knowledge.attributes.values() if a.better)
        return next(((a,) for a in ordered if all(self._figures.of(a, e) for e in entities)), ())

    def _is_ranking_of(self, reading: Reading, entities: tuple[str, ...], asked: tuple[str, ...]) -> bool:
        single = self._kinds.models | self._kinds.applications
        items = any(self._knowledge.entities[e].kind in single for e in entities)
        ordered = reading.lists or reading.threshold is not None
        return ordered and not items and bool(self._unranked(asked, entities, reading))

    def _unranked(
        self, asked: tuple[str, ...], entities: tuple[str, ...], reading: Reading
    ) -> frozenset[str]:
        """Attributes without an order: places, which rest on scores, and what is not held.

        Dates have one where a whole order is asked for: "rank the models by release date".
        """
        known = self._knowledge.attributes
        unordered = UNORDERED_UNITS - ({"date"} if reading.asks("ranking") else set())
        return frozenset(
            a
            for a in asked
            if known[a].unit == "rank"
            or not self._figures.editions(a, reading.editions)
            or (known[a].unit in unordered and not any(self._figures.of(a, e) for e in entities))
        )

    def _meant(self, asked: tuple[str, ...], entities: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
        """Of attributes that share a cue, those that are stated of the subjects, or can be."""
        if len(asked) < 2:
            return asked
        known = self._knowledge.attributes
        held = tuple(a for a in asked if any(self._figures.of(a, e) for e in entities))
        kinds = {self._knowledge.entities[e].kind for e in entities}
        if not entities:  # the attribute that most is known of
            asked = tuple(sorted(asked, key=lambda a: -len(self._knowledge.facts.subjects(a))))
        fitting = held or tuple(a for a in asked if kinds & set(known[a].subjects)) or asked
        spans = {cue.attribute: cue.spans for cue in reading.cues}
        distinct: dict[object, str] = {}
        for attribute in fitting:
            distinct.setdefault(spans.get(attribute, attribute), attribute)
        return tuple(distinct.values())

    def _asks_for_default(self, reading: Reading, entities: tuple[str, ...]) -> bool:
        """Whether a ranking, a comparison or a bare "how many" is about scores, though it does not say so."""
        if not self.default or reading.explains:
            return False
        if reading.threshold and reading.threshold.value > LARGEST_SCORE:
            return False
        if reading.unknown and not entities and not reading.asks("models"):
            return False  # the best of something that no document speaks of
        scored = [e for e in entities if self._has_scores(e, reading)]
        kinds = {self._knowledge.entities[e].kind for e in entities}
        changed = reading.asks("change", "history")
        if reading.lists or reading.threshold or changed:
            return bool(scored) or kinds <= self._kinds.scopes | self._kinds.scored
        if reading.asks_for_models and kinds <= self._kinds.scopes and (kinds or reading.excluded):
            return True
        if len(scored) < len(entities) or not entities:
            return False
        quoted = any(
            f.value in reading.quantities for e in scored for f in self._figures.of(self.default[0], e)
        )
        bare_number = "number" in reading.wants and not reading.content and len(entities) == 1
        compares = reading.asks("compare", "difference")
        return bare_number or (len(entities) > 1 and (compares or quoted))
