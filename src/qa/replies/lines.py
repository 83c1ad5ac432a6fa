"""The lines of a reply as one text, what stands out in it, and what it states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from qa.language.marks import Span
from qa.models import Line, Statement

HEADINGS: Final = frozenset({"question", "heading"})
SET_APART: Final = HEADINGS | {"note"}  # kinds with an empty line above them


def written(lines: Sequence[Line]) -> str:
    """The text that a user reads."""
    return "".join(gap + line.written for gap, line in _spaced(lines))


def emphasis(lines: Sequence[Line]) -> tuple[Span, ...]:
    """What stands out in `written(lines)`, as offsets: headings, and the words that answer."""
    found: list[Span] = []
    end = 0
    for gap, line in _spaced(lines):
        start, end = end + len(gap), end + len(gap) + len(line.written)
        marks = ((0, len(line.text)),) if line.kind in HEADINGS else line.marks
        found += [(start + first, start + last) for first, last in marks]
    return tuple(found)


def statements(lines: Iterable[Line]) -> tuple[Statement, ...]:
    """What the lines state, as other programs read it."""
    return tuple(
        Statement(text=line.written, citations=line.citations) for line in lines if line.kind == "statement"
    )


def _spaced(lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    """The lines, each with the line ends before it; a heading stands right under the question it answers."""
    above = ""
    for line in lines:
        apart = line.kind in SET_APART and above != "question"
        yield ("" if not above else "\n\n" if apart else "\n"), line
        above = line.kind
