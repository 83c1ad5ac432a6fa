"""Whatever people do and whatever fails, the log at DEBUG holds neither their words nor who they are."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO

import aiohttp
import pytest

from bot.logs import OURS, start_logging
from index.errors import IndexMismatchError, QuestionError
from tests.bot.conftest import World
from tests.bot.disks import fill
from tests.bot.look import press, share, text

CANARY = "xylocanary"
QUESTION = f"Did the {CANARY} sing?"

pytestmark = pytest.mark.simcord(settle_timeout=60)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """The log as an operator has it who wants to see everything."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers[:] = []  # pytest's own would be closed
    start_logging("DEBUG")
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    stream = StringIO()
    handler.setStream(stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)


def written(log: StringIO, world: World) -> str:
    """What the log says, once it is certain that it holds neither anybody's words nor who they are."""
    logging.getLogger("bot.test").debug("the log is being written")
    # The simulated Discord logs what it is asked in place of Discord's own servers.
    own = "\n".join(line for line in log.getvalue().splitlines() if " simcord" not in line)
    assert own.endswith("the log is being written")
    assert CANARY not in own
    assert str(world.alice.id) not in own
    return own


async def test_what_people_do_leaves_no_words(log: StringIO, world: World) -> None:
    card = await world.alice.slash(world.channel, "ask", question=QUESTION, private=True)
    await share(world.alice, card)
    await world.alice.send(world.channel, f"{world.at} {QUESTION}")
    said = await world.alice.send(world.channel, QUESTION)
    await world.alice.send(world.channel, world.at, reply_to=said)
    form = await world.alice.context_menu(world.channel, "Ask about this", said)
    assert form.modal is not None
    (control,) = (one["component"] for one in form.modal["components"])
    await world.alice.submit_modal(form, {control["custom_id"]: f"{QUESTION} really"})
    form = await press(world.alice, card, "Not helpful")
    await world.alice.submit_modal(form, {"reason": ["wrong"], "words": CANARY})
    await world.alice.slash(world.channel, "score", model=CANARY)
    await world.alice.autocomplete(world.channel, "score", "model", CANARY)
    await world.alice.slash(world.channel, "watch", model=CANARY)
    await press(world.alice, card, "Watch")
    for command in ("help", "about", "privacy"):
        await world.alice.slash(world.channel, command)
    await world.alice.delete(said)
    await press(world.alice, card, "Delete")
    assert world.assistant.asked
    written(log, world)


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"cannot parse {QUESTION}"),
        QuestionError(f"{QUESTION} is no question"),
        IndexMismatchError("another model"),
        aiohttp.ClientConnectionError("reset"),
    ],
)
async def test_what_fails_leaves_no_words(log: StringIO, world: World, error: Exception) -> None:
    def fail() -> None:
        raise error

    world.assistant.before = fail
    for private in (True, False):
        await world.alice.slash(world.channel, "ask", question=QUESTION, private=private)
    await world.alice.send(world.channel, f"{world.at} {QUESTION}")
    await world.alice.slash(world.channel, "score", model=CANARY)
    await world.alice.autocomplete(world.channel, "score", "model", CANARY)
    assert text(world.last())
    written(log, world)


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500])
async def test_what_discord_refuses_leaves_no_words(log: StringIO, world: World, status: int) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=status)
    await world.alice.send(world.channel, f"{world.at} {QUESTION}")
    world.env.inject_error("PATCH", "/webhooks/*", status=status)
    await world.alice.slash(world.channel, "ask", question=QUESTION)
    written(log, world)


async def test_a_full_disk_leaves_no_words(
    log: StringIO, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fill(patch)
        card = await world.alice.slash(world.channel, "ask", question=QUESTION)
        form = await press(world.alice, card, "Not helpful")
        await world.alice.submit_modal(form, {"reason": ["wrong"], "words": CANARY})
        await press(world.alice, card, "Delete")
    assert "disk is full" in written(log, world)
