"""What a question asks, learned from utterances: a logistic regression on its vector, words and runs.

Learned by `qa train questions` from data that is about no corpus; docs/EVALUATION.md has its figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qa.understanding.features import BUCKETS, SIGNALS, Array, runs, signals
from qa.understanding.phrase import Phrase
from qa.understanding.utterance import OF_NO_PASSAGE, Intent, Link
from qa.understanding.weights import load_weights, other_version

WEIGHTS: Final = Path(__file__).with_name("questions.npz")
OUTCOMES: Final = len(Intent) + len(Link) + 1  # the last: whether something in the documents is asked for
DIMENSION: Final = 384  # of the bundled encoder's vectors
VECTOR_SCALE: Final = 8.0  # by which a unit vector counts beside the signals, which are 0 or 1
RUNS_SCALE: Final = 2.0  # the same for the unit vector of runs
PROJECTED: Final = 128  # dimensions in which questions for one attribute are near each other
BEYOND: Final = 3  # how near it is to one that is not declared, and that to what is: features
NEARNESS: Final = 4  # how near a question is to an attribute's examples: features


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question wants: how likely each intent, and how likely each link to what was said before."""

    intents: Mapping[Intent, float]
    links: Mapping[Link, float]

    def likely(self, *intents: Intent) -> float:
        """How likely any of `intents` is."""
        return sum(self.intents[intent] for intent in intents)


@dataclass(frozen=True)
class QuestionModel:
    """The learned weights.

    `centre` [384] is the mean of vectors; `rarity` [BUCKETS] what a run of characters is worth, 0 for those
    that were not met; `dense` [384 + SIGNALS, k], `sparse` [BUCKETS, k] in steps of `step`, and `bias` [k]
    are the weights of the k OUTCOMES: intents, links, and whether anything in the documents is asked for;
    `projection` [384, 128] maps vectors to where questions for one attribute are near each other; `nearness`
    [4] weighs how near, and `none` is the logit of no attribute. `others` [m, 384] are the mean centred
    vectors of examples of attributes that people ask for elsewhere, and `beyond` [4] weighs how near one of
    these is that is not declared, and a constant.
    """

    centre: Array
    rarity: Array
    dense: Array
    sparse: NDArray[np.int8]
    step: Array
    bias: Array
    projection: Array
    nearness: Array
    none: Array
    beyond: Array
    others: NDArray[np.float16]

    @cached_property
    def elsewhere(self) -> tuple[Array, Array]:
        """`others` in single precision, and as unit vectors [m, 128]: the same for all corpora."""
        others = self.others.astype(np.float32)
        return others, self.projected(unit(others)) if len(others) else others[:, :PROJECTED]

    def understand(self, phrase: Phrase, vector: Array) -> Understanding:
        """What `phrase` asks, whose text has the unit vector `vector` [384] as a query."""
        buckets, values = self.runs(phrase.blanked)
        dense = np.concatenate((self.centred(vector) * VECTOR_SCALE, signals(phrase)))
        logits = dense @ self.dense + self.bias
        logits += RUNS_SCALE * self.step * (values @ self.sparse[buckets].astype(np.float32))
        split = len(Intent)
        return Understanding(
            _told_apart(dict(zip(Intent, _shares(logits[:split]), strict=True)), float(logits[-1])),
            dict(zip(Link, _shares(logits[split:-1]), strict=True)),
        )

    def centred(self, vectors: Array) -> Array:
        """Unit vectors [.., 384] about the mean."""
        moved = vectors - self.centre
        return np.asarray(moved / np.linalg.norm(moved, axis=-1, keepdims=True), np.float32)

    def projected(self, centred: Array) -> Array:
        """Centred vectors [.., 384] as unit vectors [.., 128]."""
        return unit(centred @ self.projection)

    def runs(self, text: str) -> tuple[NDArray[np.int64], Array]:
        """The runs of plain `text` that the model knows: buckets, and a unit vector of what each is worth."""
        buckets, counts = runs(text)
        values = counts * self.rarity[buckets]
        known = values > 0
        values = values[known]
        return buckets[known], values / max(float(np.linalg.norm(values)), 1e-9)


def _told_apart(shares: Mapping[Intent, float], asking: float) -> dict[Intent, float]:
    """The shares of intents where the logit that something in documents is asked for is `asking`."""
    asks = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, asking))))
    beside = sum(shares[intent] for intent in OF_NO_PASSAGE)
    factors = {True: (1.0 - asks) / max(beside, 1e-9), False: asks / max(1.0 - beside, 1e-9)}
    return {intent: share * factors[intent in OF_NO_PASSAGE] for intent, share in shares.items()}


def unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)


def _shares(logits: Array) -> list[float]:
    odds = np.exp(logits - logits.max())
    shares: list[float] = (odds / odds.sum()).tolist()
    return shares


def load_model(path: Path = WEIGHTS) -> QuestionModel:
    """The weights in `path`; raises FootnoteError where they are not there or do not fit this version."""
    model = load_weights(path, QuestionModel)
    width = OUTCOMES
    if model.dense.shape != (DIMENSION + SIGNALS, width) or model.sparse.shape != (BUCKETS, width):
        raise other_version(path)
    return model
