"""`qa ask --worded` and `qa llm check`, with a server on this machine that speaks OpenAI's protocol."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

from qa.models import Answer
from tests.qa.cli import Run
from tests.qa.prose import chat_server as chat

COMPARED = "Compare Zephyr 2 and Borealis One in Q1 2030"
GOOD = "Zephyr 2 leads with 71 points. [E1]\nBorealis One has 64. [E2]\n"
BAD = "Zephyr 2 leads with 71 points. [E1]\nIt won 12 medals. [E2]\nEverybody loves Cumulus. [E1]\n"
KEY = "sk-never-shown-anywhere"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("QA_LLM_KEY", KEY)
    for name in ("QA_LLM", "QA_LLM_USES", "QA_LLM_TOOLS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QA_LLM_FIGURES", "1")
    monkeypatch.setenv("QA_LLM_SECONDS", "120")  # however busy the machine is


def test_an_answer_is_said_in_the_models_words(
    run: Run, small_corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chat.serving_beside(chat.says(GOOD)) as server:
        monkeypatch.setenv("QA_LLM", f"{server.address}#tiny")
        plain = run("ask", "--worded", COMPARED, corpus=small_corpus, data_dir=store)
        told = run("ask", "--worded", "--json", COMPARED, corpus=small_corpus, data_dir=store)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        watched = run("ask", "--worded", COMPARED, corpus=small_corpus, data_dir=store)
    said = "Zephyr 2 leads with 71 points (Q1 2030 edition). [1]\nBorealis One has 64. [2]\n"
    assert plain.out.startswith(said)
    assert "Worded by tiny from the quotes below" in plain.out
    assert re.sub(r"\x1b\[[\d;]*m", "", watched.out) == plain.out
    answer = Answer.model_validate_json(told.out)
    assert answer.answer == said.strip()
    assert answer.worded is not None
    assert (answer.worded.model, answer.worded.outcome) == ("tiny", "worded")


def test_what_does_not_pass_leaves_the_answer_as_found(
    run: Run, small_corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run("ask", "--json", COMPARED, corpus=small_corpus, data_dir=store)
    with chat.serving_beside(chat.says(BAD)) as server:
        monkeypatch.setenv("QA_LLM", server.address)
        told = run("ask", "--worded", COMPARED, corpus=small_corpus, data_dir=store)
    assert told.code == 0
    assert told.out.startswith(json.loads(found.out)["answer"])
    assert "did not pass the check against the quotes" in told.out
    assert json.loads(found.out)["worded"] is None


def test_wording_needs_a_model_and_goes_with_no_explanation(
    run: Run, small_corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = {"corpus": small_corpus, "data_dir": store}
    assert "set QA_LLM" in run("ask", "--worded", COMPARED, **where).complains(1)
    assert "it goes with neither" in run("ask", "--worded", "--explain", COMPARED, **where).complains(2)
    monkeypatch.setenv("QA_LLM", "ollama:q")
    monkeypatch.setenv("QA_LLM_USES", "planning")
    assert "wording in QA_LLM_USES" in run("ask", "--worded", COMPARED, **where).complains(1)


PLAN = '{"task": "compare", "things": ["T1", "T4"], "figures": ["F1"], "editions": ["D2"]}'
UNSURE = "Is Zephyr 2 ahead of Borealis"  # read as the history of Zephyr 2


def test_what_is_not_read_surely_is_planned_and_worded(
    run: Run, small_corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = {"corpus": small_corpus, "data_dir": store}
    monkeypatch.setenv("QA_LLM_USES", "planning,wording")
    with chat.serving_beside(chat.says(PLAN), chat.says(PLAN), chat.says(GOOD)) as server:
        monkeypatch.setenv("QA_LLM", server.address)
        planned = run("ask", "--planned", "--json", UNSURE, **where)
        both = run("ask", "--planned", "--worded", UNSURE, **where)
        assert len(server.asked) == 3
        sure = run("ask", "--planned", "What did Zephyr 2 score?", **where)
        assert len(server.asked) == 3
    answer = Answer.model_validate_json(planned.out)
    assert {(one.subject, one.value) for one in answer.facts} == {("Zephyr 2", 71), ("Borealis One", 64)}
    assert answer.worded is None
    assert both.out.startswith("Zephyr 2 leads with 71 points (Q1 2030 edition). [1]")
    assert sure.out == run("ask", "What did Zephyr 2 score?", **where).out
    monkeypatch.setenv("QA_LLM_USES", "wording")
    assert "planning in QA_LLM_USES" in run("ask", "--planned", UNSURE, **where).complains(1)


def test_a_conversation_is_worded(
    run: Run, small_corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = f"{COMPARED}\nand Cumulus Mini?\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(said))
    with chat.serving_beside(chat.says(GOOD), chat.says("Cumulus Mini has 64 points. [E1]")) as server:
        monkeypatch.setenv("QA_LLM", server.address)
        told = run("chat", "--worded", corpus=small_corpus, data_dir=store)
    assert told.code == 0
    first, second = (
        told.out.index("Zephyr 2 leads with 71 points (Q1 2030 edition). [1]"),
        told.out.index("Cumulus Mini has 64"),
    )
    assert first < second


def test_check_says_what_is_set_and_how_fast_it_answers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("llm", "check").out.startswith("QA_LLM is not set")
    with chat.serving_beside(chat.says("ready")) as server:
        monkeypatch.setenv("QA_LLM", f"{server.address}#tiny")
        monkeypatch.setenv("QA_LLM_USES", "wording,planning")
        told = run("llm", "check")
    assert told.code == 0
    assert told.out.split("\n")[:6] == [
        f"model    tiny at {server.address}",
        "key      set (QA_LLM_KEY)",
        "wording  yes",
        "planning yes",
        "tools    no",
        "patience 120 s",
    ]
    assert "answers  first line after" in told.out
    assert KEY not in told.out + told.err


@pytest.mark.parametrize(
    ("behave", "told"),
    [
        (chat.refuses(401), "the key is not accepted"),
        (chat.refuses(404), "there is no such model"),
        (chat.refuses(429), "too much was asked of it"),
        (chat.refuses(500), "500"),
        (chat.hangs, "did not answer within 1 s"),
        (chat.sends(b"data: {not json\n\n"), "could not be asked: JSONDecodeError"),
    ],
)
def test_check_explains_each_fault(
    behave: chat.Behave, told: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chat.serving_beside(behave) as server:
        monkeypatch.setenv("QA_LLM", server.address)
        if behave is chat.hangs:
            monkeypatch.setenv("QA_LLM_SECONDS", "1")
        outcome = run("llm", "check")
    assert told in outcome.complains(1)
    assert KEY not in outcome.out + outcome.err


def test_check_tells_where_nothing_answers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with chat.serving_beside(chat.hangs) as server:
        monkeypatch.setenv("QA_LLM", server.address)
    assert "nothing answers at that address" in run("llm", "check").complains(1)
    monkeypatch.setenv("QA_LLM", "openai:big")
    monkeypatch.delenv("QA_LLM_KEY")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert "OPENAI_API_KEY is not set" in run("llm", "check").complains(1)
