"""The evidence model: which sentence answers, and how likely it does. Learned by `qa train evidence`.

What the reader and the retriever say of a sentence is weighed to one logit; the confidence is a logistic
regression on how the best sentence does and how it stands out, one for each time that it is asked whether
enough was read: the more was read, the more there is to stand out from. There are weights for documents in
the asker's language, and for others, where question and document share no words: both are fitted on what
neither the reader nor they were taught, so that one threshold serves all languages.
"""

from __future__ import annotations

import math
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.embedding import BUNDLED, Embedder
from index.errors import FootnoteError
from qa.retrieval.clues import CLUES, Candidates
from qa.retrieval.retriever import Array

WEIGHTS: Final = Path(__file__).with_name("evidence.npz")
SURENESS: Final = (
    "logit",  # of the best sentence
    "lead",  # to the best of another passage
    "reading",  # the reader's own log-odds
    "share",  # of its window
    "words",
    "similarity",
    "similarity_above",  # the best of the other passages, on average
    "passages_above",  # of the passage's score to the next
    "unknown",  # share of the question's words that no document holds
)
FEW: Final = 3  # passages, with the best one, among which to stand out says nothing
MOST_ALONE: Final = 8.0  # logits by which one leads that has no rival
PARTS: Final = ("same", "across")
STEPS: Final = (3, 3, 6)
"""How many windows are read at once, before it is asked whether that is enough."""

REGRESSION: Final = ("mean", "scale", "weights")
DAMAGED: Final = (
    *(OSError, EOFError, KeyError, ValueError, TypeError, NotImplementedError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What numpy raises for files that are none of its own, or were."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression on standardised features: mean, scale and weights [f], bias.

    A feature that is NaN is not known, and counts as an average one.
    """

    mean: Array
    scale: Array
    weights: Array
    bias: float

    def score(self, features: Array) -> Array:
        """The log-odds for `features`, [f] or [n, f]."""
        standard = np.nan_to_num((features - self.mean) / self.scale)
        scores: Array = standard @ self.weights + np.float32(self.bias)
        return scores

    def __call__(self, features: Array) -> float:
        """The probability for `features`, [f]."""
        return 1.0 / (1.0 + math.exp(-float(np.clip(self.score(features), -30.0, 30.0))))


@dataclass(frozen=True, slots=True)
class Weights:
    """How clues are weighed, [len(CLUES)], and how sure the best sentence then is after each of `STEPS`.

    A logit is 0 for a sentence of which all clues are as in the `centre`, those of the usual best sentence,
    so that logits of weights that were fitted to different examples mean the same.
    """

    clues: Array
    sureness: tuple[Logistic, ...]
    centre: Array = field(default_factory=lambda: np.zeros(len(CLUES), np.float32))

    def logits(self, candidates: Candidates) -> Array:
        """How strongly each sentence speaks for itself, [n]."""
        logits: Array = np.subtract(candidates.clues, self.centre, dtype=np.float32) @ self.clues
        return logits


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """The weights for documents in the asker's language and in others."""

    same: Weights
    across: Weights

    def arrays(self) -> dict[str, Any]:
        """All of it, as `load_model` reads it."""
        held: dict[str, Any] = {"names": np.array(CLUES), "sureness": np.array(SURENESS)}
        for name in PARTS:
            weights: Weights = getattr(self, name)
            held[f"{name}_clues"], held[f"{name}_centre"] = weights.clues, weights.centre
            held[f"{name}_bias"] = np.array([one.bias for one in weights.sureness], np.float32)
            for part in REGRESSION:
                held[f"{name}_{part}"] = np.stack([getattr(one, part) for one in weights.sureness])
        return held


def load_model(path: Path = WEIGHTS) -> EvidenceModel:
    """The model in the file `path`; raises FootnoteError for one that is damaged or of other clues."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            held = {name: file[name] for name in file.files}
        if (tuple(held["names"].tolist()), tuple(held["sureness"].tolist())) != (CLUES, SURENESS):
            raise FootnoteError(f"{path.name} was fitted to other clues; run `qa train evidence`.")
        return EvidenceModel(*(_weights(held, name) for name in PARTS))
    except DAMAGED as error:
        raise FootnoteError(f"{path.name} cannot be read ({error}); run `qa train evidence`.") from error


def _weights(held: Mapping[str, Array], name: str) -> Weights:
    columns = (held[f"{name}_{part}"] for part in (*REGRESSION, "bias"))
    sure = tuple(
        Logistic(mean, scale, weights, float(bias))
        for mean, scale, weights, bias in zip(*columns, strict=True)
    )
    if len(sure) != len(STEPS):
        raise ValueError(f"{len(sure)} regressions for {len(STEPS)} steps")
    return Weights(held[f"{name}_clues"], sure, held[f"{name}_centre"])


def model_for(embedder: Embedder) -> EvidenceModel | None:
    """The shipped model, if it was fitted to the vectors of that embedder."""
    return load_model() if embedder.name == BUNDLED else None


def passage_logits(candidates: Candidates, logits: Array) -> dict[int, float]:
    """The logit of each passage: the sum of its sentences' odds."""
    passages = candidates.passages
    return {
        int(passage): float(np.logaddexp.reduce(logits[passages == passage]))
        for passage in dict.fromkeys(passages.tolist())
    }


def sureness(
    candidates: Candidates, logits: Array, unknown: float, akin: NDArray[np.bool_] | None = None
) -> Array:
    """How the best sentence does and stands out, [len(SURENESS)]; `unknown` is the share of unknown words.

    Passages with a sentence that is `akin` [n], which says the same as the best one, are no rivals of its
    passage. Where there are hardly any rivals, what compares with them is NaN.
    """
    best, passages = int(np.argmax(logits)), candidates.passages
    mine = int(passages[best])
    rivals = passages != mine
    if akin is not None:
        rivals &= ~np.isin(passages, passages[akin])
    few = len(set(passages[rivals].tolist())) < FEW
    similarity, behind = candidates.column("similarity"), candidates.column("behind")
    others = [similarity[passages == passage].max() for passage in set(passages[rivals].tolist())]
    return np.array(
        [
            logits[best],
            math.nan if few else min(MOST_ALONE, float(logits[best] - logits[rivals].max())),
            *(candidates.column(name)[best] for name in ("reading", "share", "words", "similarity")),
            math.nan if few else float(similarity[best] - np.mean(others)),
            math.nan if few else float(behind[best] - behind[rivals].max()),
            unknown,
        ],
        dtype=np.float32,
    )


def best_of(passages: NDArray[np.intp], values: Array) -> dict[int, float]:
    """The greatest of the values of each passage's sentences."""
    return {int(p): float(values[passages == p].max()) for p in dict.fromkeys(passages.tolist())}
