"""Clues: what tells of a sentence that was read how likely it answers; what is fitted weighs them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.passage_index import PassageIndex
from qa.reading.reader import EvidenceReader
from qa.reading.window import Window, WindowReading, answering, windows_of
from qa.retrieval.retriever import Array, Ranked, Retriever, ScoredSentence

READ: Final = 9
"""Passages of which windows are read."""

CLUES: Final = (
    "reading",  # log-odds that the sentence answers, against that nothing in its window does
    "share",  # log of the share that it has of its window, nothing included
    "words",  # log of how likely the words that it would answer with are these
    "similarity",  # cosine with the question
    "passage_similarity",
    "own",  # share of the question's terms, by rarity, that it holds
    "told",  # that it or, fading, those before it hold
    "behind",  # of its passage's score to the best passage's
    "crossing",  # cosine by the second encoder, where question and document share no words
)
LEAST: Final = -12.0  # of a logarithm: what is less likely is as good as never


@dataclass(frozen=True, slots=True)
class Unread:
    """A window that may be read: its text, and the sentences that stand in it."""

    window: Window
    found: tuple[ScoredSentence, ...]

    @property
    def promise(self) -> float:
        """How much is to be expected of it before it is read."""
        return max(item.score for item in self.found)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences that were read: `clues` are float32 [n, len(CLUES)]."""

    found: tuple[ScoredSentence, ...]
    clues: Array

    @property
    def passages(self) -> NDArray[np.intp]:
        return np.array([item.passage for item in self.found], dtype=np.intp)

    def first(self, count: int) -> Candidates:
        """The first sentences that were read."""
        return Candidates(self.found[:count], self.clues[:count])

    def column(self, name: str) -> Array:
        column: Array = self.clues[:, CLUES.index(name)]
        return column


class ClueReader:
    """Reads the windows of the best passages of one index."""

    def __init__(self, index: PassageIndex, retriever: Retriever, reader: EvidenceReader) -> None:
        self._index, self._retriever, self._reader = index, retriever, reader

    def windows(
        self, question: str, vector: Array, ranked: Ranked, wants: Collection[str] = ()
    ) -> list[Unread]:
        """The windows of the first `READ` passages of `ranked`, the most promising first."""
        found = self._retriever.sentences(question, vector, ranked, wants, passages=READ)
        windows = [
            Unread(window, tuple(held[first : first + len(window.sentences)]))
            for held in (list(group) for _, group in groupby(found, key=lambda item: item.passage))
            for first, window in windows_of([self._index.sentence_text(item.row) for item in held])
        ]
        return sorted(windows, key=lambda window: -window.promise)

    def read(self, question: str, windows: Sequence[Unread], *, across: bool = False) -> Candidates:
        """What is read in `windows`; `across` languages the second encoder is asked as well."""
        readings = self._reader.read(question, [unread.window for unread in windows])
        found = [item for unread in windows for item in unread.found]
        crossing = np.zeros(len(found), np.float32)
        if across:
            crossing = self._retriever.crossing(question, [item.row for item in found])
        clues = [
            clue
            for unread, reading in zip(windows, readings, strict=True)
            for clue in _clues(unread.found, reading)
        ]
        rows = np.array(clues, dtype=np.float32).reshape(len(found), len(CLUES) - 1)
        words = [span for reading in readings for span in answering(reading)]
        marked = [replace(item, words=span) for item, span in zip(found, words, strict=True)]
        return Candidates(tuple(marked), np.column_stack([rows, crossing]))


def joined(parts: Sequence[Candidates]) -> Candidates:
    """All that was read."""
    found = tuple(item for part in parts for item in part.found)
    return Candidates(found, np.concatenate([part.clues for part in parts]))


def _clues(found: Sequence[ScoredSentence], reading: WindowReading) -> list[tuple[float, ...]]:
    logits = np.array(reading.logits)
    all_odds = float(np.logaddexp.reduce([0.0, *logits]))
    return [
        (
            float(np.clip(logit, LEAST, -LEAST)),
            max(LEAST, float(logit) - all_odds),
            max(LEAST, words.score),
            item.similarity,
            item.passage_similarity,
            item.own_coverage,
            item.running_coverage,
            item.behind,
        )
        for item, logit, words in zip(found, logits, reading.words, strict=True)
    ]
