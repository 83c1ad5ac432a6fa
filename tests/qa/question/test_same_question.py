"""Whether two questions ask the same: on pairs written before anything was tuned, and what must agree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.instruments import Instruments
from qa.question.same_question import LONGEST, SameQuestions, asked_of
from qa.settings import Settings

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def same() -> SameQuestions:
    return Instruments.of(Settings().model).same_questions


@pytest.mark.parametrize(
    ("name", "false", "missed"),
    [("taught_pairs", 0, 4), ("taught_pairs_fresh", 1, 6), ("taught_pairs_last", 2, 5)],
)
def test_pairs_are_told_apart(same: SameQuestions, name: str, false: int, missed: int) -> None:
    pairs = [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [(pair, same.find(pair["asked"], [pair["taught"]]) == 0) for pair in pairs]
    wrong = [pair["asked"] for pair, alike in found if alike and not pair["same"]]
    assert len(wrong) <= false, wrong
    late = [pair["asked"] for pair, alike in found if pair["same"] and not alike]
    assert len(late) <= missed, late
    assert {pair["kind"] for pair, alike in found if alike and not pair["same"]} <= {"other"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Why was the 2024 budget cut?", "Why was the 2023 budget cut?"),
        ("What did R1 score in Q1 2025?", "What did R1 score in Q2 2025?"),
        ("What did R1 score?", "What did V3 score?"),
        ("Is a licence for 5 seats enough?", "Is a licence for 50 seats enough?"),
        ("哪些模型开放了权重？", "哪些模型没有开放权重？"),
        ("小鹏汽车的总部在哪里？", "蔚来汽车的总部在哪里？"),
        ("Quand paraît le rapport ?", "Qui écrit le rapport ?"),
    ],
)
def test_what_must_agree_does_not(one: str, other: str) -> None:
    assert asked_of(one).agrees(asked_of(one))
    assert not asked_of(one).agrees(asked_of(other))
    assert not asked_of(other).agrees(asked_of(one))


def test_of_several_the_likest_is_found(same: SameQuestions) -> None:
    others = [
        "Who wrote it?",
        "When will the next report be published?",
        "When does the next report come out?",
    ]
    assert same.find("when does the next report come out", others) == 2
    assert same.find("What is the release date of the next report?", others[:2]) == 1
    assert same.find("How tall is the tower?", others) is None
    assert same.find("when?", []) is None


def test_what_is_too_long_or_says_nothing_is_no_question(same: SameQuestions) -> None:
    long = "When? " * LONGEST
    assert same.find(long, [long]) is None
    for text in ("", "!?", "\ud800", "\0", "🚢"):
        assert same.find(text, ["When does the next report come out?"]) is None


def test_without_the_second_encoder_the_same_words_are_the_same(same: SameQuestions) -> None:
    alone = SameQuestions(Instruments.of(Settings().model).embedder, None)
    assert alone.find("when is it, then?", ["When is it then?"]) == 0
    assert alone.find("What is the release date?", ["When is it released?"]) is None
