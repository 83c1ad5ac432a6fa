"""Open weights: whether those of what is named are open, which the corpus declares and sentences state."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from qa.citation.claim import Claim
from qa.drafts.answer import FigureAnswer
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.passages import PassageAnswers
from qa.drafts.verdicts import told
from qa.knowledge.entities import Entities
from qa.language.compact import key_of
from qa.question.frame import Frame, Operation

ORDERS: Final = frozenset({Operation.RANK, Operation.COMPARE, Operation.COUNT})  # weights narrow these


def asks_of_weights(frame: Frame, graph: Entities) -> bool:
    """Whether a question is only whether the weights of what it names are open, or closed."""
    selection = frame.selection
    bare = selection.threshold is None and not frame.values and frame.operation not in ORDERS
    return frame.yes_no and selection.open_weights is not None and bare and bool(_named(frame, graph))


def weights(answer: FigureAnswer, passages: PassageAnswers) -> Draft | Abstention:
    """Yes or no, with a sentence that speaks of both the thing and open weights; or else what is found.

    Of what is closed no sentence that names both says so: it is left to the passages.
    """
    frame, graph = answer.frame, answer.knowledge.entities
    named = _named(frame, graph)
    claims = [claim for entity in named if (claim := _stated(entity, answer, passages))]
    if len(claims) < len(named) or not all(graph[entity].open_weights for entity in named):
        return passages.compose(frame)
    draft = answer.draft((Section(tuple(dict.fromkeys(claims))),), ())
    return told(replace(draft, entities=named), frame.selection.open_weights, answer.words)


def _stated(entity: str, answer: FigureAnswer, passages: PassageAnswers) -> Claim | None:
    """The sentence nearest to the question that names an entity, before any other model, and open weights."""
    graph = answer.knowledge.entities
    groups = [one.id for one in graph if one.role == "open_weights"]
    kin = graph.members(entity).union(graph.ancestors(entity))
    others = [one.id for one in graph if one.kind in graph.kinds.weighted and one.id not in kin]
    for quote, text in passages.texts(answer.frame):
        place = _place(text, entity, graph)
        if place is None or all(_place(text, group, graph) is None for group in groups):
            continue
        if all((other := _place(text, one, graph)) is None or other > place for one in others):
            return passages.quoted(quote, answer.words)
    return None


def _place(text: str, entity: str, graph: Entities) -> int | None:
    """Where a text first names an entity, and not only a part of it whose name is longer."""
    folded, own = key_of(text), [key_of(name) for name in graph[entity].written]
    parts = [key_of(name) for part in graph.descendants(entity) for name in graph[part].written]
    for part in sorted(parts, key=len, reverse=True):
        if any(name in part for name in own):
            folded = folded.replace(part, "\n" * len(part))
    return min((folded.index(name) for name in own if name in folded), default=None)


def _named(frame: Frame, graph: Entities) -> tuple[str, ...]:
    """What is asked about: not the group of all that is open."""
    return tuple(entity for entity in frame.entities if graph[entity].role is None)
