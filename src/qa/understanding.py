"""From a reading to a frame: what is asked, of what, in which edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qa.asking import Asked
from qa.figures import Figures
from qa.followups import Carried, FollowUps
from qa.frame import Direction, Frame, Operation
from qa.knowledge import Knowledge
from qa.models import Turn
from qa.names import Mention
from qa.reading import Reading

SCOPE_KINDS: Final = frozenset({"lab", "company", "family", "country", "group"})
ITEM_KINDS: Final = frozenset({"model", "application", "chip", "person", "rule", "publisher"})
SMALLTALK: Final = ("help", "thanks", "greeting", "farewell")
CHATTER: Final = 6  # letters beside small talk that do not make a question of it


class Understanding:
    """Decides what a question asks. Holds no state of conversations: turns are passed in."""

    def __init__(self, knowledge: Knowledge, figures: Figures) -> None:
        self._knowledge = knowledge
        self._asked = Asked(knowledge, figures)
        self._follow_ups = FollowUps(knowledge)

    def frame(self, reading: Reading, turns: Sequence[Turn] = (), edition: str | None = None) -> Frame:
        """The frame of a question; `turns` are the same person's earlier ones here, oldest first.

        `edition` is one chosen outside the question, by an option: it wins over what the words name.
        """
        carried = self._follow_ups.carried(reading, turns)
        entities, scopes, ties = self._subjects(reading, carried)
        if carried.operation == Operation.RANK and not reading.named:
            entities = scopes  # what was ranked is found again by the same scopes
        editions = (edition,) if edition else reading.editions or carried.editions
        frame = Frame(
            question=reading.text,
            language=reading.language,
            operation=Operation.PASSAGE,
            mentions=reading.mentions,
            entities=entities,
            scopes=scopes,
            excluded=reading.excluded,
            attributes=self._asked.attributes(reading, entities, carried),
            editions=editions,
            edition_carried=not edition and not reading.editions,
            absent_editions=() if edition else reading.absent_editions,
            absent_names=reading.absent_names,
            proper=reading.proper,
            wants=reading.wants,
            direction=_direction(reading),
            limit=reading.place("limit") or reading.place("limit_low"),
            single=not reading.has("operations", "ranking"),
            position=reading.place("position") or reading.place("next"),
            threshold=reading.threshold,
            values=reading.quantities,
            difference=reading.has("operations", "difference"),
            change=reading.has("operations", "change"),
            aggregate=reading.has("operations", "aggregate"),
            comparable=reading.has("operations", "comparable"),
            smalltalk=_smalltalk(reading, entities),
            ties=ties,
            previous_editions=_previous_editions(carried, turns, editions),
            content=reading.content,
            unknown=reading.unknown,
            stranger=reading.stranger,
            years=reading.years,
            search=self._search_text(reading, carried),
        )
        return replace(frame, operation=self._operation(frame, reading, carried))

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

    # --- what to do -----------------------------------------------------------------

    def _operation(self, frame: Frame, reading: Reading, carried: Carried) -> Operation:
        if frame.smalltalk:
            return Operation.SMALLTALK
        if frame.proper and not frame.entities:
            return Operation.PASSAGE  # a figure would be somebody else's
        if _explains(frame) or frame.comparable or self._asks_what_it_is(frame, reading):
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
        if frame.threshold:
            return Operation.COUNT if counts else Operation.FILTER
        one_item = self._names_one_item(frame)
        only_scopes = set(frame.entities) <= set(frame.scopes)
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


def _explains(frame: Frame) -> bool:
    """Whether a reason or a manner is asked for, and not what became of figures that the question names."""
    explains = "reason" in frame.wants or ("manner" in frame.wants and "number" not in frame.wants)
    figures = frame.change and bool(frame.values or len(frame.editions) > 1)
    return explains and not figures


def _direction(reading: Reading) -> Direction:
    """The direction that is named first: "best to worst" goes down from the best."""
    lowest, highest = reading.first("operations", "bottom"), reading.first("operations", "top")
    return "low" if lowest is not None and (highest is None or lowest < highest) else "high"


def _previous_editions(carried: Carried, turns: Sequence[Turn], editions: tuple[str, ...]) -> tuple[str, ...]:
    """The editions that the turn before spoke of, where a follow-up goes on in another."""
    if not turns or not (carried.entities or carried.attribute):
        return ()
    return tuple(e for e in turns[-1].editions if e not in editions)


def _smalltalk(reading: Reading, entities: tuple[str, ...]) -> str | None:
    """Which small talk the message is, if it is nothing else."""
    if entities or reading.attributes or reading.editions or reading.absent_names:
        return None
    rest = reading.masked
    found: dict[str, int] = {}
    for kind in SMALLTALK:
        for words in reading.lexicons:
            for span in words.spans("smalltalk", kind, rest):
                found[kind] = found.get(kind, 0) + span.end - span.start
                rest = rest[: span.start] + " " * (span.end - span.start) + rest[span.end :]
    # a Chinese or Japanese character says as much as two letters
    left = sum(2 if character > "\u2e80" else 1 for character in rest if character.isalnum())
    return next(iter(found)) if found and left <= max(CHATTER, sum(found.values()) // 2) else None
