"""Ways of ranking from the simplest up, on one question: what each further step gains.

For every step the first quote is the sentence of its best passage that the step itself would show: the one
with most of the question's terms for the lexical ranking, the nearest one for all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.hits import Hit
from index.passage_index import PassageIndex
from index.text import terms
from qa.retrieval.retriever import Retriever

LEXICAL: Final = "lexical"
DENSE: Final = "dense"
RECIPROCAL: Final = "reciprocal"
FUSED: Final = "fused"
LEARNED: Final = "learned"
STEPS: Final = (LEXICAL, DENSE, RECIPROCAL, FUSED, LEARNED)

CANDIDATES: Final = 100  # passages that each ranking brings into the reciprocal one
FLATTENING: Final = 60  # k of reciprocal-rank fusion, as in Cormack et al. 2009


class Step(NamedTuple):
    """Passage rows, best first, and the row of the sentence to show first, None where nothing is found."""

    rows: Sequence[int]
    sentence: int | None


def simple_steps(
    index: PassageIndex, retriever: Retriever, question: str, vector: NDArray[np.float32]
) -> dict[str, Step]:
    """The steps before the learned one; `vector` is the question's, float32 [d]."""
    lexical = index.lexical.search(terms(question), CANDIDATES)  # only passages that share a term
    dense = index.dense_passages.search(vector, CANDIDATES)
    rankings = {
        DENSE: [hit.row for hit in dense],
        RECIPROCAL: reciprocal(lexical, dense),
        FUSED: retriever.passages(question, vector).rows.tolist(),
    }
    rows = [hit.row for hit in lexical]
    found = {LEXICAL: Step(rows, _sharing(index, rows[0], question) if rows else None)}
    for name, ranking in rankings.items():
        found[name] = Step(ranking, _nearest(index, ranking[0], vector) if ranking else None)
    return found


def reciprocal(*rankings: Sequence[Hit]) -> list[int]:
    """The rows of all `rankings` by the sum of 1 / (k + rank); ties go to the lower row."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, hit in enumerate(ranking, 1):
            scores[hit.row] = scores.get(hit.row, 0.0) + 1.0 / (FLATTENING + rank)
    return sorted(scores, key=lambda row: (-scores[row], row))


def _nearest(index: PassageIndex, passage: int, vector: NDArray[np.float32]) -> int:
    rows = index.sentence_rows(passage)
    return rows[int(np.argmax(index.dense_sentences.vectors[rows.start : rows.stop] @ vector))]


def _sharing(index: PassageIndex, passage: int, question: str) -> int:
    asked = {term: index.lexical.rarity(term) for term in terms(question)}

    def shared(row: int) -> float:
        return sum(asked[term] for term in asked.keys() & set(terms(index.sentence_text(row))))

    return max(index.sentence_rows(passage), key=shared)
