"""Answers from figures: look-ups here, comparisons and lists in their own modules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.text import terms
from qa.drafts.comparisons import Comparisons
from qa.drafts.draft import Abstention, Draft
from qa.drafts.histories import Histories
from qa.drafts.profiles import Profiles
from qa.drafts.rankings import Rankings
from qa.drafts.statements import Statements
from qa.knowledge.attributes import UNORDERED_UNITS
from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.makers import Makers
from qa.question.frame import Frame, Operation

MOST_SUBJECTS: Final = 4  # figures stated where a question names no subject, or a lab with many models


class FigureAnswers:
    """Turns frames whose answer is figures into drafts."""

    def __init__(self, statements: Statements, makers: Makers) -> None:
        self._statements, self._makers = statements, makers
        self._knowledge, self._figures = statements.knowledge, statements.figures
        self._comparisons = Comparisons(statements)
        self._rankings = Rankings(statements)
        self._histories = Histories(statements)
        self._profiles = Profiles(statements, makers)

    def compose(self, frame: Frame) -> Draft | Abstention:
        """The draft for a frame that asks for figures, or why the documents hold none."""
        match frame.operation:
            case Operation.PROFILE:
                return self._profiles.compose(frame)
            case Operation.RANK if self._knowledge.attributes[frame.attributes[0]].unit == "date":
                return self._in_time(frame)
            case _ if self._is_unordered(frame):
                return self._lookup(frame)
            case Operation.COMPARE:
                return self._comparisons.compose(frame)
            case Operation.RANK:
                return self._rankings.rank(frame)
            case Operation.FILTER | Operation.COUNT:
                return self._rankings.filter(frame)
            case Operation.HISTORY:
                return self._histories.compose(frame)
            case _:
                return self._lookup(frame)

    def _is_unordered(self, frame: Frame) -> bool:
        """Whether the values are names, dates or phrases, of which none is ahead of another."""
        return self._knowledge.attributes[frame.attributes[0]].unit in UNORDERED_UNITS

    def _lookup(self, frame: Frame) -> Draft | Abstention:
        """The figures of the attributes, of each that has any."""
        found = [self._facts_of(frame, attribute) for attribute in frame.attributes]
        missing = [one for one in found if isinstance(one, Abstention)]
        facts = [fact for one in found if not isinstance(one, Abstention) for fact in one]
        if not facts:
            # what no document states of anything is asked for in vain: no passage will answer either
            unstated = not any(self._knowledge.facts.subjects(attribute) for attribute in frame.attributes)
            return replace(missing[0], applies=missing[0].applies or unstated)
        if not frame.entities and len({fact.subject for fact in facts}) > MOST_SUBJECTS:
            return self._all_there_are(frame)
        draft = self._statements.draft_of(facts, frame)
        return draft if frame.presumed is None else replace(draft, text=self._presumed(frame, facts[0]))

    def _in_time(self, frame: Frame) -> Draft | Abstention:
        """The dates of an attribute, the earliest first."""
        attribute, editions = frame.attributes[0], self._knowledge.editions.ids
        facts = [
            fact
            for edition in frame.editions or editions
            for fact in self._figures.candidates(frame.selection, attribute, edition)
        ]
        if not facts:
            return self._statements.nothing(frame, attribute)
        return self._statements.draft_of(sorted(facts, key=lambda fact: str(fact.value)), frame)

    def _presumed(self, frame: Frame, fact: Fact) -> str:
        """What is said before the figures where the question takes another for granted."""
        words = self._statements.words(frame)
        value = words.value(frame.presumed or 0.0, fact.unit)
        return words.text("presumed", value=value, subject=words.name(frame.entities[0]))

    def _all_there_are(self, frame: Frame) -> Draft | Abstention:
        """Every figure of an attribute, if no word is left that would narrow the question."""
        if frame.content or self._is_unordered(frame):
            return replace(self._statements.nothing(frame, frame.attributes[0]), applies=False)
        return self._rankings.filter(frame)

    def _facts_of(self, frame: Frame, attribute: str) -> tuple[Fact, ...] | Abstention:
        """The facts that answer a look-up of one attribute."""
        store = self._knowledge.facts
        if not frame.entities or self._stated_of_one_only(attribute, frame.entities):
            found = list(store.find(attribute, store.subjects(attribute), frame.editions))
        elif attribute == self._knowledge.maker_attribute:
            found = [fact for entity in frame.entities for fact in self._makers.of(entity)]
        else:
            # each edition by itself: what one states of a thing another may state of its next version
            each: list[tuple[str, ...]] = [(edition,) for edition in frame.editions] or [()]
            found = [f for e in frame.entities for one in each for f in self._figures.of(attribute, e, one)]
            found = _narrowed(found, frame, self._knowledge)
        if not found and frame.editions and frame.edition_carried:
            return self._facts_of(replace(frame, editions=()), attribute)  # it was another's edition
        if frame.values and len(found) > 1:
            found = [fact for fact in found if fact.value in frame.values] or found
        return tuple(dict.fromkeys(found)) or self._statements.nothing(frame, attribute, frame.entities)

    def _stated_of_one_only(self, attribute: str, entities: Sequence[str]) -> bool:
        """Whether only one subject has this attribute, and the question names but countries beside it."""
        subjects = self._knowledge.facts.subjects(attribute)
        kinds = set(self._knowledge.attributes[attribute].subjects)
        named = {self._knowledge.entities[e].kind for e in entities}
        return len(subjects) == 1 and named <= self._knowledge.entities.kinds.collectives - kinds


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
