"""What is said of an entity when nothing particular is asked: its main figures, then a sentence about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from qa.drafts.draft import Abstention, Draft
from qa.drafts.passages import PassageAnswers
from qa.drafts.statements import Stating
from qa.knowledge.facts import Fact
from qa.question.frame import Frame

FIGURES: Final = 3
# What people want to know of a thing first; attributes of the corpus beyond these follow in its own order.
SENTENCES: Final = 2


class Overviews:
    def __init__(self, stating: Stating, passages: PassageAnswers) -> None:
        self._stating = stating
        self._knowledge, self._figures = stating.knowledge, stating.figures
        self._passages = passages

    def compose(self, frame: Frame) -> Draft | Abstention:
        """Figures of the entities and sentences that name them; abstains where there is neither."""
        facts = self._facts(frame)
        told = self._passages.about(frame, SENTENCES if facts else SENTENCES + 1)
        if not facts:
            return told
        draft = self._stating.all_of(frame, facts)
        if isinstance(told, Abstention):
            return draft
        quoted = {quote for claim in draft.claims for quote in claim.quotes}
        more = tuple(
            replace(section, claims=tuple(c for c in section.claims if not quoted & set(c.quotes)))
            for section in told.sections
        )
        return replace(draft, sections=(*draft.sections, *(section for section in more if section.claims)))

    def _facts(self, frame: Frame) -> list[Fact]:
        """The first figures of each entity, in the order of the corpus's attributes."""
        found: list[Fact] = []
        for entity in frame.entities:
            ordered = [a.id for a in self._knowledge.attributes.values() if a.id in self._held]
            for attribute in ordered:
                facts = self._figures.of(attribute, entity, frame.editions)
                found += facts[:FIGURES]
                if len(found) >= FIGURES:
                    break
        return list(dict.fromkeys(found))[: FIGURES * max(1, len(frame.entities))]

    @property
    def _held(self) -> frozenset[str]:
        return frozenset(fact.attribute for fact in self._knowledge.facts.facts)
