"""Texts in parts, those that are marked and those that are not: for whoever shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from qa.models import Answer, Reply

Span: TypeAlias = tuple[int, int]


def parts(text: str, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """`text` in pieces, in order and none empty; True for those that are marked.

    `marks` are sorted and disjoint; what of them lies outside of the text is left out.
    """
    place = 0
    for start, end in marks:
        first, last = max(start, place), min(end, len(text))
        if first >= last:
            continue
        if place < first:
            yield text[place:first], False
        yield text[first:last], True
        place = last
    if place < len(text):
        yield text[place:], False


def clipped(marks: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The marks of a text as those of its part `text[start:end]`."""
    inside = ((max(a, start) - start, min(b, end) - start) for a, b in marks)
    return tuple((a, b) for a, b in inside if a < b)


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
