"""How many there are of a kind: counted in the sentence that names most of them."""

from __future__ import annotations

from qa.citation.claim import Claim
from qa.drafts.answer import FigureAnswer
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.passages import PassageAnswers
from qa.knowledge.entities import Entities
from qa.question.frame import Frame

FEWEST = 2  # members that a sentence must name to be a list of them


def count_members(answer: FigureAnswer, passages: PassageAnswers) -> Draft | Abstention:
    """The labs and companies of a group or country that one sentence names, counted and cited.

    Where no sentence names several, the best passages.
    """
    frame, words, graph = answer.frame, answer.words, answer.knowledge.entities
    listed = [(_named_in(text, frame, graph), quote) for quote, text in passages.texts(frame)]
    members, quote = max(listed, key=lambda pair: len(pair[0]), default=((), None))
    if quote is None or len(members) < FEWEST:
        return passages.compose(frame)
    edition = passages.edition(quote)
    count = words.text(
        "count-members",
        number=str(len(members)),
        edition=words.edition(edition),
        scope=answer.scope,
        names=words.text("colon") + words.names(members),
    )
    claim = Claim(count, (quote,), derived=(float(len(members)),))
    return Draft(sections=(Section((claim,)),), entities=frame.entities, editions=(edition,))


def _named_in(text: str, frame: Frame, graph: Entities) -> tuple[str, ...]:
    """The members of all scopes of the question that a sentence names."""
    return tuple(
        entity
        for entity in graph.named_in(text)
        if graph[entity].kind in graph.kinds.makers
        and all(entity in graph.members(scope) for scope in frame.selection.scopes)
    )
