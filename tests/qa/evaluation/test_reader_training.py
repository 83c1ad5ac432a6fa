"""Training the reader: a few steps on a few lessons, kept, taken up again, and written for ONNX Runtime."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.encoder.model_file import ModelFile
from index.errors import FootnoteError
from qa.evaluation.training.reader import training as trained
from qa.evaluation.training.reader import windows
from qa.evaluation.training.reader.export import export
from qa.evaluation.training.reader.lesson import TaughtSource, WindowLesson
from qa.evaluation.training.reader.network import sentence_logits
from qa.evaluation.training.reader.shipped import take_over
from qa.evaluation.training.reader.training import RowTokenizer, Training, loss_of, share_of_rate
from qa.evaluation.training.reader.windows import Windows
from qa.reading.reader import EvidenceReader
from qa.reading.window import Window
from tests.qa.evaluation.articles import about, paragraph, titled

TEXT = "Herons nest in tall trees. They fish at dawn. Winter drives them south."
SENTENCES = tuple(paragraph(TEXT).sentences)
LESSONS = (
    WindowLesson("Where do herons nest?", TEXT, SENTENCES, frozenset({0}), (15, 25)),
    WindowLesson("When do they fish?", TEXT, SENTENCES, frozenset({1}), (40, 44)),
    WindowLesson("Who pays the ferryman?", TEXT, SENTENCES, frozenset(), None),
)


@pytest.fixture(scope="module", autouse=True)
def _small() -> Iterator[None]:
    """Blocks of two batches of two lessons, at a high rate from the start."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("BLOCK", 4), ("BATCH", 2), ("RATE", 4e-4), ("WARM_UP", 0.2), ("DECAY", 0.01)):
            patch.setattr(trained, name, value)
        patch.setattr(windows, "SPOKEN", 0.0)
        patch.setattr(windows, "WITHOUT", 0.0)
        yield


def training(blocks: int = 20) -> Training:
    """A training on the first lesson alone."""
    title = f"birds/{titled('birds', 'taught', 1)[0]}"
    asked = about(TEXT, "tall trees", "Where do herons nest?")
    return Training(Windows([TaughtSource("birds", (paragraph(TEXT, title),), (asked,))]), blocks)


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Training, list[float], Path]:
    """A training after six blocks, the loss of each, and the state that was kept after the fifth."""
    made, losses = training(), list[float]()
    kept = tmp_path_factory.mktemp("kept") / "reader.pt"
    made.run(lambda progress: losses.append(progress.loss), 5)
    made.save(kept)
    made.run(lambda progress: losses.append(progress.loss), 1)
    return made, losses, kept


def logits(made: Training, lesson: WindowLesson) -> np.ndarray:
    """What the network says of each sentence, against nothing."""
    row = made.row(lesson)
    outputs, nothing = made.outputs([row])
    inside = outputs[:, len(row.question) :]
    said = sentence_logits(inside, row.sentence[None], len(lesson.sentences)) - nothing
    found: np.ndarray = said.detach().numpy()[0]
    return found


# --- lessons in tokens -----------------------------------------------------------------


@pytest.fixture(scope="module")
def tokenizer() -> RowTokenizer:
    return RowTokenizer(ModelFile())


def test_a_lesson_in_tokens(tokenizer: RowTokenizer) -> None:
    row = tokenizer.row(LESSONS[0])
    assert row.answers == {0}
    sentence = row.sentence.tolist()
    assert len(sentence) == len(row.window)
    assert sentence[0] == sentence[-1] == -1
    inside = [number for number in sentence if number >= 0]
    assert inside == sorted(inside), "one sentence after another"
    assert set(inside) == {0, 1, 2}
    assert sentence[1] == -1, "e5's prefix is of no sentence"
    assert sentence[row.begins] == sentence[row.ends] == 0
    assert 1 <= row.ends - row.begins <= 3
    bare = tokenizer.row(LESSONS[2])
    assert (bare.answers, bare.begins, bare.ends) == (frozenset(), -1, -1)


def test_what_does_not_fit_into_a_window_is_not_asked_for(tokenizer: RowTokenizer) -> None:
    text = "It rained on the harbour. " * 60 + "The ferry sank."
    held = paragraph(text)
    last = len(held.sentences) - 1
    row = tokenizer.row(
        WindowLesson("What sank?" * 40, text, held.sentences, frozenset({last}), (1560, 1569))
    )
    assert len(row.question) == trained.LONGEST_QUESTION
    assert len(row.window) == len(row.sentence) == trained.LONGEST_WINDOW
    assert (row.answers, row.begins, row.ends) == (frozenset(), -1, -1)


# --- learning --------------------------------------------------------------------------


def test_the_loss_falls(learned: tuple[Training, list[float], Path]) -> None:
    made, losses, _ = learned
    assert made.done == len(losses) == 6
    assert losses[-1] < losses[0] / 2


def test_what_is_learned_is_said(learned: tuple[Training, list[float], Path]) -> None:
    said = logits(learned[0], LESSONS[0])
    assert said[0] > 0, "more likely than that nothing answers"
    assert said[0] > max(said[1:])


def test_taken_up_again_a_training_goes_on_as_it_would_have(
    learned: tuple[Training, list[float], Path],
) -> None:
    made, losses, kept = learned
    again, found = training(), list[float]()
    again.resume(kept)
    assert again.done == 5
    again.run(lambda progress: found.append(progress.loss), 1)
    assert found == pytest.approx(losses[5:], rel=0.02)
    for name, weights in made.upper.state_dict().items():
        assert np.allclose(weights.numpy(), again.upper.state_dict()[name].numpy(), atol=1e-4), name
    assert [path.name for path in kept.parent.iterdir()] == ["reader.pt"]


def test_a_training_ends_with_its_plan(learned: tuple[Training, list[float], Path]) -> None:
    made = training(blocks=5)
    made.resume(learned[2])
    made.run(lambda progress: pytest.fail("its five blocks are done"))
    assert made.done == 5


def test_the_loss_by_hand(tokenizer: RowTokenizer) -> None:
    """Where nothing is known all is as likely: three sentences and nothing, and the tokens of the window."""
    import torch

    rows = [tokenizer.row(lesson) for lesson in (LESSONS[0], LESSONS[2])]
    longest = max(len(row.question) + len(row.window) for row in rows)
    outputs, nothing = torch.zeros(2, longest, 4), torch.zeros(2)
    tokens = int((rows[0].sentence >= 0).sum())
    words = trained.MARKS * np.log(tokens) / 2  # one of two lessons has words
    assert float(loss_of(rows, outputs, nothing)) == pytest.approx(np.log(4) + words, abs=1e-4)
    assert float(loss_of(rows[1:], outputs[1:], nothing[1:])) == pytest.approx(np.log(4), abs=1e-4)
    assert float(loss_of(rows[1:], outputs[1:], nothing[1:] + 20)) == pytest.approx(0, abs=1e-4)


def test_the_rate_rises_stays_and_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trained, "WARM_UP", 6)
    monkeypatch.setattr(trained, "DECAY", 0.3)
    shares = [share_of_rate(block, 100) for block in range(101)]
    assert shares[0] == pytest.approx(0.2 / 6)
    assert shares[:6] == sorted(set(shares[:6])), "it rises"
    assert shares[6:71] == [1.0] * 65
    assert shares[71:] == sorted(set(shares[71:]), reverse=True)[:1] + shares[72:], "it falls"
    assert shares[85] == pytest.approx(0.5)
    assert shares[100] == trained.LEAST


# --- files -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def written(learned: tuple[Training, list[float], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the files of the training are."""
    folder = tmp_path_factory.mktemp("weights")
    made = learned[0]
    rows = [made.row(lesson) for lesson in LESSONS]
    export(made, rows, folder / "reader.onnx", folder / "lower.onnx")
    return folder


def test_both_files_are_written(written: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in written.iterdir()}
    assert sorted(sizes) == ["lower.onnx", "reader.onnx"]
    assert all(9e6 < size < 13e6 for size in sizes.values()), "six layers in 8 bits"


def test_the_files_say_what_the_network_says(
    learned: tuple[Training, list[float], Path], written: Path
) -> None:
    reader = EvidenceReader(written / "reader.onnx", written / "lower.onnx")
    network = [logits(learned[0], lesson) for lesson in LESSONS]
    assert np.ptp(network) > 2, "there is something to agree on"
    for lesson, expected in zip(LESSONS, network, strict=True):
        (reading,) = reader.read(lesson.question, [Window(lesson.text, lesson.sentences)])
        assert np.allclose(reading.logits, expected, atol=0.5), lesson.question


def test_what_was_written_can_be_trained_on(
    learned: tuple[Training, list[float], Path], written: Path
) -> None:
    made = training()
    take_over(made.upper, written / "reader.onnx")
    for lesson in LESSONS:
        assert np.allclose(logits(made, lesson), logits(learned[0], lesson), atol=0.5), lesson.question


@pytest.mark.parametrize("name", ["lower.onnx", "missing.onnx"])
def test_what_holds_no_reader_is_told(
    learned: tuple[Training, list[float], Path], written: Path, name: str
) -> None:
    with pytest.raises(FootnoteError, match=f"{name} holds no reader that can be trained on"):
        take_over(learned[0].upper, written / name)
