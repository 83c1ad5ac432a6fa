"""`qa train entailment`, with a few paragraphs to learn from."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.evaluation.training.entailment import training, written
from qa.evaluation.training.reader import reports
from qa.prose.entailment import EntailmentReader
from tests.qa.cli import Run
from tests.qa.evaluation.articles import asked, titled, write_squad

TEXT = (
    "Nobody owns the Zorvex today. In 1915 the ship Zorvex came from Rome. It rained there, and 40 men left."
)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A SQuAD file, no reports and no drafts, and blocks of four claims."""
    monkeypatch.setattr(reports, "read_reports", list)
    monkeypatch.setattr(written, "read_written", list)
    monkeypatch.setattr("qa.commands.train_entailment.CALIBRATING", 3)
    for name in ("BLOCK", "BATCH"):
        monkeypatch.setattr(training, name, 4)
    articles = {
        title: [(TEXT, [asked(TEXT, "Rome", "Where did the Zorvex come from?", f"{n:_>24}")])]
        for n, title in enumerate(titled("ships", "taught", 2))
    }
    return write_squad(tmp_path / "ships.en.json", articles)


def test_what_is_learned_is_written_and_goes_on_from_its_checkpoint(
    run: Run, file: Path, tmp_path: Path
) -> None:
    kept, output = tmp_path / "kept.pt", tmp_path / "entailment.onnx"
    options = ("--checkpoint", kept, "--output", output)
    first = run("train", "entailment", file, "--blocks", "1", *options)
    assert first.code == 0, first.err
    assert f"{output} is written, after 1 blocks; measure it: qa eval drafts." in first.out
    counted, block = first.err.splitlines()
    assert counted == "2 paragraphs and 0 written items"
    assert block.startswith("block 1 of 1: loss ")
    again = run("train", "entailment", file, "--blocks", "2", *options)
    assert again.err.splitlines()[1] == f"{kept} goes on after block 1."
    assert abs(EntailmentReader(output).doubt("The Zorvex came from Rome.", (TEXT,))) < 20


def test_folders_that_are_not_there_are_told_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    told = run("train", "entailment", tmp_path / "no.json", "-o", tmp_path / "missing" / "x.onnx").complains(
        1
    )
    assert told.endswith("missing does not exist; make it, or choose another.")
