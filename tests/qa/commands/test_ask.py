"""`qa ask`, `qa batch` and `qa chat`: output, JSON, exit codes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from qa.models import Answer
from tests.qa.cli import Run, asked

ANSWER_KEYS = {
    "id",
    "question",
    "language",
    "answer",
    "statements",
    "abstained",
    "confidence",
    "citations",
    "facts",
    "notices",
    "followups",
    "corpus_version",
    "latency_ms",
    "worded",
}
CITATION_KEYS = {
    *("file", "place", "table", "url", "recognised", "collection", "digest"),
    "number",
    "document_id",
    "title",
    "edition",
    "language",
    "quote",
    "start",
    "end",
    "sources",
    "marks",
    "shown",
}


@pytest.fixture
def corpus(small_corpus: Path) -> Path:
    return small_corpus


# --- ask ------------------------------------------------------------------------------


def test_ask_prints_the_answer_and_its_proof(run: Run, corpus: Path, store: Path) -> None:
    outcome = run("ask", "What did Zephyr 2 score in Q1?", data_dir=store, corpus=corpus)
    assert (outcome.code, outcome.err) == (0, "")
    assert "71" in outcome.out.split("\n")[0]
    assert "[1] Zephyr 2 of Northwind scores 71 points." in outcome.out
    assert "Sky digest 2030-Q1 (2030-Q1, en)" in outcome.out
    assert "Gazette, 2030-04-02, https://example.org/sky" in outcome.out
    assert "More sky" in outcome.out, "a source without a publisher is named by its title"


def test_ask_as_json_has_exactly_the_keys_of_the_contract(run: Run, corpus: Path, store: Path) -> None:
    answer = asked(run, corpus, store, "ask", "Zephyr 2 score")
    assert set(answer) == ANSWER_KEYS
    assert [set(statement) for statement in answer["statements"]] == [{"text", "citations"}] * 2
    assert all(set(citation) == CITATION_KEYS for citation in answer["citations"])
    assert set(answer["citations"][0]["sources"][0]) == {"publisher", "title", "published", "url"}
    assert [set(fact) for fact in answer["facts"]] == [
        {"subject", "attribute", "value", "unit", "edition"}
    ] * 2
    assert [set(notice) for notice in answer["notices"]] == [{"kind", "text"}]
    assert answer["notices"][0]["kind"] == "comparability"
    assert answer["question"] == "Zephyr 2 score"
    assert answer["latency_ms"] > 0
    assert 0 <= answer["confidence"] <= 1
    assert Answer.model_validate(answer).language == "en"


def test_the_schema_of_the_model_is_the_contract() -> None:
    schema = Answer.model_json_schema()
    assert set(schema["properties"]) == ANSWER_KEYS
    assert set(schema["$defs"]["Citation"]["properties"]) == CITATION_KEYS
    assert schema["additionalProperties"] is False


def test_ask_within_an_edition_and_in_a_language(run: Run, corpus: Path, store: Path) -> None:
    answer = asked(run, corpus, store, "ask", "Zephyr 2 score", "--edition", "2030-Q2", "--language", "fr")
    assert answer["language"] == "fr"
    assert [fact["value"] for fact in answer["facts"]] == [55]


def test_ask_shows_choices_and_notices(run: Run, corpus: Path, store: Path) -> None:
    outcome = run("ask", "How many employees does Northwind have?", data_dir=store, corpus=corpus)
    assert outcome.code == 0
    assert "employees" in outcome.out
    assert "≠" in run("ask", "Zephyr 2 score", data_dir=store, corpus=corpus).out


# --- batch ----------------------------------------------------------------------------


def test_batch(run: Run, corpus: Path, store: Path, tmp_path: Path) -> None:
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    items = [
        {"id": "one", "turns": ["What did Zephyr 2 score in Q1?"], "anything": "else"},
        {"id": "two", "turns": ["What did Zephyr 2 score in Q1?", "and Nimbus Large?"]},
        {"id": 3, "turns": ["Nimbus Large?"]},
    ]
    questions.write_text("".join(json.dumps(item) + "\n\n" for item in items), encoding="utf-8")
    outcome = run("batch", questions, "--output", answers, data_dir=store, corpus=corpus)
    assert (outcome.code, outcome.err) == (0, "")
    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["one", "two", "3"]
    assert all(set(line) == ANSWER_KEYS for line in lines)
    assert lines[1]["question"] == "and Nimbus Large?"
    assert [fact["value"] for fact in lines[1]["facts"]] == [58], "the turns before count"


def test_a_bad_line_is_numbered_and_the_rest_goes_on(
    run: Run, corpus: Path, store: Path, tmp_path: Path
) -> None:
    bad = [
        "not json",
        "[]",
        '{"turns": ["x"]}',
        '{"id": "a"}',
        '{"id": "a", "turns": []}',
        '{"id": "a", "turns": [3]}',
        '{"id": "a", "turns": "Zephyr 2"}',
        '{"id": "a", "turns": ["  "]}',
        '{"id": "a", "turns": ["' + "x" * 10_000 + '"]}',
        '{"id": "a", "turns": ["a\\u0000b"]}',
        "[" * 100_000,
    ]
    good = json.dumps({"id": "good", "turns": ["Zephyr 2 score in Q1"]})
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text("\n".join([good, *bad, good]), encoding="utf-8")
    outcome = run("batch", questions, "-o", answers, data_dir=store, corpus=corpus)
    assert outcome.code == 1
    assert [json.loads(line)["id"] for line in answers.read_text(encoding="utf-8").splitlines()] == [
        "good",
        "good",
    ]
    complaints = outcome.err.strip().split("\n")
    assert [line.removeprefix(f"{questions}:").split(":")[0] for line in complaints] == [
        str(number) for number in range(2, len(bad) + 2)
    ]
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "no questions"), (b"\n \n", "no questions"), (b"\xff\xfe\x00\x01", "not UTF-8")],
)
def test_a_file_without_questions(
    run: Run, corpus: Path, store: Path, tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "q.jsonl").write_bytes(content)
    outcome = run(
        "batch", tmp_path / "q.jsonl", "--output", tmp_path / "a.jsonl", data_dir=store, corpus=corpus
    )
    assert message in outcome.complains(1)
    assert not (tmp_path / "a.jsonl").exists()


def test_files_that_cannot_be_read_or_written(run: Run, corpus: Path, store: Path, tmp_path: Path) -> None:
    missing = run("batch", tmp_path / "none.jsonl", "--output", tmp_path / "a", data_dir=store, corpus=corpus)
    assert "none.jsonl cannot be read" in missing.complains(1)
    (tmp_path / "q.jsonl").write_text('{"id": 1, "turns": ["Zephyr 2"]}', encoding="utf-8")
    nowhere = tmp_path / "nowhere" / "a.jsonl"
    outcome = run("batch", tmp_path / "q.jsonl", "--output", nowhere, data_dir=store, corpus=corpus)
    assert "cannot be written" in outcome.complains(1)


# --- chat -----------------------------------------------------------------------------


def test_chat_remembers_and_goes_on(
    run: Run, corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "What did Zephyr 2 score in Q1?\n?!\nand Nimbus Large?\n\nnever asked\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(said))
    outcome = run("chat", data_dir=store, corpus=corpus)
    assert outcome.code == 0
    assert "71" in outcome.out
    assert "58" in outcome.out
    assert "ask a question" in outcome.err
    assert "What did Zephyr 2 score" in outcome.err, "questions to try"


def test_chat_ends_with_its_input(
    run: Run, corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run("chat", "--language", "fr", data_dir=store, corpus=corpus).code == 0
