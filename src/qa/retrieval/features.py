"""What speaks for a sentence: the numbers from which the evidence model tells how likely it answers."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.passage_index import PassageIndex
from index.text import fold, terms
from qa.numbers.values import stated
from qa.retrieval.retriever import YEAR_OR_CENTURY, Array, Ranked, Retriever, ScoredSentence

JUDGED: Final = 9  # passages whose sentences are weighed
BEFORE: Final = 0.5  # share of the sentence before in the vector of a sentence in its context
MOST_NUMBERS: Final = 4
KATAKANA: Final = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}")
CAPITALISED: Final = re.compile(r"[A-Z][\w-]+")
NOT_A_LETTER: Final = re.compile(r"[\W_]+")

FEATURES: Final = (
    "rule",  # score by the hand-set weights of qa.retrieval
    "similarity",  # cosine of the sentence with the question
    "passage_similarity",
    "best_similarity",  # of the passage's sentences
    "lexical",  # share of the question's terms by BM25, of the passage
    "own",  # share of the question's terms, by rarity, that the sentence holds
    "told",  # that it or, fading, those before it hold
    "coverage",  # that its passage holds
    "previous_similarity",
    "next_similarity",
    "context_similarity",  # of the sentence and half of the one before
    "previous_own",
    "next_own",
    "trigrams",  # share of the question's character trigrams
    "behind",  # of its passage's score to the best passage's
    "first",
    "last",
    "length",  # logarithm of the characters
    "sentences",  # logarithm of their count in the passage
    "lead",  # of its similarity to the best other sentence's of the passage
    "numbers",  # that the question does not state
    "date",
    "katakana",
    "capitals",
    "new_terms",
    "expected",  # the kind of answer asked for, by the words of the question
)
SHARED: Final = ("lexical", "own", "told", "coverage", "previous_own", "next_own", "trigrams")
"""Features that need a common language."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences that may answer, those of one passage together: `features` are float32 [n, len(FEATURES)]."""

    found: tuple[ScoredSentence, ...]
    features: Array

    @property
    def passages(self) -> NDArray[np.intp]:
        return np.array([item.passage for item in self.found], dtype=np.intp)

    def column(self, name: str) -> Array:
        column: Array = self.features[:, FEATURES.index(name)]
        return column


class FeatureReader:
    """Reads the features of the best passages' sentences. What is read of a sentence alone is kept."""

    def __init__(self, index: PassageIndex, retriever: Retriever) -> None:
        self._index = index
        self._retriever = retriever
        self._trigrams = lru_cache(maxsize=20_000)(lambda row: trigrams(index.sentence_text(row)))
        self._form = lru_cache(maxsize=20_000)(lambda row: form(index.sentence_text(row)))
        self._numbers = lru_cache(maxsize=20_000)(lambda row: frozenset(stated(index.sentence_text(row))))

    def read(self, question: str, vector: Array, ranked: Ranked, wants: Collection[str] = ()) -> Candidates:
        """The sentences of the first `JUDGED` passages of `ranked` with their features."""
        found = self._retriever.sentences(question, vector, ranked, wants, passages=JUDGED)
        if not found:
            return Candidates((), np.empty((0, len(FEATURES)), np.float32))
        places = {int(row): place for place, row in enumerate(ranked.rows[:JUDGED])}
        rows: list[list[float]] = []
        asked = _AskedFeatures.of(question)
        for passage, group in groupby(found, key=lambda item: item.passage):
            rows.extend(self._passage(asked, vector, ranked, places[passage], list(group)))
        return Candidates(tuple(found), np.array(rows, dtype=np.float32))

    def _passage(
        self,
        asked: _AskedFeatures,
        vector: Array,
        ranked: Ranked,
        place: int,
        found: Sequence[ScoredSentence],
    ) -> list[list[float]]:
        contexts = self._contexts(found, vector)
        return [
            [
                item.score,
                item.similarity,
                item.passage_similarity,
                float(ranked.best[place]),
                float(ranked.lexical[place]),
                item.own_coverage,
                item.running_coverage,
                item.coverage,
                *_neighbours(found, number),
                contexts[number],
                found[number - 1].own_coverage if number else 0.0,
                found[number + 1].own_coverage if number + 1 < len(found) else 0.0,
                len(asked.trigrams & self._trigrams(item.row)) / max(1, len(asked.trigrams)),
                float(ranked.scores[place] - ranked.scores[0]),
                float(number == 0),
                float(number == len(found) - 1),
                self._form(item.row).length,
                math.log(len(found)),
                _lead(found, number),
                *self._of_itself(asked, item),
            ]
            for number, item in enumerate(found)
        ]

    def _of_itself(self, asked: _AskedFeatures, item: ScoredSentence) -> tuple[float, ...]:
        """The features of a sentence whatever stands around it."""
        form = self._form(item.row)
        fresh = len(self._numbers(item.row) - asked.numbers)
        return (
            float(min(fresh, MOST_NUMBERS)),
            float(form.date and not asked.date),
            float(form.katakana),
            float(form.capitals),
            math.log1p(len(self._retriever.terms(item.row) - asked.terms)),
            item.expected,
        )

    def _contexts(self, found: Sequence[ScoredSentence], vector: Array) -> list[float]:
        own = self._index.dense_sentences.vectors[[item.row for item in found]]
        contexts = own.copy()
        contexts[1:] += BEFORE * own[:-1]
        cosines: list[float] = ((contexts @ vector) / np.linalg.norm(contexts, axis=1)).tolist()
        return cosines


@dataclass(frozen=True, slots=True)
class Form:
    """How a sentence is written."""

    length: float
    date: bool
    katakana: bool
    capitals: int


def form(text: str) -> Form:
    return Form(
        length=math.log(len(text)),
        date=YEAR_OR_CENTURY.search(text) is not None,
        katakana=KATAKANA.search(text) is not None,
        capitals=len(CAPITALISED.findall(text)),
    )


def trigrams(text: str) -> frozenset[str]:
    """The runs of three letters or digits of `text`, folded."""
    compact = NOT_A_LETTER.sub("", fold(text))
    return frozenset(compact[i : i + 3] for i in range(len(compact) - 2))


@dataclass(frozen=True, slots=True)
class _AskedFeatures:
    terms: frozenset[str]
    trigrams: frozenset[str]
    numbers: frozenset[float]
    date: bool

    @classmethod
    def of(cls, question: str) -> _AskedFeatures:
        return cls(
            frozenset(terms(question)),
            trigrams(question),
            frozenset(stated(question)),
            YEAR_OR_CENTURY.search(question) is not None,
        )


def _neighbours(found: Sequence[ScoredSentence], number: int) -> tuple[float, float]:
    """The similarity of the sentences before and after; at an end, its own."""
    before, after = found[max(0, number - 1)], found[min(len(found) - 1, number + 1)]
    return before.similarity, after.similarity


def _lead(found: Sequence[ScoredSentence], number: int) -> float:
    others = [item.similarity for place, item in enumerate(found) if place != number]
    return found[number].similarity - max(others) if others else 0.0
