"""What is said of an entity when nothing particular is asked: its main figures, then a sentence about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from qa.drafts.answer import FigureAnswer
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.passages import PassageAnswers
from qa.knowledge.attributes import is_quantity
from qa.knowledge.facts import Fact

FIGURES: Final = 5  # of an entity
MAIN: Final = 2  # subjects whose figures of the first attribute are told: a lab's latest models
LINES: Final = 5  # of an overview that has figures
BESIDE: Final = 2  # sentences of such a one
SENTENCES: Final = 3  # of one without figures


def overview(answer: FigureAnswer, passages: PassageAnswers) -> Draft | Abstention:
    """Figures of the entities and sentences that name them; abstains where there is neither."""
    facts = [fact for entity in answer.frame.entities for fact in _main_facts(entity, answer)]
    if not facts:
        return passages.about(answer.frame, SENTENCES)
    claims = answer.sentences(facts)
    draft = _titled(answer.draft((Section(claims),), facts), answer)
    room = min(BESIDE, LINES - len(claims))
    sentences = passages.about(answer.frame, room) if room > 0 else None
    if not isinstance(sentences, Draft):
        return draft
    quoted = {quote for claim in claims for quote in claim.quotes}
    more = tuple(claim for claim in sentences.claims if quoted.isdisjoint(claim.quotes))
    return replace(draft, sections=(*draft.sections, *([Section(more)] if more else [])))


def _titled(draft: Draft, answer: FigureAnswer) -> Draft:
    """The draft under the name of whom it is about, where its figures are those of its products, too."""
    graph, entities = answer.knowledge.entities, answer.frame.entities
    makers = len(entities) == 1 and graph[entities[0]].kind in graph.kinds.makers
    return replace(draft, title=answer.words.name(entities[0])) if makers else draft


def _main_facts(entity: str, answer: FigureAnswer) -> Sequence[Fact]:
    """The latest figures of an entity: of its newest parts by the first attribute, and one of each other.

    What sources contradict each other on is left to those who ask for it.
    """
    knowledge, editions = answer.knowledge, answer.frame.editions
    kind, found = knowledge.entities[entity].kind, list[Fact]()
    for attribute in knowledge.attributes.values():
        held = list(_latest(answer.figures.of(attribute.id, entity, editions), answer))
        if not found:
            found += held[:MAIN]
        elif kind in attribute.subjects:  # a lab's users, not the size of one of its models
            found += [fact for fact in held if not knowledge.facts.conflicts(fact)][:1]
    return found[:FIGURES]


def _latest(facts: Sequence[Fact], answer: FigureAnswer) -> Iterator[Fact]:
    """The newest figure of each subject, those that are newest first."""
    newest: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: _recency(fact, answer), reverse=True):
        newest.setdefault(fact.subject, fact)
    yield from newest.values()


def _recency(fact: Fact, answer: FigureAnswer) -> tuple[str, float]:
    """What to order by: when a figure held, or the end of its edition; of one time, the higher first."""
    known = answer.knowledge.editions.by_id.get(fact.edition)
    size = fact.number if is_quantity(fact.unit) else 0.0
    return fact.as_of or (known.until if known else fact.edition), size
