"""Ctrl-C, and what is told of long work where there is no terminal."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.commands.ingest import STOPPING
from qa.commands.interruption import Interruption
from qa.commands.progress_lines import ProgressLines
from tests.index.servers import Site, page, served
from tests.qa.cli import Run, runner

REPORT = (
    "Ferries of Brannoch {0}\n\nThe ferry {0} sails at {0} in the morning, and {0} people sail with it.\n"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Ctrl-C is heard, though a shell that runs the tests in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def test_the_first_ctrl_c_is_noted_and_the_second_would_end_the_process(
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interruption("Stopping.") as interruption:
        assert not interruption.pressed
        os.kill(os.getpid(), signal.SIGINT)
        assert interruption.pressed
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) is before
    assert capfd.readouterr().err == "\nqa: Stopping.\n"


def test_who_ignores_ctrl_c_goes_on_ignoring_it() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Interruption("Stopping.") as interruption:
            os.kill(os.getpid(), signal.SIGINT)
            assert not interruption.pressed
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_what_was_taken_in_before_ctrl_c_is_kept_and_the_next_run_goes_on(
    run: Run, tmp_path: Path, corpus: Path
) -> None:
    """Ctrl-C is pressed while the first is fetched: it is taken in, and nothing after it."""
    store, paths = tmp_path / "data", [tmp_path / f"{number}.txt" for number in range(6)]
    for number, path in enumerate(paths):
        path.write_text(REPORT.format(number), encoding="utf-8")

    def answer(_: dict[str, str]) -> bytes:
        os.kill(os.getpid(), signal.SIGINT)
        return page(REPORT.format("first").encode(), "Content-Type: text/plain")

    for site in served(Site()):
        site.routes["/first.txt"] = answer
        first = f"{site.address}/first.txt"
        stopped = run("ingest", first, *paths, "--private-network", data_dir=store, corpus=corpus)
    assert stopped.code == 130
    assert stopped.out.splitlines()[-1] == "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed"
    assert stopped.err.splitlines()[-1] == "qa: Stopped before the end; the same command goes on from here."
    assert "Traceback" not in stopped.err
    listed = run("corpus", "list", data_dir=store, corpus=corpus)
    assert (listed.code, "first" in listed.out) == (0, True), "an index was built of it"
    more = run("ingest", *paths, data_dir=store, corpus=corpus)
    assert more.out.splitlines()[-1] == "6 added, 0 changed, 0 unchanged, 0 removed, 0 failed"


def test_a_watch_tells_what_is_new_outlives_every_failure_and_ends_with_ctrl_c(
    run: Run, tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, built = tmp_path / "reports", list[int]()

    def come() -> None:
        folder.mkdir()
        (folder / "a.txt").write_text(REPORT.format("a"), encoding="utf-8")

    def build(*_: object, forget: bool, workers: int) -> None:
        assert not forget, "the data folder is no collection's own"
        built.append(1)
        if len(built) == 1:
            raise ZeroDivisionError("a fault")

    def interrupt() -> None:
        raise KeyboardInterrupt

    def nothing() -> None:
        pass

    happenings = iter(
        [
            *(nothing, come, nothing, nothing),
            *(lambda: (folder / "b.pdf").write_bytes(b"%PDF-1.7\n"), nothing, interrupt),
        ]
    )
    monkeypatch.setattr("qa.commands.ingest.time.sleep", lambda _: next(happenings)())
    monkeypatch.setattr("qa.commands.ingest.rebuild", build)
    outcome = run("ingest", folder, "--watch", "5", data_dir=tmp_path / "data", corpus=corpus)
    assert outcome.code == 130
    watching, missing, fault, broken = outcome.err.splitlines()
    assert watching == "qa: Looking again every 5 s; Ctrl-C ends it."
    assert missing.endswith("is not there; name files, folders, patterns or addresses"), (
        "told once, not twice"
    )
    assert fault == "qa: unexpected ZeroDivisionError: a fault"
    assert broken.startswith(f"qa: {folder / 'b.pdf'}: ")
    assert [line.split()[0] for line in outcome.out.splitlines()] == ["added", "1", "0"]
    assert len(built) == 5, "until there is an index of what was taken in"


def test_a_watch_is_no_dry_run(run: Run, tmp_path: Path, corpus: Path) -> None:
    outcome = run("ingest", tmp_path, "--watch", "5", "--dry-run", corpus=corpus, data_dir=tmp_path / "data")
    assert "--watch" in outcome.complains(2)


def test_progress_is_told_now_and_then_where_there_is_no_terminal() -> None:
    told, now = list[str](), [1_000.0]
    progress = ProgressLines(told.append, lambda: now[0])
    for done in range(1, 1_001):
        progress("documents", done, 100_000)
        now[0] += 1 / 8
    assert told == [
        "documents: 241 of 100,000, 8.0 a second, 3 h 27 min left",
        "documents: 481 of 100,000, 8.0 a second, 3 h 27 min left",
        "documents: 721 of 100,000, 8.0 a second, 3 h 26 min left",
        "documents: 961 of 100,000, 8.0 a second, 3 h 26 min left",
    ]
    now[0] += 60
    progress("passages", 5, 10)
    assert len(told) == 4, "of what has only begun nobody knows how long it takes"
    now[0] += 60
    progress("passages", 8, 10)
    assert told[-1] == "passages: 8 of 10, 0.1 a second, 40 s left"


def test_the_words_say_what_a_second_one_does() -> None:
    assert "again" in STOPPING
