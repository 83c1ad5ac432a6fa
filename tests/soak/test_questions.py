"""A few of the questions of the long run, without its clock."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from tests.examples import examples
from tests.soak.questions import Outcome, ask_many

pytestmark = pytest.mark.no_cover  # what it tries a thousand times, others cover by trying it once


def test_some_questions_are_answered_or_refused(engine: Engine) -> None:
    outcome = ask_many(engine, count=examples(20), seed=0)
    assert not outcome.faults, outcome.faults[0]
    assert len(outcome.seconds) == examples(20)


def test_the_table_names_the_slowest() -> None:
    outcome = Outcome([(0.5, "quick"), (1.5, "slow")], refused=1)
    assert outcome.slow == [(1.5, "slow")]
    assert "1.50 'slow'" in outcome.table()
