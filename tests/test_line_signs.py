"""The weights of signs are learned so that what is meant is likeliest."""

from __future__ import annotations

import numpy as np

from qa.question.line_signs import NOTHING
from tests.line_signs import Example, learned, likelihoods

SIGNS = 20  # of a line


def example(meant: int | None, *named: float) -> Example:
    """Lines of whose subjects that much is named; the one at a place is meant, or none."""
    signs = np.zeros((len(named), SIGNS))
    signs[:, 0] = named
    places = np.arange(len(named))
    return Example(signs, places == (-1 if meant is None else meant), np.zeros(len(named), bool))


def test_what_is_named_is_learned_to_be_meant() -> None:
    weights = learned([example(0, 1.0, 0.0), example(1, 0.0, 1.0), example(None, 0.0, 0.0)] * 5)
    first, second, nothing = likelihoods(weights, example(0, 1.0, 0.0).signs)
    assert weights["named"] > 0
    assert NOTHING in weights
    assert first > 0.5 > max(second, nothing)
    assert likelihoods(weights, example(None, 0.0, 0.0).signs)[-1] > 0.5
