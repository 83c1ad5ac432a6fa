"""Passages: the stretches of a document that are searched, cut only between sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, groupby, pairwise
from operator import attrgetter
from typing import Final

from index.blocks import Block, BlockKind
from index.documents import Document
from index.excerpt import Span
from index.layout import layout
from index.sentences import spans_of

SIZE: Final = 600
"""The length passages aim at, in Latin characters; a CJK character says as much as 2.4 of them."""
WHOLE: Final = 2
"""A single paragraph of up to `WHOLE * size` stays one passage."""

_WIDE_EXTRA: Final = 1.4


@dataclass(frozen=True, slots=True)
class Passage:
    """The stretch `text[start:end]` of a document, under `headings` from the outermost in.

    `sentences` are the spans of its sentences, in characters of the document: in order, disjoint, the first
    beginning at `start` and the last ending at `end`.
    """

    id: str
    document_id: str
    start: int
    end: int
    headings: tuple[str, ...]
    sentences: tuple[Span, ...]


def chunk(document: Document, size: int = SIZE) -> list[Passage]:
    """The passages of a document, in order and disjoint; together they hold all that can be quoted.

    Paragraphs under one heading are put together up to `size`; one longer than twice that is divided between
    its sentences into parts of about equal length. A row of a table is a passage of its own.
    """
    return [
        Passage(
            id=f"{document.id}#{group[0][0]}-{group[-1][1]}",
            document_id=document.id,
            start=group[0][0],
            end=group[-1][1],
            headings=tuple(document.text[start:end] for start, end in headings),
            sentences=tuple(group),
        )
        for headings, units in groupby(layout(document.text).units, key=attrgetter("headings"))
        for group in _pack(document.text, [unit.block for unit in units if unit.quotable], size)
    ]


def _pack(text: str, held: Sequence[Block], size: int) -> Iterator[list[Span]]:
    group: list[Span] = []
    for block in held:
        spans = spans_of(text, block)
        alone = block.kind is BlockKind.ROW
        for part in [spans] if alone else _divide(text, spans, size):
            if group and (alone or _length(text, group[0][0], part[-1][1]) > size):
                yield group
                group = []
            group = [*group, *part]
        if alone:
            yield group
            group = []
    if group:
        yield group


def _divide(text: str, paragraph: list[Span], size: int) -> list[list[Span]]:
    """The paragraph, or, if it is too long for one passage, parts of it as equal as its sentences allow."""
    starts = [paragraph[0][0], *(end for _, end in paragraph)]
    ends = list(accumulate(_length(text, *stretch) for stretch in pairwise(starts)))
    total = ends[-1]
    if total <= WHOLE * size:
        return [paragraph]
    count = -int(-total // size)
    cuts = [_nearest(ends, total * part / count) + 1 for part in range(1, count)]
    bounds = sorted({0, *cuts, len(paragraph)})
    return [paragraph[start:end] for start, end in pairwise(bounds)]


def _nearest(ordered: list[float], wanted: float) -> int:
    """The place of the number nearest to `wanted` in an ascending list; the first of two as near."""
    after = bisect_left(ordered, wanted)
    if after and (after == len(ordered) or wanted - ordered[after - 1] <= ordered[after] - wanted):
        return after - 1
    return after


def _length(text: str, start: int, end: int) -> float:
    return end - start + _WIDE_EXTRA * sum(1 for _ in _wide().finditer(text, start, end))


@cache
def _wide() -> re.Pattern[str]:
    """A character of Chinese, Japanese or Korean; compiled when documents are read: it takes milliseconds."""
    return re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
