"""Answers from figures: look-ups here, comparisons and lists in their own modules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.text import terms
from qa.citation.claim import Claim
from qa.drafts.answer import FigureAnswer, Resources
from qa.drafts.comparisons import Comparison
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.histories import ScoreHistory
from qa.drafts.profiles import LabProfile
from qa.drafts.rankings import Listing
from qa.drafts.verdicts import Verdict, agreed, is_placed, of_facts, told
from qa.knowledge.attributes import UNORDERED_UNITS, is_quantity
from qa.knowledge.facts import Fact
from qa.knowledge.figures import Ranking
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.standings import Placed
from qa.question.frame import Frame, Operation

SEVERAL: Final = frozenset({Operation.HISTORY, Operation.PROFILE})  # they tell many figures
MOST_SUBJECTS: Final = 4  # figures stated where a question names no subject, or a lab with many models


def answer_from_figures(resources: Resources, frame: Frame) -> Draft | Abstention:
    """The draft for a frame that asks for figures, or why the documents hold none."""
    lookup = Lookup(resources, frame)
    draft = _composed(resources, frame, lookup)
    if not frame.yes_no or isinstance(draft, Abstention) or frame.operation is Operation.COMPARE:
        return draft  # a comparison knows whose figures it compares
    if frame.operation is Operation.RANK and lookup.unit not in UNORDERED_UNITS:
        return lookup.placed(draft)
    return told(draft, lookup.verdict(draft), lookup.words, exists=lookup.asks_for_any)


def _composed(resources: Resources, frame: Frame, lookup: Lookup) -> Draft | Abstention:
    match frame.operation:
        case Operation.PROFILE:
            return LabProfile(resources, frame).compose()
        case Operation.RANK if lookup.unit == "date":
            return lookup.in_time()
        case Operation.COMPARE if len(frame.attributes) > 1:
            return _by_each(resources, frame)
        case _ if lookup.unit in UNORDERED_UNITS:
            return lookup.compose()
        case Operation.COMPARE:
            return Comparison(resources, frame).compose()
        case Operation.RANK:
            return Listing(resources, frame).rank()
        case Operation.FILTER | Operation.COUNT if not lookup.is_of_one:
            return Listing(resources, frame).filter()
        case Operation.HISTORY:
            return ScoreHistory(resources, frame).compose()
        case _:
            return lookup.compose()


def _by_each(resources: Resources, frame: Frame) -> Draft | Abstention:
    """A comparison by several attributes, one after another."""
    alone = [replace(frame, attributes=(attribute,)) for attribute in frame.attributes]
    return joined([answer_from_figures(resources, one) for one in alone])


def joined(found: Sequence[Draft | Abstention]) -> Draft | Abstention:
    """Answers by several attributes as one; of what has no figures it is said."""
    drafts = [one if isinstance(one, Draft) else one.held for one in found]
    held = [one for one in drafts if one]
    if not held:
        return next(one for one in found if isinstance(one, Abstention))
    said = [one.closing if isinstance(one, Draft) else one.text for one in found]
    return replace(
        held[0],
        text="\n".join(one.text for one in held if one.text),
        sections=tuple(section for one in held for section in one.sections),
        closing="\n".join(filter(None, said)),
        confidence=min(one.confidence for one in held),
        notices=tuple(dict.fromkeys(notice for one in held for notice in one.notices)),
        editions=tuple(dict.fromkeys(edition for one in held for edition in one.editions)),
    )


class Lookup(FigureAnswer):
    """The figures of the attributes, of each that has any."""

    @property
    def unit(self) -> str:
        """What the first attribute is measured in; names, dates and phrases have no order."""
        return self.knowledge.attributes[self.attribute].unit

    @property
    def is_of_one(self) -> bool:
        """Whether it is to be told of something named, not of a list, if its figure is within a bound."""
        frame, collectives = self.frame, self.knowledge.entities.kinds.collectives
        named = [entity for entity in frame.entities if entity not in frame.selection.scopes]
        kinds = {self.knowledge.entities[entity].kind for entity in named}
        return frame.yes_no and bool(kinds) and kinds.isdisjoint(collectives)

    @property
    def asks_for_any(self) -> bool:
        """Whether it is to be told if there is any whose figure is within a bound."""
        return self.frame.operation is Operation.FILTER and not self.is_of_one

    def placed(self, draft: Draft) -> Draft:
        """An order with whether what is named stands where the question asks, and where else it does."""
        scales = self.figures.groups(self.attribute, self.frame.editions)
        orders = [self.figures.rank(self.frame.selection, self.attribute, scale) for scale in scales]
        own = self._own(orders)
        sections = tuple(self._with_own(section, own) for section in draft.sections)
        verdict = agreed(is_placed(self.frame, order.lines) for order in own if order.lines)
        return told(replace(draft, sections=sections), verdict, self.words)

    def _own(self, orders: Sequence[Ranking]) -> list[Ranking]:
        """The lines of what an order is asked about; where it has none at all, the first of its parts."""
        selection, graph = self.frame.selection, self.knowledge.entities
        named = [e for e in self.frame.entities if e not in (*selection.scopes, *selection.excluded)]
        own = [self.figures.cut(order, lambda line: line.standing.subject in named) for order in orders]
        if any(order.lines for order in own):
            return own
        parts = frozenset().union(*map(graph.members, named))
        below = [self.figures.cut(order, lambda line: line.standing.subject in parts) for order in orders]
        return [replace(order, lines=order.lines[:1]) for order in below]

    def _with_own(self, section: Section, own: Sequence[Ranking]) -> Section:
        """A part of an order with the lines, of those asked about, that it leaves out."""
        shown = {fact for claim in section.claims for fact in claim.facts}
        editions = {fact.edition for fact in shown}
        lines = [line for order in own if editions.intersection(order.editions) for line in order.lines]
        claims = [self._place(line) for line in lines if shown.isdisjoint(line.standing.facts)]
        return replace(section, claims=(*section.claims, *filter(None, claims)))

    def _place(self, line: Placed) -> Claim | None:
        return self.line(line.standing, place=line.place)

    def verdict(self, draft: Draft) -> Verdict:
        """Whether what is asked is so, by the figures that a draft states."""
        frame = self.frame
        facts = dict.fromkeys(fact for claim in draft.claims for fact in claim.facts)
        if self.asks_for_any:
            bound = frame.selection.threshold  # of a list of none, what comes closest is shown
            return bound is None or any(is_quantity(f.unit) and bound.admits(f.number) for f in facts)
        if frame.operation in SEVERAL or (frame.operation is Operation.COUNT and not self.is_of_one):
            return None
        return of_facts(frame, tuple(facts), self.knowledge)

    def compose(self) -> Draft | Abstention:
        """A sentence for each figure, or why there is none."""
        frame = self.frame
        found = [self._facts_of(attribute) for attribute in frame.attributes]
        missing = [one for one in found if isinstance(one, Abstention)]
        facts = [fact for one in found if not isinstance(one, Abstention) for fact in one]
        if not facts:
            # what no document states of anything is asked for in vain: no passage will answer either
            unstated = not any(self.knowledge.facts.subjects(attribute) for attribute in frame.attributes)
            return replace(missing[0], applies=missing[0].applies or unstated)
        if not frame.entities and len({fact.subject for fact in facts}) > MOST_SUBJECTS:
            return self._all_there_are()
        draft = replace(self.draft_of(facts), closing=self._unstated(facts))
        told_anyway = frame.presumed is None or frame.yes_no
        return draft if told_anyway else replace(draft, text=self._presumed(facts[0]))

    def _unstated(self, facts: Sequence[Fact]) -> str:
        """Which of several attributes, or whose figure of several, is not stated."""
        frame = self.frame
        held = {fact.attribute for fact in facts}
        lines = [
            self.not_stated(attribute, frame.entities)
            for attribute in frame.attributes
            if frame.entities and attribute not in held
        ]
        lacking = [entity for entity in frame.entities if self._lacks(entity, facts)]
        if lacking and len(frame.attributes) == 1:
            lines.append(self.not_stated(self.attribute, lacking))
        return "\n".join(lines)

    def _lacks(self, entity: str, facts: Sequence[Fact]) -> bool:
        """Whether a figure of `entity` itself could be among `facts`, and neither it nor one of a part is."""
        graph, subjects = self.knowledge.entities, {fact.subject for fact in facts}
        could = graph[entity].kind in self.knowledge.attributes[self.attribute].subjects
        return could and subjects.isdisjoint((*graph.members(entity), *graph.ancestors(entity)))

    def in_time(self) -> Draft | Abstention:
        """The dates of an attribute, the earliest first."""
        editions = self.frame.editions or self.knowledge.editions.ids
        held = (self.figures.candidates(self.frame.selection, self.attribute, one) for one in editions)
        facts = [fact for candidates in held for fact in candidates]
        if not facts:
            return self.nothing(self.attribute)
        return self.draft_of(sorted(facts, key=lambda fact: str(fact.value)))

    def _presumed(self, fact: Fact) -> str:
        """What is said before the figures where the question takes another for granted."""
        value = self.words.value(self.frame.presumed or 0.0, fact.unit)
        return self.words.text("presumed", value=value, subject=self.words.name(self.frame.entities[0]))

    def _all_there_are(self) -> Draft | Abstention:
        """Every figure of an attribute, if no word is left that would narrow the question."""
        if self.frame.content or self.unit in UNORDERED_UNITS:
            return replace(self.nothing(self.attribute), applies=False)
        return Listing(self.resources, self.frame).filter()

    def _facts_of(self, attribute: str) -> tuple[Fact, ...] | Abstention:
        """The facts that answer a look-up of one attribute."""
        frame, store = self.frame, self.knowledge.facts
        if not frame.entities or self._stated_of_one_only(attribute, frame.entities):
            found = list(store.find(attribute, store.subjects(attribute), frame.editions))
        elif attribute == self.knowledge.maker_attribute:
            found = [fact for entity in frame.entities for fact in self.resources.makers.of(entity)]
        else:
            # each edition by itself: what one states of a thing another may state of its next version
            each: list[tuple[str, ...]] = [(edition,) for edition in frame.editions] or [()]
            found = [f for e in frame.entities for one in each for f in self.figures.of(attribute, e, one)]
            found = _narrowed(found, frame, self.knowledge)
        if not found and frame.editions and frame.edition_carried:  # it was another's edition
            return Lookup(self.resources, replace(frame, editions=()))._facts_of(attribute)
        if frame.values and len(found) > 1:
            found = [fact for fact in found if fact.value in frame.values] or found
        return tuple(dict.fromkeys(found)) or self.nothing(attribute, frame.entities)

    def _stated_of_one_only(self, attribute: str, entities: Sequence[str]) -> bool:
        """Whether only one subject has this attribute, and the question names but countries beside it."""
        subjects = self.knowledge.facts.subjects(attribute)
        kinds = set(self.knowledge.attributes[attribute].subjects)
        named = {self.knowledge.entities[e].kind for e in entities}
        return len(subjects) == 1 and named <= self.knowledge.entities.kinds.collectives - kinds


def _narrowed(facts: list[Fact], frame: Frame, knowledge: Knowledge) -> list[Fact]:
    """Of the figures of several parts of a subject, those of the part that the question's words name."""
    if len({fact.subject for fact in facts}) < 2 or len(frame.entities) > 1:
        return facts
    asked = set(terms(" ".join(frame.content)))
    met = {
        fact.subject: len(asked & set(terms(" ".join(knowledge.entities[fact.subject].written))))
        for fact in facts
    }
    most = max(met.values())
    return [fact for fact in facts if met[fact.subject] == most]
