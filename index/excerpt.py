"""Text that is made of parts of a document, each of which knows where it stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Span: TypeAlias = tuple[int, int]


class Piece(NamedTuple):
    """A part of an excerpt, `text[start:end]`, that stands in the document from `origin` on."""

    start: int
    end: int
    origin: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text and the `places` of its parts, in order and disjoint; what is in none is ours: a colon."""

    text: str = ""
    places: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, document: str, start: int, end: int) -> Excerpt:
        """`document[start:end]` as it stands."""
        return cls(document[start:end], (Piece(0, end - start, start),) if start < end else ())

    def part(self, start: int, end: int) -> Excerpt:
        """`text[start:end]` with its places."""
        kept = ((max(start, one.start), min(end, one.end), one) for one in self.places)
        places = (Piece(a - start, b - start, one.origin + a - one.start) for a, b, one in kept if a < b)
        return Excerpt(self.text[start:end], tuple(places))

    def located(self, marks: Iterable[Span]) -> tuple[Span, ...]:
        """Where in the document the marked words stand, as far as they do: sorted."""
        return _moved(marks, self.places)

    def marked(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Where in the text the parts stand that these spans of the document hold: sorted."""
        return _moved(spans, ((at, at + end - start, start) for start, end, at in self.places))


def _moved(spans: Iterable[Span], parts: Iterable[tuple[int, int, int]]) -> tuple[Span, ...]:
    """What of the spans lies in the parts (start, end, origin), counted from the origins of these: sorted."""
    held = tuple(parts)
    return tuple(
        sorted(
            (origin + a - first, origin + b - first)
            for start, end in spans
            for first, last, origin in held
            if (a := max(start, first)) < (b := min(end, last))
        )
    )


def joined(parts: Iterable[Excerpt | str], separator: str = "") -> Excerpt:
    """The parts one after another; a string is text of ours."""
    texts: list[str] = []
    places: list[Piece] = []
    length = 0
    for part in _separated(parts, separator):
        text = part if isinstance(part, str) else part.text
        if isinstance(part, Excerpt):
            places += (Piece(length + a, length + b, origin) for a, b, origin in part.places)
        texts.append(text)
        length += len(text)
    return Excerpt("".join(texts), tuple(places))


def _separated(parts: Iterable[Excerpt | str], separator: str) -> Iterator[Excerpt | str]:
    for number, part in enumerate(parts):
        if number and separator:
            yield separator
        yield part
