"""What an answer to a question on figures is worth, and the program that asks an invented set."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from qa.models import Answer, Citation, Statement
from tests.figures import FigureQuestion, FigureVerdict, holds, judged, main, meets, rows

QUOTE = "Braking took 44.2 m on wet asphalt."


def question(**said: Any) -> FigureQuestion:
    usual = {"id": "q", "language": "en", "question": "How far in 2024?", "answerable": True}
    return FigureQuestion.model_validate({**usual, **said})


def answer(text: str, *, quote: str = "", abstained: bool = False, statement: str = "") -> Answer:
    cited = Citation(
        number=1,
        document_id="d",
        title="D",
        edition="",
        language="en",
        quote=quote,
        start=0,
        end=1,
        sources=(),
    )
    return Answer(
        id="a", question="q", language="en", answer=text, abstained=abstained, confidence=1.0,
        statements=(Statement(text=statement, citations=(1,)),) if statement else (),
        citations=(cited,) if quote else (), corpus_version="1", latency_ms=0.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted", "held"),
    [
        ("it is 44.", "44", True),
        ("it is 44, they say", "44", True),
        ("(44)", "44", True),
        ("44 km", "44", True),
        ("144", "44", False),
        ("44.5", "44", False),
        ("44,5", "44", False),
        ("7.44", "44", False),
        ("184 620 t", "620", False),
        ("184 620 t", "184", False),
        ("184 620 t", "184 620", True),
        ("in 2024 620 people came", "620", True),
        ("44.2M users", "44.2", True),
        ("THE Falk", "falk", True),
        ("46億円", "46億", True),
        ("", "44", False),
        ("44", " ", False),
    ],
)
def test_a_number_is_held_as_a_whole(text: str, wanted: str, held: bool) -> None:
    assert holds(text.casefold(), wanted) == held


def test_each_group_is_met_by_one_of_its_strings_and_in_order_where_wanted() -> None:
    text = "brisk takes 41, falk 44 and brisk again"
    assert meets(text, [["Falk"], ["99", "41"]])
    assert not meets(text, [["Falk"], ["99"]])
    assert meets(text, [["Brisk"], ["Falk", "Alder"]], ordered=True)
    assert not meets(text, [["Falk"], ["41"]], ordered=True)
    assert meets(text, [["Falk"], ["41", "Brisk"]], ordered=True)
    assert not meets(text, [])


@pytest.mark.parametrize(
    ("given", "outcome", "with_quotes"),
    [
        (answer("It took 44,2\u202fm. [1]"), "right", True),
        (answer("See the test.", statement="It took ４４.２ m."), "right", True),
        (answer("See the test. [1]", quote=QUOTE), "other", True),
        (answer("It took 38.1. [1]", quote=QUOTE), "wrong figure", True),
        (answer("It took 51 m.", quote=QUOTE), "wrong figure", True),
        (answer("In 2024 it was tested. [1]", quote="Nothing."), "other", False),
        (answer("It took 51 m.", abstained=True), "refused", False),
        (answer("Not in the documents: 44.2", abstained=True), "refused", False),
    ],
)
def test_what_is_answerable(given: Answer, outcome: str, with_quotes: bool) -> None:
    item = question(must=[["44.2 m", "44,2 m"]], must_not=["38.1"])
    assert judged(item, given) == FigureVerdict(outcome, given.abstained, with_quotes)  # type: ignore[arg-type]


def test_a_number_of_the_question_is_no_wrong_figure() -> None:
    item = question(question="Which tyre stops within 40 metres?", must=[["Falk"]])
    assert judged(item, answer("Brisk stops within 40 m.")).outcome == "other"
    assert judged(item, answer("Brisk stops within 39 m.")).outcome == "wrong figure"


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (answer("The documents do not say: 38.1", abstained=True), "right"),
        (answer("It was founded in Lund."), "right"),
        (answer("It took 38.1 m. [1]"), "wrong figure"),
        (answer("It took 138.1 m. [1]"), "right"),
    ],
)
def test_what_is_not_answerable(given: Answer, outcome: str) -> None:
    verdict = judged(question(answerable=False, must_not=["38.1"], type="unanswerable"), given)
    assert (verdict.outcome, verdict.abstained) == (outcome, given.abstained)


def test_the_table_has_a_row_for_all_each_language_and_each_type() -> None:
    pairs = [
        (question(), FigureVerdict("right", abstained=False, with_quotes=True)),
        (question(language="fr"), FigureVerdict("other", abstained=False, with_quotes=True)),
        (question(type="rank"), FigureVerdict("refused", abstained=True, with_quotes=False)),
        (question(answerable=False), FigureVerdict("wrong figure", abstained=False, with_quotes=False)),
    ]
    assert rows(pairs) == [
        ("all", "4", "3", "0.333", "0.667", "0.250", "0.333", "1", "0.000", "0.000"),
        ("en", "3", "2", "0.500", "0.500", "0.333", "0.500", "1", "0.000", "0.000"),
        ("fr", "1", "1", "0.000", "1.000", "0.000", "0.000", "0", "–", "–"),
        ("rank", "1", "1", "0.000", "0.000", "0.000", "1.000", "0", "–", "–"),
        ("single", "3", "2", "0.500", "1.000", "0.333", "0.000", "1", "0.000", "0.000"),
    ]


def write_set(folder: Path, lines: Sequence[Mapping[str, Any]]) -> Path:
    (folder / "docs").mkdir()
    text = "# Tyres of 2024\n\nThe Falk tyre needs 44.2 metres to stop on wet asphalt.\n"
    (folder / "docs/tyres.md").write_text(text, "utf-8")
    (folder / "docs/broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n", "utf-8")
    return folder


def test_a_set_is_asked_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = "How many metres does the Falk tyre need to stop on wet asphalt?"
    item = {"id": "a", "language": "en", "question": asked, "answerable": True, "must": [["44.2"]]}
    folder, output = write_set(tmp_path, [item]), tmp_path / "out.jsonl"
    assert main([str(folder), "--output", str(output), "--data-dir", str(tmp_path / "data")]) == 0
    told = capsys.readouterr()
    head, row, *_ = told.out.splitlines()
    assert head.split()[:3] == ["questions", "answerable", "right"]
    assert row.split()[:6] == ["all", "1", "1", "1.000", "1.000", "0.000"]
    assert "broken.pdf" in told.err
    (line,) = map(json.loads, output.read_text("utf-8").splitlines())
    assert (line["outcome"], line["item"]["id"]) == ("right", "a")
    assert "44.2" in line["answer"]["answer"]
    assert any((tmp_path / "data").iterdir())


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('\n{"id": 1}', "questions.jsonl:2: id: Input should be a valid string"),
        ("{", "questions.jsonl:1: "),
        ("", "docs"),
    ],
)
def test_what_cannot_be_asked_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: str, problem: str
) -> None:
    (tmp_path / "questions.jsonl").write_text(lines, "utf-8")
    assert main([str(tmp_path)]) == 1
    assert problem in capsys.readouterr().err
