"""Marks of quotes that prove figures, and the measures of marks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from index.errors import FootnoteError
from qa.citation.claim import Claim, Quote
from qa.citation.marker import Marker
from qa.commands import output
from qa.engine import Engine
from qa.evaluation.training.spans import Marked, app, fit, measure, read_marked
from qa.knowledge.facts import Evidence, Fact, Value
from qa.knowledge.knowledge import Knowledge
from qa.models import Reply
from qa.question.frame import Frame, Operation

PERSON = frozenset({"person"})


def marked(reply: Reply) -> list[list[str]]:
    return [[one.quote[start:end] for start, end in one.marks] for one in reply.answer.citations]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Zephyr 2 score in Q1?", [["71 points"]]),
        ("Quel est le score de Zephyr 2 au T1 ?", [["71 points"]]),
        ("第1四半期のゼファー2のスコアは？", [["71点"]]),
        ("How much has Northwind raised?", [["2.5 billion US dollars"]]),
        ("Combien a levé Northwind ?", [["2,5 milliards"]]),
        ("ノースウィンドはいくら調達した？", [["25億ドル"]]),
        ("Who founded Northwind?", [["Ada Quill"]]),
        ("Zephyr 2 parameters", [["405 billion parameters"]]),
        ("Hello!", []),
    ],
)
def test_the_value_is_marked_as_the_quote_writes_it(
    small_engine: Engine, question: str, words: list[list[str]]
) -> None:
    found = marked(small_engine.ask(question))
    assert [[one.replace("de dollars", "").strip() for one in quote] for quote in found] == words


def test_a_subject_that_the_question_leaves_open_is_marked_too(small_engine: Engine) -> None:
    found = marked(small_engine.ask("Which model scored best in Q1?"))
    assert found
    assert all(len(quote) == 2 and quote[1].endswith("points") for quote in found)


def claim(value: Value, unit: str, subject: str = "zephyr-2", as_of: str | None = None) -> Claim:
    fact = Fact.model_validate(
        {
            "id": "f",
            "subject": subject,
            "attribute": "a",
            "value": value,
            "unit": unit,
            "edition": "2030-Q1",
            "as_of": as_of,
            "reported_by": ("r",),
            "evidence": (Evidence(document_id="d", quote="q"),),
        }
    )
    return Claim("c", (Quote("d", 0, 1),), (fact,))


FRAME = Frame("When and what?", "en", Operation.LOOKUP, entities=("zephyr-2",), wants=frozenset({"date"}))


@pytest.mark.parametrize(
    ("proof", "quote", "words"),
    [
        (claim("2030-01", "date"), "It came in January 2030.", ["January 2030"]),
        (claim("2028–2029", "date"), "It took from 2028 to 2029.", ["2028", "2029"]),
        (claim(71, "points", as_of="2030-01"), "It had 71 in January 2030.", ["71", "January 2030"]),
        (claim(71, "points"), "Zephyr 20 has 71, Zephyr 2 has 71 points.", ["71 points"]),
        (claim("northwind", "entity"), "North wind made it, Northwind said.", ["North wind"]),
        (claim("northwind", "entity"), "Northwinds blew.", []),
        (claim(72, "points"), "It has 71 points.", []),
        (claim("a phrase", "text"), "It was first seen in January 2030.", ["January 2030"]),
    ],
)
def test_every_kind_of_value_is_found(
    small_knowledge: Knowledge, proof: Claim, quote: str, words: list[str]
) -> None:
    found = Marker(small_knowledge).marks(FRAME, [proof], quote, "en")
    assert [quote[start:end] for start, end in found] == words


def test_nothing_definite_asked_for_leaves_quotes_unmarked(small_knowledge: Knowledge) -> None:
    overview = Frame("Zephyr 2", "en", Operation.OVERVIEW, entities=("zephyr-2",))
    assert Marker(small_knowledge).marks(overview, [claim(71, "points")], "It has 71 points.", "en") == ()
    assert Marker(small_knowledge).marks(FRAME, [], "It has 71 points.", "en") == ()


def test_the_closest_evidence_answers_nothing(small_engine: Engine) -> None:
    answer = small_engine.ask("What did Zephyr 9 score?").answer
    assert answer.abstained
    assert all(not citation.marks for citation in answer.citations)


def test_marks_are_bold_in_a_terminal_and_plain_elsewhere(
    small_engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reply = small_engine.ask("What did Zephyr 2 score in Q1?")
    output.print_reply(reply)
    plain = capsys.readouterr().out
    assert "\x1b" not in plain
    assert "Zephyr 2 of Northwind scores 71 points." in plain
    written: list[str] = []
    monkeypatch.setattr(typer, "echo", lambda text="", **_: written.append(text))
    output.print_reply(reply)
    assert f"{typer.style('71 points', bold=True)}{typer.style('.', dim=True)}" in "\n".join(written)


def squad(folder: Path, context: str, *questions: tuple[str, str, int]) -> Path:
    items = [
        {"id": str(n), "question": q, "answers": [{"text": text, "answer_start": at}]}
        for n, (q, text, at) in enumerate(questions)
    ]
    file = folder / "squad.json"
    data = {"data": [{"title": "t", "paragraphs": [{"context": context, "qas": items}]}]}
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


CONTEXT = "Bridge [SEP] Ada Quill built the bridge. It fell in 1932. Bo Quill wept."


def test_sentences_that_hold_the_answer_are_read_without_titles(tmp_path: Path) -> None:
    file = squad(tmp_path, CONTEXT, ("Who built it?", "Ada Quill", 13), ("?", "1932. Bo", 52))
    assert read_marked(file) == [Marked("Who built it?", "Ada Quill built the bridge.", ((0, 9),), PERSON)]
    with pytest.raises(FootnoteError):
        read_marked(tmp_path / "none.json")


def test_measures_count_characters() -> None:
    item = Marked("Who?", "Ada Quill built it.", ((0, 9),), PERSON)
    report = measure([item, item], lambda *_: ((0, 3),))
    assert (report.marked, report.covers, report.precision) == (1.0, 0.0, 1.0)
    assert report.recall == pytest.approx(3 / 9)
    assert report.f1 == report.f1_of_all == pytest.approx(0.5)
    assert report.share == pytest.approx(3 / 19)
    nothing = measure([item], lambda *_: ())
    assert (nothing.marked, nothing.f1, nothing.f1_of_all) == (0.0, 0.0, 0.0)
    assert measure([]).questions == 0


def test_learning_prefers_what_answers() -> None:
    one = Marked("Who built the bridge?", "Ada Quill built the bridge in 1932.", ((0, 9),), PERSON)
    other = Marked("Who broke the dam?", "In 1950 Bo Quill broke the dam.", ((8, 16),), PERSON)
    weights = fit([one, other, Marked("?", "", ((0, 1),), PERSON)])
    assert weights["name"] > weights["unasked_date"]


def test_weights_are_written_and_measures_printed(tmp_path: Path) -> None:
    file, output = squad(tmp_path, CONTEXT, ("Who built it?", "Ada Quill", 13)), tmp_path / "weights.yaml"
    runner = CliRunner()
    assert runner.invoke(app, ["fit", str(file), "-o", str(output)]).exit_code == 0
    assert "from squad.json" in output.read_text(encoding="utf-8")
    assert "\n  name: " in output.read_text(encoding="utf-8")
    printed = json.loads(runner.invoke(app, ["measure", str(file)]).stdout)
    assert (printed["file"], printed["questions"]) == ("squad", 1)
