"""`qa share` and `qa verify`: what is taken along, and that it can be checked again."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from qa.models import Answer, Reply
from qa.store.address import store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.shown_answer import ShownAnswer
from tests.bot import fakes
from tests.qa.cli import Run, asked

BEGINS = {
    "markdown": "> What did DeepSeek R1 score?",
    "json": "{",
    "bibtex": "@online{aibase2025-1,",
    "ris": "TY  - ELEC",
    "apa": "AIbase. (2025, March 3). ",
    "gbt7714": "[1] AIbase. ",
}


@pytest.fixture
def corpus(small_corpus: Path) -> Path:
    return small_corpus


def keep(folder: Path, reply: Reply = fakes.R1, key: str = "kept") -> None:
    async def put() -> None:
        store = AnswerStore(StoreDatabase(store_address(folder)), keep=9, days=30)
        await store.put(ShownAnswer(key=key, reply=reply, asker=1, private=True))
        await store.close()

    asyncio.run(put())


@pytest.mark.parametrize("form", BEGINS)
def test_an_answer_is_printed_in_every_form(run: Run, tmp_path: Path, form: str) -> None:
    keep(tmp_path)
    printed = run("share", "kept", "--format", form, data_dir=tmp_path)
    assert printed.code == 0, printed.err
    assert printed.out.startswith(BEGINS[form])


def test_an_answer_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    keep(tmp_path)
    picture, text = tmp_path / "a.png", tmp_path / "a.md"
    assert run("share", "kept", "--format", "picture", "--output", picture, data_dir=tmp_path).code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert run("share", "kept", "-o", text, data_dir=tmp_path).out == ""
    assert text.read_text(encoding="utf-8") == run("share", "kept", data_dir=tmp_path).out


def test_what_is_not_kept_and_no_form_is_told(run: Run, tmp_path: Path) -> None:
    assert "No answer 'none' is kept" in run("share", "none", data_dir=tmp_path).complains(1)
    assert "not one of markdown, json" in run("share", "x", "--format", "word", data_dir=tmp_path).complains(
        2
    )
    keep(tmp_path)
    missing = tmp_path / "no" / "a.md"
    assert "cannot be written" in run("share", "kept", "-o", missing, data_dir=tmp_path).complains(1)


def test_a_picture_is_not_printed_in_a_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.commands.share.sys.stdout.isatty", lambda: True, raising=False)
    told = run("share", "kept", "--format", "picture", data_dir=tmp_path)
    assert "name a file for it" in told.complains(2)


@pytest.fixture
def answer(run: Run, corpus: Path, tmp_path: Path) -> dict[str, Any]:
    return asked(run, corpus, tmp_path / "data", "ask", "Zephyr 2 score")


def written(folder: Path, answer: dict[str, Any]) -> Path:
    path = folder / "answer.json"
    path.write_text(json.dumps(answer), encoding="utf-8")
    return path


def test_an_answer_that_holds_is_said_to(
    run: Run, corpus: Path, tmp_path: Path, answer: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run("verify", written(tmp_path, answer), data_dir=tmp_path / "data", corpus=corpus)
    assert (found.code, found.err) == (0, "")
    last = found.out.splitlines()[-1]
    assert last == f"holds: {len(answer['citations'])} quotes, {len(answer['statements'])} statements"
    assert found.out.startswith("[1] stands at its place, word for word (")
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(answer)))
    told = run("verify", "-", "--json", data_dir=tmp_path / "data", corpus=corpus)
    assert told.code == 0
    assert json.loads(told.out)["holds"] is True
    assert [one["state"] for one in json.loads(told.out)["quotes"]] == ["holds"] * len(answer["citations"])


def test_a_shared_answer_holds_too(run: Run, corpus: Path, tmp_path: Path, answer: dict[str, Any]) -> None:
    made = Answer.model_validate(answer)
    keep(tmp_path / "data", fakes.R1.model_copy(update={"answer": made}))
    run("share", "kept", "--format", "json", "-o", tmp_path / "a.json", data_dir=tmp_path / "data")
    assert run("verify", tmp_path / "a.json", data_dir=tmp_path / "data", corpus=corpus).code == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("quote", "[1] does not stand in its document"),
        ("place", "[1] stands elsewhere in its document"),
        ("document", "[1] is of a document that is not here (nowhere)"),
        ("digest", "; its document is another than it was"),
        ("number", "”: 4321 stands in none of its quotes"),
    ],
)
def test_what_was_forged_is_found(
    run: Run, corpus: Path, tmp_path: Path, answer: dict[str, Any], change: str, told: str
) -> None:
    cited = answer["citations"][0]
    match change:
        case "quote":
            cited["quote"] = "It is 4,321, says nobody."
        case "place":
            cited["start"], cited["end"] = cited["start"] + 1, cited["end"] + 1
        case "document":
            cited["document_id"] = "nowhere"
        case "digest":
            cited["digest"] = "0" * len(cited["digest"])
        case _:
            answer["statements"][0]["text"] += " And 4,321."
    path = written(tmp_path, answer)
    found = run("verify", path, data_dir=tmp_path / "data", corpus=corpus)
    assert found.code == 1
    assert told in found.out
    assert found.out.splitlines()[-1] == "does not hold"
    as_json = run("verify", path, "--json", data_dir=tmp_path / "data", corpus=corpus)
    assert as_json.code == 1
    assert json.loads(as_json.out)["holds"] is False


def test_a_difference_of_two_scales_is_found(run: Run, tmp_path: Path) -> None:
    """The shipped corpus declares its two editions apart."""
    folder = tmp_path / "data"
    answer = json.loads(run("ask", "Compare DeepSeek R1 in Q1 and Q2", "--json", data_dir=folder).out)
    numbers = [one["number"] for one in answer["citations"]]
    editions = {one["edition"] for one in answer["citations"]}
    assert len(editions) == 2
    answer["statements"] = [{"text": "R1 lost 21 points.", "citations": numbers}]
    found = run("verify", written(tmp_path, answer), data_dir=folder)
    assert found.code == 1
    assert "are on different scales" in found.out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is no JSON of an answer"),
        ("[]", "is no answer as Footnote writes them"),
        ("{}", "is no answer as Footnote writes them"),
        ("[" * 100_000, "is no JSON of an answer"),
        ('{"id": ' + "9" * 5_000 + "}", "is no JSON of an answer"),
    ],
)
def test_what_is_no_answer_is_told(run: Run, corpus: Path, tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    assert told in run("verify", path, data_dir=tmp_path, corpus=corpus).complains(1)


def test_what_cannot_be_read_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "cannot be read" in run("verify", tmp_path / "none.json", data_dir=tmp_path).complains(1)
    (tmp_path / "x.json").write_bytes(b"\xff\xfe")
    assert "is no JSON of an answer" in run("verify", tmp_path / "x.json", data_dir=tmp_path).complains(1)
    monkeypatch.setattr("qa.commands.verify.LARGEST", 10)
    (tmp_path / "x.json").write_text("x" * 11)
    assert "too large" in run("verify", tmp_path / "x.json", data_dir=tmp_path).complains(1)
