"""Answers from figures: look-ups here, comparisons and lists in their own modules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa.comparing import UNORDERED_UNITS, Comparisons
from qa.draft import Abstention, Draft
from qa.facts import Fact
from qa.frame import Frame, Operation
from qa.listing import Listings
from qa.stating import MOST_LINES, Stating

MOST_SUBJECTS: Final = 4  # figures stated where a question names no subject, or a lab with many models


class Composer:
    """Turns frames whose answer is figures into drafts."""

    def __init__(self, stating: Stating) -> None:
        self._stating = stating
        self._knowledge, self._figures = stating.knowledge, stating.figures
        self._comparisons = Comparisons(stating)
        self._listings = Listings(stating)

    def compose(self, frame: Frame) -> Draft | Abstention:
        """The draft for a frame that asks for figures, or why the documents hold none."""
        match frame.operation:
            case Operation.COMPARE if not self._is_unordered(frame):
                return self._comparisons.compose(frame)
            case Operation.RANK:
                return self._listings.rank(frame)
            case Operation.FILTER | Operation.COUNT:
                return self._listings.filter(frame)
            case _:
                return self._lookup(frame)

    def _is_unordered(self, frame: Frame) -> bool:
        """Whether the values are names, dates or phrases, of which none is ahead of another."""
        return self._knowledge.attributes[frame.attributes[0]].unit in UNORDERED_UNITS

    def _lookup(self, frame: Frame) -> Draft | Abstention:
        facts: list[Fact] = []
        missing: Abstention | None = None
        for attribute in frame.attributes:
            found = self.facts_of(frame, attribute)
            if isinstance(found, Abstention):
                missing = missing or found
            else:
                facts += found
        if not facts:
            return missing or self._stating.nothing(frame, frame.attributes[0], ())
        return self._stating.all_of(frame, facts)

    def facts_of(self, frame: Frame, attribute: str) -> tuple[Fact, ...] | Abstention:
        """The facts that answer a look-up of one attribute."""
        if not frame.entities:
            return self._facts_without_subject(frame, attribute)
        found: list[Fact] = []
        for entity in frame.entities:
            found += self._figures.of(attribute, entity, frame.editions)
        if frame.values and len(found) > 1:
            found = [fact for fact in found if fact.value in frame.values] or found
        if found:
            return tuple(dict.fromkeys(found))
        if self._stated_of_one_only(attribute, frame.entities):
            return self._facts_without_subject(frame, attribute)
        return self._stating.nothing(frame, attribute, frame.entities)

    def _facts_without_subject(self, frame: Frame, attribute: str) -> tuple[Fact, ...] | Abstention:
        store = self._knowledge.facts
        found = store.find(attribute, store.subjects(attribute), frame.editions)
        if frame.values:
            found = tuple(fact for fact in found if fact.value in frame.values) or found
        if not found:
            return self._stating.nothing(frame, attribute, ())
        if len({fact.subject for fact in found}) > MOST_SUBJECTS:
            known = self._knowledge.attributes[attribute]
            found = tuple(
                sorted(self._figures.primary(found, known), key=lambda f: str(f.edition), reverse=True)
            )
        return found[:MOST_LINES]

    def _stated_of_one_only(self, attribute: str, entities: Sequence[str]) -> bool:
        """Whether only one subject has this attribute, and none of those named could have it instead."""
        subjects = self._knowledge.facts.subjects(attribute)
        kinds = set(self._knowledge.attributes[attribute].subjects)
        graph = self._knowledge.entities
        return len(subjects) == 1 and not any(graph[e].kind in kinds for e in entities)
