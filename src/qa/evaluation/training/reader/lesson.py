"""A lesson: a question and a window of a document, and what a careful reader says of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from index.excerpt import Span

HELD_OUT: Final = 10
"""One article in this many is never taught: half of those fit the evidence model, the others are measured."""


@dataclass(frozen=True, slots=True)
class TaughtQuestion:
    """A question about `paragraph`, its place in its source, answered there by `answer`, or not at all."""

    question: str
    paragraph: int
    answer: Span | None
    language: str


@dataclass(frozen=True, slots=True)
class TaughtParagraph:
    """A text, the key of its article, its sentences, and its language."""

    article: str
    text: str
    sentences: tuple[Span, ...]
    language: str


@dataclass(frozen=True, slots=True)
class TaughtSource:
    """Questions and the paragraphs that they are about. `marks` is whether answers are the shortest words."""

    name: str
    paragraphs: tuple[TaughtParagraph, ...]
    asked: tuple[TaughtQuestion, ...]
    marks: bool = True


@dataclass(frozen=True, slots=True)
class WindowLesson:
    """A window and its question; of its sentences `answers` may be chosen, and `marked` are the words.

    Where nothing answers, both are empty. `marked` is also None where the words are not known.
    """

    question: str
    text: str
    sentences: tuple[Span, ...]
    answers: frozenset[int]
    marked: Span | None


Held: TypeAlias = str  # "taught", "fitted" or "measured"


def part_of(article: str) -> Held:
    """Which use an article is put to, the same always: taught, held out to fit confidence or to measure."""
    draw = int.from_bytes(hashlib.blake2b(article.encode(), digest_size=4).digest(), "big")
    if draw % HELD_OUT:
        return "taught"
    return "fitted" if draw // HELD_OUT % 2 else "measured"


def uses(sources: Sequence[TaughtSource]) -> dict[str, set[Held]]:
    """To which uses each text is put that anything is asked of: copies of it stand in several sources."""
    found: dict[str, set[Held]] = defaultdict(set)
    for source in sources:
        for place in {one.paragraph for one in source.asked}:
            paragraph = source.paragraphs[place]
            found[paragraph.text].add(part_of(paragraph.article))
    return found
