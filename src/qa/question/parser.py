"""From a reading to a frame: what is asked, of what, in which edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeVar

from qa.knowledge.attributes import UNORDERED_UNITS
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.selection import ALL, Direction, Selection
from qa.linking.names import Mention
from qa.models import Turn
from qa.question.around import speaks_of_documents
from qa.question.attributes import AttributeChooser
from qa.question.followups import Carried, FollowUps
from qa.question.frame import Frame, Missing, Operation
from qa.question.implied import Implied
from qa.question.of_documents import SURE, asked_documents, topics, unattributed
from qa.question.reading import Reading
from qa.question.smalltalk import CERTAIN, OF_AN_ANSWER, smalltalk
from qa.understanding.utterance import Intent

EXPLAINED: Final = (Intent.REASON, Intent.MEANING, Intent.OPEN)  # what is told in words
POSSIBLE: Final = 0.1  # share of these from which a question word for them may be meant

Kept = TypeVar("Kept")


class Parser:
    """Decides what a question asks. Holds no state of conversations: turns are passed in."""

    def __init__(self, knowledge: Knowledge, figures: Figures) -> None:
        self._knowledge = knowledge
        self._graph, self._kinds = knowledge.entities, knowledge.entities.kinds
        self._figures = figures
        self._chooser = AttributeChooser(knowledge, figures)
        self._follow_ups = FollowUps(knowledge, figures)
        self._implied = Implied(knowledge, figures)

    def frame(self, reading: Reading, turns: Sequence[Turn] = (), edition: str | None = None) -> Frame:
        """The frame of a question; `turns` are the same person's earlier ones here, oldest first.

        `edition` is one chosen outside the question, by an option: it wins over what the words name.
        """
        relevant = self._follow_ups.relevant(turns)
        talk = smalltalk(reading)
        if (topic := asked_documents(reading, talk)) is not None:
            return replace(
                _signals(reading), operation=Operation.DOCUMENTS, content=topic, search=reading.text
            )
        of_all = talk == "sources" and speaks_of_documents(reading.text) and not reading.points_back
        if talk in OF_AN_ANSWER and relevant and not of_all:
            return _again(relevant[-1], reading, talk)
        reading, turns = self._follow_ups.pointed(reading, relevant)
        # of documents, whatever was before
        whole = bool(reading.said) and reading.overall >= SURE and not reading.points_back
        carried = Carried() if whole or talk in CERTAIN else self._follow_ups.carried(reading, turns)
        frame = self._of_subjects(_signals(reading), reading, carried)
        frame = self._in_editions(frame, reading, carried, turns, edition)
        frame = self._implied.added(frame, reading, carried)
        frame = replace(frame, operation=self._operation(frame, reading, carried))
        if frame.operation is Operation.SUMMARY:
            return replace(frame, content=tuple(topics(frame, reading)))
        again = turns and reading.leans_on_turns and _is_of(frame, reading, turns[-1])
        return replace(frame, operation=Operation.PASSAGE, attributes=(), undeclared=1.0) if again else frame

    def topic(self, reading: Reading, turns: Sequence[Turn] = ()) -> Turn | None:
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

    # --- whose figure, in which edition -----------------------------------------------

    def _of_subjects(self, frame: Frame, reading: Reading, carried: Carried) -> Frame:
        """The frame with what is asked about and what of it: by its names, else by the turns before."""
        named, ties = self._named(reading)
        named = (*named, *carried.entities) if carried.beside or not named else named
        entities = self._without_qualifiers(named, reading)
        scopes = tuple(e for e in named if self._graph[e].kind in self._kinds.scopes)
        attributes = self._chooser.attributes(reading, entities, carried)
        unmet = self._on_another_test(attributes, reading)
        attributes = () if unmet else attributes
        return replace(
            frame,
            entities=entities,
            ties=ties,
            selection=self._selection(reading, carried.selection, scopes),
            attributes=attributes,
            undeclared=1.0 if unmet else reading.undeclared,
            smalltalk=smalltalk(reading, goes_on=bool(carried.entities)),
            search=self._search_text(reading, carried),
        )

    def _on_another_test(self, attributes: tuple[str, ...], reading: Reading) -> bool:
        """Whether a score is asked for on a test that is not the index which scores are held of."""
        kinds = {self._graph[e].kind for mention in reading.mentions for e in mention.entities}
        scored = any(self._knowledge.attributes[a].unit == "points" for a in attributes)
        return scored and bool(kinds & self._kinds.benchmarks)

    def _named(self, reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The entities that are named, and the first near-tied readings of a name."""
        named: list[str] = []
        ties: tuple[str, ...] = ()
        for mention in reading.named:
            fitting = self._fitting(mention, reading)
            if len(fitting) > 1 and not mention.exact:
                ties = ties or fitting
            named += fitting if mention.exact else fitting[:1]
        return tuple(dict.fromkeys(named)), ties

    def _fitting(self, mention: Mention, reading: Reading) -> tuple[str, ...]:
        """The readings of a name that the attribute asked for can be stated of, or all of them."""
        subjects = self._subject_kinds(reading)
        direct = tuple(e for e in mention.entities if self._graph[e].kind in subjects)
        return direct or mention.entities

    def _subject_kinds(self, reading: Reading) -> frozenset[str]:
        """The kinds of entities that what is asked for is stated of."""
        asked = (self._knowledge.attributes[a].subjects for a in reading.attributes)
        return frozenset().union(*asked)

    def _without_qualifiers(self, named: Sequence[str], reading: Reading) -> tuple[str, ...]:
        """Leave out labs and countries that only say whose model is meant: "DeepSeek R1 by DeepSeek"."""
        entities, subjects = tuple(dict.fromkeys(named)), self._subject_kinds(reading)
        kept = tuple(
            e
            for e in entities
            if self._graph[e].kind in subjects
            or self._graph[e].kind not in self._kinds.scopes
            or self._graph.descendants(e).isdisjoint(entities)
        )
        items = tuple(e for e in kept if self._graph[e].kind not in self._kinds.collectives)
        return items or kept

    def _selection(self, reading: Reading, before: Selection | None, scopes: tuple[str, ...]) -> Selection:
        """Which figures a list is of: as the question says, and where it does not, as the list before."""
        kept = before or ALL
        excluded = tuple(dict.fromkeys((*kept.excluded, *reading.excluded)))
        openness = {e for e in excluded if self._graph[e].role == "open_weights"}
        openly = {e for e in scopes if self._graph[e].role == "open_weights"} if reading.yes_no else set()
        asked = openly and any(self._graph[e].kind in self._kinds.weighted for e in self._named(reading)[0])
        if asked:  # "is R1 open weights?" narrows no list
            scopes = tuple(e for e in scopes if e not in openly)
        return Selection(
            scopes=tuple(dict.fromkeys(scopes)),
            excluded=tuple(e for e in excluded if e not in openness),
            # what no source calls open is not for that closed: "not open" keeps what is declared so
            open_weights=False if openness else True if asked else kept.open_weights,
            threshold=reading.threshold or _kept(kept.threshold, reading),
            direction=_direction(reading) or kept.direction,
            limit=reading.place("limit") or reading.place("limit_low") or _kept(kept.limit, reading),
            single=before.single if before and not reading.lists else not reading.ranks,
        )

    def _search_text(self, reading: Reading, carried: Carried) -> str:
        """The question for the search in passages, with the names that it leaves out."""
        names = [self._graph[e].name(reading.language) for e in carried.entities]
        return " ".join(filter(None, (carried.question, unattributed(reading), *names)))

    @staticmethod
    def _in_editions(
        frame: Frame, reading: Reading, carried: Carried, turns: Sequence[Turn], chosen: str | None
    ) -> Frame:
        """The frame with its editions: the one chosen, those named, else those of the turn before."""
        editions = (chosen,) if chosen else reading.editions or carried.editions
        goes_on = turns and (carried.entities or carried.attribute)
        return replace(
            frame,
            editions=editions,
            edition_carried=not chosen and not reading.editions,
            previous_editions=tuple(e for e in turns[-1].editions if e not in editions) if goes_on else (),
            missing=replace(frame.missing, editions=()) if chosen else frame.missing,
        )

    # --- what to do -------------------------------------------------------------------

    def _operation(self, frame: Frame, reading: Reading, carried: Carried) -> Operation:
        if frame.smalltalk:
            return Operation.SMALLTALK
        another = reading.proper or (frame.attributes and reading.unknown and not reading.stands_alone)
        if another and not frame.entities:
            return Operation.PASSAGE  # a figure would be somebody else's
        if frame.presumed is not None:
            return Operation.LOOKUP
        if over := self._overall(frame, reading):
            return over
        if of_editions := self._of_editions(frame, reading):
            return of_editions
        if _explains(frame, reading) or frame.comparable or _asks_what_it_is(frame, reading):
            return Operation.PASSAGE
        if frame.attributes:
            return self._figure_operation(frame, reading, carried)
        groups = any(self._graph[s].kind in self._kinds.groups for s in frame.selection.scopes)
        if groups and (reading.asks("count") or (reading.asks("list") and not frame.content)):
            return Operation.COUNT
        if self._asks_for_works(frame, reading) or (frame.entities and _is_overview(frame, reading)):
            return Operation.OVERVIEW
        return Operation.PASSAGE

    @staticmethod
    def _of_editions(frame: Frame, reading: Reading) -> Operation | None:
        """Whether editions are asked for: those that there are, or those that speak of something."""
        if frame.entities:
            shares = reading.understood.asked.attributes
            figure = any(shares[attribute] >= SURE for attribute in frame.attributes)
            return Operation.MENTIONS if reading.asks("which_edition") and not figure else None
        return Operation.EDITIONS if reading.asks("editions") and not reading.lists else None

    def _asks_for_works(self, frame: Frame, reading: Reading) -> bool:
        """Whether it is asked which models somebody makes: by the attribute for who made one, of a maker."""
        maker, asked = self._knowledge.maker_attribute, reading.understood.asked.attributes
        makes = len(frame.entities) == 1 and self._graph[frame.entities[0]].kind in self._kinds.makers
        return makes and max(asked, key=lambda name: asked[name], default=None) == maker

    def _overall(self, frame: Frame, reading: Reading) -> Operation | None:
        """Whether the gist of documents is asked for, or what is new in them."""
        if frame.scope:
            tells = reading.attribution.tells or (reading.overall >= SURE and not frame.content)
            asks = frame.yes_no or frame.wants - {"manner"}  # 怎么说 is no manner
            return Operation.SUMMARY if tells and not asks else None
        if frame.attributes or frame.comparable or not reading.said:
            return None
        wants, graph = reading.understood.wants, self._graph
        if frame.content and any(graph[e].kind in self._kinds.collectives for e in frame.entities):
            return None  # something of them, and not all
        if wants.likely(Intent.SUMMARY) >= SURE:
            return Operation.SUMMARY
        changes = wants.likely(Intent.CHANGES) >= SURE and len(reading.editions) != 1
        return Operation.CHANGES if changes else None

    def _figure_operation(self, frame: Frame, reading: Reading, carried: Carried) -> Operation:
        bounded = frame.selection.threshold is not None and reading.has("operations", "count")
        counts, one_item = bounded or reading.asks("count"), self._is_one_item(frame.entities)
        unit = self._knowledge.attributes[frame.attributes[0]].unit
        if unit in UNORDERED_UNITS and not (unit == "date" and reading.lists and not one_item):
            return Operation.LOOKUP
        if unit == "count" and (counts or not reading.lists):
            return Operation.LOOKUP
        if self._asks_for_history(frame, reading):
            return Operation.HISTORY
        selection, several = frame.selection, len(frame.entities) > 1
        only_scopes = set(frame.entities) <= set(selection.scopes)
        if selection.threshold or (reading.asks_for_models and only_scopes and not reading.lists):
            return Operation.COUNT if counts else Operation.FILTER
        plain_list = reading.ranks or selection.limit or frame.position
        # one intent is the likeliest: "the gap between the best of X and of Y" wants two
        compared = any(reading.has("operations", name) for name in ("compare", "difference"))
        compares = reading.asks("compare") or frame.difference or compared
        if several and (not only_scopes or (compares and not plain_list)):
            return Operation.COMPARE
        if reading.lists and not one_item:
            return Operation.RANK
        if several and not only_scopes:
            return Operation.COMPARE
        if counts and unit == "points" and not self._holds_directly(frame):
            return Operation.COUNT
        goes_on = carried.operation == Operation.RANK and not one_item
        listed = not frame.entities and reading.ranks and unit not in UNORDERED_UNITS | {"count"}
        return (
            Operation.RANK if goes_on or listed or self._names_collectives(frame, unit) else Operation.LOOKUP
        )

    def _asks_for_history(self, frame: Frame, reading: Reading) -> bool:
        """Whether it is asked what became of one model's or lab's scores: "did R1 improve?"."""
        scored = frame.attributes == self._chooser.default
        if not scored or len(frame.entities) != 1 or frame.selection.threshold or reading.lists:
            return False
        several = len(frame.editions) > 1
        differs = (frame.difference and several) or (reading.asks("change") and len(frame.editions) != 1)
        changes = reading.asks("history") or differs
        return changes and self._graph[frame.entities[0]].kind in self._kinds.scored

    def _names_collectives(self, frame: Frame, unit: str) -> bool:
        """Whether the subjects are countries or groups, whose members have the figures."""
        kinds = {self._graph[e].kind for e in frame.entities}
        collectives = bool(kinds) and kinds <= self._kinds.collectives
        return collectives and unit in ("points", "users", "USD") and not self._holds_directly(frame)

    def _is_one_item(self, entities: Sequence[str]) -> bool:
        return len(entities) == 1 and self._graph[entities[0]].kind in self._kinds.items

    def _holds_directly(self, frame: Frame) -> bool:
        return not set(frame.entities).isdisjoint(self._knowledge.facts.subjects(frame.attributes[0]))


def _is_of(frame: Frame, reading: Reading, turn: Turn) -> bool:
    """Whether a question that says something more would be answered with the turn's very figure."""
    figure = (frame.operation, frame.entities, frame.attributes)
    before = (turn.operation, turn.entities, (turn.attribute,))
    return bool(reading.content) and not reading.editions and frame.operation == "lookup" and figure == before


def _again(turn: Turn, reading: Reading, talk: str) -> Frame:
    """The question before as a frame, to tell more of its answer."""
    return Frame(
        question=turn.question,
        language=reading.language,
        operation=Operation(turn.operation or Operation.PASSAGE),
        entities=turn.entities,
        attributes=(turn.attribute,) if turn.attribute else (),
        editions=turn.editions,
        selection=turn.selection or ALL,
        smalltalk=talk,
        search=turn.question,
    )


def _signals(reading: Reading) -> Frame:
    """What a question says by itself, before its subjects are known."""
    return Frame(
        question=reading.text,
        language=reading.language,
        operation=Operation.PASSAGE,
        mentions=reading.mentions,
        missing=Missing(
            editions=reading.absent_editions,
            names=reading.absent_names,
            words=reading.unknown,
            subject=reading.unknown_subject,
        ),
        wants=reading.wants,
        position=reading.place("position") or reading.place("next"),
        values=reading.quantities,
        difference=reading.asks("difference"),
        aggregate=reading.asks("aggregate"),
        comparable=reading.asks("comparable"),
        yes_no=reading.yes_no,
        figure=reading.figure,
        content=reading.content,
        years=reading.years,
        scope=reading.attribution.scope,
        names=reading.likely_names,
    )


def _asks_what_it_is(frame: Frame, reading: Reading) -> bool:
    """Whether an index or a benchmark itself is asked about: "what is the Intelligence Index?"."""
    passing = any(mention not in reading.named for mention in reading.mentions)
    alone = passing and not frame.entities and not frame.editions and not reading.stands_alone
    return alone and reading.asks("overview")


def _is_overview(frame: Frame, reading: Reading) -> bool:
    if frame.wants & {"date", "place", "number", "reason", "manner"} or frame.missing.words:
        return False
    if len(reading.named) > len(frame.entities):
        return False  # something is asked of them: whether they are open, where they are from
    return not frame.content or (reading.asks("overview") and len(frame.content) <= 1)


def _explains(frame: Frame, reading: Reading) -> bool:
    """Whether a reason or a manner is asked for, and not what became of figures that the question names."""
    figures = reading.asks("change") and bool(frame.values or len(frame.editions) > 1)
    why = "reason" in frame.wants or not frame.attributes
    told = why or reading.understood.wants.likely(*EXPLAINED) >= POSSIBLE
    return reading.explains and told and not figures


def _direction(reading: Reading) -> Direction | None:
    """The direction that is named first, if any: "best to worst" goes down from the best."""
    lowest, highest = reading.first("operations", "bottom"), reading.first("operations", "top")
    if lowest is None and highest is None:
        return None
    return "low" if lowest is not None and (highest is None or lowest < highest) else "high"


def _kept(value: Kept, reading: Reading) -> Kept | None:
    """What narrowed the list before, unless the question says anew what it wants of it."""
    return None if reading.lists or reading.threshold else value
