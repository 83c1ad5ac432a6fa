"""Measuring on SQuAD files: a file small enough to work the measures out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import FootnoteError
from qa.evaluation.ranking import ranking_measures
from qa.evaluation.squad import evaluate_squad, read_squad
from tests.index.samples import TermEmbedder

APPLES = "Apples are red fruit. They grow on tall trees."
BOATS = "Boats float on deep water. Sailors steer them."
CLOUDS = "Clouds carry rain. Winds push clouds eastward."


def question(name: str, text: str, *answers: str) -> dict[str, Any]:
    return {
        "id": name,
        "question": text,
        "answers": [{"text": answer, "answer_start": 0} for answer in answers],
    }


def write(path: Path, *paragraphs: tuple[str, list[dict[str, Any]]]) -> Path:
    entries = [{"context": context, "qas": qas} for context, qas in paragraphs]
    path.write_text(json.dumps({"data": [{"title": "Things", "paragraphs": entries}]}), encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(
        tmp_path / "squad.json",
        (APPLES, [question("a", "Which apples are red fruit?", "red fruit", "red fruit")]),
        (
            BOATS,
            [
                question("b", "What do boats float on?", "deep water"),
                question("s", "Who steer boats?", "Sailors"),
            ],
        ),
        (CLOUDS, [question("c", "What do winds push eastward?", "clouds")]),
    )


def test_reading(file: Path) -> None:
    paragraphs, items = read_squad(file)
    assert [(p.id, p.title, p.text) for p in paragraphs] == [
        ("p00000", "Things", APPLES),
        ("p00001", "Things", BOATS),
        ("p00002", "Things", CLOUDS),
    ]
    assert [(i.id, i.paragraph, i.answers) for i in items] == [
        ("a", "p00000", ("red fruit",)),
        ("b", "p00001", ("deep water",)),
        ("s", "p00001", ("Sailors",)),
        ("c", "p00002", ("clouds",)),
    ]


def test_questions_of_another_file_keep_the_gold_answers(file: Path, tmp_path: Path) -> None:
    other = write(
        tmp_path / "other.json", ("苹果", [question("a", "哪些苹果？", "红"), question("z", "？", "x")])
    )
    _, items = read_squad(file, other)
    assert [(i.id, i.question, i.answers) for i in items] == [("a", "哪些苹果？", ("red fruit",))]


def test_measures_by_hand(file: Path) -> None:
    paragraphs, items = read_squad(file)
    seen: list[tuple[str, int, int]] = []
    report = evaluate_squad(
        paragraphs,
        items,
        TermEmbedder(dimension=512),
        progress=lambda label, done, total: seen.append((label, done, total)),
    )
    assert (report.questions, report.documents) == (4, 3)
    assert report.recall_at_1 == report.recall_at_5 == report.mrr_at_10 == report.ndcg_at_10 == 1.0
    assert report.answer_in_quotes == 1.0
    assert report.answer_in_first_quote in (0.75, 1.0), (
        "three first sentences share every word with their question"
    )
    assert 0 < report.quote_characters_mean <= 50
    assert 0 < report.query_ms_p50 <= report.query_ms_p95
    assert report.passages_per_second > 0
    assert ("questions", 4, 4) in seen


def test_a_wrong_gold_paragraph_is_a_miss(file: Path) -> None:
    paragraphs, items = read_squad(file)
    wrong = [item for item in items if item.id == "a"]
    object.__setattr__(wrong[0], "paragraph", "p00002")
    report = evaluate_squad(paragraphs, wrong, TermEmbedder(dimension=512))
    assert report.recall_at_1 == 0.0
    assert report.mrr_at_10 < 1.0
    assert report.recall_at_5 in (0.0, 1.0)


def test_the_draw_is_the_seeds(file: Path) -> None:
    paragraphs, items = read_squad(file)
    reports = [evaluate_squad(paragraphs, items, TermEmbedder(), limit=2, seed=3) for _ in range(2)]
    assert reports[0].questions == 2
    assert reports[0].answer_in_quotes == reports[1].answer_in_quotes
    assert evaluate_squad(paragraphs, items, TermEmbedder(), limit=99).questions == 4


def test_the_keys_of_the_contract(file: Path) -> None:
    report = evaluate_squad(*read_squad(file), TermEmbedder())
    assert set(json.loads(report.model_dump_json(by_alias=True))) == {
        "recall@1",
        "recall@5",
        "mrr@10",
        "ndcg@10",
        "answer_in_first_quote",
        "answer_in_quotes",
        "quote_characters_mean",
        "passages_per_second",
        "query_ms_p50",
        "query_ms_p95",
        "questions",
        "documents",
    }


def test_ranking_measures_by_hand() -> None:
    measures = ranking_measures(
        {"first": "x", "third": "x", "missed": "x"},
        {"first": ["x", "y"], "third": ["a", "b", "x"], "missed": ["a", "b"]},
    )
    assert measures["recall_at_1"] == pytest.approx(1 / 3)
    assert measures["recall_at_5"] == pytest.approx(2 / 3)
    assert measures["mrr_at_10"] == pytest.approx((1 + 1 / 3) / 3)
    assert measures["ndcg_at_10"] == pytest.approx((1 + 1 / 2) / 3), "1 / log2(1 + 3) is a half"


def test_ranking_measures_count_ten_places() -> None:
    far = [f"d{number}" for number in range(10)] + ["x"]
    assert ranking_measures({"q": "x"}, {"q": far})["mrr_at_10"] == 0.0


def test_without_the_extra_the_install_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ir_measures", None)
    with pytest.raises(FootnoteError, match=r"pip install 'footnote\[eval\]'"):
        ranking_measures({"q": "x"}, {"q": ["x"]})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not a SQuAD file"),
        ("[]", "not a SQuAD file"),
        ('{"data": {}}', "not a SQuAD file"),
        ('{"version": 1}', "not a SQuAD file"),
        ('{"data": [{}]}', "no paragraphs"),
        ('{"data": [3]}', "no paragraphs"),
        ('{"data": []}', "no questions"),
        ('{"data": [{"paragraphs": [{"context": "x", "qas": []}]}]}', "no questions"),
        ('{"data": [{"paragraphs": [{"context": "x"}]}]}', "."),
        ('{"data": [{"paragraphs": [{"qas": []}]}]}', "."),
        ('{"data": [{"paragraphs": [{"context": "x", "qas": [{"id": 1}]}]}]}', "."),
    ],
)
def test_what_is_no_squad_file(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FootnoteError, match=message):
        read_squad(path)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(FootnoteError, match="cannot be read"):
        read_squad(tmp_path / "missing.json")
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FootnoteError, match="not a SQuAD file"):
        read_squad(tmp_path / "binary.json")
