"""Figures of measures that only a document names are asked for in words, and told with their cell."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.models import Answer
from qa.settings import Settings

REPORT = """# Ostmark Looms plc: annual report 2024

## Key figures (in thousands of euros)

| | 2022 | 2023 | 2024 |
|---|---:|---:|---:|
| Revenue | 41,250 | 44,900 | 48,615 |
| Operating profit | 2,310 | (1,840) | 3,975 |
| Looms sold | n/a | 512 | 638 |

## Segments in 2024 (in thousands of euros)

| Segment | Revenue | Operating profit |
|---|---:|---:|
| Weaving | 30,105 | 2,850 |
| Knitting | 12,400 | 640 |
| Spare parts | 6,110 | 485 |
| Total | 48,615 | 3,975 |
"""
TEST = """# Five kettles tested

| Kettle | Price | Noise (dB) | Time to boil (s) | Mark |
|---|---:|---:|---:|---:|
| Orlo Swift | 39 € | 71 | 142 | 7.4 |
| Brem Quiet 2 | 89 € | 58 | 171 | 8.1 |
| Kantell K5 | 55 € | 64 | 133 | – |
"""
CHINESE = """# 川木纺机2024年业绩

单位：万元

| 项目 | 2023年 | 2024年 |
|---|---:|---:|
| 营业收入 | 12,480.50 | 13,905.20 |
| 研发费用 | 810.00 | 965.40 |
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in (("looms.md", REPORT), ("kettles.md", TEST), ("chuanmu.md", CHINESE)):
        (folder / name).write_text(text, encoding="utf-8")
    return Engine.open(Settings(corpus=folder, data_dir=tmp_path_factory.mktemp("data"), model="bundled"))


def ask(engine: Engine, question: str) -> Answer:
    return engine.ask(question).answer


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What was the revenue of Ostmark in 2023?", "44.9 million euros"),
        ("What was the operating profit of Ostmark Looms in 2023?", "-1.84 million euros"),
        ("revenue of the knitting segment", "12.4 million euros"),
        ("How many looms did Ostmark sell in 2024?", "638"),
        ("How much noise does the Brem Quiet 2 make?", "58 dB"),
        ("川木纺机2023年的研发费用是多少？", "810万人民币"),
    ],
)
def test_a_cell_answers_with_its_unit_and_scale(engine: Engine, question: str, value: str) -> None:
    answer = ask(engine, question)
    assert not answer.abstained
    assert value in answer.answer.replace("\u00a0", " ")
    assert answer.citations[0].quote.startswith("|")


def test_a_figure_that_nobody_has_checked_says_so(engine: Engine) -> None:
    answer = ask(engine, "What was the revenue of Ostmark in 2023?")
    assert [notice.kind for notice in answer.notices if notice.kind == "extracted"] == ["extracted"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which kettle is the quietest?", "Brem Quiet 2"),
        ("Which kettle is the loudest?", "Orlo Swift"),
        ("Which kettle has the shortest time to boil?", "Kantell K5"),
        ("Which segment had the highest revenue in 2024?", "Weaving"),
    ],
)
def test_the_first_of_an_order_is_told_but_no_total(engine: Engine, question: str, first: str) -> None:
    answer = ask(engine, question)
    assert not answer.abstained
    assert first in answer.statements[0].text


def test_two_are_compared(engine: Engine) -> None:
    answer = ask(engine, "Compare the price of the Orlo Swift and the Kantell K5")
    assert {(fact.subject, fact.value) for fact in answer.facts} == {("Orlo Swift", 39), ("Kantell K5", 55)}


def test_a_development_is_told_year_by_year(engine: Engine) -> None:
    answer = ask(engine, "How did the revenue of Ostmark develop from 2022 to 2024?")
    assert [fact.value for fact in answer.facts if fact.attribute.startswith("own:")][:1]
    assert {"2022", "2023", "2024"} <= {fact.edition for fact in answer.facts}


@pytest.mark.parametrize(
    "question",
    [
        "What mark did the Kantell K5 get?",  # the cell holds a dash
        "How many looms did Ostmark sell in 2022?",  # n/a
        "What was the revenue of Ostmark in 2019?",
        "What was the revenue of Brightmoor Looms in 2023?",
    ],
)
def test_what_no_cell_states_is_not_told(engine: Engine, question: str) -> None:
    answer = ask(engine, question)
    assert answer.abstained or not answer.facts


def test_what_goes_on_from_a_figure_takes_over_what_it_leaves_out(engine: Engine) -> None:
    first = engine.ask("What was the revenue of Ostmark in 2023?")
    second = engine.ask("and in 2024?", history=[first.turn])
    third = engine.ask("and the operating profit?", history=[first.turn, second.turn])
    assert "48.615 million" in second.answer.answer.replace("\u00a0", " ")
    assert "3.975 million" in third.answer.answer.replace("\u00a0", " ")


def test_another_subject_takes_over_the_measure_and_the_time(engine: Engine) -> None:
    first = engine.ask("What was the operating profit of weaving in 2024?")
    second = engine.ask("and knitting?", history=[first.turn])
    assert {(fact.subject.partition(" ")[0], fact.value) for fact in second.answer.facts} == {
        ("Knitting", 640_000)
    }


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What was Chuanmu's (川木纺机) revenue in 2024?", "139.052 million"),
        ("Combien coûte le Brem Quiet 2 ?", "89"),
        ("Quel est le bruit du Kantell K5 ?", "64"),
    ],
)
def test_a_measure_is_named_in_another_language(engine: Engine, question: str, value: str) -> None:
    answer = ask(engine, question)
    assert not answer.abstained
    assert value in answer.answer.replace("\u00a0", " ")


def test_the_figure_of_another_is_not_told_in_whatever_language(engine: Engine) -> None:
    assert "13" not in ask(engine, "Ostmark 2024年的营业收入是多少？").answer.split("2024")[0]
    assert not ask(engine, "Ostmark 2024年的营业收入是多少？").facts
