"""Whether a confidence is a probability: reliability, Brier score, and what each threshold would cost."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from qa.evaluation.measures.intervals import share
from qa.evaluation.measures.outcomes import Outcome

BINS: Final = 10
THRESHOLDS: Final = tuple(step / 10 for step in range(1, 10))


class Bin(BaseModel):
    """The questions answered with a confidence from `low` up to `high`: how sure, and how often right."""

    model_config = ConfigDict(frozen=True)

    low: float
    high: float
    confidence: float
    right: float
    count: int


class Cost(BaseModel):
    """What abstaining under `threshold` would have cost; None where there was nothing to get wrong.

    `answered_right` is the share of the answered questions whose quotes hold a gold answer.
    """

    model_config = ConfigDict(frozen=True)

    threshold: float
    false_refusal: float | None
    hallucination: float | None
    answered_right: float | None


def reliability(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    """The outcomes by confidence in ten bins of equal width; empty ones are left out."""
    bins = []
    for number in range(BINS):
        inside = [o for o in outcomes if min(int(o.confidence * BINS), BINS - 1) == number]
        if inside:
            bins.append(
                Bin(
                    low=number / BINS,
                    high=(number + 1) / BINS,
                    confidence=statistics.fmean(o.confidence for o in inside),
                    right=statistics.fmean(o.right for o in inside),
                    count=len(inside),
                )
            )
    return tuple(bins)


def brier(outcomes: Sequence[Outcome]) -> float:
    """The mean square of confidence less rightness: 0 is best, 0.25 what "a half" to everything would get."""
    return statistics.fmean((outcome.confidence - outcome.right) ** 2 for outcome in outcomes)


def costs(outcomes: Sequence[Outcome]) -> tuple[Cost, ...]:
    """What thresholds from 0.1 to 0.9 would have cost."""
    return tuple(cost(outcomes, threshold) for threshold in THRESHOLDS)


def cost(outcomes: Sequence[Outcome], threshold: float) -> Cost:
    """What one threshold costs."""
    return Cost(
        threshold=threshold,
        false_refusal=share(refusals(outcomes, threshold)),
        hallucination=share(hallucinations(outcomes, threshold)),
        answered_right=share([o.right for o in outcomes if not o.abstained(threshold)]),
    )


def refusals(outcomes: Sequence[Outcome], threshold: float) -> list[bool]:
    """Of each question that has an answer, whether it was abstained from."""
    return [outcome.abstained(threshold) for outcome in outcomes if outcome.answerable]


def hallucinations(outcomes: Sequence[Outcome], threshold: float) -> list[bool]:
    """Of each question that has no answer, whether it was answered."""
    return [not outcome.abstained(threshold) for outcome in outcomes if not outcome.answerable]
