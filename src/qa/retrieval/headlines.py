"""Headlines: the few sentences that say most of what documents say, each of something else.

A sentence weighs as much as it is near to the mean of its documents, and more the nearer to their beginning
its section stands. Each next one is the heaviest that is not near to one chosen before (maximal marginal
relevance: Carbonell and Goldstein 1998).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.passage_index import PassageIndex
from qa.language.compact import key_of
from qa.retrieval.asides import Asides
from qa.retrieval.corroboration import too_long

WEIGHT: Final = 0.5  # of a sentence's own weight; the rest is how far it is from those chosen
LEAD: Final = 0.05  # what the last section of a document is worth less than its first, as a cosine


class Headlines:
    """Chooses headlines from one index, none about its documents. Reads vectors only when it is asked."""

    def __init__(self, index: PassageIndex, asides: Asides) -> None:
        self._index, self._asides = index, asides

    def choose(
        self,
        documents: Collection[str],
        count: int,
        names: Collection[str] = (),
        beside: Collection[tuple[str, int]] = (),
    ) -> list[tuple[str, int, int]]:
        """Up to `count` sentences of `documents`: id, start and end of each, in the order of the text.

        With `names`, only sentences that hold one of them. `beside` are the sentences, by document and
        start, that are shown as well. Sections are spoken of once, unless they are too few.
        """
        passages = [row for row, held in enumerate(self._index.passages) if held.document_id in documents]
        shown = [row for place in beside if (row := self._row_at.get(place)) is not None]
        if not passages or count <= 0:
            return []
        rows = self._candidates(passages, names, count + len(shown))
        chosen = sorted(self._spread(rows, self._weights(rows, passages), shown, count)) if rows else []
        spans = self._index.sentences[chosen, 1:].tolist()
        return [
            (self._index.sentence_document(row).id, *span) for row, span in zip(chosen, spans, strict=True)
        ]

    @cached_property
    def _row_at(self) -> dict[tuple[str, int], int]:
        """The row of the sentence that begins at a place of a document."""
        documents = self._index.passage_documents
        return {
            (documents[p].id, start): row for row, (p, start, _) in enumerate(self._index.sentences.tolist())
        }

    def _candidates(self, passages: Sequence[int], names: Collection[str], enough: int) -> list[int]:
        """The first sentence of each section; of each passage, or all, where those are not `enough`.

        Of sentences that hold one of `names`, all.
        """
        rows = [row for passage in passages for row in self._index.sentence_rows(passage)]
        readable = list(filter(self._quotable, rows))
        every = [row for row in readable if row not in self._asides] or readable
        if names:
            folded = {row: key_of(self._index.sentence_text(row)) for row in every}
            return [row for row in every if any(name in folded[row] for name in names)]
        by_section = _first_of_each((self._section(row), row) for row in every)
        if len(by_section) >= enough:
            return by_section
        by_passage = _first_of_each((self._passage(row), row) for row in every)
        return by_passage if len(by_passage) >= enough else every

    def _weights(self, rows: Sequence[int], passages: Sequence[int]) -> NDArray[np.float32]:
        """How much each sentence says of its documents, [rows]."""
        vectors = self._index.dense_sentences.vectors
        all_rows = [row for passage in passages for row in self._index.sentence_rows(passage)]
        mean = vectors[all_rows].mean(axis=0)
        centrality = vectors[rows] @ (mean / (np.linalg.norm(mean) or 1.0))
        depth = np.searchsorted(passages, [self._passage(row) for row in rows]) / len(passages)
        weights: NDArray[np.float32] = (centrality - LEAD * depth).astype(np.float32)
        return weights

    def _spread(
        self, rows: Sequence[int], weights: NDArray[np.float32], shown: Sequence[int], count: int
    ) -> Iterator[int]:
        """The heaviest of the rows, one after another, each far from those before and from what is shown."""
        vectors, chosen = self._index.dense_sentences.vectors, list(shown)
        sections = {self._section(row) for row in rows}
        left = [place for place, row in enumerate(rows) if row not in chosen]
        once = len(sections) >= count + len(shown)
        for _ in range(count):
            taken = {self._section(row) for row in chosen} if once else set()
            left = [place for place in left if self._section(rows[place]) not in taken]
            if not left:
                return
            near = [
                float((vectors[chosen] @ vectors[rows[place]]).max()) if chosen else 0.0 for place in left
            ]
            best = int(np.argmax(WEIGHT * weights[left] - (1.0 - WEIGHT) * np.array(near)))
            chosen.append(rows[left.pop(best)])
            yield chosen[-1]

    def _quotable(self, row: int) -> bool:
        """Whether a sentence can be read by itself: a row of a table cannot."""
        return not self._index.sentence_reading(row).cells and not too_long(self._index, row)

    def _passage(self, row: int) -> int:
        return int(self._index.sentences[row, 0])

    def _section(self, row: int) -> tuple[str, tuple[str, ...]]:
        passage = self._index.passages[self._passage(row)]
        return passage.document_id, passage.headings


def _first_of_each(keyed: Iterator[tuple[object, int]]) -> list[int]:
    """The first row of each key."""
    first: dict[object, int] = {}
    for key, row in keyed:
        first.setdefault(key, row)
    return list(first.values())
