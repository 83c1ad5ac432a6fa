"""`qa ingest` and `qa corpus`: reports in, questions answered from them, and out again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.qa.cli import Run, runner

REPORT = """\
Ferries of Brannoch 2025

The ferry to Brannoch sails at nine in the morning from May to September. It carries two hundred people.

The harbour master is Ada Palm. She has kept the harbour since 2011.
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def test_a_report_is_taken_in_answered_from_and_taken_out(run: Run, tmp_path: Path, corpus: Path) -> None:
    store, report = tmp_path / "data", tmp_path / "ferries.txt"
    report.write_text(REPORT, encoding="utf-8")
    first = run("ingest", report, data_dir=store, corpus=corpus)
    assert first.code == 0, first.err
    assert first.out.splitlines()[0].startswith("added ferries: Ferries of Brannoch 2025 (en, 2025")
    assert first.out.splitlines()[-1] == "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    again = run("ingest", report, data_dir=store, corpus=corpus)
    assert again.out.strip() == "0 added, 0 changed, 1 unchanged, 0 removed, 0 failed"
    answer = run("ask", "Who is the harbour master of Brannoch?", "--json", data_dir=store, corpus=corpus)
    told = json.loads(answer.out)
    assert told["citations"][0]["quote"] == "The harbour master is Ada Palm."
    assert (told["citations"][0]["file"], told["citations"][0]["edition"]) == ("ferries.txt", "2025")
    listed = run("corpus", "list", data_dir=store, corpus=corpus)
    assert "ferries" in listed.out
    assert str(report) in listed.out
    shown = run("corpus", "show", "ferries", data_dir=store, corpus=corpus)
    assert "title       Ferries of Brannoch 2025" in shown.out
    exported = run("corpus", "export", tmp_path / "out", data_dir=store, corpus=corpus)
    assert exported.code == 0, exported.err
    (copy,) = (tmp_path / "out").iterdir()
    assert copy.read_text(encoding="utf-8").startswith("---\nid: ferries\ntitle: Ferries of Brannoch 2025\n")
    other = tmp_path / "other.md"
    other.write_text("# Piers\n\nThe pier is old.\n", encoding="utf-8")
    assert run("ingest", other, data_dir=store, corpus=corpus).code == 0
    assert run("corpus", "remove", "ferries", data_dir=store, corpus=corpus).out == "removed: ferries\n"
    left = run("corpus", "list", "--json", data_dir=store, corpus=corpus)
    assert [json.loads(line)["id"] for line in left.out.splitlines()] == ["other"]


def test_what_fails_is_named_and_the_exit_code_says_so(run: Run, tmp_path: Path, corpus: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text(REPORT, encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7\n")
    outcome = run("ingest", good, bad, data_dir=tmp_path / "data", corpus=corpus)
    assert outcome.code == 1
    assert outcome.err.startswith(f"qa: {bad}: ")
    assert outcome.out.splitlines()[-1] == "1 added, 0 changed, 0 unchanged, 0 removed, 1 failed"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--title", "One"), "is for one document"),
        (("--published", "March"), "should be a date of the calendar"),
        (("--lang", "English!"), "--lang"),
    ],
)
def test_what_no_document_can_have_is_refused(
    run: Run, tmp_path: Path, corpus: Path, options: tuple[str, str], complaint: str
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    paths = (tmp_path / "a.txt", tmp_path / "b.txt")
    outcome = run("ingest", *paths, *options, data_dir=tmp_path / "data", corpus=corpus)
    assert complaint in outcome.complains(2)


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    outcome = run("ingest", tmp_path / "a.txt", "--dry-run", data_dir=tmp_path / "data", corpus=corpus)
    assert outcome.code == 0
    assert outcome.out.endswith(
        "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed (nothing was written)\n"
    )
    assert not list((tmp_path / "data").rglob("*.json"))


def test_what_was_not_taken_in_is_not_removed(run: Run, tmp_path: Path, corpus: Path) -> None:
    (corpus / "a.txt").write_text(REPORT, encoding="utf-8")
    outcome = run("corpus", "remove", "a", data_dir=tmp_path / "data", corpus=corpus)
    assert "'a' was not taken in with `qa ingest`" in outcome.complains(1)
    assert run("index", "build", data_dir=tmp_path / "data", corpus=corpus).code == 0
    missing = run("corpus", "show", "b", data_dir=tmp_path / "data", corpus=corpus)
    assert "There is no document 'b'" in missing.complains(1)
