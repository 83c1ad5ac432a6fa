"""The command line as a whole: help, wrong usage, the last edge, the console script."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qa import cli
from qa.commands import options
from tests.qa.cli import Run


@pytest.fixture
def corpus(small_corpus: Path) -> Path:
    return small_corpus


# --- usage ----------------------------------------------------------------------------

COMMANDS = [
    ["ask"],
    ["batch"],
    ["chat"],
    ["score"],
    ["compare"],
    ["rank"],
    ["history"],
    ["lab"],
    ["editions"],
    ["index"],
    *(["index", name] for name in ("build", "info", "verify", "list", "rollback", "prune")),
    ["facts"],
    *(["facts", name] for name in ("check", "extract", "review", "export", "import")),
    ["eval"],
    *(["eval", name] for name in ("squad", "gold", "facts", "report", "gate")),
    ["calibrate"],
    ["train"],
    *(["train", name] for name in ("questions", "figures", "reader", "evidence", "held")),
]


@pytest.mark.parametrize("command", [[], *COMMANDS], ids=" ".join)
def test_every_command_has_help(run: Run, command: list[str]) -> None:
    outcome = run(*command, "--help")
    assert outcome.code == 0
    assert "Usage:" in outcome.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["ask"],
        ["ask", "x", "--colour", "red"],
        ["batch", "x.jsonl"],
        ["rank", "--top", "0"],
        ["rank", "--top", "many"],
        ["index", "nonsense"],
        ["eval", "squad", "x.json", "--limit", "0"],
        ["ask", "x", "y"],
    ],
    ids=" ".join,
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    assert "--help" in run(*arguments).complains(2)


def test_wrong_options(run: Run, corpus: Path, store: Path) -> None:
    edition = run("ask", "Zephyr 2 score", "--edition", "1999-Q1", data_dir=store, corpus=corpus).complains(2)
    assert "2030-Q1, 2030-Q2" in edition
    language = run("ask", "Zephyr 2 score", "--language", "tlh", data_dir=store, corpus=corpus).complains(2)
    assert "zh-Hant" in language
    assert run("rank", "--edition", "1999-Q1", data_dir=store, corpus=corpus).complains(2)


def test_the_environment_names_the_folders(
    run: Run, corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_DATA_DIR", str(store))
    monkeypatch.setenv("QA_CORPUS", str(corpus))
    assert "71" in run("ask", "Zephyr 2 score in Q1").out


# --- the edge -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raised", "code", "says"),
    [
        (RuntimeError("a\nlong\n story"), 1, "unexpected RuntimeError: a long story"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_the_unexpected_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int, says: str
) -> None:
    def fail(**_: object) -> None:
        raise raised

    monkeypatch.setattr(cli, "app", fail)
    outcome = run("ask", "x")
    assert outcome.code == code
    assert says in outcome.err
    assert outcome.err.count("\n") <= 1


def test_a_developer_may_see_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("deep")

    monkeypatch.setattr(cli, "app", fail)
    monkeypatch.setenv("QA_DEBUG", "1")
    with pytest.raises(RuntimeError, match="deep"):
        cli.main()


def test_progress_is_shown_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with options.progress_bar() as progress:
        assert progress is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with options.progress_bar() as progress:
        pass
    assert capsys.readouterr().err == "", "nothing to report, nothing drawn"
    with options.progress_bar() as progress:
        assert progress is not None
        progress("passages", 0, 4)
        progress("passages", 4, 4)
        progress("sentences", 1, 2)
    assert "passages" in capsys.readouterr().err


def python(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False, **more
    )


def test_python_m_qa_is_qa(corpus: Path, store: Path) -> None:
    done = python("-m", "qa", "ask", "Zephyr 2 score in Q1", "--data-dir", store, "--corpus", corpus)
    assert (done.returncode, done.stderr) == (0, "")
    assert "71" in done.stdout


def test_building_says_nothing_on_stderr(corpus: Path, tmp_path: Path) -> None:
    done = python("-m", "qa", "index", "build", "--data-dir", tmp_path, "--corpus", corpus)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_goes_away_is_no_error(corpus: Path, store: Path) -> None:
    command = f"'{sys.executable}' -m qa ask 'Zephyr 2 score' --data-dir '{store}' --corpus '{corpus}' | true"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_a_cold_question_needs_no_heavy_library(corpus: Path, store: Path) -> None:
    command = ["qa", "ask", "Zephyr 2 score in Q1", "--data-dir", str(store), "--corpus", str(corpus)]
    program = (
        f"import sys\nfrom qa.cli import main\nsys.argv = {command!r}\n"
        "try:\n    main()\nfinally:\n"
        "    heavy = {'torch', 'sentence_transformers', 'matplotlib', 'discord', 'scipy', 'transformers'}\n"
        "    print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = python("-c", program)
    assert done.stderr.strip() == "[]"


def test_a_command_looks_for_garbage_less_often() -> None:
    """What is left is frozen as the process ends: a program that calls commands goes on collecting."""
    program = (
        "import gc, sys\nfrom qa.cli import main\nsys.argv = ['qa', '--help']\n"
        "try:\n    main()\nfinally:\n"
        "    print(gc.get_threshold()[0], gc.get_freeze_count(), file=sys.stderr)\n"
    )
    assert python("-c", program).stderr.split() == [str(cli.YOUNG), "0"]
