"""Judging evidence: the retriever proposes passages, the reader reads them, and what is learned weighs both.

The windows that promise most are read first, and more only while it stays in doubt whether they answer. What
is in the asker's language is read first; what is in another, where that does not answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qa.question.frame import Frame
from qa.reading.reader import EvidenceReader
from qa.retrieval.clues import READ, Candidates, ClueReader, Unread, joined
from qa.retrieval.model import STEPS, EvidenceModel, Logistic, best_of, passage_logits, sureness
from qa.retrieval.retriever import CROSSING, Array, Ranked, Retriever, ScoredSentence
from qa.retrieval.translations import tongue

SURE: Final = 0.62  # confidence from which no further window is read
EVEN: Final = 0.52  # confidence under which documents in other languages are looked at, too
CLEARLY: Final = 0.05  # by which these must be likelier to answer
SAYS_THE_SAME: Final = 0.93  # cosine of sentences that say the same in other words
PER_POINT: Final = 0.6  # logits that a point of the hand-set score is worth
POOLED: Final = 24  # passages in other languages among which the second encoder helps to choose
ASKED_OF_EACH: Final = 2  # sentences of each that it is asked of


@dataclass(frozen=True, slots=True)
class Judgement:
    """Passages and their sentences, best first, scored by logits, and the chance that they answer.

    `candidates` are the clues of the sentences that were read, in the order in which they were; None where
    none was. `windows` is how many were read, `across` whether in another language than the question's.
    """

    ranked: Ranked
    found: list[ScoredSentence]
    confidence: float
    candidates: Candidates | None = None
    windows: int = 0
    across: bool = False


HAND_SET: Final = Logistic(
    mean=np.zeros(3, np.float32),
    scale=np.ones(3, np.float32),
    weights=np.array([32.0, 5.0, 3.0], np.float32),
    bias=-30.0,
)
"""For an embedder that nothing was learned for: similarity, the passage's, and coverage."""


class Judge:
    """Weighs the candidates that a retriever finds."""

    def __init__(self, retriever: Retriever, model: EvidenceModel | None, reader: EvidenceReader) -> None:
        """Without a `model` the hand-set weights decide alone, and nothing is read."""
        self._retriever, self._model = retriever, model
        self._clues = ClueReader(retriever.index, retriever, reader)

    def judge(self, frame: Frame, *, thorough: bool = False) -> Judgement:
        """The evidence for a frame; of two languages, that which is likelier to answer.

        `thorough` reads all windows there are time for, whether or not the first answer: for who wants more
        than the answer.
        """
        vector = self._retriever.embed(frame.search)
        ranked = self._retriever.passages(frame.search, vector, frame.editions, frame.tongue, frame.scope)
        own, others = self._by_language(ranked, frame.tongue)
        judged = self._judged(frame, vector, own, thorough=thorough)
        if judged.confidence >= EVEN or not len(others.rows):
            return judged
        across = self._judged(frame, vector, others, thorough=thorough, across=True)
        better = across.confidence > judged.confidence + CLEARLY
        return across if better or not judged.found else judged

    def candidates(
        self, frame: Frame, without: Collection[str] = (), *, across: bool = False
    ) -> list[Candidates]:
        """All that is read for a frame, step by step, in the asker's language or across.

        For learning: `without` are ids of documents that are not looked into.
        """
        vector = self._retriever.embed(frame.search)
        ranked = self._retriever.passages(frame.search, vector, frame.editions, frame.tongue, frame.scope)
        documents = self._retriever.index.passage_documents
        kept = [n for n, row in enumerate(ranked.rows) if documents[row].id not in without]
        part = self._by_language(ranked.part(np.array(kept, dtype=np.intp)), frame.tongue)[across]
        if across:
            part = self._pooled(frame, vector, part)
        windows = self._clues.windows(frame.search, vector, part, frame.wants)
        return [self._clues.read(frame.search, held, across=across) for held in _in_steps(windows)]

    def text(self, item: ScoredSentence) -> str:
        """How a sentence reads."""
        return self._retriever.index.sentence_text(item.row)

    def stands_in(self, item: ScoredSentence, document: str) -> bool:
        """Whether a sentence is one of the document of that id."""
        return self._retriever.index.sentence_document(item.row).id == document

    def _by_language(self, ranked: Ranked, language: str) -> tuple[Ranked, Ranked]:
        """The passages in the asker's language, and those in others."""
        documents = self._retriever.index.passage_documents
        tongues = [tongue(documents[row].language) for row in ranked.rows]
        own = np.array([held == tongue(language) for held in tongues], dtype=bool)
        return ranked.part(np.flatnonzero(own)), ranked.part(np.flatnonzero(~own))

    def _judged(
        self, frame: Frame, vector: Array, ranked: Ranked, *, thorough: bool, across: bool = False
    ) -> Judgement:
        if self._model is None:
            return replace(self._by_hand(frame, vector, ranked), across=across)
        weights = self._model.across if across else self._model.same
        ranked = self._pooled(frame, vector, ranked) if across else ranked
        windows = self._clues.windows(frame.search, vector, ranked, frame.wants)
        parts: list[Candidates] = []
        confidence, read = 0.0, 0
        for held, sure in zip(_in_steps(windows), weights.sureness, strict=False):
            if confidence >= SURE and not thorough:
                break
            parts.append(self._clues.read(frame.search, held, across=across))
            read += len(held)
            candidates = joined(parts)
            logits = weights.logits(candidates)
            akin = self.alike(candidates)[int(np.argmax(logits))]
            confidence = sure(sureness(candidates, logits, unknown_share(frame), akin))
        if not parts:
            return replace(Judgement(ranked, [], 0.0), across=across)
        judged = _judgement(ranked, candidates, logits, confidence)
        return replace(judged, candidates=candidates, windows=read, across=across)

    def alike(self, candidates: Candidates) -> NDArray[np.bool_]:
        """Which sentences say the same as each, [n, n]."""
        vectors = self._retriever.index.dense_sentences.vectors[[item.row for item in candidates.found]]
        alike: NDArray[np.bool_] = vectors @ vectors.T >= SAYS_THE_SAME
        return alike

    def _pooled(self, frame: Frame, vector: Array, ranked: Ranked) -> Ranked:
        """The passages as both encoders would have them, best first."""
        pool = min(POOLED, len(ranked.rows))
        found = self._retriever.sentences(frame.search, vector, ranked, frame.wants, passages=pool)
        asked: list[ScoredSentence] = []
        for row in ranked.rows[:pool].tolist():
            held = sorted((item for item in found if item.passage == row), key=lambda item: -item.score)
            asked.extend(held[:ASKED_OF_EACH])
        if len(ranked.rows) <= READ or not asked:
            return ranked
        cosines = self._retriever.crossing(frame.search, [item.row for item in asked])
        best = best_of(np.array([item.passage for item in asked], dtype=np.intp), cosines)
        scores = ranked.scores.copy()
        scores[:pool] += [CROSSING * best.get(row, 0.0) for row in ranked.rows[:pool].tolist()]
        order = np.argsort(-scores[:pool], kind="stable")
        every = np.concatenate([order, np.arange(pool, len(scores))])
        return replace(ranked, scores=scores).part(every)

    def _by_hand(self, frame: Frame, vector: Array, ranked: Ranked) -> Judgement:
        """What the hand-set weights say, where no model was learned for the embedder."""
        found = self._retriever.sentences(frame.search, vector, ranked, frame.wants, passages=READ)
        if not found:
            return Judgement(ranked, [], 0.0)
        candidates = Candidates(tuple(found), np.empty((len(found), 0), np.float32))
        logits = np.array([PER_POINT * item.score for item in found], np.float32)
        best = found[int(np.argmax(logits))]
        sure = np.array([best.similarity, best.passage_similarity, best.coverage], np.float32)
        return _judgement(ranked, candidates, logits, HAND_SET(sure))


def _in_steps(windows: Sequence[Unread]) -> Iterator[Sequence[Unread]]:
    """The windows that there is time for, as many at once as are read before it is asked for more."""
    begin = 0
    for step in STEPS:
        if held := windows[begin : begin + step]:
            yield held
        begin += step


def unknown_share(frame: Frame) -> float:
    """The share of a question's own words that no document holds."""
    return len(frame.missing.words) / max(2, len(frame.content))


def _judgement(ranked: Ranked, candidates: Candidates, logits: Array, confidence: float) -> Judgement:
    """The candidates in order, and the passages: those that were read by their sentences, then the others."""
    held = passage_logits(candidates, logits)
    scores = [held.get(row, -np.inf) for row in ranked.rows.tolist()]
    order = np.argsort(-np.array(scores, dtype=np.float32), kind="stable")
    scored = [replace(one, score=score) for one, score in zip(candidates.found, logits.tolist(), strict=True)]
    return Judgement(ranked.part(order), sorted(scored, key=lambda item: -item.score), confidence)
