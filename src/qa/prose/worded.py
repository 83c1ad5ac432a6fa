"""A reply in other words: the statements that passed the gate, with the citations that they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from qa.models import Citation, Line, Reply, WordedOutcome, WordedView
from qa.prose.dated import EditionTeller
from qa.prose.evidence import ProseEvidence
from qa.prose.statement import ProseStatement
from qa.replies.lines import statements, written
from qa.wording.messages import Messages

NOTES: Final[Mapping[WordedOutcome, str]] = {
    "worded": "worded-by",
    "failed": "worded-failed",
    "late": "worded-failed",
    "resting": "worded-failed",
    "doubted": "worded-doubted",
    "incomplete": "worded-incomplete",
    "stopped": "worded-stopped",
    "spent": "worded-spent",
}


def worded(
    reply: Reply, evidence: ProseEvidence, passed: Sequence[ProseStatement], messages: Messages
) -> Reply:
    """`reply` said as `passed`, at least one, says it; citations are numbered by their first use.

    Each figure is told with its edition. Remarks, figures, notices and what may be asked next stay; the table
    goes with what it was made from.
    """
    teller = EditionTeller(reply.answer.language, messages)
    order: dict[str, Citation] = {}
    lines: list[Line] = []
    for statement in passed:
        pieces = evidence.of(statement.evidence)
        for piece in pieces:
            order.setdefault(piece.id, piece.citation)
        numbers = tuple([*order].index(piece.id) + 1 for piece in pieces)
        lines.append(Line(kind="statement", text=teller.told(statement, pieces), citations=numbers))
    citations = tuple(
        citation.model_copy(update={"number": number}) for number, citation in enumerate(order.values(), 1)
    )
    before, behind = _remarks(reply.lines)
    told = (*before, *lines, *behind)
    answer = reply.answer.model_copy(
        update={"answer": written(told), "statements": statements(told), "citations": citations}
    )
    named = (one.collection for one in citations if one.collection)
    spoken_of = tuple(dict.fromkeys((*reply.collections, *named)))
    said = {"answer": answer, "lines": told, "rows": (), "collections": spoken_of}
    return reply.model_copy(update=said | {"found": reply.as_found})


def _remarks(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """What is said beside the statements, before the first of them and behind: no model leaves it out."""
    first = next((place for place, line in enumerate(lines) if line.kind == "statement"), len(lines))
    kinds = ("note", "remark") if first < len(lines) else ("note",)  # all of an answer without lines is one
    kept = [(place, line) for place, line in enumerate(lines) if line.kind in kinds]
    return tuple(line for place, line in kept if place < first), tuple(
        line for place, line in kept if place > first
    )


def noted(reply: Reply, outcome: WordedOutcome, model: str, messages: Messages) -> Reply:
    """`reply` with a note, in its language, on what became of wording it."""
    text = messages.format(reply.answer.language, NOTES[outcome], model=model)
    view = WordedView(model=model, outcome=outcome, text=text)
    return reply.model_copy(update={"answer": reply.answer.model_copy(update={"worded": view})})
