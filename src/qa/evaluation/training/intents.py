"""Learning what utterances want, and how they go with the one before: two logistic regressions.

Every utterance is learned from twice, with its names masked as known ones are and as it is, as if nobody knew
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from qa.understanding.features import BUCKETS, SIGNALS, Array, runs, signals
from qa.understanding.model import (
    BEYOND,
    DIMENSION,
    NEARNESS,
    OUTCOMES,
    PROJECTED,
    RUNS_SCALE,
    VECTOR_SCALE,
    QuestionModel,
)
from qa.understanding.phrase import Name, Phrase, phrase
from qa.understanding.utterance import OF_NO_PASSAGE, Intent, Link, Role, Utterance

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

RAREST: Final = 3  # phrases that a run of characters must stand in
BESIDE: Final = 0.3  # weight of what an utterance asks besides
STRENGTH: Final = 1.0  # inverse of the regularisation
MOST_ITERATIONS: Final = 300
NEVER: Final = -1e3  # logit of an outcome that was not met
NAMED: Final = (Role.SUBJECT, Role.GROUP, Role.EDITION)


@dataclass(frozen=True, slots=True)
class ReadUtterance:
    """An utterance as it is read where its names are known, or where they are not, with its unit vector."""

    utterance: Utterance
    phrase: Phrase
    vector: Array


@dataclass(frozen=True, slots=True)
class ReadPhrase:
    """A question that somebody asked of a text, with its unit vector."""

    phrase: Phrase
    vector: Array


def phrases(utterance: Utterance) -> tuple[Phrase, Phrase]:
    """An utterance as it is read where its names are known, and where they are not."""
    follows = utterance.before is not None
    names = [
        Name(mark.start, mark.end, mark.role is Role.GROUP, mark.role is Role.EDITION)
        for mark in utterance.marks
        if mark.role in NAMED
    ]
    editions = [name for name in names if name.edition]
    known, unknown = (
        phrase(utterance.text, utterance.language, each, follows=follows) for each in (names, editions)
    )
    return known, unknown


def rarity(texts: Iterable[str]) -> Array:
    """What a run of characters is worth by how few of the plain `texts` it stands in, [BUCKETS]."""
    counted: Counter[int] = Counter()
    total = 0
    for text in texts:
        counted.update(runs(text)[0].tolist())
        total += 1
    found = np.zeros(BUCKETS, np.float32)
    for bucket, count in counted.items():
        if count >= RAREST:
            found[bucket] = np.log((1 + total) / (1 + count)) + 1.0
    return found


@dataclass(frozen=True)
class Heads:
    """Weights of a logistic regression with k outcomes: `dense` [384 + SIGNALS, k], `sparse` [BUCKETS, k]."""

    dense: Array
    sparse: Array
    bias: Array


def learn_intents(
    read: Sequence[ReadUtterance], asked: Sequence[ReadPhrase], centre: Array, worth: Array
) -> QuestionModel:
    """A model that tells intents and links, and knows nothing of attributes yet.

    `asked` are questions that people asked of texts, `centre` [384] is the mean of vectors, `worth` [BUCKETS]
    the `rarity` of runs.
    """
    matrix = _matrix((*read, *asked), centre, worth)
    each = (_intents(matrix, read), _links(matrix, read), _asking(matrix, read))
    sparse, step = quantised(np.hstack([heads.sparse for heads in each]))
    return replace(
        untaught(centre, worth),
        dense=np.hstack([heads.dense for heads in each]),
        sparse=sparse,
        step=step,
        bias=np.hstack([heads.bias for heads in each]),
    )


def untaught(centre: Array, worth: Array) -> QuestionModel:
    """A model without any weights."""
    return QuestionModel(
        centre=centre,
        rarity=worth,
        dense=np.zeros((DIMENSION + SIGNALS, OUTCOMES), np.float32),
        sparse=np.zeros((BUCKETS, OUTCOMES), np.int8),
        step=np.zeros(OUTCOMES, np.float32),
        bias=np.zeros(OUTCOMES, np.float32),
        projection=np.zeros((DIMENSION, PROJECTED), np.float32),
        nearness=np.zeros(NEARNESS, np.float32),
        none=np.zeros(1, np.float32),
        beyond=np.zeros(BEYOND + 1, np.float32),
        others=np.zeros((0, DIMENSION), np.float16),
    )


def _intents(matrix: csr_matrix, read: Sequence[ReadUtterance]) -> Heads:
    """The weights of intents; what an utterance wants besides is learned, too, with less weight."""
    places = {intent: place for place, intent in enumerate(Intent)}
    cases = [(row, *case) for row, one in enumerate(read) for case in _wanted(one.utterance)]
    rows, wanted, weights = zip(*cases, strict=True)
    outcomes = np.array([places[intent] for intent in wanted])
    return fit(matrix[list(rows)], outcomes, np.array(weights, np.float32), len(places))


def _wanted(utterance: Utterance) -> Iterator[tuple[Intent, float]]:
    yield utterance.intent, 1.0
    yield from ((also, BESIDE) for also in utterance.also)


def _links(matrix: csr_matrix, read: Sequence[ReadUtterance]) -> Heads:
    places = {link: place for place, link in enumerate(Link)}
    linked = [(row, one.utterance.link) for row, one in enumerate(read) if one.utterance.link is not None]
    outcomes = np.array([places[link] for _, link in linked])
    return fit(matrix[[row for row, _ in linked]], outcomes, np.ones(len(linked), np.float32), len(places))


def _asking(matrix: csr_matrix, read: Sequence[ReadUtterance]) -> Heads:
    """The weights of whether something in the documents is asked for, as the rows behind `read` do."""
    asks = [one.utterance.intent not in OF_NO_PASSAGE for one in read]
    outcomes = np.array([*asks, *(True for _ in range(matrix.shape[0] - len(read)))], np.int64)
    return fit(matrix, outcomes, np.ones(len(outcomes), np.float32), 1)


def _matrix(read: Sequence[ReadUtterance | ReadPhrase], centre: Array, worth: Array) -> csr_matrix:
    """The features of utterances, [n, 384 + SIGNALS + BUCKETS]."""
    from scipy.sparse import csr_matrix, hstack

    moved = np.stack([one.vector for one in read]) - centre
    vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    dense = np.hstack([vectors * VECTOR_SCALE, np.stack([signals(one.phrase) for one in read])])
    data, places, starts = list[float](), list[int](), [0]
    for one in read:
        buckets, counts = runs(one.phrase.blanked)
        values = counts * worth[buckets]
        data += (values * RUNS_SCALE / max(float(np.linalg.norm(values)), 1e-9)).tolist()
        places += buckets.tolist()
        starts.append(len(places))
    sparse = csr_matrix((data, places, starts), shape=(len(read), BUCKETS), dtype=np.float32)
    return hstack([csr_matrix(dense.astype(np.float32)), sparse]).tocsr()


def fit(matrix: csr_matrix, outcomes: NDArray[np.int64], weights: Array, count: int) -> Heads:
    """The weights that tell `count` outcomes, of which two or more are met, from the rows of `matrix`."""
    from sklearn.linear_model import LogisticRegression

    learned = LogisticRegression(C=STRENGTH, max_iter=MOST_ITERATIONS).fit(matrix, outcomes, weights)
    whole = np.zeros((count, matrix.shape[1]), np.float32)
    bias = np.full(count, NEVER, np.float32)
    met = learned.classes_ if count > 1 else [0]  # of two outcomes the second has all the weights
    whole[met], bias[met] = learned.coef_, learned.intercept_
    split = DIMENSION + SIGNALS
    return Heads(whole[:, :split].T, whole[:, split:].T, bias)


def quantised(sparse: Array) -> tuple[NDArray[np.int8], Array]:
    """Weights [BUCKETS, k] in whole steps, and the size of a step for each outcome [k]."""
    step = np.maximum(np.abs(sparse).max(axis=0), 1e-9) / 127.0
    return np.round(sparse / step).astype(np.int8), step.astype(np.float32)
