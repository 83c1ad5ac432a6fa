"""Judging evidence: the best passages and sentences for a question, and how likely they answer it.

Documents in the asker's language are judged by the learned model, others by the hand-set weights and a second
encoder: the model leans on shared words, which there are none of. Where the first do not answer, the second
may.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from qa.question.frame import Frame
from qa.retrieval.features import JUDGED, Candidates, FeatureReader
from qa.retrieval.model import EvidenceModel, Logistic, passage_logits, sureness, sureness_across
from qa.retrieval.retriever import CROSSING, Array, Ranked, Retriever, ScoredSentence
from qa.retrieval.translations import tongue

EVEN: Final = 0.4  # confidence under which documents in other languages are looked at, too
CLEARLY: Final = 0.1  # by which these must be likelier to answer
SAYS_THE_SAME: Final = 0.93  # cosine of sentences that say the same in other words
PER_POINT: Final = 0.6  # logits that a point of the hand-set score is worth


@dataclass(frozen=True, slots=True)
class Judgement:
    """Passages and their sentences, best first, scored by logits, and the chance that they answer."""

    ranked: Ranked
    found: list[ScoredSentence]
    confidence: float


HAND_SET: Final = Logistic(
    mean=np.zeros(3, np.float32),
    scale=np.ones(3, np.float32),
    weights=np.array([32.0, 5.0, 3.0], np.float32),
    bias=-30.0,
)
"""For an embedder that nothing was learned for: similarity, the passage's, and coverage."""


class Judge:
    """Weighs the candidates that a retriever finds."""

    def __init__(self, retriever: Retriever, model: EvidenceModel | None) -> None:
        """Without a `model` the hand-set weights decide alone."""
        self._retriever = retriever
        self._model = model
        self._features = FeatureReader(retriever.index, retriever)

    def judge(self, frame: Frame) -> Judgement:
        """The evidence for a frame; of two languages, that which is likelier to answer."""
        vector = self._retriever.embed(frame.search)
        ranked = self._retriever.passages(frame.search, vector, frame.editions, frame.language, frame.scope)
        own, others = self._by_language(ranked, frame.language)
        judged = self._own(frame, vector, own)
        if judged.confidence >= EVEN or not len(others.rows):
            return judged
        across = self._across(frame, vector, others)
        better = across.confidence > judged.confidence + CLEARLY
        return across if better or not judged.found else judged

    def _by_language(self, ranked: Ranked, language: str) -> tuple[Ranked, Ranked]:
        """The passages in the asker's language, and those in others."""
        documents = self._retriever.index.passage_documents
        tongues = [tongue(documents[row].language) for row in ranked.rows]
        own = np.array([held == tongue(language) for held in tongues], dtype=bool)
        return ranked.part(np.flatnonzero(own)), ranked.part(np.flatnonzero(~own))

    def _own(self, frame: Frame, vector: Array, ranked: Ranked) -> Judgement:
        candidates = self._features.read(frame.search, vector, ranked, frame.wants)
        if not candidates.found:
            return Judgement(ranked, [], 0.0)
        if self._model is None:
            logits = candidates.column("rule") * np.float32(PER_POINT)
            return _judgement(ranked, candidates, logits, _hand_set(candidates, logits))
        logits = self._model.logits(candidates.features, vector)
        akin = self._akin(candidates, int(np.argmax(logits)))
        confidence = self._model.same(sureness(candidates, logits, unknown_share(frame), akin))
        return _judgement(ranked, candidates, logits, confidence)

    def _akin(self, candidates: Candidates, best: int) -> set[int]:
        """The passages with a sentence that says what the best one says."""
        vectors = self._retriever.index.dense_sentences.vectors[[item.row for item in candidates.found]]
        return set(candidates.passages[vectors @ vectors[best] >= SAYS_THE_SAME].tolist())

    def _across(self, frame: Frame, vector: Array, ranked: Ranked) -> Judgement:
        candidates = self._features.read(frame.search, vector, ranked, frame.wants)
        crossing = self._retriever.crossing(frame.search, [item.row for item in candidates.found])
        logits = across_logits(candidates, crossing)
        if self._model is None:
            return _judgement(ranked, candidates, logits, _hand_set(candidates, logits))
        confidence = self._model.across(sureness_across(candidates, crossing, int(np.argmax(logits))))
        return _judgement(ranked, candidates, logits, confidence, _best_of(candidates, crossing))


def _hand_set(candidates: Candidates, logits: Array) -> float:
    """The confidence in the best sentence where no model was learned for the embedder."""
    best = candidates.found[int(np.argmax(logits))]
    return HAND_SET(np.array([best.similarity, best.passage_similarity, best.coverage], np.float32))


def unknown_share(frame: Frame) -> float:
    """The share of a question's own words that no document holds."""
    return len(frame.missing.words) / max(2, len(frame.content))


def across_logits(candidates: Candidates, crossing: Array) -> Array:
    """The logits of sentences in another language: the hand-set score and the second encoder's cosines."""
    best = _best_of(candidates, crossing)
    passages = np.array([best[int(passage)] for passage in candidates.passages], dtype=np.float32)
    logits: Array = np.float32(PER_POINT) * (candidates.column("rule") + CROSSING * (crossing + passages))
    return logits


def _best_of(candidates: Candidates, values: Array) -> dict[int, float]:
    passages = candidates.passages
    return {int(p): float(values[passages == p].max()) for p in dict.fromkeys(passages.tolist())}


def _judgement(
    ranked: Ranked,
    candidates: Candidates,
    logits: Array,
    confidence: float,
    crossing: dict[int, float] | None = None,
) -> Judgement:
    """The candidates in order; passages by their sentences, or by score and `crossing`, where it is given."""
    judged = ranked.rows[:JUDGED].tolist()
    if crossing is None:
        held = passage_logits(candidates, logits)
        scores = np.array([held[row] for row in judged], dtype=np.float32)
    else:
        cosines = np.array([crossing[row] for row in judged], dtype=np.float32)
        scores = ranked.scores[:JUDGED] + CROSSING * cosines
    order = np.argsort(-scores, kind="stable")
    places = np.concatenate([order, np.arange(len(judged), len(ranked.rows))])
    scored = [replace(one, score=score) for one, score in zip(candidates.found, logits.tolist(), strict=True)]
    return Judgement(ranked.part(places), sorted(scored, key=lambda item: -item.score), confidence)
