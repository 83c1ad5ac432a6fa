"""A reply in other words: the statements that passed the gate, with the citations that they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from qa.models import Citation, Line, Reply
from qa.prose.evidence import ProseEvidence
from qa.prose.statement import ProseStatement
from qa.replies.lines import statements, written


def worded(reply: Reply, evidence: ProseEvidence, passed: Sequence[ProseStatement]) -> Reply:
    """`reply` said as `passed`, at least one, says it; citations are numbered by their first use.

    Figures, notices and what may be asked next stay; the table goes with what it was made from.
    """
    order: dict[str, Citation] = {}
    lines: list[Line] = []
    for statement in passed:
        pieces = evidence.of(statement.evidence)
        for piece in pieces:
            order.setdefault(piece.id, piece.citation)
        numbers = tuple([*order].index(piece.id) + 1 for piece in pieces)
        lines.append(Line(kind="statement", text=statement.text, citations=numbers))
    citations = tuple(
        citation.model_copy(update={"number": number}) for number, citation in enumerate(order.values(), 1)
    )
    kept = tuple(line for line in reply.lines if line.kind == "note")
    told = (*lines, *kept)
    answer = reply.answer.model_copy(
        update={"answer": written(told), "statements": statements(told), "citations": citations}
    )
    return reply.model_copy(update={"answer": answer, "lines": told, "rows": ()})
