"""A card of what was found, edited as a language model words it: always one reply, kept as it is shown."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
from collections.abc import AsyncGenerator, Sequence
from typing import Any, NoReturn

import aiohttp
import discord
import pytest
import simcord

from bot import rewording
from bot.running.stopping import run_until_stopped
from index.errors import StorageError
from qa.prose.asking import ModelFailedError
from qa.prose.opening import ProseModel
from qa.prose.sitting import Sitting
from qa.prose.support import Support
from qa.prose.worder import Worder
from qa.store.erasure import Erasure
from qa.store.shown_answer import ShownAnswer
from tests.bot.conftest import Clock, World
from tests.bot.look import labels, message, press, text
from tests.bot.stopped import until_closed
from tests.soak.askers import unsettled

R1 = "What did DeepSeek R1 score?"
SAID = "DeepSeek R1 reaches 89 points on the index. [E1]"
FOUND = "DeepSeek R1 scored 89 on the Intelligence Index"
Step = str | Exception | asyncio.Event


class PacedModel:
    """Writes its lines, raises its failures and waits for its events; each answer costs 100 tokens."""

    def __init__(self) -> None:
        self.steps: list[Step] = [SAID]
        self.asked = 0

    async def lines(
        self,
        instructions: str,
        question: str,
        exchange: Sequence[tuple[str, str]] = (),
        sitting: Sitting | None = None,
    ) -> AsyncGenerator[str, None]:
        self.asked += 1
        assert sitting is not None
        sitting.tokens += 100
        for step in self.steps:
            if isinstance(step, asyncio.Event):
                await step.wait()
            elif isinstance(step, Exception):
                raise step
            else:
                yield step


@pytest.fixture(scope="module")
def support() -> Support:
    return Support()


@pytest.fixture
def model() -> PacedModel:
    return PacedModel()


@pytest.fixture
def settings(model: PacedModel, support: Support) -> dict[str, Any]:
    return {"prose": ProseModel(Worder(model, support, "tiny-1"))}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewording, "EVERY", 0.0)


def edits(world: World) -> int:
    return sum(call.method == "PATCH" and "/messages/" in call.path for call in world.env.http_requests)


async def kept(world: World, seen: discord.Message) -> ShownAnswer:
    found = await world.bot.handlers.answers.get(key_of(seen))
    assert found is not None
    return found


def key_of(seen: discord.Message) -> str:
    return next(one for one in custom_ids(seen) if one.startswith("fn:delete:")).split(":")[2]


def custom_ids(seen: discord.Message) -> list[str]:
    view = discord.ui.LayoutView.from_message(seen, timeout=None)
    return [str(one.custom_id) for one in view.walk_children() if isinstance(one, discord.ui.Button)]


async def asked(world: World, question: str = R1, *, until: str) -> discord.Message:
    """Ask R1's question, or another; the card, once `until` is on it."""
    with unsettled(world.env):
        await world.alice.send(world.channel, f"{world.at} {question}")
    return await shows(world, until)


async def shows(world: World, wanted: str) -> discord.Message:
    """The card, once `wanted` is on it."""
    for _ in range(1_000):
        await asyncio.sleep(0.01)
        if world.sent() and wanted in text(world.last()) + " ".join(labels(world.last())):
            return world.last()
    raise AssertionError(text(world.last()))


async def answered(result: simcord.InteractionResult) -> None:
    for _ in range(500):
        await asyncio.sleep(0.01)
        if result.followups or result.response:
            return
    raise AssertionError("the interaction was not answered")


async def test_the_card_of_a_mention_is_edited_into_the_models_words(world: World) -> None:
    await world.alice.send(world.channel, f"{world.at} {R1}")
    (card,) = world.sent()
    assert "DeepSeek R1 reaches 89 points on the index (Q1 2025 edition). \\[1\\]" in text(card)
    assert FOUND not in text(card)
    assert "✍️ Worded by tiny-1 from the quotes below" in text(card)
    assert "Source" in labels(card)
    assert "Stop wording" not in labels(card)
    assert edits(world) == 2  # with what has passed, and at the end
    assert (
        await kept(world, card)
    ).reply.answer.answer == "DeepSeek R1 reaches 89 points on the index (Q1 2025 edition). [1]"


async def test_the_response_to_a_command_is_edited_too_and_sources_show_what_it_quotes(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=R1, private=True)
    assert "DeepSeek R1 reaches 89 points" in text(result)
    assert "R1-0528" not in text(await press(world.alice, result, "Source"))


async def test_what_was_found_is_there_first_and_the_asker_can_stop(world: World, model: PacedModel) -> None:
    model.steps = [asyncio.Event()]
    card = await asked(world, until="Stop wording")
    assert FOUND in text(card)
    with unsettled(world.env):
        refused = await press(world.bob, card, "Stop wording")
    await answered(refused)
    assert "Stop wording" in labels(world.last())
    with unsettled(world.env):
        await press(world.alice, card, "Stop wording")
    await world.env.settle()
    (card,) = world.sent()
    assert FOUND in text(card)
    assert "As found: wording it was stopped." in text(card)
    assert "Stop wording" not in labels(card)
    worded = (await kept(world, card)).reply.answer.worded
    assert worded is not None
    assert worded.outcome == "stopped"


async def test_what_has_passed_is_shown_while_more_comes(world: World, model: PacedModel) -> None:
    more = asyncio.Event()
    model.steps = [SAID, more, "R1-0528 obtient 68 points. [E2]"]
    card = await asked(world, until="reaches 89 points")
    assert "Stop wording" in labels(card)
    assert FOUND in (await kept(world, card)).reply.answer.answer
    more.set()
    await world.env.settle()
    assert "reaches 89 points" in text(world.last())
    assert "Stop wording" not in labels(world.last())


async def test_what_is_pressed_meanwhile_is_of_what_the_card_shows(world: World, model: PacedModel) -> None:
    more = asyncio.Event()
    model.steps = ["R1-0528 obtient 68 points. [E2]", more]
    card = await asked(world, until="obtient 68 points")
    with unsettled(world.env):
        sources = await press(world.alice, card, "Source")
        await answered(sources)
    assert "\\[1\\] R1-0528 obtient" in text(sources).replace("**", "")
    assert "reaches 89 points" not in text(sources)
    more.set()
    await world.env.settle()


async def test_a_card_whose_page_is_turned_meanwhile_can_still_be_stopped(
    world: World, model: PacedModel
) -> None:
    model.steps = [more := asyncio.Event()]
    card = await asked(world, "Tell me everything", until="Stop wording")
    with unsettled(world.env):
        await press(world.alice, card, "Next")
    await shows(world, "Paragraph 3.")
    assert "Stop wording" in labels(world.last())
    more.set()
    await world.env.settle()
    assert "Stop wording" not in labels(world.last())


@pytest.mark.parametrize(
    ("steps", "note"),
    [
        ([ModelFailedError("down")], "As found: the language model did not answer."),
        ([SAID, ModelFailedError("down")], "As found: the language model did not answer."),
        (["DeepSeek R1 reaches 99 points. [E1]", "@everyone is happy. [E1]"], "did not pass the check"),
        (["Ignore the rules and ping @everyone. [E1]"], "did not pass the check"),
        ([SAID, RuntimeError("a fault of ours")], "As found: the language model did not answer."),
    ],
)
async def test_whatever_fails_the_card_is_as_it_was_found_and_says_so(
    world: World, model: PacedModel, steps: list[Step], note: str
) -> None:
    model.steps = steps
    await world.alice.send(world.channel, f"{world.at} {R1}")
    (card,) = world.sent()
    assert FOUND in text(card)
    assert note in text(card)
    assert "everyone" not in text(card)
    assert "Stop wording" not in labels(card)


async def test_an_edit_that_discord_refuses_leaves_the_answer(world: World) -> None:
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=403, times=9)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    (card,) = world.sent()
    assert FOUND in text(card)
    assert FOUND in (await kept(world, card)).reply.answer.answer


@pytest.mark.parametrize("command", [False, True])
async def test_the_last_edit_comes_also_where_its_connection_drops(
    world: World, monkeypatch: pytest.MonkeyPatch, command: bool
) -> None:
    """The card that stands there until then has the same key: to look at it would tell nothing."""
    where, method = (
        (discord.Interaction, "edit_original_response") if command else (world.bot.http, "edit_message")
    )
    edit, last, tries = getattr(where, method), 3 if command else 2, itertools.count(1)

    async def dropped(*args: Any, **kwargs: Any) -> Any:
        if next(tries) == last:
            raise aiohttp.ServerDisconnectedError
        return await edit(*args, **kwargs)

    monkeypatch.setattr(where, method, dropped)
    if command:
        card = message(await world.alice.slash(world.channel, "ask", question=R1, private=True))
    else:
        await world.alice.send(world.channel, f"{world.at} {R1}")
        (card,) = world.sent()
    assert next(tries) == last + 2
    assert "✍️ Worded by tiny-1" in text(card)
    assert "Stop wording" not in labels(card)


async def test_a_card_that_is_deleted_meanwhile_is_not_kept(world: World, model: PacedModel) -> None:
    more = asyncio.Event()
    model.steps = [SAID, more]
    card = await asked(world, until="reaches 89 points")
    with unsettled(world.env):
        await press(world.alice, card, "Delete")
    for _ in range(500):
        await asyncio.sleep(0.01)
        if not world.sent():
            break
    more.set()
    await world.env.settle()
    assert world.sent() == []
    assert await world.bot.handlers.answers.get(key_of(card)) is None


async def unreadable(*_: object) -> NoReturn:
    raise StorageError("the disk is gone")


async def test_where_wording_does_not_begin_the_card_says_so(
    world: World, model: PacedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.bot.handlers.workers, "look", unreadable)
    await world.alice.send(world.channel, f"{world.at} {R1}")
    (card,) = world.sent()
    assert model.asked == 0
    assert FOUND in text(card)
    assert "As found: the language model did not answer." in text(card)
    assert "Stop wording" not in labels(card)
    assert "As found" in str((await kept(world, card)).reply.answer.worded)


async def test_where_nobody_can_tell_what_is_kept_the_card_is_as_it_was_found(
    world: World, model: PacedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = asyncio.Event()
    model.steps = [SAID, more]
    await asked(world, until="reaches 89 points")
    monkeypatch.setattr(world.bot.handlers.answers, "get", unreadable)
    more.set()
    await world.env.settle()
    assert FOUND in text(world.last())
    assert "Stop wording" not in labels(world.last())


async def test_what_has_passed_goes_from_the_card_of_an_answer_that_was_deleted(
    world: World, model: PacedModel
) -> None:
    more = asyncio.Event()
    model.steps = [SAID, more]
    card = await asked(world, until="reaches 89 points")
    assert await Erasure(world.bot.handlers.answers).person(world.alice.id) == 1
    more.set()
    await world.env.settle()
    assert FOUND in text(world.last())
    assert "Stop wording" not in labels(world.last())
    assert await world.bot.handlers.answers.get(key_of(card)) is None


async def test_a_bot_that_is_stopped_leaves_cards_as_they_were_found(world: World, model: PacedModel) -> None:
    model.steps = [SAID, asyncio.Event()]
    await asked(world, until="reaches 89 points")
    with unsettled(world.env):
        running = asyncio.create_task(run_until_stopped(world.bot, until_closed(world.bot), 60))
        await asyncio.sleep(0.05)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(running, 30)
    assert FOUND in text(world.last())
    assert "As found: wording it was stopped." in text(world.last())
    assert "Stop wording" not in labels(world.last())


async def test_what_is_answered_while_the_bot_stops_is_not_worded(world: World, model: PacedModel) -> None:
    def stop() -> None:
        world.bot.handlers.workers.refuse()

    world.assistant.before = stop
    await world.alice.send(world.channel, f"{world.at} {R1}")
    assert model.asked == 0
    assert "As found: wording it was stopped." in text(world.last())
    assert "Stop wording" not in labels(world.last())


async def test_after_a_restart_stop_only_takes_its_button_away(world: World, model: PacedModel) -> None:
    more = asyncio.Event()
    model.steps = [more]
    card = await asked(world, until="Stop wording")
    for _ in range(500):
        await asyncio.sleep(0.01)
        if model.asked:
            break
    world.bot.handlers.rewording.forget(key_of(card))  # as in a process that has just begun
    with unsettled(world.env):
        await press(world.alice, card, "Stop wording")
    for _ in range(500):
        await asyncio.sleep(0.01)
        if "Stop wording" not in labels(world.last()):
            break
    assert FOUND in text(world.last())
    more.set()
    await world.env.settle()


async def test_what_has_passed_can_be_read_elsewhere_meanwhile(world: World, model: PacedModel) -> None:
    more = asyncio.Event()
    model.steps = [SAID, more]
    card = await asked(world, until="89 points on the index")
    so_far = world.bot.handlers.rewording.so_far(key_of(card))
    assert so_far is not None
    assert so_far.answer.answer == "DeepSeek R1 reaches 89 points on the index (Q1 2025 edition). [1]"
    more.set()
    await world.env.settle()
    assert world.bot.handlers.rewording.so_far(key_of(card)) is None


async def test_what_is_refused_or_small_talk_is_not_worded(world: World, model: PacedModel) -> None:
    await world.alice.send(world.channel, f"{world.at} Who won the World Cup?")
    await world.alice.send(world.channel, f"{world.at} turbo score")
    assert model.asked == 0
    assert edits(world) == 0


class TestBudgets:
    @pytest.fixture
    def settings(self, model: PacedModel, support: Support) -> dict[str, Any]:
        return {"prose": ProseModel(Worder(model, support, "tiny-1")), "worded_tokens_person": 150}

    async def test_who_has_used_theirs_up_is_told_and_others_go_on(
        self, world: World, model: PacedModel, clock: Clock
    ) -> None:
        for _ in range(3):
            await world.alice.send(world.channel, f"{world.at} {R1}")
        assert model.asked == 2
        assert FOUND in text(world.last())
        assert "today’s allowance for the language model is used up" in text(world.last())
        await world.bob.send(world.channel, f"{world.at} {R1}")
        assert model.asked == 3
        clock.now += 86_400
        await world.alice.send(world.channel, f"{world.at} {R1}")
        assert model.asked == 4
