"""Finding passages and the sentences in them that answer: meaning and words, fused.

Scores of the rankers are brought onto one scale (standard deviations above the candidates' mean) and added.
Words vote only where they are shared, so that a question in another language keeps its dense result.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from index.passage_index import PassageIndex
from index.text import terms

Array = NDArray[np.float32]

CANDIDATES: Final = 100  # passages taken from each ranker
SENTENCE_WEIGHT: Final = 0.6  # of the best sentence's similarity, beside the passage's
LEXICAL_WEIGHT: Final = 0.7  # of BM25, beside the passage's similarity
OWN_LANGUAGE: Final = 0.6  # deviations by which a passage in the asker's language is preferred


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be found: editions and languages; empty means all."""

    editions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence with its scores: higher is better, `score` being in deviations over the candidates.

    `similarity` and `passage_similarity` are cosines; `coverage` the share of the question's terms, weighted
    by rarity, that its passage holds, `own_coverage` the share that the sentence itself holds.
    """

    row: int
    passage: int
    score: float
    similarity: float
    passage_similarity: float
    coverage: float
    own_coverage: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages, best first: rows and scores, and the parts that the scores are made of, all [n]."""

    rows: NDArray[np.intp]
    scores: Array
    similarity: Array
    lexical: Array


class Retriever:
    """Searches one index. `search` costs one embedding of the question and a few matrix products."""

    def __init__(self, index: PassageIndex, embedder: Embedder) -> None:
        self.index = index
        self._embedder = embedder
        self._terms_of_sentence = lru_cache(maxsize=20_000)(
            lambda row: frozenset(terms(index.sentence_text(row)))
        )
        documents = [index.documents[passage.document_id] for passage in index.passages]
        self._languages = np.array([document.language for document in documents])
        self._editions = np.array([document.edition for document in documents])

    def embed(self, question: str) -> Array:
        """The unit vector of a question, float32 [d]."""
        vector: Array = self._embedder.embed_queries([question])[0]
        return vector

    def passages(
        self,
        question: str,
        vector: Array,
        scope: Scope = Scope(),
        language: str | None = None,
    ) -> Ranked:
        """The candidates for `question`, best first; passages in `language` are preferred a little."""
        keep = self._keep(scope)
        if not keep.any():
            empty = np.empty(0, np.float32)
            return Ranked(np.empty(0, np.intp), empty, empty, empty)
        sentence_keep = keep[self.index.sentences[:, 0]]
        rows = {hit.row for hit in self.index.search_dense(vector, CANDIDATES, keep)}
        rows |= {
            int(self.index.sentences[hit.row, 0])
            for hit in self.index.search_sentences(vector, CANDIDATES, sentence_keep)
        }
        words = self.index.lexical_scores(question)
        lexical_hits = self.index.search_lexical(question, CANDIDATES, keep)
        rows |= {hit.row for hit in lexical_hits}
        chosen = np.array(sorted(rows), dtype=np.intp)
        similarity = self.index.passage_vectors(chosen) @ vector
        best = np.array([self._best_sentence(row, vector) for row in chosen], dtype=np.float32)
        lexical = words[chosen]
        scores = _deviations(similarity) + SENTENCE_WEIGHT * _deviations(best)
        if lexical.any():
            scores = scores + LEXICAL_WEIGHT * _deviations(lexical)
        if language is not None:
            scores = scores + OWN_LANGUAGE * (self._languages[chosen] == language)
        order = np.argsort(-scores, kind="stable")
        return Ranked(chosen[order], scores[order].astype(np.float32), similarity[order], lexical[order])

    def sentences(
        self, question: str, vector: Array, ranked: Ranked, limit: int, *, passages: int = 6
    ) -> list[Found]:
        """The sentences of the best passages, best first."""
        wanted = {term: self.index.rarity(term) for term in terms(question)}
        total = sum(wanted.values()) or 1.0
        found: list[Found] = []
        for place, row in enumerate(ranked.rows[:passages]):
            rows = list(self.index.sentence_rows(int(row)))
            similarities = self.index.sentence_vectors(rows) @ vector
            held = [sum(wanted[t] for t in wanted.keys() & self._terms_of_sentence(r)) / total for r in rows]
            union = frozenset().union(*(self._terms_of_sentence(r) for r in rows))
            coverage = sum(wanted[t] for t in wanted.keys() & union) / total
            for sentence, similarity, own in zip(rows, similarities, held, strict=True):
                score = float(similarity) * 20 + own * 2.0 + float(ranked.scores[place]) * 0.25
                found.append(
                    Found(
                        sentence,
                        int(row),
                        score,
                        float(similarity),
                        float(ranked.similarity[place]),
                        coverage,
                        own,
                    )
                )
        return sorted(found, key=lambda f: -f.score)[:limit]

    def _best_sentence(self, row: int, vector: Array) -> float:
        rows = self.index.sentence_rows(int(row))
        return float((self.index.sentence_vectors(slice(rows.start, rows.stop)) @ vector).max())

    def _keep(self, scope: Scope) -> NDArray[np.bool_]:
        keep = np.ones(len(self._languages), dtype=bool)
        if scope.editions:
            keep &= np.isin(self._editions, scope.editions)
        if scope.languages:
            keep &= np.isin(self._languages, scope.languages)
        return keep


def _deviations(values: Array) -> Array:
    """`values` as standard deviations from their mean; zeros where all are equal."""
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)
