"""Texts in parts, those that are marked and those that are not: for whoever shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]


def parts(text: str, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """`text` in pieces, in order and none empty; True for those that are marked.

    `marks` are sorted and disjoint; anything outside the text is left out.
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


def merged(marks: Iterable[Span]) -> tuple[Span, ...]:
    """The marks in order and none empty, those that touch or overlap as one."""
    found: list[Span] = []
    for start, end in sorted(marks):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return tuple(found)
