"""How likely each figure that documents hold is the one that a question asks for, by what speaks for it.

The signs are weighed together: of all that may be asked for, and that nothing of it is, one is meant. The
weights were learned from questions on documents whose figures are known: `python -m tests.line_signs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.yamlfile import load_yaml

FILE: Final = Path(__file__).with_name("line_signs.yaml")
NOTHING: Final = "nothing"  # the weight of that none is meant


@dataclass(frozen=True, slots=True)
class LineSigns:
    """What speaks for a subject and a measure, each from 0 to 1 or a likeness.

    `named`, `fully` and `clearly` are how much of the subject's name is said, `measured` how much of the
    measure's, `both` their product; `explained` is the share of the question that the two and the titles of
    their documents say, `placed` whether it says a word of them beside the measure, `titled` whether of a
    title. `means_rest`, `means_all` and `subject_means` are likenesses in meaning: of the measure to what the
    question says beside the subject and to all of it, and of the subject to it. `whole` has parts. `empty`
    has no figure, `untimed` none of the time asked for. Those that begin with `far` are for documents in
    another language than the question.
    """

    named: float
    measured: float
    explained: float
    both: float
    means_rest: float
    means_all: float
    subject_means: float
    far: float
    empty: float
    untimed: float
    fully: float
    clearly: float
    far_means_rest: float
    far_subject_means: float
    far_named: float
    far_measured: float
    far_explained: float
    titled: float
    whole: float
    placed: float


def shares(signs: Sequence[LineSigns]) -> NDArray[np.float64]:
    """The likelihood that each is meant [n]; what is missing to 1 is that of nothing."""
    weights = _weights()
    by_sign = np.array([weights[field.name] for field in fields(LineSigns)])
    odds = np.append(rows(signs) @ by_sign, weights[NOTHING])
    likely = np.exp(odds - odds.max())
    found: NDArray[np.float64] = likely[:-1] / likely.sum()
    return found


def rows(signs: Sequence[LineSigns]) -> NDArray[np.float64]:
    """The signs as numbers [n, signs]."""
    return np.array([astuple(one) for one in signs], dtype=np.float64).reshape(-1, len(fields(LineSigns)))


@cache
def _weights() -> dict[str, float]:
    return {str(name): float(weight) for name, weight in load_yaml(FILE).items()}
