"""From a reading to a frame: what is asked, of what, in which edition, carried over from earlier turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from qa.figures import Figures
from qa.frame import Frame, Operation
from qa.knowledge import Knowledge
from qa.models import Turn
from qa.names import Mention
from qa.reading import Reading

SCOPE_KINDS: Final = frozenset({"lab", "company", "family", "country", "group"})
ITEM_KINDS: Final = frozenset({"model", "application", "chip", "person", "rule", "publisher"})
# Kinds that are named in passing: they say what a question is about, not whose figure it asks for.
PASSING_KINDS: Final = frozenset({"index", "benchmark", "technique", "organisation"})
SHORT_FOLLOW_UP: Final = 2  # content words that a follow-up may add to what it carries over
BENCHMARK_SCORE: Final = "benchmark_score"


@dataclass(frozen=True, slots=True)
class Carried:
    """What a follow-up takes from the turn before."""

    entities: tuple[str, ...] = ()
    attribute: str | None = None
    editions: tuple[str, ...] = ()
    operation: str | None = None


class Understanding:
    """Decides what a question asks. Holds no state of conversations: turns are passed in."""

    def __init__(self, knowledge: Knowledge, figures: Figures) -> None:
        self._knowledge = knowledge
        self._figures = figures

    def frame(self, reading: Reading, turns: Sequence[Turn], edition: str | None = None) -> Frame:
        """The frame of a question; `turns` are the same person's earlier ones here, oldest first.

        `edition` is one chosen outside the question, by an option: it wins over what the words name.
        """
        carried = self._carried(reading, turns)
        entities, scopes, ties = self._subjects(reading, carried)
        attributes = self._attributes(reading, entities, scopes, carried)
        editions = (edition,) if edition else reading.editions or carried.editions
        frame = Frame(
            question=reading.text,
            language=reading.language,
            operation=Operation.PASSAGE,
            mentions=reading.mentions,
            entities=entities,
            scopes=scopes,
            attributes=attributes,
            editions=editions,
            absent_editions=() if edition else reading.absent_editions,
            absent_names=reading.absent_names,
            wants=reading.wants,
            direction="low" if reading.has("operations", "bottom") else "high",
            limit=reading.place("limit") or reading.place("limit_low"),
            single=not reading.has("operations", "ranking"),
            position=reading.place("position"),
            threshold=reading.threshold,
            values=reading.quantities,
            difference=reading.has("operations", "difference"),
            change=reading.has("operations", "change"),
            smalltalk=self._smalltalk(reading, entities),
            ties=ties,
            previous_editions=self._previous_editions(carried, turns, editions),
            content=reading.content,
            search=self._search_text(reading, carried),
        )
        return replace(frame, operation=self._operation(frame, reading, carried))

    # --- what is carried over -------------------------------------------------------

    def _carried(self, reading: Reading, turns: Sequence[Turn]) -> Carried:
        """Nothing, unless the question leans on the turn before: it points back, or is too short to stand alone."""
        if not turns or reading.absent_names:
            return Carried()
        last = turns[-1]
        points = any(reading.has("followup", kind) for kind in ("thing", "person"))
        leans = points or any(reading.has("followup", kind) for kind in ("opening", "ending"))
        named = [m for m in reading.mentions if not self._in_passing(m)]
        short = len(reading.content) <= SHORT_FOLLOW_UP
        if named and reading.attributes:
            # stands on its own; only "and Kimi's score?" keeps the edition that is being spoken of
            return Carried(editions=last.editions) if leans and short else Carried()
        if not (leans or short):
            return Carried()
        if named:
            return (
                Carried(attribute=last.attribute, editions=last.editions, operation=last.operation)
                if short
                else Carried()
            )
        if reading.attributes:
            pointing = points or not self._stands_alone(reading)
            return Carried(entities=last.entities, editions=()) if pointing else Carried()
        if reading.editions or reading.absent_editions:
            return Carried(last.entities, last.attribute, (), last.operation) if short else Carried()
        return Carried(entities=last.entities, editions=last.editions) if points else Carried()

    def _stands_alone(self, reading: Reading) -> bool:
        """Whether a question without a name asks about all there is: a ranking, a filter, a list."""
        whole = ("top", "bottom", "ranking", "count", "list")
        return reading.threshold is not None or any(reading.has("operations", name) for name in whole)

    @staticmethod
    def _previous_editions(
        carried: Carried, turns: Sequence[Turn], editions: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The editions that the turn before spoke of, where a follow-up goes on in another."""
        leaning = carried.entities or carried.attribute
        return tuple(e for e in turns[-1].editions if e not in editions) if turns and leaning else ()

    def _search_text(self, reading: Reading, carried: Carried) -> str:
        """The question for the search in passages, with the names that it leaves out."""
        names = [self._knowledge.entities[e].name(reading.language) for e in carried.entities]
        return " ".join((reading.text, *names))

    # --- whose figure ---------------------------------------------------------------

    def _in_passing(self, mention: Mention) -> bool:
        return all(self._knowledge.entities[e].kind in PASSING_KINDS for e in mention.entities)

    def _subjects(
        self, reading: Reading, carried: Carried
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Entities asked about, those of them that can narrow a ranking, and readings of a name that tie."""
        named: list[str] = []
        ties: tuple[str, ...] = ()
        for mention in reading.mentions:
            if self._in_passing(mention):
                continue
            fitting = self._fitting(mention, reading)
            if len(fitting) > 1 and not mention.exact:
                ties = ties or fitting
            named += fitting[:1] if len(fitting) == 1 or not mention.exact else fitting
        if not named:
            named = list(carried.entities)
        entities = self._without_qualifiers(tuple(dict.fromkeys(named)), reading)
        scopes = tuple(e for e in dict.fromkeys(named) if self._knowledge.entities[e].kind in SCOPE_KINDS)
        return entities, scopes, ties

    def _fitting(self, mention: Mention, reading: Reading) -> tuple[str, ...]:
        """The readings of a name that the attribute asked for can be stated of, or all of them."""
        if len(mention.entities) == 1 or not reading.attributes:
            return mention.entities
        kinds = {k for a in reading.attributes for k in self._knowledge.attributes[a].subjects}
        direct = tuple(e for e in mention.entities if self._knowledge.entities[e].kind in kinds)
        return direct or mention.entities

    def _without_qualifiers(self, entities: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
        """Leave out labs and countries that only say whose model is meant: "DeepSeek R1 by DeepSeek"."""
        graph = self._knowledge.entities
        kept = tuple(
            e
            for e in entities
            if not any(other != e and other in graph.descendants(e) for other in entities)
            or any(graph[e].kind in self._knowledge.attributes[a].subjects for a in reading.attributes)
        )
        items = tuple(e for e in kept if graph[e].kind not in ("country", "group"))
        return items or kept

    # --- which attribute ------------------------------------------------------------

    def _attributes(
        self, reading: Reading, entities: tuple[str, ...], scopes: tuple[str, ...], carried: Carried
    ) -> tuple[str, ...]:
        asked = reading.attributes or ((carried.attribute,) if carried.attribute else ())
        graph, known = self._knowledge.entities, self._knowledge.attributes
        benchmarks = any(graph[e].kind == "benchmark" for m in reading.mentions for e in m.entities)
        if benchmarks and BENCHMARK_SCORE in known and any(known[a].unit == "points" for a in asked):
            return (BENCHMARK_SCORE,)
        listing = any(
            reading.has("operations", name) for name in ("top", "bottom", "ranking")
        ) or reading.place("limit")
        if listing and any(known[a].unit == "rank" for a in asked):
            # whoever asks for the order of places wants what the places rest on
            asked = (
                tuple(a for a in asked if known[a].unit != "rank")
                or tuple(a.id for a in known.values() if a.default_for)[:1]
            )
        if asked:
            return self._meant(asked, entities, reading)
        kinds = {graph[e].kind for e in entities}
        scored = [a.id for a in known.values() if a.default_for]
        defaults = tuple(a for a in scored if kinds & set(known[a].default_for))
        comparing = any(
            reading.has("operations", name)
            for name in ("compare", "top", "bottom", "ranking", "difference", "change")
        )
        wide = kinds <= {"lab", "company", "country", "group", "family", "model"} and (scopes or not kinds)
        whole = (
            reading.threshold
            or reading.place("limit")
            or reading.place("position")
            or reading.has("operations", "top")
            or reading.has("operations", "bottom")
            or reading.has("operations", "ranking")
            or reading.has("operations", "change")
        )
        if wide and whole and not reading.wants & {"reason", "manner", "place"}:
            return tuple(scored[:1])
        return (
            defaults[:1]
            if comparing and defaults and (len(entities) > 1 or reading.has("operations", "change"))
            else ()
        )

    def _meant(self, asked: tuple[str, ...], entities: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
        """Of attributes that share a cue, those that are stated of the subjects, or can be."""
        if len(asked) < 2:
            return asked
        known = self._knowledge.attributes
        held = tuple(a for a in asked if any(self._figures.of(a, e) for e in entities))
        kinds = {self._knowledge.entities[e].kind for e in entities}
        fitting = held or tuple(a for a in asked if kinds & set(known[a].subjects)) or asked
        spans = {cue.attribute: cue.spans for cue in reading.cues}
        distinct: dict[object, str] = {}
        for attribute in fitting:
            distinct.setdefault(spans.get(attribute, attribute), attribute)
        return tuple(distinct.values())

    # --- what to do -----------------------------------------------------------------

    def _operation(self, frame: Frame, reading: Reading, carried: Carried) -> Operation:
        if frame.smalltalk:
            return Operation.SMALLTALK
        if self._explains(frame):
            return Operation.PASSAGE
        if frame.attributes:
            return self._figure_operation(frame, reading, carried)
        if frame.entities and self._is_overview(frame, reading):
            return Operation.OVERVIEW
        return Operation.PASSAGE

    @staticmethod
    def _explains(frame: Frame) -> bool:
        """Whether a reason or a manner is asked for, and not what became of figures that the question names."""
        explains = "reason" in frame.wants or ("manner" in frame.wants and "number" not in frame.wants)
        figures = frame.change and bool(frame.values or len(frame.editions) > 1)
        return explains and not figures

    def _figure_operation(self, frame: Frame, reading: Reading, carried: Carried) -> Operation:
        counts = reading.has("operations", "count")
        direct = self._holds_directly(frame)
        if frame.threshold:
            return Operation.COUNT if counts else Operation.FILTER
        several = len(frame.entities) > 1 and not set(frame.entities) <= set(frame.scopes)
        if several and not self._names_one_item(frame):
            return Operation.COMPARE
        ranks = any(reading.has("operations", name) for name in ("top", "bottom", "ranking"))
        if (ranks or frame.limit or frame.position) and not self._names_one_item(frame):
            return Operation.RANK
        if len(frame.entities) > 1:
            return Operation.COMPARE
        if counts and not direct and self._knowledge.attributes[frame.attributes[0]].unit == "points":
            return Operation.COUNT
        if carried.operation == Operation.RANK and not self._names_one_item(frame):
            return Operation.RANK
        return Operation.LOOKUP

    def _names_one_item(self, frame: Frame) -> bool:
        items = [e for e in frame.entities if self._knowledge.entities[e].kind in ITEM_KINDS]
        return len(items) == 1 and len(frame.entities) == 1

    def _holds_directly(self, frame: Frame) -> bool:
        held = self._knowledge.facts.subjects(frame.attributes[0])
        return any(e in held for e in frame.entities)

    def _is_overview(self, frame: Frame, reading: Reading) -> bool:
        if frame.wants & {"date", "person", "place", "number", "reason", "manner"} - {"person"}:
            return False
        return len(frame.content) == 0 or (reading.has("operations", "overview") and len(frame.content) <= 1)

    def _smalltalk(self, reading: Reading, entities: tuple[str, ...]) -> str | None:
        """Which small talk the message is, if it is nothing else."""
        if entities or reading.attributes or reading.editions or reading.absent_names:
            return None
        rest = reading.masked
        found: dict[str, int] = {}
        for kind in ("help", "thanks", "greeting", "farewell"):
            for words in reading.lexicons:
                for span in words.spans("smalltalk", kind, rest):
                    found[kind] = found.get(kind, 0) + span.end - span.start
                    rest = rest[: span.start] + " " * (span.end - span.start) + rest[span.end :]
        left = len([c for c in rest if c.isalnum()])
        return next(iter(found)) if found and left <= max(6, sum(found.values()) // 2) else None
