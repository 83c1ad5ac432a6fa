"""Standard streams that are closed, full, left by their reader or not in UTF-8, and disks that are full."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qa import cli
from tests.qa.cli import Run

FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")


@pytest.fixture
def corpus(small_corpus: Path) -> Path:
    return small_corpus


Shell = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def shell(corpus: Path, store: Path) -> Shell:
    """Runs `qa ARGUMENTS` with the streams as a shell would be told."""

    def run(arguments: str, streams: str = "", **more: object) -> subprocess.CompletedProcess[bytes]:
        command = f"'{sys.executable}' -m qa {arguments} --data-dir '{store}' --corpus '{corpus}' {streams}"
        environment = os.environ | {"PYTHONUTF8": "0"}
        environment |= {name: str(value) for name, value in more.items()}
        return subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, env=environment)

    return run


@FULL
@pytest.mark.parametrize("arguments", ["editions", "facts export"])
def test_a_full_device_is_one_line(shell: Shell, arguments: str) -> None:
    done = shell(arguments, "> /dev/full")
    assert done.stderr == b"qa: Standard output cannot be written (No space left on device).\n"
    assert done.returncode == 1


def test_help_that_cannot_be_written_is_no_success(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cli, "app", lambda **_: full())
    assert run("--help").complains(1) == "qa: Standard output cannot be written (No space left on device)."


def test_no_standard_output_is_said_before_a_file_takes_its_place(shell: Shell) -> None:
    done = shell("editions", ">&-")
    assert done.returncode == 1
    assert done.stderr == b"qa: Standard output is closed; send it to a file or to /dev/null.\n"


def test_a_chat_without_input_or_complaints_ends(shell: Shell) -> None:
    assert shell("chat", "<&- 2>&-").returncode == 0


def test_a_pipe_that_nobody_reads_is_no_complaint(shell: Shell) -> None:
    done = shell("facts export", "| head -c 1")
    assert (len(done.stdout), done.stderr) == (1, b"")


def test_input_that_is_no_text_is_told_and_the_chat_goes_on(corpus: Path, store: Path) -> None:
    command = [sys.executable, "-m", "qa", "chat", "--data-dir", str(store), "--corpus", str(corpus)]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8:strict"}
    done = subprocess.run(
        command,
        input=b"Zephyr \xff?\nZephyr 2 score in Q1?\n",
        capture_output=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0
    assert b"readable" in done.stderr
    assert b"71" in done.stdout


def test_what_an_encoding_lacks_is_replaced(shell: Shell) -> None:
    done = shell("ask '东门得分' --language zh-Hans", PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"?" in done.stdout


def test_arguments_that_are_no_text_are_no_question(run: Run, corpus: Path, store: Path) -> None:
    for command in ("ask", "score", "lab"):
        assert "readable" in run(command, "\udcff", data_dir=store, corpus=corpus).complains(2)


def test_huge_arguments(run: Run, corpus: Path, store: Path) -> None:
    edition = run("rank", "--edition", "x" * 200_000, data_dir=store, corpus=corpus)
    assert "xx…', only 2030-Q1" in edition.complains(2)
    unknown = run("rank", f"--{'x' * 200_000}", data_dir=store, corpus=corpus)
    assert len(unknown.complains(2)) < 3_000
    assert run("rank", "--top", str(10**20), data_dir=store, corpus=corpus).code == 0
    many = [part for number in range(1_000) for part in ("--within", f"Quux{number}")]
    assert run("rank", *many, data_dir=store, corpus=corpus).code == 0
    same = ["--within", "Northwind"] * 1_000
    assert run("rank", *same, data_dir=store, corpus=corpus).code == 0


# --- files ----------------------------------------------------------------------------


@contextmanager
def small_disk(largest: int = 1_024) -> Iterator[None]:
    """No file grows beyond `largest` bytes: the system refuses more as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("old", [None, b"what was there"], ids=["new", "old"])
@pytest.mark.parametrize("name", ["chart.png", "chart.svg", "facts.csv", "facts.json", "answers.jsonl"])
def test_a_full_disk_leaves_a_file_whole_or_none(
    run: Run, corpus: Path, store: Path, tmp_path: Path, name: str, old: bytes | None
) -> None:
    questions, target = tmp_path / "questions.jsonl", tmp_path / name
    items = (json.dumps({"id": str(n), "turns": ["Zephyr 2 score in Q1"]}) for n in range(4))
    questions.write_text("\n".join(items), encoding="utf-8")
    if old:
        target.write_bytes(old)
    before = sorted(tmp_path.iterdir())
    commands = {
        "chart": ["rank", "--chart", target],
        "facts": ["facts", "export", "--output", target],
        "answers": ["batch", questions, "--output", target],
    }
    run("rank", data_dir=store, corpus=corpus)  # whatever is kept for next time is kept by now
    with small_disk():
        outcome = run(*commands[target.stem], data_dir=store, corpus=corpus)
    assert outcome.complains(1) == f"qa: {target} cannot be written (File too large)."
    assert sorted(tmp_path.iterdir()) == before
    assert not old or target.read_bytes() == old


def test_a_line_that_no_answer_can_be_written_for_is_told(
    run: Run, corpus: Path, store: Path, tmp_path: Path
) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = (r'{"id": "\ud800", "turns": ["x"]}', f'{{"id": {"9" * 5_000}, "turns": ["x"]}}')
    questions.write_text("\n".join(lines), encoding="utf-8")
    outcome = run("batch", questions, "--output", tmp_path / "answers.jsonl", data_dir=store, corpus=corpus)
    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        f"{questions}:1: the id holds half of a character (a lone surrogate)",
        f"{questions}:2: a number in the JSON has too many digits",
    ]
    assert not (tmp_path / "answers.jsonl").exists()
