"""Open weights: whether those of what is named are open, which the corpus declares and sentences state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qa.citation.claim import Claim
from qa.drafts.answer import FigureAnswer
from qa.drafts.draft import Abstention, Draft, Section, quotation
from qa.drafts.passages import PassageAnswers
from qa.drafts.verdicts import agreed, told
from qa.knowledge.entities import Entities
from qa.question.frame import Frame, Operation

ORDERS: Final = frozenset({Operation.RANK, Operation.COMPARE, Operation.COUNT})  # weights narrow these


def asks_of_weights(frame: Frame, graph: Entities) -> bool:
    """Whether a question is only whether the weights of what it names are open, or closed."""
    selection = frame.selection
    bare = selection.threshold is None and not frame.values and frame.operation not in ORDERS
    return frame.yes_no and selection.open_weights is not None and bare and bool(_named(frame, graph))


def weights(answer: FigureAnswer, passages: PassageAnswers) -> Draft | Abstention:
    """Yes or no, with a sentence that names both the thing and open weights; without one, what is found."""
    frame, graph = answer.frame, answer.knowledge.entities
    named = _named(frame, graph)
    declared = [graph[entity].open_weights for entity in named]
    claims = _claims(answer, named)
    if None in declared or not all(claims):
        return passages.compose(frame)
    sections = (Section(tuple(claim for claim in claims if claim)),)
    verdict = agreed(is_open is frame.selection.open_weights for is_open in declared)
    return told(replace(answer.draft(sections, ()), attribute=None), verdict, answer.words)


def _claims(answer: FigureAnswer, named: Sequence[str]) -> list[Claim | None]:
    """For each of those named a sentence of the documents that speaks of its weights."""
    quotes, words, makers = answer.resources.quotes, answer.words, answer.resources.makers
    group = next((e.id for e in answer.knowledge.entities if e.role == "open_weights"), None)
    if group is None:
        return [None]
    found = [quotes.best(makers.naming(entity, group), words.language) for entity in named]
    return [quotation(quote, quotes.text(quote), words) if quote else None for quote in found]


def _named(frame: Frame, graph: Entities) -> tuple[str, ...]:
    """What is asked about: not the group of all that is open."""
    return tuple(entity for entity in frame.entities if graph[entity].role is None)
