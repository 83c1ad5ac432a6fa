"""Finding passages and the sentences in them that answer: meaning and words, added up.

A passage scores 20 * (best sentence's cosine + passage's cosine / 4) + 5 * (share of the question's terms, by
BM25). The share is 0 where no term is shared, so that across languages only meaning votes. The weights were
chosen on CMRC 2018, DRCD and JSQuAD, are flat around their optimum, and are measured by `qa eval squad`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.crossing import CrossingEncoder
from index.embedding import Embedder, abridged
from index.passage_index import PassageIndex
from index.text import terms
from qa.language.lexicon import FILES, lexicon, plain
from qa.numbers.values import stated
from qa.question.frame import EVERYWHERE, Scope
from qa.retrieval.translations import Translations

Array = NDArray[np.float32]

REMEMBERED: Final = 16  # vectors of questions: one is searched for more than once on the way to its answer
CANDIDATES: Final = 100  # passages taken from each ranker
SIMILARITY: Final = 20.0
PASSAGE_SHARE: Final = 0.25  # of the passage's cosine, beside its best sentence's
LEXICAL: Final = 5.0
CROSSING: Final = 5.0  # weight of the second encoder's cosine, where a question crosses languages

SENTENCE_SIMILARITY: Final = 30.0
OWN_TERMS: Final = 3.0  # weight of the share of the question's terms that a sentence holds
RUNNING_TERMS: Final = 7.0  # of the share that it or the sentences before it hold
FADING: Final = 0.9  # what a term of the sentence before is worth, for each sentence back
EXPECTED_KIND: Final = 2.0  # for a number or date where one is asked for
YEAR_OR_CENTURY: Final = re.compile(
    r"(?<!\d)1[0-9]\d\d(?!\d)|(?<!\d)20\d\d(?!\d)|世[纪紀]|century|siècle", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence with its scores: higher is better.

    `similarity` and `passage_similarity` are cosines; `coverage` is the share of the question's terms,
    weighted by rarity, that its passage holds, `own_coverage` the share that the sentence itself holds,
    `running_coverage` the share that it or, fading, the sentences before it hold. `expected` is what it gains
    by holding the kind of answer asked for, `behind` how far its passage's score is below the best passage's.
    `words` are those of it that answer, once it was read: offsets in how it reads.
    """

    row: int
    passage: int
    score: float
    similarity: float
    passage_similarity: float
    coverage: float
    own_coverage: float
    running_coverage: float = 0.0
    expected: float = 0.0
    behind: float = 0.0
    words: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages, best first: rows, scores, cosines, their best sentence's, shares by BM25; each [n]."""

    rows: NDArray[np.intp]
    scores: Array
    similarity: Array
    best: Array
    lexical: Array

    def part(self, places: NDArray[np.intp]) -> Ranked:
        """Those at `places`, in that order."""
        return Ranked(
            self.rows[places],
            self.scores[places],
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
        self.embedder = embedder
        self._terms = lru_cache(maxsize=20_000)(lambda row: frozenset(terms(index.sentence_text(row))))
        self._translations = Translations(index.documents.values())
        self._in_language = lru_cache(maxsize=64)(self._translations.chosen)
        self._crossing = crossing
        self.embed = lru_cache(maxsize=REMEMBERED)(self._embed)

    def abridged(self, question: str, tokens: int) -> str:
        """As much of a question as is searched for, where `tokens` may be embedded."""
        return abridged(question, tokens, self.embedder.count_tokens)

    def _embed(self, question: str) -> Array:
        """The unit vector of a question, float32 [d]; `embed` is the same and remembers the latest."""
        vector: Array = self.embedder.embed_queries([question])[0]
        vector.flags.writeable = False
        return vector

    def terms(self, row: int) -> frozenset[str]:
        """The search terms of a sentence."""
        return self._terms(row)

    def passages(
        self,
        question: str,
        vector: Array,
        editions: Sequence[str] = (),
        language: str | None = None,
        scope: Scope = EVERYWHERE,
    ) -> Ranked:
        """The candidates for `question`, best first, in documents of `editions` (empty: all) and of `scope`.

        Of a document that there is in several languages, only the text in `language` is searched, where there
        is one in it.
        """
        keep = self._kept(editions, language, scope)
        asked = terms(question)
        rows = self._candidates(asked, vector, keep)
        self.index.dense_sentences.gather(row for one in rows for row in self.index.sentence_rows(one))
        similarity = self.index.dense_passages.vectors[rows] @ vector
        best = np.array([self._similarities(int(row), vector).max() for row in rows], dtype=np.float32)
        total = sum(self.index.lexical.rarity(term) for term in set(asked)) or 1.0
        lexical = self.index.lexical.scores_of(asked, rows) / np.float32(total)
        scores = SIMILARITY * (best + PASSAGE_SHARE * similarity) + LEXICAL * lexical
        ranked = Ranked(rows, scores, similarity, best, lexical)
        return ranked.part(np.argsort(-scores, kind="stable"))

    def searched(self, editions: Sequence[str], language: str, scope: Scope) -> frozenset[str]:
        """The documents that `passages` looks for candidates in."""
        rows = np.flatnonzero(self._kept(editions, language, scope))
        return frozenset(self.index.passages[row].document_id for row in rows)

    def _kept(self, editions: Sequence[str], language: str | None, scope: Scope) -> NDArray[np.bool_]:
        """Flags the passages that are searched, [passages]."""
        keep = self.index.within(editions)
        if scope:
            keep &= self.index.among(self._translations.of(scope.documents), scope.headings)
        if language is not None:
            keep &= self.index.among(self._in_language(language))
        return keep

    def sentences(
        self, question: str, vector: Array, ranked: Ranked, wants: Collection[str] = (), *, passages: int
    ) -> list[ScoredSentence]:
        """The sentences of the best `passages`, in the order of these and of their text.

        `wants` are the kinds of answer asked for.
        """
        rarity = {term: self.index.lexical.rarity(term) for term in terms(question)}
        numbers = frozenset(stated(question))
        found: list[ScoredSentence] = []
        for place in range(min(passages, len(ranked.rows))):
            for item in self._scored(ranked, place, vector, rarity):
                gain = self._expected(item.row, wants, numbers)
                found.append(replace(item, score=item.score + gain, expected=gain))
        return found

    def crossing(self, question: str, rows: Sequence[int]) -> Array:
        """The cosines of sentences with the question by the second encoder, [n]; 0 where there is none."""
        if self._crossing is None:
            return np.zeros(len(rows), np.float32)
        vectors = self._crossing.embed([question, *(self.index.sentence_text(row) for row in rows)])
        cosines: Array = vectors[1:] @ vectors[0]
        return cosines

    def _scored(
        self, ranked: Ranked, place: int, vector: Array, rarity: dict[str, float]
    ) -> Iterator[ScoredSentence]:
        """The sentences of a passage; their scores reflect how far its own is below the best passage's."""
        passage, passage_similarity = int(ranked.rows[place]), float(ranked.similarity[place])
        behind = float(ranked.scores[place] - ranked.scores[0])
        rows = self.index.sentence_rows(passage)
        total = sum(rarity.values()) or 1.0
        union = frozenset().union(*(self._terms(row) for row in rows))
        coverage = sum(rarity[term] for term in rarity.keys() & union) / total
        held: dict[str, float] = {}
        for row, similarity in zip(rows, self._similarities(passage, vector).tolist(), strict=True):
            held = {term: worth * FADING for term, worth in held.items()}
            shared = rarity.keys() & self._terms(row)
            held.update(dict.fromkeys(shared, 1.0))
            own = sum(rarity[term] for term in shared) / total
            running = sum(rarity[term] * worth for term, worth in held.items()) / total
            score = SENTENCE_SIMILARITY * similarity + OWN_TERMS * own + RUNNING_TERMS * running + behind
            yield ScoredSentence(
                *(row, passage, score, similarity, passage_similarity, coverage, own, running), behind=behind
            )

    def _expected(self, row: int, wants: Collection[str], numbers: frozenset[float]) -> float:
        """What a sentence gains by holding the kind of answer that is asked for, and not in the question."""
        text = self.index.sentence_text(row)
        held = (
            "number" in wants and any(value not in numbers for value in stated(text)),
            "reason" in wants and self._gives_reason(row, text),
            "date" in wants and YEAR_OR_CENTURY.search(text) is not None,
        )
        return EXPECTED_KIND * sum(held)

    def _gives_reason(self, row: int, text: str) -> bool:
        """Whether a sentence says why, in the words of its language."""
        language = self.index.sentence_document(row).language
        return language in FILES and lexicon(language).has("expected", "reason", plain(text))

    def _candidates(self, asked: Sequence[str], vector: Array, keep: NDArray[np.bool_]) -> NDArray[np.intp]:
        """The passages that any of the rankers finds, [n]."""
        passage_of = self.index.sentences[:, 0]
        rows = {hit.row for hit in self.index.dense_passages.search(vector, CANDIDATES, keep)}
        rows |= {hit.row for hit in self.index.lexical.search(asked, CANDIDATES, keep)}
        sentences = self.index.dense_sentences.search(vector, CANDIDATES, keep[passage_of])
        rows |= {int(passage_of[hit.row]) for hit in sentences}
        return np.array(sorted(rows), dtype=np.intp)

    def _similarities(self, passage: int, vector: Array) -> Array:
        """The cosines of a passage's sentences with the question, [n]."""
        rows = self.index.sentence_rows(passage)
        cosines: Array = self.index.dense_sentences.vectors[rows.start : rows.stop] @ vector
        return cosines
