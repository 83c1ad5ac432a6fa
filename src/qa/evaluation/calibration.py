"""Which threshold suits an operator's own questions: what each costs, and what none of them separates."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from qa.evaluation.measures.intervals import share
from qa.language.inline import clipped

Source = Literal["passages", "refused", "figures", "other"]

# No higher one: 0.8 is the confidence of sentences that are chosen by a name, whatever the threshold.
THRESHOLDS: Final = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
WRONG_COSTS: Final = 2  # false refusals: a wrong answer is believed, a refusal sends a reader elsewhere
FEW: Final = 20  # questions, under which chance decides more than they do
CONFIDENCE: Final = 0.95  # of the bound
HALVINGS: Final = 60  # of the interval that holds the bound: finer than a float between 0 and 1
LISTED: Final = 10


@dataclass(frozen=True, slots=True)
class Trial:
    """What one question got with the threshold at 0, and whether that is right.

    `source` is what its answer rests on: "passages", on which alone the threshold decides; "refused" where
    nothing was found to show, whatever the threshold; "figures", which are sure or not for reasons of their
    own; "other" where nothing is quoted, as in small talk. `quoted` says that the question tells what a right
    answer holds; otherwise any answer to an answerable one is right. `confidence` is from 0 to 1.
    """

    question: str
    answerable: bool
    source: Source
    right: bool
    confidence: float
    quoted: bool

    @property
    def decided(self) -> bool:
        """Whether it counts in the choice of a threshold."""
        return self.source in ("passages", "refused")

    def answered(self, threshold: float) -> bool:
        """Whether it is answered at `threshold`, where it is decided by one."""
        return self.source == "passages" and self.confidence >= threshold


class Tradeoff(BaseModel):
    """What abstaining under `threshold` costs, in numbers of questions and as shares, from 0 to 1.

    `false_refusal` is of the answerable, `hallucination` of the unanswerable, `wrong_among_answered` of the
    answered questions, wrong quotes and hallucinations alike; None where there are none.
    """

    model_config = ConfigDict(frozen=True)

    threshold: float
    answered: int
    wrong: int
    refused_wrongly: int
    false_refusal: float | None
    hallucination: float | None
    wrong_among_answered: float | None
    cost: int


class ErrorBound(BaseModel):
    """The share of wrong answers that is not exceeded with `confidence`, if the questions are typical."""

    model_config = ConfigDict(frozen=True)

    answered: int
    wrong: int
    at_most: float
    confidence: float = CONFIDENCE


class Inseparable(BaseModel):
    """A question that is better refused, and how many right answers go with it at any threshold that does."""

    model_config = ConfigDict(frozen=True)

    confidence: float
    question: str
    answerable: bool
    right_refused_with_it: int


class CalibrationReport(BaseModel):
    """The costs of all thresholds, and which to take; None where no answer came from passages.

    `sources` are the numbers of questions by `Trial.source`, `now` is the threshold that is set,
    `wrong_from_figures` how many answers from figures are wrong. The `inseparable` are the surest ones first,
    all of them.
    """

    model_config = ConfigDict(frozen=True)

    asked: int
    sources: dict[Source, int]
    wrong_from_figures: int
    now: float
    thresholds: tuple[Tradeoff, ...]
    suggested: float | None
    bound: ErrorBound | None
    inseparable: tuple[Inseparable, ...]
    warnings: tuple[str, ...]
    bad_lines: tuple[str, ...]


def calibration(trials: Sequence[Trial], now: float, bad_lines: Sequence[str] = ()) -> CalibrationReport:
    """The report on `trials`; `now` is the threshold that is set, which is tried as well."""
    decided = [trial for trial in trials if trial.decided]
    tried = tuple(tradeoff(decided, threshold) for threshold in sorted({*THRESHOLDS, now}))
    chosen = suggested(tried) if any(trial.source == "passages" for trial in decided) else None
    counts = Counter(trial.source for trial in trials)
    return CalibrationReport(
        asked=len(trials),
        sources={source: counts[source] for source in ("passages", "refused", "figures", "other")},
        wrong_from_figures=sum(trial.source == "figures" and not trial.right for trial in trials),
        now=now,
        thresholds=tried,
        suggested=chosen.threshold if chosen else None,
        bound=_bound(chosen) if chosen else None,
        inseparable=inseparable(decided),
        warnings=tuple(_warnings(decided)),
        bad_lines=tuple(bad_lines),
    )


def tradeoff(decided: Sequence[Trial], threshold: float) -> Tradeoff:
    """What one threshold costs, over the questions that it decides."""
    answered = [trial for trial in decided if trial.answered(threshold)]
    refused = [not trial.answered(threshold) for trial in decided if trial.answerable]
    invented = [trial.answered(threshold) and not trial.right for trial in decided if not trial.answerable]
    wrong = sum(not trial.right for trial in answered)
    return Tradeoff(
        threshold=threshold,
        answered=len(answered),
        wrong=wrong,
        refused_wrongly=sum(refused),
        false_refusal=share(refused),
        hallucination=share(invented),
        wrong_among_answered=wrong / len(answered) if answered else None,
        cost=WRONG_COSTS * wrong + sum(refused),
    )


def suggested(tried: Sequence[Tradeoff]) -> Tradeoff:
    """The one of least cost; of several the one in the middle, of two in the middle the higher."""
    least = min(one.cost for one in tried)
    cheapest = [one for one in tried if one.cost == least]
    return cheapest[len(cheapest) // 2]


def upper_bound(wrong: int, count: int, confidence: float = CONFIDENCE) -> float:
    """The share that is not exceeded with `confidence` where `wrong` of `count` (at least 1) were found.

    Exact, from one side (Clopper and Pearson, 1934): with this share, as few would be found with a
    probability of no more than 1 - `confidence`.
    """
    if wrong == count:
        return 1.0
    low, high = wrong / count, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(wrong, count, middle) > 1 - confidence else (low, middle)
    return high


def _at_most(wrong: int, count: int, probability: float) -> float:
    """How likely at most `wrong` of `count` are, each with `probability`, which is neither 0 nor 1.

    By logarithms: the binomial coefficients of a thousand questions are no floats.
    """
    yes, no = math.log(probability), math.log1p(-probability)
    every = math.lgamma(count + 1)
    return math.fsum(
        math.exp(every - math.lgamma(n + 1) - math.lgamma(count - n + 1) + n * yes + (count - n) * no)
        for n in range(wrong + 1)
    )


def inseparable(decided: Sequence[Trial]) -> tuple[Inseparable, ...]:
    """What is answered wrongly at least as surely as something is answered rightly, the surest first."""
    shown = [trial for trial in decided if trial.source == "passages"]
    right = [trial.confidence for trial in shown if trial.right]
    wrong = sorted((trial for trial in shown if not trial.right), key=lambda trial: -trial.confidence)
    found = (
        Inseparable(
            confidence=trial.confidence,
            question=clipped(trial.question),
            answerable=trial.answerable,
            right_refused_with_it=sum(confidence <= trial.confidence for confidence in right),
        )
        for trial in wrong
    )
    return tuple(one for one in found if one.right_refused_with_it)


def _bound(chosen: Tradeoff) -> ErrorBound | None:
    if not chosen.answered:
        return None
    at_most = upper_bound(chosen.wrong, chosen.answered)
    return ErrorBound(answered=chosen.answered, wrong=chosen.wrong, at_most=at_most)


def _warnings(decided: Sequence[Trial]) -> Iterator[str]:
    """Why the suggestion is not to be relied on."""
    answerable = [trial for trial in decided if trial.answerable]
    unquoted = sum(not trial.quoted for trial in answerable)
    if len(decided) < FEW:
        yield f"these are only {len(decided)} questions; under {FEW}, chance decides more than they do."
    if len(decided) == len(answerable):
        yield 'none of the questions is unanswerable, as is needed; add some, "answerable": false.'
    if not answerable:
        yield 'none of the questions is answerable; add some, "answerable": true.'
    if unquoted:
        yield f"answerable questions without a quote: {unquoted}; any answer to them counts as right."
