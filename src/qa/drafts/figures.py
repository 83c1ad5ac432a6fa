"""Answers from figures: look-ups here, comparisons and lists in their own modules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.text import terms
from qa.drafts.answer import FigureAnswer, Resources
from qa.drafts.comparisons import Comparison
from qa.drafts.draft import Abstention, Draft
from qa.drafts.histories import ScoreHistory
from qa.drafts.profiles import LabProfile
from qa.drafts.rankings import Listing
from qa.knowledge.attributes import UNORDERED_UNITS
from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.question.frame import Frame, Operation

MOST_SUBJECTS: Final = 4  # figures stated where a question names no subject, or a lab with many models


def answer_from_figures(resources: Resources, frame: Frame) -> Draft | Abstention:
    """The draft for a frame that asks for figures, or why the documents hold none."""
    lookup = Lookup(resources, frame)
    match frame.operation:
        case Operation.PROFILE:
            return LabProfile(resources, frame).compose()
        case Operation.RANK if lookup.unit == "date":
            return lookup.in_time()
        case _ if lookup.unit in UNORDERED_UNITS:
            return lookup.compose()
        case Operation.COMPARE:
            return Comparison(resources, frame).compose()
        case Operation.RANK:
            return Listing(resources, frame).rank()
        case Operation.FILTER | Operation.COUNT:
            return Listing(resources, frame).filter()
        case Operation.HISTORY:
            return ScoreHistory(resources, frame).compose()
        case _:
            return lookup.compose()


class Lookup(FigureAnswer):
    """The figures of the attributes, of each that has any."""

    @property
    def unit(self) -> str:
        """What the first attribute is measured in; names, dates and phrases have no order."""
        return self.knowledge.attributes[self.attribute].unit

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
        draft = self.draft_of(facts)
        return draft if frame.presumed is None else replace(draft, text=self._presumed(facts[0]))

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
