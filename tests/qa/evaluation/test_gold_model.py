"""The same questions as found, planned and worded: one judge, one table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qa.engine import Engine
from qa.evaluation.gold.items import GoldItem
from qa.evaluation.gold.judge import judge
from qa.evaluation.gold.with_model import evaluate_with_model, model_table
from qa.prose.opening import ProseModel
from qa.prose.planner import Planner
from qa.prose.support import Support
from qa.prose.worder import Worder
from tests.qa.cli import Run
from tests.qa.prose import chat_server as chat
from tests.qa.prose.conftest import COMPARED, ScriptedModel

UNSURE = "Is Zephyr 2 ahead of Borealis"  # read as the history of Zephyr 2
PLAN = '{"task": "compare", "things": ["T1", "T4"], "figures": ["F1"], "editions": ["D2"]}'
SAID = "Zephyr 2 leads with 71 points. [E1]\nBorealis One has 64. [E2]"
BAD = "Zephyr 2 leads with 71 points. [E1]\nBorealis One has 99. [E2]"


def item(*turns: str, must: tuple[tuple[str, ...], ...], id_: str = "x") -> GoldItem:
    about = {"id": id_, "language": "en", "kind": "compare", "answerable": True, "editions": ("2030-Q1",)}
    return GoldItem(turns=turns, must=must, **about)  # type: ignore[arg-type]


BOTH = (("71",), ("64",))


def test_each_form_is_judged_by_the_same_judge(small_engine: Engine) -> None:
    worder = Worder(ScriptedModel(SAID, BAD, "Borealis One has 64. [E2]", SAID), Support())
    model = ProseModel(worder, Planner(ScriptedModel(PLAN)))
    items = [item(COMPARED, must=BOTH), item(UNSURE, must=BOTH, id_="y")]
    found = evaluate_with_model(small_engine, items, model)
    assert list(found.forms) == ["extractive", "planned", "worded", "planned and worded"]
    assert [one.right for one in found.forms.values()] == [1, 2, 1, 2]
    assert found.forms["planned"].outcomes == {"sure": 1, "planned": 1}
    assert found.forms["worded"].outcomes["worded"] >= 1
    both = found.forms["planned and worded"]
    assert both.number_fidelity == 1.0
    assert both.citation_coverage == 1.0
    assert [one.answers["extractive"].verdict for one in found.items] == ["answered_correct", "partial"]
    assert (
        found.items[1]
        .answers["planned and worded"]
        .text.startswith("Zephyr 2 leads with 71 points (Q1 2030 edition). [1]")
    )
    heads, rows = model_table(found)
    assert heads[:5] == ("", "n", "right", "partial", "wrong")
    alone = [f"{form}, where worded" for form in ("extractive", "worded")]
    assert [row[0] for row in rows] == [*found.forms, *alone]


def test_what_is_repaired_and_dropped_is_counted(small_engine: Engine) -> None:
    worder = Worder(ScriptedModel(BAD, "Borealis One has 64. [E2]"), Support())
    found = evaluate_with_model(small_engine, [item(COMPARED, must=BOTH)], ProseModel(worder))
    assert list(found.forms) == ["extractive", "worded"]
    assert found.forms["worded"].statements == {"passed": 2, "repaired": 1, "dropped": 0}


def test_a_turn_that_is_no_question_is_told(small_engine: Engine) -> None:
    told: list[str] = []
    items = [item("?!", must=BOTH), item("What did Zephyr 2 score?", UNSURE, must=(("64",),))]

    def complain(one: GoldItem, problem: str) -> None:
        told.append(one.turns[0])

    model = ProseModel(planner=Planner(ScriptedModel("NONE")))
    found = evaluate_with_model(small_engine, items, model, complain=complain)
    assert told == ["?!"]
    assert found.forms["extractive"].items == 1
    assert found.forms["planned"].outcomes == {"refused": 1}


@pytest.mark.parametrize(
    ("must", "partial"),
    [((("71",), ("99",)), True), ((("71",), ("64",)), False), ((("99",), ("98",)), False)],
)
def test_partly_right_is_what_lacks_something(
    small_engine: Engine, must: tuple[tuple[str, ...], ...], *, partial: bool
) -> None:
    answer = small_engine.ask(COMPARED).answer
    assert judge(item(COMPARED, must=must), answer).partial is partial


def test_the_command_prints_a_table_and_json(
    run: Run, small_corpus: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: dict[str, Any] = {"corpus": small_corpus, "data_dir": store}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(item(COMPARED, must=BOTH).model_dump_json() + "\n{}\n", encoding="utf-8")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("QA_LLM_SECONDS", "120")
    monkeypatch.setenv("QA_LLM_FIGURES", "1")
    monkeypatch.delenv("QA_LLM", raising=False)
    assert "set QA_LLM" in run("eval", "gold", str(gold), "--llm", **where).complains(1)
    with chat.serving_beside(chat.says(SAID, tokens=(90, 10))) as server:
        monkeypatch.setenv("QA_LLM", server.address)
        plain = run("eval", "gold", str(gold), "--llm", **where)
        told = run("eval", "gold", str(gold), "--llm", "--json", **where)
    assert (plain.code, told.code) == (1, 1)  # a line is bad
    assert "gold.jsonl:2" in plain.err
    assert [line.split()[:3] for line in plain.out.splitlines()[1:3]] == [
        ["extractive", "1", "1"],
        ["worded", "1", "1"],
    ]
    assert "worded: worded 1; statements: 2 passed, 0 repaired, 0 dropped" in plain.out
    forms = json.loads(told.out)["forms"]
    assert [line.split()[:4] for line in plain.out.splitlines()[3:5]] == [
        ["extractive,", "where", "worded", "1"],
        ["worded,", "where", "worded", "1"],
    ]
    assert json.loads(told.out)["where_worded"]["worded"] == forms["worded"]
    assert forms["worded"]["tokens_mean"] == 100
    assert forms["extractive"]["tokens_mean"] == 0
