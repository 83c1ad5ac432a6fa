"""What stands out in a reply."""

from __future__ import annotations

from qa.language.marks import Span
from qa.models import Answer, Reply


def reply_marks(reply: Reply) -> tuple[Span, ...]:
    """What stands out in the text of an answer: its headings, and the words of its quotes that answer."""
    found, start = list(answer_marks(reply.answer)), 0
    for text in reply.answer.answer.split("\n"):
        if text in reply.headings:
            found.append((start, start + len(text)))
        start += len(text) + 1
    return tuple(sorted(found))


def answer_marks(answer: Answer) -> tuple[Span, ...]:
    """The marks of the quotes that stand in the answer's own text, as offsets in that."""
    found: list[Span] = []
    for citation in answer.citations:
        at = answer.answer.find(citation.quote) if citation.marks else -1
        if at >= 0:
            found += [(at + start, at + end) for start, end in citation.marks]
    disjoint: list[Span] = []
    for span in sorted(found):
        if not disjoint or span[0] >= disjoint[-1][1]:
            disjoint.append(span)
    return tuple(disjoint)
