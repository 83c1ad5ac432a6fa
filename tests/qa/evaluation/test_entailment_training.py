"""Training entailment: a few steps on two claims, kept, taken up again, and written for ONNX Runtime."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from index.encoder.model_file import ModelFile
from index.errors import FootnoteError
from qa.evaluation.training.entailment import training as trained
from qa.evaluation.training.entailment.claim import TaughtClaim
from qa.evaluation.training.entailment.claims import Claims
from qa.evaluation.training.entailment.training import UNKNOWN, ClaimTokenizer, EntailmentTraining, loss_of
from qa.evaluation.training.reader import training as scheduled
from qa.evaluation.training.reader.export import export_upper
from qa.prose.entailment import EntailmentReader

PIECE = "Herons nest in tall trees. They fish at dawn."
TRUE = TaughtClaim("Herons nest in trees.", "", (PIECE,), follows=True, wrong=())
FALSE = TaughtClaim("Herons nest in caves.", "", (PIECE,), follows=False, wrong=((15, 20),))


class FixedClaims(Claims):
    """Draws two claims in turn."""

    def __init__(self) -> None:
        pass

    def draw(self, count: int, draw: random.Random) -> list[TaughtClaim]:
        return [TRUE, FALSE][:count]


@pytest.fixture(scope="module", autouse=True)
def _small() -> Iterator[None]:
    """Blocks of one batch of two claims, at a high rate from the start."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("BLOCK", 2), ("BATCH", 2), ("RATE", 4e-4)):
            patch.setattr(trained, name, value)
        for name, value in (("WARM_UP", 0.2), ("DECAY", 0.01)):
            patch.setattr(scheduled, name, value)
        yield


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> tuple[EntailmentTraining, list[float], Path]:
    """A training after eight blocks, the loss of each, and its state."""
    made, losses = EntailmentTraining(FixedClaims(), 8), list[float]()
    made.run(lambda progress: losses.append(progress.loss))
    kept = tmp_path_factory.mktemp("kept") / "entailment.pt"
    made.save(kept)
    return made, losses, kept


def said(made: EntailmentTraining, claim: TaughtClaim) -> tuple[float, float]:
    """What the network says of the whole of a claim, and of its worst word."""
    row = made.row(claim)
    with torch.no_grad():
        words, whole = made.outputs([row])
    return float(whole[0]), float(words[0, 1 : len(row.texts[0]) - 1, 0].max())


def test_a_few_steps_tell_what_follows_from_what_does_not(
    learned: tuple[EntailmentTraining, list[float], Path],
) -> None:
    made, losses, _ = learned
    assert losses[-1] < losses[0]
    assert sum(said(made, FALSE)) > sum(said(made, TRUE))


def test_a_state_is_taken_up_again(
    learned: tuple[EntailmentTraining, list[float], Path], tmp_path: Path
) -> None:
    made, _, kept = learned
    again = EntailmentTraining(FixedClaims(), 8, begin=None)
    again.resume(kept)
    assert again.done == 8
    assert said(again, FALSE) == pytest.approx(said(made, FALSE))
    again.average([kept])
    assert said(again, FALSE) == pytest.approx(said(made, FALSE))
    fresh = EntailmentTraining(FixedClaims(), 8, begin=None)
    first, last = (one.upper.nothing.weight.detach().clone() for one in (fresh, made))
    fresh.average([kept])
    assert torch.allclose(fresh.upper.nothing.weight, (first + last) / 2)
    other = tmp_path / "other.pt"
    other.write_bytes(b"none")
    with pytest.raises(FootnoteError, match="holds no state"):
        again.resume(other)


def test_what_is_written_is_read_as_it_was_learned(
    learned: tuple[EntailmentTraining, list[float], Path], tmp_path: Path
) -> None:
    made, _, _ = learned
    file = tmp_path / "entailment.onnx"
    export_upper(made.upper, made.outputs, [made.row(TRUE), made.row(FALSE)], file)
    reader = EntailmentReader(file)
    for claim in (TRUE, FALSE):
        told = reader.doubt(claim.statement, claim.pieces)
        assert told == pytest.approx(sum(said(made, claim)) / 2, abs=0.5)


def test_words_of_which_is_known_what_is_wrong_are_marked() -> None:
    tokens = ClaimTokenizer(ModelFile())
    row = tokens.row(FALSE)
    assert row.wrong[0] == row.wrong[-1] == UNKNOWN
    assert set(row.wrong.tolist()) == {UNKNOWN, 0.0, 1.0}
    assert row.wrong[row.wrong >= 0].tolist().index(1.0) >= 3  # behind "Herons nest in"
    assert set(tokens.row(TRUE).wrong.tolist()) == {UNKNOWN, 0.0}


def test_the_loss_is_small_where_whole_and_words_are_right() -> None:
    row = ClaimTokenizer(ModelFile()).row(FALSE)
    words = torch.full((1, len(row), 1), -9.0)
    words[0, : len(row.wrong), 0][row.wrong == 1] = 9.0
    right = loss_of([row], words, torch.tensor([9.0]))
    assert float(right) < 0.01
    assert float(loss_of([row], -words, torch.tensor([9.0]))) > 4
    assert float(loss_of([row], words, torch.tensor([-9.0]))) > 8
