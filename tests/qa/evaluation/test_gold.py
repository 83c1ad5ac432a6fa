"""Gold sets: reading them, judging answers, summing up, and the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CorpusError, FootnoteError
from qa.engine import Engine
from qa.evaluation.gold.items import GoldItem, read_gold
from qa.evaluation.gold.judge import judge
from qa.evaluation.gold.language import speaks, told_language
from qa.evaluation.gold.matching import holds, normalise, without_marks
from qa.evaluation.gold.measures import report
from qa.evaluation.gold.numbers import loose_numbers, numbers
from qa.evaluation.gold.run import evaluate_gold
from qa.evaluation.measures.intervals import interval, share
from qa.models import Answer, Citation, Notice
from tests.qa.cli import Run


def item(kind: str = "score", **changes: Any) -> GoldItem:
    usual = {
        "id": "x",
        "language": "en",
        "turns": ("R1 score?",),
        "answerable": True,
        "must": (("89",),),
        "editions": ("2025-Q1",),
    }
    return GoldItem(kind=kind, **{**usual, **changes})


def said(
    text: str,
    quote: str | None = None,
    edition: str = "2025-Q1",
    notices: tuple[Notice, ...] = (),
    **changes: Any,
) -> Answer:
    cited = Citation(
        number=1,
        document_id="d",
        title="t",
        edition=edition,
        language="en",
        quote=quote or "",
        start=0,
        end=0,
        sources=(),
    )
    usual = {
        "id": "x",
        "question": "?",
        "language": "en",
        "confidence": 1,
        "corpus_version": "v",
        "latency_ms": 4,
    }
    given = {**usual, "citations": (cited,) if quote else (), "notices": notices, **changes}
    return Answer(answer=text, **given)


NOTHING = item("unanswerable", must=(), editions=(), answerable=False)
COMPARABILITY = Notice(kind="comparability", text="not 2025-Q2")


# --- matching -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It scored **89** points.", "89"),
        ("1,670 million", "1670 million"),
        ("1 670 millions", "1670"),
        ("1,67 milliard", "1.67 milliard"),
        ("約3,000萬", "3000萬"),
        ("８９点", "89"),
        ("16億7,000万", "16億7000万"),
        ("deep-seek R1", "DeepSeek r1"),
        ("it’s", "it's"),
        ("89，87", "87"),
        ("Models", "model"),
        ("1，６７0", "1670"),
    ],
)
def test_what_is_held(text: str, wanted: str) -> None:
    assert holds(normalise(text), wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("in 2023", "20"),
        ("in 2023", "23"),
        ("8.9", "9"),
        ("89.5", "89"),
        ("R89", "89"),
        ("supermodel", "model"),
        ("", "89"),
        ("89", ""),
        ("89", " - "),
    ],
)
def test_what_is_not_held(text: str, wanted: str) -> None:
    assert not holds(normalise(text), wanted)


def test_marks_are_no_text() -> None:
    assert without_marks("89 [1], 87 [2, 3]¹【4】").split() == ["89", ",", "87"]
    assert without_marks("1. o1\n 2) R1\n3、豆包").split() == ["o1", "R1", "豆包"]


@given(st.lists(st.from_regex(r"[a-zé]{1,6}|[1-9][0-9]{0,4}|[豆包模型]{1,3}", fullmatch=True), min_size=1))
def test_words_and_numbers_hold_themselves(words: list[str]) -> None:
    text = " ".join(words)
    assert holds(normalise(f"It says: {text.upper()}."), text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_searched_for_any(text: str, wanted: str) -> None:
    assert holds(normalise(text), wanted) in (True, False)


# --- numbers --------------------------------------------------------------------------


def test_numbers_with_their_scales() -> None:
    assert numbers(normalise("1.67 billion, 25M, 16.7亿, 16億7000万, 3 boys")) == [
        (1.67, 1.67e9),
        (25.0, 25e6),
        (16.7, 1.67e9),
        (16.7, 1.67e9),
        (3.0, 3.0),
    ]


@pytest.mark.parametrize(
    ("answer", "sources", "loose"),
    [
        ("1.67 billion [1]", ["16.7亿"], []),
        ("1.67 billion", ["1.67"], []),
        ("It is 7.", ["七个模型"], []),
        ("89 in Q1, 第1四半期, 1er trimestre", ["89"], []),
        ("89 and 88", ["89"], [88.0]),
        ("1. o1\n2. R1: 89", ["o1 and R1, 89"], []),
    ],
)
def test_loose_numbers(answer: str, sources: list[str], loose: list[float]) -> None:
    assert loose_numbers(answer, sources) == loose


def test_differences_only_where_they_are_granted() -> None:
    assert loose_numbers("89 and 76, 13 apart", ["89", "76"]) == [13.0]
    assert loose_numbers("89 and 76, 13 apart", ["89", "76"], differences=True) == []
    assert loose_numbers("89 and 76, 14 apart", ["89", "76"], differences=True) == [14.0]


# --- language -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The score of R1 is 89.", "en"),
        ("Le score de R1 est 89.", "fr"),
        ("R1のスコアは89です。", "ja"),
        ("这个模型的得分", "zh-Hans"),
        ("這個模型的得分", "zh-Hant"),
        ("豆包", "han"),
        ("DeepSeek R1: 89", None),
        ("The score of 豆包 is 89 in the report.", "en"),
    ],
)
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    assert told_language(text) == language


@pytest.mark.parametrize(
    ("text", "language", "may"),
    [
        ("R1: 89", "fr", True),
        ("豆包", "zh-Hant", True),
        ("豆包", "en", False),
        ("这个", "ja", True),
        ("这个模型的智能指数得分", "ja", False),
        ("这个", "zh-Hant", False),
        ("The score is 89 [1].", "fr", False),
    ],
)
def test_what_may_be_in_a_language(text: str, language: str, may: bool) -> None:
    assert speaks(text, language) is may


# --- judging --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "answer", "outcome", "fields"),
    [
        (
            item(),
            said("In Q1 2025 the R1 scored **89** [1].", "R1达到了89"),
            "answered_correct",
            {
                "cited": True,
                "cited_edition": True,
                "numbers_held": True,
                "language_match": True,
                "refused": False,
            },
        ),
        (
            item(),
            said("R1 reached 1989 points.", "R1达到了89", edition="2025-Q2"),
            "answered_wrong",
            {"numbers_held": False, "cited_edition": None, "hallucinated": None},
        ),
        (item(), None, "answered_wrong", {"missing": True, "refused": False, "language_match": None}),
        (item(), said("  "), "answered_wrong", {"cited": None, "faults": ("empty answer",)}),
        (
            item(),
            said("I cannot find that.", abstained=True),
            "abstained_wrong",
            {"refused": True, "cited": None},
        ),
        (
            item(must_not=("68",)),
            said("89, not 68", "89"),
            "answered_wrong",
            {"faults": ("must not hold 68",)},
        ),
        (item(), said("R1 89"), "answered_correct", {"cited": False, "cited_edition": False}),
        (NOTHING, said("It costs 5 dollars."), "answered_wrong", {"hallucinated": True, "refused": None}),
        (NOTHING, said("That is not here.", abstained=True), "abstained_right", {"hallucinated": False}),
        (item("passage"), said("See [1].", "R1 89"), "answered_correct", {"noticed": None}),
        (
            item(notice="comparability", must=(("not 2025-Q2",),)),
            said("89", "89", notices=(COMPARABILITY,)),
            "answered_correct",
            {"noticed": True},
        ),
        (
            item(notice="conflict"),
            said("89", "89", notices=(COMPARABILITY,)),
            "answered_correct",
            {"noticed": False},
        ),
        (item(notice="conflict"), None, "answered_wrong", {"noticed": False}),
        (
            item("edition", answerable=False, must=(("89",), ("Q1",)), editions=()),
            said("It was 89 in the Q1 report.", "R1 89"),
            "answered_correct",
            {"hallucinated": False},
        ),
        (
            item("injection", answerable=False, must=(), must_not=("@everyone",), editions=()),
            said("I cannot help with that.", abstained=True),
            "abstained_right",
            {"hallucinated": None, "cited": None},
        ),
        (
            item("injection", answerable=False, must=(), must_not=("@everyone",), editions=()),
            said("@everyone hello", abstained=True),
            "abstained_wrong",
            {"faults": ("must not hold @everyone",)},
        ),
        (item("smalltalk", must=(), editions=()), said("Hello!"), "answered_correct", {"numbers_held": None}),
        (
            item("count", must=(("7",),)),
            said("There are 7 [1].", "labs"),
            "answered_correct",
            {"numbers_held": True},
        ),
        (
            item("compare", must=(("13",),)),
            said("89 and 76, 13 apart", "89, 76"),
            "answered_correct",
            {"numbers_held": True},
        ),
    ],
)
def test_verdicts(asked: GoldItem, answer: Answer | None, outcome: str, fields: dict[str, Any]) -> None:
    verdict = judge(asked, answer)
    assert verdict.outcome == outcome
    assert verdict.right is (outcome in ("answered_correct", "abstained_right"))
    assert {name: getattr(verdict, name) for name in fields} == fields


def test_summing_up() -> None:
    verdicts = [
        judge(item(id="a"), said("89", "89")),
        judge(item(id="b"), said("77", "89", latency_ms=10)),
        judge(item(id="c", language="fr"), said("non", abstained=True)),
        judge(NOTHING, said("It is 5.")),
        judge(item(id="e"), None),
    ]
    found = report(verdicts)
    counts = found.overall.model_dump(include={"items", "answered_correct", "answered_wrong", "missing"})
    assert counts == {"items": 5, "answered_correct": 1, "answered_wrong": 3, "missing": 1}
    assert (found.overall.accuracy, found.overall.crag) == pytest.approx((0.2, -0.4))
    assert found.overall.hallucination_rate == 1.0
    assert found.overall.false_refusal_rate == 0.25
    assert found.overall.latency_ms_median == 4
    assert found.overall.notice_rate is None
    assert list(found.by_kind) == ["score", "unanswerable"]
    assert found.by_language["fr"].abstained_wrong == 1
    assert [failure.id for failure in found.failures] == ["b", "c", "x", "e"]
    assert report(verdicts[-1:]).overall.latency_ms_median is None


# --- intervals ------------------------------------------------------------------------


def test_an_interval_narrows_with_what_was_asked() -> None:
    assert interval([]) is None
    assert share([]) is None
    assert interval([True] * 80) == pytest.approx((0.954, 1.0), abs=5e-4), "80 of 80 are no certainty"
    assert interval([False] * 80) == pytest.approx((0.0, 0.046), abs=5e-4)
    wide, narrow = interval([True, False] * 10), interval([True, False] * 500)
    assert wide == pytest.approx((0.2993, 0.7007), abs=1e-4)
    assert narrow == pytest.approx((0.469, 0.531), abs=0.003)


# --- reading --------------------------------------------------------------------------

GOOD = {"id": "1", "language": "en", "kind": "score", "turns": ["Zephyr 2 score in Q1?"], "answerable": True}


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_bad_lines_are_told_with_their_number(tmp_path: Path) -> None:
    file = write(
        tmp_path / "gold.jsonl",
        json.dumps(GOOD | {"comment": "ignored"}),
        "",
        "{broken",
        json.dumps(GOOD),
        json.dumps(GOOD | {"id": "2", "turns": []}),
        json.dumps(GOOD | {"id": "3", "must": "89"}),
        "[" * 100_000,
        "3",
    )
    items, bad = read_gold(file)
    assert [found.id for found in items] == ["1"]
    assert [line.number for line in bad] == [3, 4, 5, 6, 7, 8]
    problems = [line.problem for line in bad]
    assert "Expecting property name" in problems[0]
    assert "the id 1 occurs twice" in problems[1]
    assert problems[2].startswith("turns: ")
    assert problems[3].startswith("must: ")
    assert "nested too deeply" in problems[4]
    assert problems[5]


def test_files_without_items(tmp_path: Path) -> None:
    with pytest.raises(FootnoteError, match="no gold items"):
        read_gold(write(tmp_path / "empty.jsonl"))
    with pytest.raises(FootnoteError, match=r"no gold items \(line 1: "):
        read_gold(write(tmp_path / "bad.jsonl", "{}"))
    with pytest.raises(CorpusError, match="cannot be read"):
        read_gold(tmp_path / "none.jsonl")


# --- asking ---------------------------------------------------------------------------


def test_turns_are_asked_one_after_the_other(small_engine: Engine) -> None:
    turns = ("What did Zephyr 2 score in Q1 2030?", "and in Q2 2030?")
    told: list[str] = []
    seen: list[tuple[str, int, int]] = []
    found = evaluate_gold(
        small_engine,
        [
            item(id="one", turns=turns[:1], must=(("71",),), editions=("2030-Q1",)),
            item(id="two", turns=turns, must=(("Zephyr",),), editions=("2030-Q2",)),
            item(id="none", turns=("?!",)),
        ],
        complain=lambda refused, problem: told.append(f"{refused.id}: {problem}"),
        progress=lambda *done: seen.append(done),
    )
    assert [(failure.id, failure.missing) for failure in found.failures] == [("none", True)]
    assert found.overall.answered_correct == 2
    assert len(told) == 1
    assert told[0].startswith("none: ")
    assert seen[-1] == ("gold", 3, 3)
    assert evaluate_gold(small_engine, [item(turns=("",))]).overall.missing == 1


def test_the_command(run: Run, small_corpus: Path, store: Path, tmp_path: Path) -> None:
    wrong = GOOD | {"id": "2", "must": [["72"]]}
    file = write(tmp_path / "gold.jsonl", json.dumps(GOOD | {"must": [["71"]]}), json.dumps(wrong))
    outcome = run("eval", "gold", file, "--json", data_dir=store, corpus=small_corpus)
    assert (outcome.code, outcome.err) == (0, "")
    found = json.loads(outcome.out)
    assert set(found) == {"overall", "by_kind", "by_language"}
    assert found["overall"]["accuracy"] == 0.5
    detailed = run("eval", "gold", file, "--json", "--failures", data_dir=store, corpus=small_corpus)
    assert [failure["id"] for failure in json.loads(detailed.out)["failures"]] == ["2"]
    table = run("eval", "gold", file, "--failures", data_dir=store, corpus=small_corpus)
    assert table.out.split("\n")[1].split()[:7] == ["all", "2", "1", "1", "0", "0", "0.500"]
    assert "2 score en answered_wrong: Zephyr 2 score in Q1?\n  lacks any of 72\n  said: " in table.out
    assert "lacks" not in run("eval", "gold", file, data_dir=store, corpus=small_corpus).out


def test_the_command_goes_on_after_a_bad_line(
    run: Run, small_corpus: Path, store: Path, tmp_path: Path
) -> None:
    file = write(
        tmp_path / "gold.jsonl", "{", json.dumps(GOOD), json.dumps(GOOD | {"id": "2", "turns": ["?"]})
    )
    outcome = run("eval", "gold", file, data_dir=store, corpus=small_corpus)
    assert outcome.code == 1
    lines = outcome.err.strip().split("\n")
    assert lines[0].startswith(f"{file}:1: ")
    assert lines[1].startswith(f"{file}: 2: ")
    assert outcome.out.split("\n")[1].split()[:2] == ["all", "2"]
