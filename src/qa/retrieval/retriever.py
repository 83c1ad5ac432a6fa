"""Finding passages and the sentences in them that answer: meaning and words, added up.

A passage scores 20 * (best sentence's cosine + passage's cosine / 4) + 5 * (share of the question's terms, by
BM25). The share is 0 where no term is shared, so that across languages only meaning votes. The weights were
chosen on CMRC 2018, DRCD and JSQuAD, are flat around their optimum, and are measured by `qa eval squad`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.crossing import CrossingEncoder
from index.embedding import Embedder
from index.passage_index import PassageIndex
from index.text import terms
from qa.language.lexicon import FILES, lexicon, plain
from qa.numbers.values import stated
from qa.retrieval.translations import Translations

Array = NDArray[np.float32]

CANDIDATES: Final = 100  # passages taken from each ranker
SIMILARITY: Final = 20.0
PASSAGE_SHARE: Final = 0.25  # of the passage's cosine, beside its best sentence's
LEXICAL: Final = 5.0
CROSSING: Final = 5.0  # weight of the second encoder's cosine, where a question crosses languages

SENTENCE_SIMILARITY: Final = 30.0
OWN_TERMS: Final = 3.0  # weight of the share of the question's terms that a sentence holds
TOLD_TERMS: Final = 7.0  # of the share that it or the sentences before it hold
FADING: Final = 0.9  # what a term of the sentence before is worth, for each sentence back
EXPECTED_KIND: Final = 2.0  # for a number or date where one is asked for
YEAR_OR_CENTURY: Final = re.compile(
    r"(?<!\d)1[0-9]\d\d(?!\d)|(?<!\d)20\d\d(?!\d)|世[纪紀]|century|siècle", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence with its scores: higher is better.

    `similarity` and `passage_similarity` are cosines; `coverage` is the share of the question's terms,
    weighted by rarity, that its passage holds, `own_coverage` the share that the sentence itself holds,
    `told` the share that it or, fading, the sentences before it hold. `expected` is what it gains by holding
    the kind of answer asked for.
    """

    row: int
    passage: int
    score: float
    similarity: float
    passage_similarity: float
    coverage: float
    own_coverage: float
    told: float = 0.0
    expected: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages, best first: rows, scores, cosines, their best sentence's, shares by BM25; each [n]."""

    rows: NDArray[np.intp]
    scores: Array
    similarity: Array
    best: Array
    lexical: Array

    @classmethod
    def none(cls) -> Ranked:
        nothing = np.empty(0, np.float32)
        return cls(np.empty(0, np.intp), nothing, nothing, nothing, nothing)

    def ordered(self, scores: Array) -> Ranked:
        """The same passages in the order of other scores."""
        order = np.argsort(-scores, kind="stable")
        return self.part(order, scores)

    def part(self, places: NDArray[np.intp], scores: Array | None = None) -> Ranked:
        """Those at `places`, in that order."""
        scores = self.scores if scores is None else scores
        return Ranked(
            self.rows[places],
            scores[places].astype(np.float32),
            self.similarity[places],
            self.best[places],
            self.lexical[places],
        )


class Retriever:
    """Searches one index. A search costs one embedding of the question and a few matrix products."""

    def __init__(
        self, index: PassageIndex, embedder: Embedder, crossing: CrossingEncoder | None = None
    ) -> None:
        """`crossing` is asked where a question and the passages are in different languages."""
        self.index = index
        self._embedder = embedder
        self._terms = lru_cache(maxsize=20_000)(lambda row: frozenset(terms(index.sentence_text(row))))
        documents = [index.documents[passage.document_id] for passage in index.passages]
        self._languages = np.array([document.language for document in documents])
        self._in_language = lru_cache(maxsize=64)(Translations(index.documents.values()).chosen)
        self._crossing = crossing
        self._editions = np.array([document.edition for document in documents])

    def embed(self, question: str) -> Array:
        """The unit vector of a question, float32 [d]."""
        vector: Array = self._embedder.embed_queries([question])[0]
        return vector

    def terms(self, row: int) -> frozenset[str]:
        """The search terms of a sentence."""
        return self._terms(row)

    def passages(
        self, question: str, vector: Array, editions: Sequence[str] = (), language: str | None = None
    ) -> Ranked:
        """The candidates for `question`, best first, in documents of `editions` (empty: all).

        Of a document that there is in several languages, only the text in `language` is searched, where there
        is one in it.
        """
        keep = np.isin(self._editions, editions) if editions else np.ones(len(self._editions), dtype=bool)
        if language is not None:
            chosen = self._in_language(language)
            keep &= np.array([passage.document_id in chosen for passage in self.index.passages])
        rows = self._candidates(question, vector, keep)
        if not len(rows):
            return Ranked.none()
        similarity = self.index.passage_vectors(rows) @ vector
        best = np.array([self._best_sentence(int(row), vector) for row in rows], dtype=np.float32)
        total = sum(self.index.rarity(term) for term in set(terms(question))) or 1.0
        lexical = self.index.lexical_scores(question)[rows] / np.float32(total)
        scores = SIMILARITY * (best + PASSAGE_SHARE * similarity) + LEXICAL * lexical
        return Ranked(rows, scores, similarity, best, lexical).ordered(scores)

    def sentences(
        self, question: str, vector: Array, ranked: Ranked, wants: Collection[str] = (), *, passages: int
    ) -> list[Found]:
        """The sentences of the best `passages`, in the order of these and of their text.

        `wants` are the kinds of answer asked for.
        """
        rarity = {term: self.index.rarity(term) for term in terms(question)}
        numbers = frozenset(stated(question))
        found = [
            item
            for place, row in enumerate(ranked.rows[:passages])
            for item in self._scored(
                int(row),
                vector,
                rarity,
                float(ranked.similarity[place]),
                float(ranked.scores[place] - ranked.scores[0]),
            )
        ]
        gains = [self._expected(item.row, wants, numbers) for item in found]
        return [
            replace(item, score=item.score + gain, expected=gain)
            for item, gain in zip(found, gains, strict=True)
        ]

    def crossing(self, question: str, rows: Sequence[int]) -> Array:
        """The cosines of sentences with the question by the second encoder, [n]; 0 where there is none."""
        if self._crossing is None or not self.index.has_crossing:
            return np.zeros(len(rows), np.float32)
        vector = self._crossing.embed([question])[0]
        cosines: Array = self.index.crossing_vectors(rows) @ vector
        return cosines

    def languages(self, rows: Sequence[int] | NDArray[np.intp]) -> list[str]:
        """The languages of passages."""
        return [str(language) for language in self._languages[np.asarray(rows, dtype=np.intp)]]

    def _scored(
        self, passage: int, vector: Array, rarity: dict[str, float], passage_similarity: float, behind: float
    ) -> list[Found]:
        """The sentences of one passage; `behind` is how far its score is below the best passage's."""
        rows = self.index.sentence_rows(passage)
        similarities = self.index.sentence_vectors(slice(rows.start, rows.stop)) @ vector
        total = sum(rarity.values()) or 1.0
        union = frozenset().union(*(self._terms(row) for row in rows))
        coverage = sum(rarity[term] for term in rarity.keys() & union) / total
        told: dict[str, float] = {}
        found = []
        for row, similarity in zip(rows, similarities.tolist(), strict=True):
            told = {term: worth * FADING for term, worth in told.items()}
            own = rarity.keys() & self._terms(row)
            told.update(dict.fromkeys(own, 1.0))
            own_share = sum(rarity[term] for term in own) / total
            told_share = sum(rarity[term] * worth for term, worth in told.items()) / total
            score = (
                SENTENCE_SIMILARITY * similarity + OWN_TERMS * own_share + TOLD_TERMS * told_share + behind
            )
            found.append(
                Found(row, passage, score, similarity, passage_similarity, coverage, own_share, told_share)
            )
        return found

    def _expected(self, row: int, wants: Collection[str], numbers: frozenset[float]) -> float:
        """What a sentence gains by holding the kind of answer that is asked for, and not in the question."""
        text = self.index.sentence_text(row)
        gained = 0.0
        if "number" in wants and any(value not in numbers for value in stated(text)):
            gained += EXPECTED_KIND
        if "reason" in wants and self._gives_reason(row, text):
            gained += EXPECTED_KIND
        if "date" in wants and YEAR_OR_CENTURY.search(text):
            gained += EXPECTED_KIND
        return gained

    def _gives_reason(self, row: int, text: str) -> bool:
        """Whether a sentence says why, in the words of its language."""
        language = str(self._languages[int(self.index.sentences[row, 0])])
        return language in FILES and lexicon(language).has("expected", "reason", plain(text))

    def _candidates(self, question: str, vector: Array, keep: NDArray[np.bool_]) -> NDArray[np.intp]:
        """The passages that any of the rankers finds, [n]."""
        sentence_keep = keep[self.index.sentences[:, 0]]
        rows = {hit.row for hit in self.index.search_dense(vector, CANDIDATES, keep)}
        rows |= {hit.row for hit in self.index.search_lexical(question, CANDIDATES, keep)}
        for hit in self.index.search_sentences(vector, CANDIDATES, sentence_keep):
            rows.add(int(self.index.sentences[hit.row, 0]))
        return np.array(sorted(rows), dtype=np.intp)

    def _best_sentence(self, passage: int, vector: Array) -> float:
        rows = self.index.sentence_rows(passage)
        return float((self.index.sentence_vectors(slice(rows.start, rows.stop)) @ vector).max())
