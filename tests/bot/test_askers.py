"""Those who ask at the same time: each gets their own answer, and nobody's is thrown away."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.cards.answer import Cards
from qa.engine import Engine
from tests.bot.conftest import World
from tests.bot.look import press, text
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


async def test_fifty_at_once_are_all_answered(world: World) -> None:
    """However slow answers are: none returns before all have asked."""
    opened = threading.Event()

    def wait() -> None:
        opened.wait(5)

    world.assistant.before = wait
    members = [world.guild.add_member(world.env.create_user(f"member{n}")) for n in range(50)]
    with unsettled(world.env):
        asked = [await one.send(world.channel, f"{world.at} Is it {n}?") for n, one in enumerate(members)]
    for _ in range(20):  # all are taken in, two of them to threads
        await asyncio.sleep(0)
    opened.set()
    await world.env.settle(timeout=60)
    answers = {one.reference.message_id: text(one) for one in world.sent() if one.reference}
    assert len(answers) == 50
    assert [n for n, one in enumerate(asked) if f"“Is it {n}?”" not in answers[one.id]] == []


async def test_long_cards_are_drawn_beside_the_event_loop(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[str, int]] = []
    for name in ("answer", "sources"):
        draw = getattr(Cards, name)

        def noting(*arguments: Any, name: str = name, draw: Any = draw, **options: Any) -> Any:
            drawn.append((name, threading.get_ident()))
            return draw(*arguments, **options)

        monkeypatch.setattr(Cards, name, noting)
    card = await world.alice.slash(world.channel, "ask", question="What did DeepSeek R1 score?")
    await press(world.alice, card, "Sources")
    assert [name for name, _ in drawn] == ["answer", "sources"]
    assert threading.get_ident() not in {thread for _, thread in drawn}
