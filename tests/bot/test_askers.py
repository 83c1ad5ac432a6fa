"""Those who ask at the same time: each gets their own answer, and nobody's is thrown away."""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path

import pytest

from qa.engine import Engine
from tests.bot.conftest import World
from tests.soak.askers import ask_at_once, unsettled


async def test_all_who_ask_at_once_get_the_answer_to_their_own_question(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gc, "freeze", lambda: None)  # it would last as long as the tests
    report = await ask_at_once(engine, tmp_path, count=9, seed=1)
    assert report.outcomes == Counter(answered=9)
    assert len(report.waits) == 9


async def test_what_one_person_asks_at_once_is_answered_in_order(world: World) -> None:
    questions = ["What did DeepSeek R1 score?", "And in Q2?", "And Kimi?"]
    with unsettled(world.env):
        for question in questions:
            await world.alice.send(world.channel, f"{world.at} {question}")
    await world.env.settle()
    assert [asked["question"] for asked in world.assistant.asked] == questions
    earlier = [[turn.question for turn in asked["history"]] for asked in world.assistant.asked]  # type: ignore[attr-defined]
    assert earlier == [questions[:number] for number in range(3)]
    assert [message.reference is not None for message in world.sent()] == [True] * 3
