"""The evidence model: which sentence answers, and how likely it does. Learned by `qa eval train`.

A sentence's logit is linear in its features, with weights that depend on what the question means:
`z · (w + q G H)` for standardised features z [f], the question's vector q [d], G [d, k] and H [k, f]. A
confidence is a logistic regression on how the best sentence stands out. There is one for documents in the
asker's language and one across languages, where questions and documents share no words.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.embedding import BUNDLED, Embedder
from index.errors import FootnoteError
from qa.retrieval.features import FEATURES, Candidates
from qa.retrieval.retriever import Array

WEIGHTS: Final = Path(__file__).with_name("evidence.npz")
CLIP: Final = 4.0  # standard deviations a feature is believed
RELATIVE: Final = (
    "similarity",
    "passage_similarity",
    "best_similarity",
    "lexical",
    "own",
    "told",
    "coverage",
    "trigrams",
)
"""Features compared with the other passages': their differences mean the same in every language."""
SURENESS: Final = (
    "top",  # logit of the best sentence
    "lead",  # to the best of another passage
    "passage",  # logit of its passage
    "passage_lead",  # to the next passage
    "passage_above",  # to the mean of the others
    "passage_deviation",  # the same in their standard deviations
    *(f"{name}_above" for name in RELATIVE),
    "unknown",  # share of the question's words that no document holds
)
SURENESS_ACROSS: Final = ("similarity_above", "crossing_above")
"""Only how far the best stands out: cosines themselves are lower between languages than within one."""
LEAST_DEVIATION: Final = 0.3
FEW: Final = 3  # passages, with the best one, among which to stand out says nothing


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression on standardised features: mean, scale and weights [f], bias.

    A feature that is NaN is not known, and counts as an average one.
    """

    mean: Array
    scale: Array
    weights: Array
    bias: float

    def __call__(self, features: Array) -> float:
        """The probability for `features`, [f]."""
        score = float(np.nan_to_num((features - self.mean) / self.scale) @ self.weights) + self.bias
        return 1.0 / (1.0 + float(np.exp(-np.clip(score, -30.0, 30.0))))


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """The learned weights; shapes as in the module's docstring."""

    mean: Array
    scale: Array
    weights: Array
    question: Array
    gate: Array
    same: Logistic
    across: Logistic

    def logits(self, features: Array, vector: Array) -> Array:
        """How strongly each sentence speaks for itself, [n], for `features` [n, f] and a question [d]."""
        standard = np.clip((features - self.mean) / self.scale, -CLIP, CLIP)
        logits: Array = standard @ (self.weights + vector @ self.question @ self.gate)
        return logits


def load_model(path: Path = WEIGHTS) -> EvidenceModel:
    """The model in the file `path`; raises FootnoteError for one that is damaged or of other features."""
    try:
        with np.load(path, allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
        names = tuple(arrays["features"].tolist()), tuple(arrays["sureness"].tolist())
        if names != (FEATURES, SURENESS):
            raise FootnoteError(f"{path.name} was trained on other features; run `qa eval train`.")
        return EvidenceModel(
            mean=arrays["mean"],
            scale=arrays["scale"],
            weights=arrays["weights"],
            question=arrays["question"],
            gate=arrays["gate"],
            same=_logistic(arrays, "same"),
            across=_logistic(arrays, "across"),
        )
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise FootnoteError(f"{path.name} cannot be read ({error}); run `qa eval train`.") from error


def model_for(embedder: Embedder) -> EvidenceModel | None:
    """The shipped model, if it was trained on the vectors of that embedder."""
    return load_model() if embedder.name == BUNDLED else None


def passage_logits(candidates: Candidates, logits: Array) -> dict[int, float]:
    """The logit of each passage: the sum of its sentences' odds."""
    return _odds(candidates.passages, logits)


def _odds(passages: NDArray[np.intp], logits: Array) -> dict[int, float]:
    return {
        int(passage): float(np.logaddexp.reduce(logits[passages == passage]))
        for passage in dict.fromkeys(passages.tolist())
    }


def sureness(candidates: Candidates, logits: Array, unknown: float, akin: Collection[int] = ()) -> Array:
    """How the best sentence stands out, [len(SURENESS)]; `unknown` is the share of unknown words.

    Passages that are `akin` say the same as the best sentence: they are no rivals of its passage. Where there
    are hardly any rivals, in a small collection, what compares with them is NaN.
    """
    best = int(np.argmax(logits))
    mine = int(candidates.passages[best])
    rivalling = ~np.isin(candidates.passages, [passage for passage in akin if passage != mine])
    if len(set(candidates.passages[rivalling].tolist())) <= FEW:
        rivalling = candidates.passages == mine
    passages, rival_logits = candidates.passages[rivalling], logits[rivalling]
    place = int(np.flatnonzero(rivalling).searchsorted(best))
    held = _odds(passages, rival_logits)
    others = np.array([logit for passage, logit in held.items() if passage != mine])
    rivals = rival_logits[passages != mine]
    above = held[mine] - float(others.mean()) if len(others) else math.nan
    return np.array(
        [
            logits[best],
            logits[best] - rivals.max() if len(rivals) else math.nan,
            max(held.values()),
            _lead(list(held.values())),
            above,
            above / (float(others.std()) + LEAST_DEVIATION) if len(others) else math.nan,
            *(_above(candidates.column(name)[rivalling], passages, place) for name in RELATIVE),
            unknown,
        ],
        dtype=np.float32,
    )


def sureness_across(candidates: Candidates, crossing: Array, best: int) -> Array:
    """The same where no words are shared, [len(SURENESS_ACROSS)]; `crossing` are the second cosines [n]."""
    passages, similarity = candidates.passages, candidates.column("similarity")
    return np.array(
        [
            _above(similarity, passages, best),
            _above(crossing, passages, best),
        ],
        dtype=np.float32,
    )


def _lead(logits: list[float]) -> float:
    ordered = sorted(logits, reverse=True)
    return ordered[0] - ordered[1] if len(ordered) > 1 else math.nan


def _above(column: Array, passages: NDArray[np.intp], best: int) -> float:
    """How far the best sentence's value is above the mean of the other passages' best."""
    others = [column[passages == p].max() for p in set(passages.tolist()) if p != passages[best]]
    return float(column[best] - np.mean(others)) if others else math.nan


def _logistic(arrays: dict[str, Array], name: str) -> Logistic:
    mean, scale, weights = (arrays[f"{name}_{part}"] for part in ("mean", "scale", "weights"))
    return Logistic(mean, scale, weights, float(arrays[f"{name}_bias"]))
