"""The measures of a SQuAD run, and what each step of ranking gains on the same questions."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from index.errors import FootnoteError
from qa.evaluation.measures.intervals import Interval, interval, share
from qa.evaluation.measures.outcomes import Outcome
from qa.evaluation.measures.ranking import ranking_measures
from qa.evaluation.measures.reliability import Bin, Cost, brier, costs, hallucinations, refusals, reliability
from qa.evaluation.squad.steps import STEPS


class SquadReport(BaseModel):
    """The measures of one run.

    Ranks and `answer_in_…` are over the questions that have an answer, and over what is found for them,
    whether or not the confidence then reaches `threshold`: they measure finding, and `false_refusal` and
    `hallucination` measure deciding. `answer_words` is how often the words marked in the first quote are a
    gold answer, or hold one half as long; `quotes_mean` how many quotes are shown. `hallucination` is None
    where every question has an answer.
    `brier` and `reliability` are over all questions; right is what has a gold answer in its quotes.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    recall_at_1: float = Field(serialization_alias="recall@1")
    recall_at_5: float = Field(serialization_alias="recall@5")
    mrr_at_10: float = Field(serialization_alias="mrr@10")
    ndcg_at_10: float = Field(serialization_alias="ndcg@10")
    answer_in_first_quote: float
    answer_in_quotes: float
    answer_words: float
    quotes_mean: float
    false_refusal: float
    hallucination: float | None
    quote_characters_mean: float
    passages_per_second: float
    query_ms_p50: float
    query_ms_p95: float
    questions: int
    answerable: int
    documents: int
    threshold: float
    brier: float
    reliability: tuple[Bin, ...]
    costs: tuple[Cost, ...]
    intervals: dict[str, Interval | None]


def squad_report(
    outcomes: Sequence[Outcome], *, documents: int, passages_per_second: float, threshold: float
) -> SquadReport:
    """The measures of a run; raises FootnoteError if none of its questions has an answer."""
    held = [outcome for outcome in outcomes if outcome.answerable]
    if not held:
        raise FootnoteError(
            "None of the sampled questions has an answer; sample more, or remove fewer paragraphs."
        )
    flags = {
        "answer_in_first_quote": [outcome.in_first_quote for outcome in held],
        "answer_in_quotes": [outcome.in_quotes for outcome in held],
        "answer_words": [outcome.in_words for outcome in held],
        "false_refusal": refusals(outcomes, threshold),
        "hallucination": hallucinations(outcomes, threshold),
    }
    lengths = [length for outcome in outcomes for length in outcome.lengths]
    times = sorted(outcome.milliseconds for outcome in outcomes)
    return SquadReport(
        **ranking_measures({o.id: str(o.relevant) for o in held}, {o.id: o.ranking for o in held}),
        **{name: share(values) for name, values in flags.items()},
        quotes_mean=statistics.fmean(len(outcome.lengths) for outcome in outcomes),
        quote_characters_mean=statistics.fmean(lengths) if lengths else 0.0,
        passages_per_second=passages_per_second,
        query_ms_p50=statistics.median(times),
        query_ms_p95=times[min(len(times) - 1, int(len(times) * 0.95))],
        questions=len(outcomes),
        answerable=len(held),
        documents=documents,
        threshold=threshold,
        brier=brier(outcomes),
        reliability=reliability(outcomes),
        costs=costs(outcomes),
        intervals={name: interval(values) for name, values in flags.items()},
    )


class StepMeasures(BaseModel):
    """The measures of one step: of its ranking of passages, and of the first quote it would show."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    ndcg_at_10: float = Field(serialization_alias="ndcg@10")
    recall_at_1: float = Field(serialization_alias="recall@1")
    answer_in_first_quote: float


def step_measures(outcomes: Sequence[Outcome]) -> dict[str, StepMeasures]:
    """The measures of every step, simplest first, over outcomes that all have an answer and steps."""
    relevant = {outcome.id: str(outcome.relevant) for outcome in outcomes}
    found = {}
    for step in STEPS:
        measured = ranking_measures(relevant, {o.id: o.steps[step].ranking for o in outcomes})
        found[step] = StepMeasures(
            ndcg_at_10=measured["ndcg_at_10"],
            recall_at_1=measured["recall_at_1"],
            answer_in_first_quote=statistics.fmean(o.steps[step].in_first_quote for o in outcomes),
        )
    return found
