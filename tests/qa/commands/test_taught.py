"""`qa taught`: the operator lists, adds, changes and withdraws what administrators teach."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.qa.cli import Run, runner

SERVER = ("--server", "5")


@pytest.fixture
def qa(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def listed(qa: Run, folder: Path, server: str = "5") -> list[dict[str, str]]:
    told = qa("taught", "list", "--server", server, "--json", data_dir=folder)
    return [json.loads(line) for line in told.out.splitlines()]


def test_what_is_taught_is_listed_changed_found_withdrawn_and_brought_back(qa: Run, tmp_path: Path) -> None:
    words = ("--answer", "In May.", "--source", "https://example.org", "--collection", "boats")
    made = qa("taught", "add", "When is the next report?", *SERVER, *words, data_dir=tmp_path)
    found = re.fullmatch(r"taught (\S+); `(.*)` takes it back\n", made.out)
    assert found is not None
    key, undo = found[1], found[2]
    (held,) = listed(qa, tmp_path)
    assert (held["key"], held["collection"], held["answer"]) == (key, "boats", "In May.")
    assert listed(qa, tmp_path, "6") == []
    qa("taught", "change", key, *SERVER, "--answer", "In June.", data_dir=tmp_path)
    shown = qa("taught", "find", "When is the next report coming?", *SERVER, data_dir=tmp_path)
    assert shown.out.startswith(f"{key}  When is the next report?\n  In June.\n  https://example.org (")
    missed = qa("taught", "find", "Who writes the next report?", *SERVER, data_dir=tmp_path)
    assert missed.complains(1) == "qa: None that was taught in that server."
    gone = qa("taught", "withdraw", key, *SERVER, data_dir=tmp_path)
    assert listed(qa, tmp_path) == []
    (number,) = re.findall(r"undo (\d+)", gone.out)
    assert qa("taught", "undo", number, *SERVER, data_dir=tmp_path).out == f"undid {number}\n"
    assert [one["answer"] for one in listed(qa, tmp_path)] == ["In June."]
    late = qa(*undo.split()[1:], data_dir=tmp_path)
    assert "nothing is undone" in late.complains(1)


def test_what_cannot_be_taught_is_told(qa: Run, tmp_path: Path) -> None:
    told = qa("taught", "add", "q?", *SERVER, "--answer", "a", "--source", " ", data_dir=tmp_path)
    assert "The source must not be empty" in told.complains(1)
    told = qa("taught", "add", "q" * 301, *SERVER, "--answer", "a", "--source", "s", data_dir=tmp_path)
    assert told.complains(1) == "qa: The question is longer than 300 characters."
    for arguments in (("withdraw", "none"), ("change", "none", "--answer", "x")):
        gone = qa("taught", *arguments, *SERVER, data_dir=tmp_path)
        assert "no such taught answer" in gone.complains(1)
    assert listed(qa, tmp_path) == []
