"""What a command was ended in the middle of, the next one completes; and what somebody went back to stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.ingestion import Ingestion
from index.shelf import Library
from tests.qa.cli import Run, runner

FERRIES = "Ferries of Brannoch\n\nThe ferry to Brannoch sails at nine in the morning.\n"
PIERS = "Piers of Brannoch\n\nThe pier of Brannoch is 41 metres long.\n"
QUESTION = "How long is the pier of Brannoch?"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture
def reports(run: Run, tmp_path: Path) -> Path:
    """A folder of one report, which was taken in, and of one that was not."""
    (tmp_path / "corpus").mkdir()
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "ferries.txt").write_text(FERRIES, encoding="utf-8")
    assert run("ingest", folder, data_dir=tmp_path / "data", corpus=tmp_path / "corpus").code == 0
    (folder / "piers.txt").write_text(PIERS, encoding="utf-8")
    return folder


def indexed(run: Run, folder: Path) -> list[str]:
    listed = run("corpus", "list", "--json", data_dir=folder / "data", corpus=folder / "corpus")
    return [json.loads(line)["id"] for line in listed.out.splitlines()]


def test_what_was_taken_in_but_not_built_is_built(run: Run, reports: Path, tmp_path: Path) -> None:
    folders = {"data_dir": tmp_path / "data", "corpus": tmp_path / "corpus"}
    assert len(list(Ingestion(Library(tmp_path / "data")).take([str(reports)]))) == 2
    assert indexed(run, tmp_path) == ["ferries"]
    again = run("ingest", reports, **folders)
    assert again.out.splitlines()[-1] == "0 added, 0 changed, 2 unchanged, 0 removed, 0 failed"
    assert indexed(run, tmp_path) == ["ferries", "piers"]


def test_what_was_taken_out_but_not_built_is_built(run: Run, reports: Path, tmp_path: Path) -> None:
    folders = {"data_dir": tmp_path / "data", "corpus": tmp_path / "corpus"}
    assert run("ingest", reports, **folders).code == 0
    library = Library(tmp_path / "data")
    entry = library.find("piers")
    assert entry is not None
    library.remove(entry)
    assert indexed(run, tmp_path) == ["ferries", "piers"]
    assert run("corpus", "remove", "piers", **folders).code == 0
    assert indexed(run, tmp_path) == ["ferries"]
    assert "no document 'piers'" in run("corpus", "remove", "piers", **folders).complains(1)


def test_nothing_undoes_going_back_but_a_build(run: Run, reports: Path, tmp_path: Path) -> None:
    folders = {"data_dir": tmp_path / "data", "corpus": tmp_path / "corpus"}
    assert run("ingest", reports, **folders).code == 0
    assert "41 metres" in run("ask", QUESTION, **folders).out
    assert run("index", "rollback", data_dir=tmp_path / "data").code == 0
    assert run("ingest", reports, **folders).code == 0
    assert "41 metres" not in run("ask", QUESTION, **folders).out
    assert indexed(run, tmp_path) == ["ferries"]
    assert run("index", "build", **folders).code == 0
    assert "41 metres" in run("ask", QUESTION, **folders).out
