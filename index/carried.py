"""What a new index takes over from the one before it: all that was made of documents that are unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.documents import Document
from index.passage_index import PassageIndex
from index.passages import Passage, chunk
from index.reading_text import read_as
from index.rows import NEW, Origin

Rows: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True)
class RowPlan:
    """The passages of an index that is to be built, in rows, and what rows they were in the `previous` one.

    A passage whose document is new or has changed is `NEW`, and so are its sentences.
    """

    documents: Mapping[str, Document]
    passages: tuple[Passage, ...]
    origin: Origin
    previous: PassageIndex | None

    @cached_property
    def first_sentence(self) -> Rows:
        """The row of each passage's first sentence, and then the number of sentences, [passages + 1]."""
        counts = [len(passage.sentences) for passage in self.passages]
        return np.concatenate([[0], np.cumsum(counts, dtype=np.intp)])

    @cached_property
    def sentence_origin(self) -> Origin:
        """What rows the sentences were in, [sentences]."""
        if self.previous is None:
            return np.full(self.sentences, NEW)
        was_new = self.origin == NEW
        before = self.previous.first_sentence[np.where(was_new, 0, self.origin)]
        shift = before - self.first_sentence[:-1]
        counts = np.diff(self.first_sentence)
        rows = np.arange(self.sentences) + np.repeat(shift, counts)
        return np.where(np.repeat(was_new, counts), NEW, rows)

    @property
    def sentences(self) -> int:
        """How many there are."""
        return int(self.first_sentence[-1])

    @cached_property
    def new(self) -> Rows:
        """The rows of the passages that are `NEW`."""
        return np.flatnonzero(self.origin == NEW)

    @cached_property
    def alike(self) -> list[int]:
        """The rows of passages of the previous index that hold a text of those that are new.

        They tell the vectors of what was only moved, or stands in a document of which the rest has changed.
        """
        wanted = set(self.texts(self.new))
        if self.previous is None or not wanted:
            return []
        return [
            row
            for row, (passage, document) in enumerate(
                zip(self.previous.passages, self.previous.passage_documents, strict=True)
            )
            if not wanted.isdisjoint(texts_of(document.text, passage))
        ]

    def sentence_rows(self, passages: Rows) -> Rows:
        """The rows of the sentences of the passages in these rows, in order."""
        bounds = self.first_sentence
        return np.concatenate([np.arange(bounds[row], bounds[row + 1]) for row in passages])

    def texts(self, passages: Rows) -> list[str]:
        """What is embedded of the passages in these rows: all of them, then all their sentences."""
        found = [
            texts_of(self.documents[one.document_id].text, one)
            for one in map(self.passages.__getitem__, passages)
        ]
        return [whole for whole, *_ in found] + [text for _, *texts in found for text in texts]


def texts_of(text: str, passage: Passage) -> list[str]:
    """A passage of the document `text` as it reads, and then its sentences."""
    return [read_as(text, *span).whole for span in ((passage.start, passage.end), *passage.sentences)]


def plan_rows(documents: Sequence[Document], previous: PassageIndex | None = None) -> RowPlan:
    """The passages of `documents`; of those that `previous` holds just so they are taken over."""
    stood = dict(_stretches(previous.passages)) if previous else {}
    passages: list[Passage] = []
    origin: list[int] = []
    for document in documents:
        if previous and previous.documents.get(document.id) == document:
            rows = stood.get(document.id, range(0))
            passages += previous.passages[rows.start : rows.stop]
            origin += rows
        else:
            found = chunk(document)
            passages += found
            origin += [NEW] * len(found)
    held = {document.id: document for document in documents}
    return RowPlan(held, tuple(passages), np.array(origin, dtype=np.intp), previous)


def _stretches(passages: Sequence[Passage]) -> Iterator[tuple[str, range]]:
    """Each document and the rows of its passages, which stand together."""
    rows = groupby(range(len(passages)), key=lambda row: passages[row].document_id)
    for document, stretch in rows:
        held = list(stretch)
        yield document, range(held[0], held[-1] + 1)
