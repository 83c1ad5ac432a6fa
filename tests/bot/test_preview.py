"""`python -m bot` and its preview, without a browser."""

from __future__ import annotations

import asyncio
import builtins
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from bot import __main__ as program
from bot.assistant import Alone, Assistants, Memory
from bot.client import FootnoteClient
from bot.preview import PLACES, Place, serve
from index.errors import FootnoteError, StorageError
from qa.collections.desk import Desk
from qa.engine import Engine
from qa.question.conversation import Conversations
from qa.settings import Settings
from tests.bot.conftest import Build
from tests.bot.fakes import FakeAssistant


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    monkeypatch.setenv("QA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(program, "start_logging", lambda *_: None)


def engine() -> tuple[Assistants, Memory]:
    return Alone(FakeAssistant()), Conversations()


async def visit(build: Build, place: Place, look: Callable[[str, str], Any]) -> None:
    """Open the preview, look at it once, and end it."""
    found: asyncio.Future[tuple[str, str]] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(
        serve(
            build("fr"),
            place=place,
            locale="fr",
            port=None,
            ready=lambda url, mention: found.set_result((url, mention)),
        )
    )
    try:
        await look(*await asyncio.wait_for(found, 20))
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


@pytest.mark.parametrize("place", PLACES)
async def test_the_preview_serves_a_page_in_every_place(build: Build, place: Place) -> None:
    async def look(url: str, mention: str) -> None:
        assert url.startswith("http://127.0.0.1:")
        assert mention.startswith("<@")
        address, capability = url.split("/#")
        async with aiohttp.ClientSession() as session:
            headers = {"X-Simcord-Capability": capability}
            async with session.post(f"{address}/api/pages", headers=headers, json={}) as answer:
                page = await answer.text()
        assert "Footnote" in page

    await visit(build, place, look)


async def test_a_port_in_use_is_told(build: Build) -> None:
    async def look(url: str, _mention: str) -> None:
        port = int(url.split(":")[2].split("/")[0])

        def again() -> None:
            async def serve_there() -> None:
                async with build("fr") as bot:
                    await serve(bot, place="dm", locale="fr", port=port, ready=lambda *_: None)

            with pytest.raises(FootnoteError, match=f"could not bind port {port}"):
                asyncio.run(serve_there())

        await asyncio.to_thread(again)

    await visit(build, "dm", look)


async def test_without_simcord_the_preview_says_what_to_install(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "simcord":
            raise ModuleNotFoundError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(FootnoteError, match=r"pip install 'simcord\[preview\]'"):
        await serve(build(), place="dm", locale="fr", port=None, ready=lambda *_: None)


def test_the_program_prints_the_address_and_questions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def pretend(_bot: object, *, ready: Callable[[str, str], None], **given: Any) -> None:
        assert given == {"place": "thread", "locale": "fr", "port": 8123}
        ready("http://127.0.0.1:8123/#secret", "<@7>")

    monkeypatch.setattr(program, "serve", pretend)
    arguments = ["--preview", "--as", "thread", "--locale", "fr", "--port", "8123"]
    assert program.main(arguments, engine) == 0
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8123/#secret" in said
    assert "  <@7> Quel est le score de R1 ?\n" in said


def test_a_preview_knows_nothing_of_the_messages_of_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its Discord numbers them alike."""
    first: list[bool] = []

    async def pretend(bot: FootnoteClient, **_given: Any) -> None:
        first.append(await bot.handlers.events.first(7))
        first.append(await bot.handlers.events.first(7))

    monkeypatch.setattr(program, "serve", pretend)
    assert [program.main(["--preview"], engine) for _ in range(2)] == [0, 0]
    assert first == [True, False, True, False]


def test_the_preview_has_pages_on_a_free_port(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []

    async def pretend(bot: FootnoteClient, **_given: Any) -> None:
        pages = bot.handlers.sharing.pages
        assert pages is not None
        await pages.start()
        assert pages.addresses is not None
        url = pages.addresses.answer("none")
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            served.append(await answer.text())
        await bot.handlers.close()

    monkeypatch.setattr(program, "serve", pretend)
    assert program.main(["--preview"], engine) == 0
    assert "There is nothing to read here" in served[0]


def test_a_direct_message_needs_no_mention(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def pretend(_bot: object, *, ready: Callable[[str, str], None], **_given: Any) -> None:
        ready("http://127.0.0.1:1/#x", "<@7>")
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "serve", pretend)
    assert program.main(["--preview", "--as", "dm"], engine) == 0
    assert "  What did DeepSeek R1 score?\n" in capsys.readouterr().out


def test_the_real_engine_is_opened_with_the_settings_of_the_engine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Path] = []
    fake: Any = FakeAssistant()

    def pretend(settings: Settings, *_: object, **_given: object) -> Any:
        opened.append(settings.data_dir)
        return fake

    monkeypatch.setattr(Engine, "open", pretend)
    assistants, memory = program.open_engine(Settings())
    assert isinstance(assistants, Desk)
    assert assistants.home is fake
    assert memory.recent("anybody") == ()
    assert opened == [tmp_path / "data"]


def test_the_module_runs_as_a_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["bot"])
    monkeypatch.delitem(sys.modules, "bot.__main__")
    with pytest.raises(SystemExit) as stopped:
        runpy.run_module("bot", run_name="__main__")
    assert stopped.value.code == 1
    assert "DISCORD_TOKEN is not set" in capsys.readouterr().err


def test_without_a_token_the_program_says_how_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main([], engine) == 1
    said = capsys.readouterr().err
    assert said.startswith("footnote: DISCORD_TOKEN is not set")
    assert "--preview" in said
    assert said.count("\n") == 1


class Refusing:
    def __init__(self, status: int) -> None:
        self.status, self.reason = status, "no"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (discord.LoginFailure("Improper token"), "Discord refused the token"),
        (discord.PrivilegedIntentsRequired(None), "the Message Content intent is not enabled"),
        (discord.HTTPException(Refusing(503), "down"), "Discord cannot be reached: 503"),
        (aiohttp.ClientConnectionError("no route"), "Discord cannot be reached: no route"),
        (StorageError("the index cannot be read"), "the index cannot be read"),
    ],
)
def test_failures_at_start_are_one_clear_line(
    error: Exception, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail(_bot: discord.Client, token: str, *, reconnect: bool = True) -> None:
        assert token == "not-a-token"  # noqa: S105 - a test's
        raise error

    monkeypatch.setenv("DISCORD_TOKEN", "not-a-token")
    monkeypatch.setattr(discord.AutoShardedClient, "start", fail)
    assert program.main([], engine) == 1
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert "not-a-token" not in said


def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOOTNOTE_THREADS", "none")
    assert program.main(["--preview"], engine) == 1
    assert capsys.readouterr().err.startswith("footnote: threads in the environment: ")


@pytest.mark.parametrize("arguments", [["--as", "moon"], ["--locale", "tlh"], ["--port", "x"], ["what"]])
def test_wrong_usage_is_exit_code_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        program.main(["--preview", *arguments], engine)
    assert stopped.value.code == 2
