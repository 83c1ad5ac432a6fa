"""The soak of whole servers tells a right answer from another's, from a refusal and from none."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.store.shown_answer import ShownAnswer
from tests.loopback.people import said
from tests.soak.crowd import Crowd, Drawn
from tests.soak.hosting import Weights


@pytest.fixture(scope="module")
def crowd(engine: Engine) -> Crowd:
    return Crowd(engine, seed=1, figures=6, passages=2)


def _card(crowd: Crowd, engine: Engine, question: Drawn, *, headed: bool) -> str:
    """The card of a question's answer, as Discord stores it."""
    reply = engine.ask(question.text)
    shown = ShownAnswer(reply=reply, asker=1, channel=1, private=False, headed=headed)
    components = crowd.cards.answer(shown).to_components()  # type: ignore[no-untyped-call]
    return said({"content": "", "components": components})


@pytest.mark.parametrize("headed", [False, True])
def test_an_answer_is_told_from_anothers(crowd: Crowd, engine: Engine, *, headed: bool) -> None:
    drawn = {one.text: one for one in (crowd.draw() for _ in range(60))}
    cards = {text: _card(crowd, engine, one, headed=headed) for text, one in drawn.items()}
    assert {crowd.judge(one, [cards[text]]) for text, one in drawn.items()} == {"answered"}
    distinct = {one.marks: one for one in drawn.values()}
    first, second = list(distinct.values())[:2]
    assert crowd.judge(first, [cards[second.text]]) == "mixed"


def test_what_is_no_answer_is_told_apart(crowd: Crowd, engine: Engine) -> None:
    question = crowd.draw()
    card = _card(crowd, engine, question, headed=False)
    failed = "Something went wrong on my side and has been logged. Reference: `469acfde`"
    assert crowd.judge(question, []) == "lost"
    assert crowd.judge(question, [card, card]) == "doubled"
    assert (
        crowd.judge(question, ["I’m answering many questions right now. Please ask again in a moment."])
        == "busy"
    )
    assert crowd.judge(question, [failed]) == "failed"


def test_memory_that_grows_is_told_by_its_slope() -> None:
    weights = Weights({1: [(t, 100 + t / 60) for t in range(0, 3_600, 10)], 2: [(0.0, 1.0), (10.0, 9.0)]})
    assert weights.slopes(lately=1_200, least=600) == {1: pytest.approx(60)}
