"""Measurements against kept ones: what is better in each figure, and when they do not compare at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import CorpusError, FootnoteError
from qa.evaluation.gating import Measurement, compare, read_measurement
from qa.evaluation.gold.measures import GoldMeasures
from qa.evaluation.squad.measures import SquadReport
from tests.qa.cli import Run

SQUAD: dict[str, Any] = {
    "recall@1": 0.8,
    "recall@5": 0.9,
    "mrr@10": 0.85,
    "ndcg@10": 0.87,
    "answer_in_first_quote": 0.7,
    "answer_in_quotes": 0.9,
    "answer_words": 0.6,
    "quotes_mean": 1.4,
    "false_refusal": 0.1,
    "hallucination": 0.2,
    "quote_characters_mean": 120.5,
    "passages_per_second": 100.0,
    "query_ms_p50": 20.0,
    "query_ms_p95": 40.0,
    "questions": 300,
    "answerable": 240,
    "documents": 192,
    "threshold": 0.4,
    "brier": 0.15,
    "reliability": [],
    "costs": [],
    "intervals": {"answer_in_quotes": [0.8, 0.95]},
}
OVERALL: dict[str, Any] = {
    "items": 3,
    "answered_correct": 2,
    "accuracy": 0.75,
    "accuracy_interval": [0.5, 0.9],
    "crag": 0.5,
    "hallucination_rate": None,
    "false_refusal_rate": 0.1,
    "latency_ms_median": 30.0,
}
GOLD: dict[str, Any] = {
    "overall": OVERALL,
    "by_kind": {"score": OVERALL | {"items": 2}, "passage": OVERALL | {"items": 1}},
    "by_language": {"en": OVERALL},
}


def measured(data: dict[str, Any], folder: Path) -> Measurement:
    return read_measurement(write(folder / "one.json", data))


def write(path: Path, data: object) -> Path:
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def rulings(
    kept: dict[str, Any], now: dict[str, Any], folder: Path, tolerance: float = 0.02, slower: float = 1.5
) -> dict[str, str]:
    ruled = compare(measured(kept, folder), measured(now, folder), tolerance=tolerance, slower=slower)
    return {one.figure: one.ruling for one in ruled}


@pytest.mark.parametrize(
    ("figure", "value", "ruling"),
    [
        ("recall@1", 0.78, "ok"),
        ("recall@1", 0.7799, "worse"),
        ("recall@1", 1.0, "ok"),
        ("answer_in_quotes", 0.87, "worse"),
        ("ndcg@10", 0.84, "worse"),
        ("hallucination", 0.22, "ok"),
        ("hallucination", 0.2201, "worse"),
        ("hallucination", 0.0, "ok"),
        ("false_refusal", 0.13, "worse"),
        ("brier", 0.18, "worse"),
        ("brier", 0.01, "ok"),
        ("query_ms_p50", 30.0, "ok"),
        ("query_ms_p50", 30.1, "slower"),
        ("query_ms_p95", 61, "slower"),
        ("query_ms_p95", 1, "ok"),
        ("passages_per_second", 67.0, "ok"),
        ("passages_per_second", 66.0, "slower"),
        ("passages_per_second", 900.0, "ok"),
        ("quote_characters_mean", 900.0, "not judged"),
        ("threshold", 0.9, "not judged"),
    ],
)
def test_each_figure_knows_what_is_better(figure: str, value: float, ruling: str, tmp_path: Path) -> None:
    found = rulings(SQUAD, SQUAD | {figure: value}, tmp_path)
    assert found.pop(figure) == ruling
    assert set(found.values()) <= {"ok", "not judged"}, "the others are as they were"


@pytest.mark.parametrize(
    ("figure", "value", "ruling"),
    [
        ("accuracy", 0.7, "worse"),
        ("crag", 0.47, "worse"),
        ("false_refusal_rate", 0.2, "worse"),
        ("latency_ms_median", 46.0, "slower"),
        ("answered_correct", 0, "not judged"),
    ],
)
def test_gold_sets_are_compared_over_all(figure: str, value: float, ruling: str, tmp_path: Path) -> None:
    now = GOLD | {"overall": OVERALL | {figure: value}}
    assert rulings(GOLD, now, tmp_path)[figure] == ruling
    assert rulings(GOLD, GOLD, tmp_path)[figure] in ("ok", "not judged")


def test_every_figure_that_is_a_share_or_a_time_is_known(tmp_path: Path) -> None:
    """What a report gains is judged, or is named here as what has no better and worse."""
    squad = {(field.serialization_alias or name): 0.5 for name, field in SquadReport.model_fields.items()}
    found = rulings(squad, squad, tmp_path)
    aside = {"threshold", "quotes_mean", "quote_characters_mean", "reliability", "costs", "intervals"}
    assert {name for name, ruling in found.items() if ruling == "not judged"} == aside
    gold = {"overall": dict.fromkeys(GoldMeasures.model_fields, 0.5)}
    found = rulings(gold, gold, tmp_path)
    outcomes = {"answered_correct", "answered_wrong", "abstained_right", "abstained_wrong", "missing"}
    assert {n for n, ruling in found.items() if ruling == "not judged"} == outcomes | {"accuracy_interval"}


def test_what_may_be_lost_is_chosen(tmp_path: Path) -> None:
    worse = SQUAD | {"mrr@10": 0.80, "query_ms_p50": 35.0}
    assert rulings(SQUAD, worse, tmp_path, tolerance=0.05, slower=2)["mrr@10"] == "ok"
    strict = rulings(SQUAD, SQUAD | {"mrr@10": 0.849, "query_ms_p50": 21.0}, tmp_path, 0.0, 1.0)
    assert (strict["mrr@10"], strict["query_ms_p50"], strict["recall@1"]) == ("worse", "slower", "ok")


def test_what_is_in_one_only_is_told_and_not_judged(tmp_path: Path) -> None:
    kept = {name: value for name, value in SQUAD.items() if name != "brier"} | {"hallucination": 0.2}
    now = SQUAD | {"hallucination": None, "query_ms_p50": float("nan"), "answer_in_quotes": True}
    found = rulings(kept, now, tmp_path)
    assert found["brier"] == "only now"
    assert found["hallucination"] == found["query_ms_p50"] == found["answer_in_quotes"] == "only kept"


def test_other_questions_do_not_compare(tmp_path: Path) -> None:
    with pytest.raises(FootnoteError, match="questions 300 then and 200 now"):
        rulings(SQUAD, SQUAD | {"questions": 200}, tmp_path)
    with pytest.raises(FootnoteError, match="documents 192 then and none now"):
        rulings(SQUAD, SQUAD | {"documents": None}, tmp_path)
    groups = {"score": OVERALL | {"items": 1}, "passage": OVERALL | {"items": 2}}
    with pytest.raises(
        FootnoteError, match="items of passage 1 then and 2 now, items of score 2 then and 1 now"
    ):
        rulings(GOLD, GOLD | {"by_kind": groups}, tmp_path)
    with pytest.raises(FootnoteError, match="`qa eval gold` and `qa eval squad` measure different things"):
        rulings(GOLD, SQUAD, tmp_path)


@pytest.mark.parametrize("data", [[], 3, {}, {"overall": 3}, {"overall": {}}, {"questions": 3}])
def test_other_files_are_refused(data: object, tmp_path: Path) -> None:
    with pytest.raises(
        FootnoteError, match=r"one\.json is not what `qa eval gold` or `qa eval squad` prints"
    ):
        read_measurement(write(tmp_path / "one.json", data))


def test_broken_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(FootnoteError, match=r"broken\.json is not JSON"):
        read_measurement(path)
    with pytest.raises(CorpusError, match="cannot be read"):
        read_measurement(tmp_path / "none.json")


# --- the command ----------------------------------------------------------------------


def test_the_command(run: Run, tmp_path: Path) -> None:
    kept, new = write(tmp_path / "kept.json", SQUAD), tmp_path / "new.json"
    outcome = run("eval", "gate", kept, write(new, SQUAD | {"hallucination": 0.1}))
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[0].split() == ["figure", "kept", "now", "verdict"]
    cells = {line.split()[0]: line.split()[1:] for line in lines[1:-2]}
    assert cells["hallucination"] == ["0.2000", "0.1000", "ok"]
    assert cells["query_ms_p50"] == ["20.0", "20.0", "ok"]
    assert cells["threshold"] == ["0.4000", "0.4000", "not", "judged"]
    assert lines[-1] == "As good as what was kept."

    outcome = run("eval", "gate", kept, write(new, SQUAD | {"hallucination": 0.3, "query_ms_p95": 90.0}))
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.endswith("\nWorse than what was kept: hallucination, query_ms_p95.\n")
    lenient = ("--tolerance", "0.1", "--slower", "3")
    assert run("eval", "gate", kept, new, *lenient).code == 0

    without = {name: value for name, value in SQUAD.items() if name != "brier"}
    outcome = run("eval", "gate", kept, write(new, without))
    assert outcome.code == 0
    assert ["brier", "0.1500", "–", "only", "kept"] in [line.split() for line in outcome.out.splitlines()]


def test_the_command_refuses_to_compare(run: Run, tmp_path: Path) -> None:
    kept = write(tmp_path / "kept.json", SQUAD)
    other = write(tmp_path / "new.json", SQUAD | {"questions": 30})
    told = run("eval", "gate", kept, other).complains(2)
    assert told.endswith("questions 300 then and 30 now. Measure the kept one anew.")
    assert "cannot be read" in run("eval", "gate", kept, tmp_path / "none.json").complains(2)
    assert "--help" in run("eval", "gate", kept).complains(2)
    assert "--help" in run("eval", "gate", kept, kept, "--slower", "0.5").complains(2)


def test_what_the_gold_command_prints_is_understood(
    run: Run, small_corpus: Path, store: Path, tmp_path: Path
) -> None:
    asked = {
        "id": "1",
        "language": "en",
        "kind": "score",
        "turns": ["Zephyr 2 score in Q1?"],
        "answerable": True,
    }
    right = write(tmp_path / "gold.jsonl", asked | {"must": [["71"]]})
    kept = tmp_path / "kept.json"
    kept.write_text(run("eval", "gold", right, "--json", data_dir=store, corpus=small_corpus).out, "utf-8")
    data = json.loads(kept.read_text(encoding="utf-8"))
    assert run("eval", "gate", kept, kept).code == 0
    wrong = write(tmp_path / "gold.jsonl", asked | {"must": [["72"]]})
    printed = run("eval", "gold", wrong, "--json", data_dir=store, corpus=small_corpus).out
    now = json.loads(printed)
    now["overall"]["latency_ms_median"] = data["overall"]["latency_ms_median"]  # no test depends on timing
    outcome = run("eval", "gate", kept, write(tmp_path / "new.json", now))
    assert outcome.code == 1
    assert outcome.out.endswith("\nWorse than what was kept: accuracy, crag.\n")
