"""What each step of ranking gains, on the same questions."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from qa.evaluation.measures.outcomes import Outcome
from qa.evaluation.measures.ranking import ranking_measures
from qa.evaluation.squad.steps import STEPS


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
