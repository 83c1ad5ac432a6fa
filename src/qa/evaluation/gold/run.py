"""A gold set as a test of whole answers: the engine is asked turn by turn, as a person would ask it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.embedding import Progress
from index.errors import QuestionError
from qa.engine import Engine
from qa.evaluation.gold.items import GoldItem
from qa.evaluation.gold.judge import judge
from qa.evaluation.gold.measures import GoldReport, report
from qa.models import Answer

Complain = Callable[[GoldItem, str], None]


def evaluate_gold(
    engine: Engine,
    items: Sequence[GoldItem],
    *,
    complain: Complain | None = None,
    progress: Progress | None = None,
    label: str = "gold",
) -> GoldReport:
    """Ask all `items` and judge the last answers; `complain` is called for turns that the engine refuses."""
    verdicts = []
    for number, item in enumerate(items, 1):
        verdicts.append(judge(item, _last_answer(engine, item, complain)))
        if progress:
            progress(label, number, len(items))
    return report(verdicts)


def _last_answer(engine: Engine, item: GoldItem, complain: Complain | None) -> Answer | None:
    """The answer to the last turn; None where a turn is no question."""
    try:
        return engine.converse(item.turns).answer
    except QuestionError as error:
        if complain:
            complain(item, str(error))
        return None
