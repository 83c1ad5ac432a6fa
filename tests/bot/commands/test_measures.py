"""The option `measure`, and editions that are times: what is completed, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.commands.lookups import MODELS
from qa.models import Compare, History, LookUp, Rank, Score
from tests.bot.conftest import Build, World
from tests.bot.fakes import FakeAssistant
from tests.bot.look import text

BRAKING = "Wet braking"
ASKED: dict[str, tuple[Mapping[str, Any], LookUp]] = {
    "score": ({"model": "kestrel"}, Score("kestrel", measure=BRAKING)),
    "compare": ({"model1": "a", "model2": "b"}, Compare(("a", "b"), measure=BRAKING)),
    "rank": ({"top": 3}, Rank(top=3, measure=BRAKING)),
    "history": ({"name": "kestrel"}, History("kestrel", measure=BRAKING)),
}


@pytest.mark.parametrize("command", ASKED)
async def test_a_measure_is_asked_for(world: World, command: str) -> None:
    options, asked = ASKED[command]
    await world.alice.slash(world.channel, command, **options, measure=BRAKING)
    assert world.assistant.asked == [{"request": asked, "locale": "en-US"}]


@pytest.mark.parametrize("command", ASKED)
async def test_a_measure_is_completed(world: World, command: str) -> None:
    choices = await world.alice.autocomplete(world.channel, command, "measure", "wet")
    assert choices == [{"name": "Wet braking (m)", "value": BRAKING}]
    assert world.assistant.measured == [("wet", "en-US")]
    assert world.assistant.completed == []


async def test_a_name_is_completed_as_before(world: World) -> None:
    await world.alice.autocomplete(world.channel, "score", "model", "r")
    assert world.assistant.completed == [("r", MODELS, "en-US")]
    assert world.assistant.measured == []


async def test_a_failure_completes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(world.assistant, "before", fail)
    assert await world.alice.autocomplete(world.channel, "rank", "measure", "wet") == []


async def editions(world: World, command: str, typed: str = "") -> list[str]:
    offered = await world.alice.autocomplete(world.channel, command, "edition", typed)
    return [choice["value"] for choice in offered]


class TestTimes:
    @pytest.fixture
    def assistant(self) -> FakeAssistant:
        made = FakeAssistant()
        made.times = ("2023", "2024-Q3", "2024")
        return made

    async def test_times_are_editions_of_figures(self, world: World) -> None:
        held = ["2025-Q2", "2025-Q1", "2024", "2024-Q3", "2023"]
        assert await editions(world, "score") == held
        assert await editions(world, "ask") == held[:2]


class TestManyTimes:
    @pytest.fixture
    def assistant(self) -> FakeAssistant:
        made = FakeAssistant()
        made.times = tuple(str(year) for year in range(1990, 2025))
        return made

    async def test_more_than_a_list_holds_are_completed_the_latest_first(self, world: World) -> None:
        every = await editions(world, "score")
        assert every[:3] == ["2025-Q2", "2025-Q1", "2024"]
        assert len(every) == 25
        assert await editions(world, "rank", "199") == [str(year) for year in range(1999, 1989, -1)]
        await world.alice.slash(world.channel, "score", model="r1", edition="1994")
        assert world.assistant.asked[-1]["request"] == Score("r1", "1994")


@pytest.mark.parametrize(("locale", "option"), [("en-US", "*measure*"), ("fr", "*mesure*"), ("ja", "*指標*")])
async def test_the_help_tells_of_it(world: World, build: Build, locale: str, option: str) -> None:
    await world.env.restart_bot(build(locale, cooldown_questions=100))
    assert option in text(await world.alice.slash(world.channel, "help"))
