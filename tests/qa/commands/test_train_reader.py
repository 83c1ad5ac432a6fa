"""`qa train reader`, `evidence` and `held`, with a few articles in two languages to learn from."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import crossing, embedding
from qa.commands import train_reader
from qa.evaluation.squad.file import read_squad
from qa.evaluation.training.reader import reports, training
from qa.evaluation.training.reader.reports import WrittenReport, read_reports
from qa.reading.reader import EvidenceReader
from qa.reading.window import joined
from qa.retrieval.clues import CLUES
from qa.retrieval.model import load_model
from tests.index.samples import TermEmbedder
from tests.qa.cli import Run
from tests.qa.crossing import FakeCrossing
from tests.qa.evaluation.articles import asked, titled, write_squad

USES = {"taught": 2, "fitted": 4, "measured": 2}
SHIPS = ("Zorvex", "Quillan", "Brondel", "Tamsin", "Farlow", "Hestia", "Ondine", "Perran")
TOLD = {
    "ships.en.json": (
        "Nobody owns the {ship} today. In 19{n}5 the ship {ship} came from Rome. It rained there.",
        "Where did the ship {ship} come from?",
    ),
    "navires.fr.json": (
        "Personne ne possède le {ship}. En 19{n}5 le navire {ship} est venu de Rome. Il y pleuvait.",
        "D'où est venu le navire {ship} ?",
    ),
}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two SQuAD files with the same questions in two languages; no reports, and blocks of two windows."""
    monkeypatch.setattr(reports, "read_reports", list)
    monkeypatch.setattr(training, "BLOCK", 2)
    monkeypatch.setattr(training, "BATCH", 2)
    monkeypatch.setattr(train_reader, "CALIBRATING", 3)
    titles = [title for use, count in USES.items() for title in titled("ships", use, count)]
    made = []
    for name, (text, question) in TOLD.items():
        articles = {}
        for n, (ship, title) in enumerate(zip(SHIPS, titles, strict=True)):
            told = text.format(ship=ship, n=n)
            articles[title] = [(told, [asked(told, "Rome", question.format(ship=ship), f"{ship:_>24}")])]
        made.append(write_squad(tmp_path / name, articles))
    return made


# --- qa train reader -------------------------------------------------------------------


def test_a_reader_is_trained_kept_and_written(run: Run, files: list[Path], tmp_path: Path) -> None:
    folder, state = tmp_path / "weights", tmp_path / "state.pt"
    folder.mkdir()
    done = run("train", "reader", *files, "--checkpoint", state, "--blocks", "1", "-o", folder)
    assert done.code == 0, done.err
    assert "reader.onnx is written, after 1 blocks; now fit: qa train evidence." in done.out
    *counted, block = done.err.splitlines()
    assert counted[:3] == ["ships: 8 questions", "navires: 8 questions", "across: 16 questions"]
    assert block.startswith("block 1 of 1: loss ")
    assert state.is_file()
    assert sorted(path.name for path in folder.iterdir()) == ["lower.onnx", "reader.onnx"]
    reader = EvidenceReader(folder / "reader.onnx", folder / "lower.onnx")
    (reading,) = reader.read("Where?", [joined(["The ship came from Rome.", "It rained."])])
    assert len(reading.logits) == 2
    again = run("train", "reader", *files, "--checkpoint", state, "--blocks", "2", "-o", folder)
    assert again.code == 0, again.err
    *_, resumed, block = again.err.splitlines()
    assert resumed == f"{state} goes on after block 1."
    assert block.startswith("block 2 of 2: loss ")


def test_a_training_may_begin_with_the_shipped_reader(run: Run, files: list[Path], tmp_path: Path) -> None:
    losses = []
    for number, options in enumerate(([], ["--from-shipped"])):
        state = tmp_path / f"{number}.pt"
        done = run(
            "train", "reader", *files, *options, "--checkpoint", state, "--blocks", "1", "-o", tmp_path
        )
        assert done.code == 0, done.err
        losses.append(float(done.err.partition("loss ")[2].partition(",")[0]))
    assert losses[1] < losses[0], "it has learned to read before"


@pytest.mark.parametrize("content", [b"", b"no state", b"PK\x03\x04", b"(lp0\n."])
def test_a_state_that_is_damaged_is_told(run: Run, files: list[Path], tmp_path: Path, content: bytes) -> None:
    state = tmp_path / "state.pt"
    state.write_bytes(content)
    told = run("train", "reader", *files, "--checkpoint", state, "-o", tmp_path)
    assert told.code == 1
    last = told.err.splitlines()[-1]
    assert str(state) in last
    assert last.endswith("remove it, or choose another --checkpoint.")
    assert state.read_bytes() == content


def test_folders_that_are_not_there_are_told_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    file, missing = tmp_path / "no.json", tmp_path / "missing"
    for option, value in (("--output", missing), ("--checkpoint", missing / "reader.pt")):
        told = run("train", "reader", file, option, value).complains(1)
        assert told.endswith("missing does not exist; make it, or choose another.")


def test_a_file_that_cannot_be_learned_from_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    for command in (("reader", "-o", tmp_path, "--checkpoint", tmp_path / "s.pt"), ("held", tmp_path)):
        told = run("train", *command, tmp_path / "x.json").complains(1)
        assert "x.json is not a SQuAD file that can be learned from" in told
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


@pytest.mark.parametrize("command", [["reader"], ["evidence"], ["held", "."]])
def test_some_file_must_be_named(run: Run, command: list[str]) -> None:
    assert "Missing argument 'files'" in run("train", *command).complains(2)


# --- qa train evidence -----------------------------------------------------------------


def test_evidence_is_fitted(
    run: Run, files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "BundledEmbedder", lambda: TermEmbedder(dimension=64))
    monkeypatch.setattr(crossing, "CrossingEncoder", FakeCrossing)
    target = tmp_path / "weights.npz"
    done = run("train", "evidence", *files, "--output", target)
    assert done.code == 0, done.err
    assert f"{target} is written, from 32 questions." in done.out, "four, in four ways, with and without"
    model = load_model(target)
    for weights in (model.same, model.across):
        assert weights.clues.shape == (len(CLUES),)
        assert weights.clues[0] > 0, "what the reader says counts"


def test_where_evidence_cannot_be_written_is_told_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    told = run("train", "evidence", tmp_path / "no.json", "-o", tmp_path / "missing" / "x.npz").complains(1)
    assert told.endswith("missing does not exist; make it, or choose another.")


# --- qa train held ---------------------------------------------------------------------


def test_what_is_held_out_is_written(run: Run, files: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "held"
    folder.mkdir()
    done = run("train", "held", folder, *files)
    assert done.code == 0, done.err
    names = ["across-en.json", "across-fr.json", "en.json", "fr.json"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert done.out.splitlines() == [f"{folder / name} is written." for name in names]
    measured = SHIPS[-USES["measured"] :]
    for name in names:
        paragraphs, items = read_squad(folder / name)
        assert len(paragraphs) == len(SHIPS)
        assert len(items) == len(measured)
        for ship in measured:
            (item,) = [item for item in items if ship in item.question]
            assert item.answers == ("Rome",)
            assert item.question.startswith("Where") == (name in ("en.json", "across-fr.json"))


def test_reports_are_held_out_as_well(
    run: Run, files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_report: WrittenReport
) -> None:
    monkeypatch.setattr(reports, "read_reports", lambda: [one_report])
    done = run("train", "held", tmp_path, *files)
    assert done.code == 0, done.err
    for kind, asked_in in (("chat", 1), ("chat-across", 4)):
        for language in ("en", "fr", "ja", "zh-Hans", "zh-Hant"):
            paragraphs, items = read_squad(tmp_path / f"{kind}-{language}.json")
            assert len(paragraphs) == len(one_report.paragraphs)
            assert len(items) == 9 * asked_in


@pytest.fixture(scope="module")
def one_report() -> WrittenReport:
    """The first of the written reports that nothing is learned from."""
    from qa.evaluation.training.reader.lesson import part_of

    return next(one for one in read_reports() if part_of(f"reports/{one.id}") == "measured")


def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    told = run("train", "held", tmp_path / "missing", tmp_path / "no.json").complains(1)
    assert told.endswith("missing does not exist; make it first.")
