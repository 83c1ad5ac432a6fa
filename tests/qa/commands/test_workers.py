"""`--workers`, `qa index build --shared` and `qa index work`: who embeds, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.versions import current_version
from tests.index.samples import write_corpus
from tests.qa.cli import Run, runner
from tests.qa.store import postgres


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.delenv("QA_DATABASE", raising=False)
    return runner(monkeypatch, capsys)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    binaries = postgres.programs()
    if binaries is None:
        pytest.skip(postgres.MISSING)
    with postgres.server(binaries) as folder:
        yield postgres.address(folder, "postgres")


def vectors(data: Path) -> dict[str, bytes]:
    """The arrays of the version in use."""
    folder = current_version(data)
    return {path.name: path.read_bytes() for path in folder.rglob("*.npy")}


def test_the_index_is_the_same_whoever_embeds(
    run: Run, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    datas = [tmp_path / name for name in ("one", "two", "shared", "in settings")]
    ways = ((), ("--workers", "2"), ("--database", address), ("--shared",))
    for data, way in zip(datas, ways, strict=True):
        if way == ("--shared",):
            monkeypatch.setenv("QA_DATABASE", address)
        outcome = run("index", "build", *way, data_dir=data, corpus=corpus)
        assert outcome.code == 0, outcome.err
        assert "3 documents" in outcome.out
    assert all(vectors(data) == vectors(datas[0]) for data in datas[1:])
    assert run("index", "work", "--once").out == "0 texts embedded\n"


@pytest.mark.parametrize(
    "command",
    [
        ("index", "work"),
        ("index", "work", "--database", "sqlite:///file"),
        ("index", "build", "--shared"),
        ("index", "build", "--workers", "2", "--database", "postgresql://localhost/none"),
        ("index", "build", "--workers", "0"),
    ],
)
def test_what_cannot_be_is_told(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    folders = {"data_dir": tmp_path / "data", "corpus": write_corpus(tmp_path / "corpus")}
    assert "--" in run(*command, **({} if command[1] == "work" else folders)).complains(2)


def test_documents_are_taken_in_with_several_processes(run: Run, tmp_path: Path) -> None:
    corpus, report = write_corpus(tmp_path / "corpus"), tmp_path / "ferries.txt"
    report.write_text("The ferry to Brannoch sails at nine.\n", encoding="utf-8")
    outcome = run("ingest", report, "--workers", "2", data_dir=tmp_path / "data", corpus=corpus)
    assert outcome.code == 0, outcome.err
    assert "4 documents" in run("index", "build", data_dir=tmp_path / "data", corpus=corpus).out
