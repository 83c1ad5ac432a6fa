"""From a reading to a frame: what is asked, of what, in which edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeVar

from qa.knowledge.entities import OPEN_WEIGHTS
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.linking.names import Mention
from qa.models import Listed, Turn
from qa.question.attributes import Asked
from qa.question.followups import SCOPE_KINDS, Carried, FollowUps
from qa.question.frame import Direction, Frame, Operation
from qa.question.reader import Reading
from qa.question.smalltalk import smalltalk

MAKERS: Final = frozenset({"lab", "company"})
Kept = TypeVar("Kept")
ITEM_KINDS: Final = frozenset({"model", "application", "chip", "person", "rule", "publisher"})


class Understanding:
    """Decides what a question asks. Holds no state of conversations: turns are passed in."""

    def __init__(self, knowledge: Knowledge, figures: Figures) -> None:
        self._knowledge = knowledge
        self._figures = figures
        self._asked = Asked(knowledge, figures)
        self._follow_ups = FollowUps(knowledge)

    def frame(self, reading: Reading, turns: Sequence[Turn] = (), edition: str | None = None) -> Frame:
        """The frame of a question; `turns` are the same person's earlier ones here, oldest first.

        `edition` is one chosen outside the question, by an option: it wins over what the words name.
        """
        reading, turns = self._follow_ups.pointed(reading, self._follow_ups.relevant(turns))
        carried = self._follow_ups.carried(reading, turns)
        listed = carried.listed or Listed()
        entities, scopes, ties = self._subjects(reading, carried)
        editions = (edition,) if edition else reading.editions or carried.editions
        excluded = tuple(dict.fromkeys((*listed.excluded, *reading.excluded)))
        frame = Frame(
            question=reading.text,
            language=reading.language,
            operation=Operation.PASSAGE,
            mentions=reading.mentions,
            entities=entities,
            scopes=scopes,
            excluded=tuple(e for e in excluded if e != OPEN_WEIGHTS),
            # what no source calls open is not for that closed: "not open" keeps what is declared so
            open_weights=False if OPEN_WEIGHTS in excluded else listed.open_weights,
            attributes=self._asked.attributes(reading, entities, carried),
            editions=editions,
            edition_carried=not edition and not reading.editions,
            absent_editions=() if edition else reading.absent_editions,
            absent_names=reading.absent_names,
            proper=reading.proper,
            wants=reading.wants,
            direction=_direction(reading) or listed.direction,
            limit=reading.place("limit") or reading.place("limit_low") or _kept(listed.limit, reading),
            single=_is_single(reading, carried.listed),
            position=reading.place("position") or reading.place("next"),
            threshold=reading.threshold or _kept(listed.threshold, reading),
            values=reading.quantities,
            difference=reading.has("operations", "difference"),
            change=reading.has("operations", "change"),
            aggregate=reading.has("operations", "aggregate"),
            comparable=reading.has("operations", "comparable"),
            smalltalk=smalltalk(reading, entities),
            ties=ties,
            previous_editions=_previous_editions(carried, turns, editions),
            content=reading.content,
            unknown=reading.unknown,
            stranger=reading.stranger,
            years=reading.years,
            search=self._search_text(reading, carried),
        )
        frame = self._without_presumption(self._of_the_rest(frame), reading)
        frame = self._beside_the_best(frame, reading, carried)
        return replace(frame, operation=self._operation(frame, reading, carried))

    def said(self, reading: Reading, turns: Sequence[Turn] = ()) -> Turn | None:
        """What a statement or a quote speaks of, as a turn to refer to; None where that is nothing."""
        frame = self.frame(reading, turns)
        if not frame.entities and not frame.attributes:
            return None
        return Turn(
            question=frame.question,
            language=frame.language,
            entities=frame.entities,
            attribute=frame.attributes[0] if frame.attributes else None,
            editions=frame.editions,
            operation=frame.operation.value,
        )

    def _search_text(self, reading: Reading, carried: Carried) -> str:
        """The question for the search in passages, with the names that it leaves out."""
        names = [self._knowledge.entities[e].name(reading.language) for e in carried.entities]
        return " ".join(filter(None, (carried.question, reading.text, *names)))

    # --- whose figure ---------------------------------------------------------------

    def _subjects(
        self, reading: Reading, carried: Carried
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Entities asked about, those of them that can narrow a ranking, and readings of a name that tie."""
        named: list[str] = []
        ties: tuple[str, ...] = ()
        for mention in reading.named:
            fitting = self._fitting(mention, reading)
            if len(fitting) > 1 and not mention.exact:
                ties = ties or fitting
            named += fitting if mention.exact else fitting[:1]
        named = [*named, *carried.entities] if carried.beside or not named else named
        entities = self._without_qualifiers(tuple(dict.fromkeys(named)), reading)
        kinds = {e: self._knowledge.entities[e].kind for e in named}
        return entities, tuple(e for e in dict.fromkeys(named) if kinds[e] in SCOPE_KINDS), ties

    def _fitting(self, mention: Mention, reading: Reading) -> tuple[str, ...]:
        """The readings of a name that the attribute asked for can be stated of, or all of them."""
        kinds = {k for a in reading.attributes for k in self._knowledge.attributes[a].subjects}
        direct = tuple(e for e in mention.entities if self._knowledge.entities[e].kind in kinds)
        return direct or mention.entities

    def _without_qualifiers(self, entities: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
        """Leave out labs and countries that only say whose model is meant: "DeepSeek R1 by DeepSeek"."""
        graph = self._knowledge.entities
        kinds = {k for a in reading.attributes for k in self._knowledge.attributes[a].subjects}
        kept = tuple(
            e
            for e in entities
            if graph[e].kind in kinds
            or graph[e].kind not in SCOPE_KINDS
            or not any(other != e and other in graph.descendants(e) for other in entities)
        )
        items = tuple(e for e in kept if graph[e].kind not in ("country", "group"))
        return items or kept

    def _of_the_rest(self, frame: Frame) -> Frame:
        """A question for other groups than some is one for the rest of their kind."""
        graph = self._knowledge.entities
        kinds = {graph[e].kind for e in frame.excluded}
        if kinds != {"group"} or frame.entities or frame.attributes or frame.threshold:
            return frame
        members = [e for e in graph if e.kind in MAKERS and e.groups]
        countries = {m.country for m in members if set(m.groups) & set(frame.excluded)}
        beside = [g for m in members if m.country in countries for g in m.groups if g not in frame.excluded]
        rest = tuple(dict.fromkeys(beside))
        names = " ".join(graph[g].name(frame.language) for g in rest)
        search = frame.search
        for mention in frame.mentions:
            search = (
                search.replace(mention.text, " ") if set(mention.entities) <= set(frame.excluded) else search
            )
        return replace(frame, entities=rest, search=f"{names} {search}") if rest else frame

    def _beside_the_best(self, frame: Frame, reading: Reading, carried: Carried) -> Frame:
        """Whose figure stands beside one model's where it is asked how far that is from the best."""
        entities = frame.entities or carried.before
        ordered = reading.has("operations", "top") or reading.has("operations", "bottom")
        if not (frame.difference and ordered and frame.attributes) or len(entities) != 1:
            return frame
        if self._knowledge.entities[entities[0]].kind not in ITEM_KINDS:
            return frame
        attribute = frame.attributes[0]
        held = self._figures.of(attribute, entities[0], frame.editions)
        if not held:
            return frame
        edition = held[-1].edition
        first = self._figures.rank(frame, attribute, (edition,)).facts[:1]
        others = tuple(fact.subject for fact in first if fact.subject != entities[0])
        return (
            replace(frame, entities=(*entities, *others), scopes=(), editions=(edition,)) if others else frame
        )

    def _without_presumption(self, frame: Frame, reading: Reading) -> Frame:
        """Who asks why R1 scored 95, which no document says, is told the score that is held."""
        known = self._knowledge.attributes
        points = reading.has("operations", "points") or any(
            known[a].unit == "points" for a in frame.attributes
        )
        said = [value for value in frame.values if f"{value:g}" not in frame.years]
        if "reason" not in frame.wants or not points or not said or len(frame.entities) != 1:
            return frame
        graph, entity = self._knowledge.entities, frame.entities[0]
        kin = (entity, *graph.descendants(entity), *graph.ancestors(entity))
        held = {fact.value for e in kin for fact in self._knowledge.facts.of(e)}
        scored = any(self._knowledge.facts.find(a, (entity,)) for a in self._asked.default)
        if not scored or held & set(said):
            return frame
        return replace(frame, attributes=self._asked.default, presumed=said[0])

    # --- what to do -----------------------------------------------------------------

    def _operation(self, frame: Frame, reading: Reading, carried: Carried) -> Operation:
        if frame.smalltalk:
            return Operation.SMALLTALK
        if frame.proper and not frame.entities:
            return Operation.PASSAGE  # a figure would be somebody else's
        if frame.presumed is not None:
            return Operation.LOOKUP
        if reading.has("operations", "editions") and not (frame.entities or reading.lists):
            return Operation.EDITIONS
        if _explains(frame, reading) or frame.comparable or self._asks_what_it_is(frame, reading):
            return Operation.PASSAGE
        if frame.attributes:
            return self._figure_operation(frame, reading, carried)
        groups = any(self._knowledge.entities[s].kind == "group" for s in frame.scopes)
        if groups and reading.has("operations", "count"):
            return Operation.COUNT
        if frame.entities and self._is_overview(frame, reading):
            return Operation.OVERVIEW
        return Operation.PASSAGE

    def _asks_what_it_is(self, frame: Frame, reading: Reading) -> bool:
        """Whether an index or a benchmark itself is asked about: "what is the Intelligence Index?"."""
        passing = [m for m in reading.mentions if m not in reading.named]
        alone = passing and not frame.entities and not frame.editions and not reading.stands_alone
        return bool(alone) and reading.has("operations", "overview")

    def _figure_operation(self, frame: Frame, reading: Reading, carried: Carried) -> Operation:
        counts = reading.has("operations", "count")
        one_item = self._names_one_item(frame)
        if self._asks_for_history(frame, reading):
            return Operation.HISTORY
        only_scopes = set(frame.entities) <= set(frame.scopes)
        all_of_them = reading.asks_for_models and only_scopes and not reading.lists
        if frame.threshold or all_of_them:
            return Operation.COUNT if counts else Operation.FILTER
        plain_list = reading.has("operations", "ranking") or frame.limit or frame.position
        compares = reading.has("operations", "compare") or frame.difference
        if len(frame.entities) > 1 and (not only_scopes or (compares and not plain_list)):
            return Operation.COMPARE
        if reading.lists and not one_item:
            return Operation.RANK
        if len(frame.entities) > 1:
            return Operation.COMPARE
        unit = self._knowledge.attributes[frame.attributes[0]].unit
        if counts and unit == "points" and not self._holds_directly(frame):
            return Operation.COUNT
        goes_on = carried.operation == Operation.RANK and not one_item
        return Operation.RANK if goes_on or self._names_groups(frame, unit) else Operation.LOOKUP

    def _asks_for_history(self, frame: Frame, reading: Reading) -> bool:
        """Whether it is asked what became of one model's or lab's scores: "did R1 improve?"."""
        scored = frame.attributes == self._asked.default and not (frame.threshold or reading.lists)
        if not scored or len(frame.entities) != 1:
            return False
        kind = self._knowledge.entities[frame.entities[0]].kind
        told = reading.has("operations", "history") or (frame.change and len(frame.editions) != 1)
        return told and kind in ("model", "family", "lab")

    def _names_groups(self, frame: Frame, unit: str) -> bool:
        """Whether the subjects are countries or groups, whose members have the figures."""
        kinds = {self._knowledge.entities[e].kind for e in frame.entities}
        groups = bool(kinds) and kinds <= {"country", "group"}
        return groups and unit in ("points", "users", "USD") and not self._holds_directly(frame)

    def _names_one_item(self, frame: Frame) -> bool:
        return len(frame.entities) == 1 and self._knowledge.entities[frame.entities[0]].kind in ITEM_KINDS

    def _holds_directly(self, frame: Frame) -> bool:
        held = self._knowledge.facts.subjects(frame.attributes[0])
        return any(e in held for e in frame.entities)

    @staticmethod
    def _is_overview(frame: Frame, reading: Reading) -> bool:
        if frame.wants & {"date", "place", "number", "reason", "manner"} or frame.unknown:
            return False
        if len(reading.named) > len(frame.entities):
            return False  # something is asked of them: whether they are open, where they are from
        return not frame.content or (reading.has("operations", "overview") and len(frame.content) <= 1)


def _explains(frame: Frame, reading: Reading) -> bool:
    """Whether a reason or a manner is asked for, and not what became of figures that the question names."""
    figures = frame.change and bool(frame.values or len(frame.editions) > 1)
    return reading.explains and not figures


def _direction(reading: Reading) -> Direction | None:
    """The direction that is named first, if any: "best to worst" goes down from the best."""
    lowest, highest = reading.first("operations", "bottom"), reading.first("operations", "top")
    if lowest is None and highest is None:
        return None
    return "low" if lowest is not None and (highest is None or lowest < highest) else "high"


def _kept(value: Kept, reading: Reading) -> Kept | None:
    """What narrowed the list before, unless the question says anew what it wants of it."""
    return None if reading.lists or reading.threshold else value


def _is_single(reading: Reading, listed: Listed | None) -> bool:
    """Whether the first place alone is asked for."""
    return listed.single if listed and not reading.lists else not reading.has("operations", "ranking")


def _previous_editions(carried: Carried, turns: Sequence[Turn], editions: tuple[str, ...]) -> tuple[str, ...]:
    """The editions that the turn before spoke of, where a follow-up goes on in another."""
    if not turns or not (carried.entities or carried.attribute):
        return ()
    return tuple(e for e in turns[-1].editions if e not in editions)
