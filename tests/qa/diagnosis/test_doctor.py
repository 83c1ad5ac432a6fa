"""`qa doctor`: what is right, what is not, and what to do; nothing is changed by looking."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from aiohttp import web

from qa.diagnosis.addresses import address_findings
from qa.diagnosis.checks import database_finding, disk_finding, index_finding, model_finding
from qa.settings import Settings
from qa.store.address import StoreAddress, store_address
from qa.store.opening import open_store
from qa.store.tables import REVISION
from tests.qa.cli import Run
from tests.qa.small import write_small_corpus
from tests.qa.store.conftest import address, server  # noqa: F401 - fixtures


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISCORD_TOKEN", "QA_LLM", "FOOTNOTE_DATABASE", "FOOTNOTE_DATA_DIR", "FOOTNOTE_API_PORT"):
        monkeypatch.delenv(name, raising=False)


def states(run: Run, *more: str, data_dir: Path, corpus: Path) -> dict[str, tuple[str, str]]:
    done = run("doctor", "--json", *more, data_dir=data_dir, corpus=corpus)
    found = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == int(any(one["state"] == "fault" for one in found)), done.err
    assert all(bool(one["advice"]) == (one["state"] != "ok") for one in found)
    return {one["check"]: (one["state"], one["said"]) for one in found}


def test_a_folder_without_an_index_and_then_with_one(run: Run, tmp_path: Path) -> None:
    corpus, data = write_small_corpus(tmp_path / "corpus"), tmp_path / "data"
    before = states(run, data_dir=data, corpus=corpus)
    assert before["index"][0] == "fault"
    assert before["answer"] == ("warning", "Nothing was asked: the index is to be built first.")
    assert not data.exists()
    assert run("index", "build", data_dir=data, corpus=corpus).code == 0
    after = states(run, data_dir=data, corpus=corpus)
    assert after["index"][0] == "ok"
    assert after["models"][0] == "ok"
    assert after["answer"][1].startswith("An example is answered in ")
    assert after["discord"] == ("warning", "DISCORD_TOKEN is not set: Discord is not asked.")
    assert "discord" not in states(run, "--offline", data_dir=data, corpus=corpus)
    (corpus / "new.md").write_text("# New\n\nA report of 2031.\n", encoding="utf-8")
    stale = index_finding(Settings(data_dir=data, corpus=corpus))
    assert (stale.state, "have changed since" in stale.said) == ("warning", True)
    assert "→ Run `qa index build`." in run("doctor", "--offline", data_dir=data, corpus=corpus).out


def test_the_database_is_looked_at_and_not_made(address: StoreAddress) -> None:  # noqa: F811
    empty = database_finding(address)
    assert (empty.state, "is empty" in empty.said) == ("ok", True)
    assert address.file is None or not address.file.exists()
    open_store(address)
    held = database_finding(address)
    assert (held.state, held.said.endswith(f"has the tables of version {REVISION}.")) == ("ok", True)


def test_a_database_of_another_version_or_that_is_not_there(tmp_path: Path) -> None:
    kept = store_address(tmp_path)
    open_store(kept)
    for revision, state, advice in (("9999", "fault", "newer version"), ("0001", "warning", "Back up")):
        with closing(sqlite3.connect(tmp_path / "footnote.sqlite3")) as base, base:
            base.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        found = database_finding(kept)
        assert (found.state, advice in found.advice) == (state, True)
    gone = store_address(tmp_path, "postgresql+psycopg://me:SECRET@127.0.0.1:1/none")
    found = database_finding(gone)
    assert found.state == "fault"
    assert "SECRET" not in found.model_dump_json()


def test_a_disk_that_fills_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert disk_finding(tmp_path / "not" / "yet").state == "ok"
    for limit, state in (("LITTLE", "warning"), ("NOTHING", "fault")):
        monkeypatch.setattr(f"qa.diagnosis.checks.{limit}", 10**18)
        assert disk_finding(tmp_path).state == state


def test_a_language_model_with_and_without_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    assert model_finding().state == "ok"
    monkeypatch.setenv("QA_LLM", "openai:some")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert (model_finding().state, "OPENAI_API_KEY" in model_finding().advice) == ("fault", True)
    monkeypatch.setenv("OPENAI_API_KEY", "SECRET")
    assert model_finding().state == "ok"
    assert "SECRET" not in model_finding().said


@asynccontextmanager
async def serving(**statuses: int) -> AsyncIterator[int]:
    async def answer(request: web.Request) -> web.Response:
        status = statuses[request.path.strip("/").split("/")[-1]]
        return web.json_response({"reasons": {"gateway": "not connected"}}, status=status)

    app = web.Application()
    app.router.add_get("/{rest:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield int(runner.addresses[0][1])
    await runner.cleanup()


async def test_addresses_that_answer_and_that_do_not() -> None:
    assert await address_findings({}) == []
    pages = "FOOTNOTE_PAGES_ADDRESS"
    async with serving(**{"-": 404, "health": 200, "ready": 200}) as port:
        named = {"FOOTNOTE_API_PORT": f"{port}", "FOOTNOTE_OPERATION_PORT": f"{port}"}
        found = await address_findings({pages: f"http://127.0.0.1:{port}/", **named})
        assert [(one.check, one.state) for one in found] == [("pages", "ok"), ("api", "ok"), ("bot", "ok")]
    async with serving(**{"-": 502, "health": 500, "ready": 503}) as port:
        named = {"FOOTNOTE_API_PORT": f"{port}", "FOOTNOTE_OPERATION_PORT": f"{port}"}
        found = await address_findings({pages: f"http://127.0.0.1:{port}/", **named})
        assert [one.state for one in found] == ["warning", "warning", "fault"]
        assert "gateway: not connected" in found[2].said
    named = {"FOOTNOTE_API_PORT": f"{port}", "FOOTNOTE_OPERATION_PORT": f"{port}"}
    found = await address_findings({pages: f"http://127.0.0.1:{port}", **named})
    assert {one.state for one in found} == {"warning"}
    assert all("cannot be reached" in one.said for one in found)


def test_what_the_bot_finds_at_discord_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The token is refused by whoever answers in Discord's place: nobody, on a machine of no network."""
    monkeypatch.setenv("DISCORD_TOKEN", "none")
    monkeypatch.setenv("FOOTNOTE_THREADS", "zero")  # what the bot itself complains of
    found = states(run, data_dir=tmp_path / "data", corpus=write_small_corpus(tmp_path / "corpus"))
    assert found["discord"][0] == "fault"
    assert "threads" in found["discord"][1]
