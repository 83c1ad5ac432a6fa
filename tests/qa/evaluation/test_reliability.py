"""Calibration, thresholds and the steps of ranking, worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index.build import build_from_documents
from index.hits import Hit
from index.passage_index import PassageIndex
from qa.evaluation.measures.outcomes import Outcome, Placing
from qa.evaluation.measures.reliability import brier, cost, costs, reliability
from qa.evaluation.squad.measures import step_measures
from qa.evaluation.squad.steps import STEPS, reciprocal, simple_steps
from qa.retrieval.retriever import Retriever
from tests.index.samples import TermEmbedder, make_document


def outcome(confidence: float, *, right: bool = True, answerable: bool = True, **changes: Any) -> Outcome:
    usual: dict[str, Any] = {
        "id": "q",
        "relevant": "p" if answerable else None,
        "ranking": ("p",),
        "lengths": (10,),
        "in_first_quote": right,
        "in_quotes": right,
        "in_words": right,
        "confidence": confidence,
        "milliseconds": 1.0,
    }
    return Outcome(**{**usual, **changes})


OUTCOMES = [
    outcome(0.95),
    outcome(1.0),
    outcome(0.92, right=False),
    outcome(0.15, right=False),
    outcome(0.12),
    outcome(0.4, answerable=False),
    outcome(0.05, answerable=False),
]


def test_bins() -> None:
    bins = reliability(OUTCOMES)
    assert [(b.low, b.high, b.count) for b in bins] == [
        (0.0, 0.1, 1),
        (0.1, 0.2, 2),
        (0.4, 0.5, 1),
        (0.9, 1.0, 3),
    ]
    assert [b.right for b in bins] == pytest.approx([0, 0.5, 0, 2 / 3])
    assert [b.confidence for b in bins] == pytest.approx([0.05, 0.135, 0.4, (0.95 + 1.0 + 0.92) / 3])


def test_brier() -> None:
    squares = [0.05**2, 0, 0.92**2, 0.15**2, 0.88**2, 0.4**2, 0.05**2]
    assert brier(OUTCOMES) == pytest.approx(sum(squares) / 7)


def test_a_quote_for_a_question_without_an_answer_is_never_right() -> None:
    assert not outcome(1.0, right=True, answerable=False).right


def test_costs() -> None:
    found = cost(OUTCOMES, 0.4)
    assert (found.false_refusal, found.hallucination) == (0.4, 0.5), (
        "what is as sure as the threshold is said"
    )
    assert found.answered_right == 0.5
    assert [c.threshold for c in costs(OUTCOMES)] == pytest.approx([n / 10 for n in range(1, 10)])
    nothing = cost([outcome(0.3)], 0.9)
    assert (nothing.false_refusal, nothing.hallucination, nothing.answered_right) == (1.0, None, None)


def test_reciprocal_ranks() -> None:
    lexical, dense = [Hit(7, 9.0), Hit(3, 2.0)], [Hit(3, 0.9), Hit(5, 0.8), Hit(7, 0.7)]
    assert reciprocal(lexical, dense) == [3, 7, 5], "1/62 + 1/61 before 1/61 + 1/63"
    assert reciprocal([], dense) == [3, 5, 7]
    assert reciprocal([Hit(2, 1.0)], [Hit(1, 1.0)]) == [1, 2], "ties go to the lower row"


@pytest.fixture
def index(tmp_path: Path) -> PassageIndex:
    texts = {"a": "Apples are red. Trees carry apples.", "b": "Boats float. Sailors steer the boats."}
    made = [make_document(text, name) for name, text in texts.items()]
    return PassageIndex.open(build_from_documents(made, tmp_path, TermEmbedder(dimension=512)))


def test_simple_steps(index: PassageIndex) -> None:
    retriever = Retriever(index, TermEmbedder(dimension=512))
    question = "Who steer the boats?"
    steps = simple_steps(index, retriever, question, retriever.embed(question))
    assert list(steps) == list(STEPS[:-1])
    assert list(steps["lexical"].rows) == [1], "only what shares a term"
    assert {steps[name].rows[0] for name in steps} == {1}
    shown = {index.sentence_text(step.sentence) for step in steps.values() if step.sentence is not None}
    assert shown == {"Sailors steer the boats."}


def test_words_alone_may_find_nothing(index: PassageIndex) -> None:
    retriever = Retriever(index, TermEmbedder(dimension=512))
    steps = simple_steps(index, retriever, "问", retriever.embed("问"))
    assert (list(steps["lexical"].rows), steps["lexical"].sentence) == ([], None)
    assert len(steps["dense"].rows) == 2


def test_step_measures() -> None:
    placings = [
        dict.fromkeys(STEPS, Placing(("p",), in_first_quote=True)),
        dict.fromkeys(STEPS, Placing(("x", "p"), in_first_quote=False)) | {"learned": Placing(("p",), False)},
    ]
    found = step_measures([outcome(1.0, id=str(n), steps=steps) for n, steps in enumerate(placings)])
    assert found["dense"].recall_at_1 == 0.5
    assert found["dense"].ndcg_at_10 == pytest.approx((1 + 0.6309) / 2, abs=1e-4)
    assert (found["learned"].recall_at_1, found["learned"].answer_in_first_quote) == (1.0, 0.5)
