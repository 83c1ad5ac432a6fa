"""What questions mean beyond what they name: the rest of a group, the best, a figure taken for granted."""

from __future__ import annotations

from dataclasses import replace

from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.question.followups import Carried
from qa.question.frame import Frame
from qa.question.reading import Reading


class Implied:
    """Adds to frames what is meant and not named."""

    def __init__(self, knowledge: Knowledge, figures: Figures) -> None:
        self._knowledge, self._figures = knowledge, figures
        self._graph, self._kinds = knowledge.entities, knowledge.entities.kinds

    def added(self, frame: Frame, reading: Reading, carried: Carried) -> Frame:
        """The frame with what is meant besides."""
        frame = self._without_presumption(self._of_the_rest(frame), reading)
        return self._beside_the_best(frame, reading, carried)

    def _of_the_rest(self, frame: Frame) -> Frame:
        """A question for other groups than some is one for the rest of their kind."""
        left_out, graph = set(frame.selection.excluded), self._graph
        groups = bool(left_out) and all(graph[e].kind in self._kinds.groups for e in left_out)
        if not groups or frame.entities or frame.attributes or frame.selection.threshold:
            return frame
        members = [e for e in graph if e.kind in self._kinds.makers and e.groups]
        countries = {m.country for m in members if left_out.intersection(m.groups)}
        beside = (g for m in members if m.country in countries for g in m.groups if g not in left_out)
        rest = tuple(dict.fromkeys(beside))
        search = frame.search
        for mention in frame.mentions:
            if left_out.issuperset(mention.entities):
                search = search.replace(mention.text, " ")
        names = " ".join(graph[g].name(frame.language) for g in rest)
        return replace(frame, entities=rest, search=f"{names} {search}") if rest else frame

    def _beside_the_best(self, frame: Frame, reading: Reading, carried: Carried) -> Frame:
        """Whose figure stands beside one model's where it is asked how far that is from the best."""
        entities = frame.entities or carried.before
        best = reading.first("operations", "top") is not None
        asked = frame.difference and best and frame.attributes
        if not asked or len(entities) != 1 or self._graph[entities[0]].kind not in self._kinds.items:
            return frame
        attribute = frame.attributes[0]
        held = self._figures.of(attribute, entities[0], frame.editions)
        if not held:
            return frame
        edition = held[-1].edition
        first = self._figures.rank(frame.selection, attribute, (edition,)).facts[:1]
        others = tuple(fact.subject for fact in first if fact.subject != entities[0])
        if not others:
            return frame
        selection = replace(frame.selection, scopes=())
        return replace(frame, entities=(*entities, *others), selection=selection, editions=(edition,))

    def _without_presumption(self, frame: Frame, reading: Reading) -> Frame:
        """The held score answers "why did R1 score 95?" where no document says 95."""
        known, store = self._knowledge.attributes, self._knowledge.facts
        default = tuple(filter(None, (self._knowledge.default_attribute,)))
        points = reading.asks("points") or any(known[a].unit == "points" for a in frame.attributes)
        presumed = [value for value in frame.values if f"{value:g}" not in frame.years]
        if "reason" not in frame.wants or not points or not presumed or len(frame.entities) != 1:
            return frame
        entity = frame.entities[0]
        kin = (entity, *self._graph.descendants(entity), *self._graph.ancestors(entity))
        held = {fact.value for e in kin for fact in store.of(e)}
        scored = any(store.find(a, (entity,)) for a in default)
        if not scored or held.intersection(presumed):
            return frame
        return replace(frame, attributes=default, presumed=presumed[0])
