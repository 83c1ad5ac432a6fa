"""What is said of an entity when nothing particular is asked: its main figures, then a sentence about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from qa.drafts.answer import FigureAnswer
from qa.drafts.draft import Abstention, Draft
from qa.drafts.passages import PassageAnswers
from qa.knowledge.facts import Fact

FIGURES: Final = 3
SENTENCES: Final = 2


def overview(answer: FigureAnswer, passages: PassageAnswers) -> Draft | Abstention:
    """Figures of the entities and sentences that name them; abstains where there is neither."""
    facts = _first_facts(answer)
    sentences = passages.about(answer.frame, SENTENCES if facts else SENTENCES + 1)
    if not facts:
        return sentences
    draft = answer.draft_of(facts)
    if isinstance(sentences, Abstention):
        return draft
    quoted = {quote for claim in draft.claims for quote in claim.quotes}
    more = (
        replace(section, claims=tuple(c for c in section.claims if not quoted & set(c.quotes)))
        for section in sentences.sections
    )
    return replace(draft, sections=(*draft.sections, *(section for section in more if section.claims)))


def _first_facts(answer: FigureAnswer) -> list[Fact]:
    """The first figures of each entity, in the order of the corpus's attributes."""
    frame, knowledge = answer.frame, answer.knowledge
    held = {fact.attribute for fact in knowledge.facts.facts}
    found: list[Fact] = []
    for entity in frame.entities:
        for attribute in filter(held.__contains__, knowledge.attributes):
            found += answer.figures.of(attribute, entity, frame.editions)[:FIGURES]
            if len(found) >= FIGURES:
                break
    return list(dict.fromkeys(found))[: FIGURES * max(1, len(frame.entities))]
