"""The evidence model: its file, its logits, and how a best sentence stands out."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embedding import BUNDLED
from index.errors import FootnoteError
from qa.retrieval.clues import CLUES, LEAST, Candidates
from qa.retrieval.model import (
    FEW,
    MOST_ALONE,
    PARTS,
    REGRESSION,
    STEPS,
    SURENESS,
    WEIGHTS,
    EvidenceModel,
    Logistic,
    Weights,
    best_of,
    load_model,
    model_for,
    passage_logits,
    sureness,
)
from qa.retrieval.retriever import ScoredSentence
from tests.index.samples import TermEmbedder

COMPARED = ("lead", "similarity_above", "passages_above")


def candidates(*passages: int, **columns: list[float]) -> Candidates:
    """One sentence for each of `passages`; clues that are not given are 0."""
    clues = np.zeros((len(passages), len(CLUES)), np.float32)
    for name, values in columns.items():
        clues[:, CLUES.index(name)] = values
    found = tuple(ScoredSentence(n, passage, 0.0, 0.0, 0.0, 0.0, 0.0) for n, passage in enumerate(passages))
    return Candidates(found, clues)


def sure(
    found: Candidates, logits: list[float], unknown: float = 0.0, akin: set[int] | None = None
) -> dict[str, float]:
    same = np.isin(np.arange(len(logits)), list(akin or ()))
    values = sureness(found, np.array(logits, np.float32), unknown, same)
    return dict(zip(SURENESS, values.tolist(), strict=True))


def drawn(seed: int) -> EvidenceModel:
    """A model of weights that are all different."""
    draw = np.random.default_rng(seed)

    def floats(count: int) -> np.ndarray[Any, np.dtype[np.float32]]:
        return draw.normal(size=count).astype(np.float32)

    def logistic() -> Logistic:
        mean, scale, sure = (floats(len(SURENESS)) for _ in range(3))
        return Logistic(mean, scale, sure, float(floats(1)[0]))

    def part() -> Weights:
        return Weights(floats(len(CLUES)), tuple(logistic() for _ in STEPS))

    return EvidenceModel(part(), part())


def test_a_logistic_is_a_probability() -> None:
    logistic = Logistic(np.zeros(1, np.float32), np.ones(1, np.float32), np.array([2.0], np.float32), -1.0)
    assert logistic(np.array([0.5], np.float32)) == pytest.approx(0.5)
    assert logistic(np.array([1.0], np.float32)) == pytest.approx(1 / (1 + math.exp(-1)))
    assert logistic(np.array([1e9], np.float32)) == pytest.approx(1.0)
    assert logistic(np.array([-1e9], np.float32)) == pytest.approx(0.0, abs=1e-9)


def test_a_logistic_takes_what_is_unknown_for_average() -> None:
    mean, scale, weights = (np.array(two, np.float32) for two in ([3.0, 10.0], [2.0, 5.0], [4.0, -1.0]))
    logistic = Logistic(mean, scale, weights, 0.5)
    unknown, average = np.array([5.0, np.nan], np.float32), np.array([5.0, 10.0], np.float32)
    assert float(logistic.score(unknown)) == float(logistic.score(average)) == 4.5
    assert logistic(unknown) == logistic(average) == pytest.approx(1 / (1 + math.exp(-4.5)))
    many = logistic.score(np.stack([average, np.array([3.0, 20.0], np.float32)]))
    assert many.tolist() == [4.5, -1.5]


def test_clues_are_weighed_by_their_sum() -> None:
    weights = Weights(np.arange(len(CLUES), dtype=np.float32), drawn(0).same.sureness)
    found = candidates(1, 1, 2, share=[1.0, 0.0, 0.0], words=[0.0, 3.0, 0.0])
    assert weights.logits(found).tolist() == [1.0, 6.0, 0.0]


def test_a_passage_has_the_odds_of_its_sentences() -> None:
    held = passage_logits(candidates(7, 7, 9), np.log(np.array([1.0, 2.0, 5.0], np.float32)))
    assert held == {7: pytest.approx(math.log(3.0)), 9: pytest.approx(math.log(5.0))}
    assert passage_logits(candidates(), np.empty(0, np.float32)) == {}


def test_the_best_of_each_passage() -> None:
    assert best_of(np.array([4, 2, 4]), np.array([0.5, -1.0, 0.75], np.float32)) == {4: 0.75, 2: -1.0}


def test_sureness_compares_with_other_passages() -> None:
    found = candidates(
        *(1, 1, 2, 2, 3, 4),
        reading=[2.0, 1.0, 0.0, 0.0, 0.0, 0.0],
        share=[-0.25, -2.0, -1.0, -1.0, -1.0, -1.0],
        words=[-0.5, -4.0, -1.0, -1.0, -1.0, -1.0],
        similarity=[0.9, 0.95, 0.7, 0.1, 0.5, 0.6],
        behind=[-0.5, -0.5, -2.0, -2.0, 0.0, -3.0],
    )
    assert sure(found, [3.0, 2.5, 1.0, 0.25, 0.0, 0.5], 0.25) == {
        "logit": 3.0,
        "lead": 2.0,
        "reading": 2.0,
        "share": -0.25,
        "words": -0.5,
        "similarity": pytest.approx(0.9),
        "similarity_above": pytest.approx(0.3),
        "passages_above": -0.5,
        "unknown": 0.25,
    }


@pytest.mark.parametrize("passages", [(1,), (1, 1, 1, 1, 1), (1, 2), (1, 2, 3), (1, 2, 2, 3, 3)])
def test_among_few_passages_to_stand_out_says_nothing(passages: tuple[int, ...]) -> None:
    assert len(set(passages)) <= FEW
    values = sure(
        candidates(*passages, similarity=[0.5] * len(passages)), [1.0, 0.5, 0.5, 0.0, 0.0][: len(passages)]
    )
    assert all(math.isnan(values[name]) for name in COMPARED)
    assert not any(math.isnan(values[name]) for name in SURENESS if name not in COMPARED)
    assert (values["logit"], values["similarity"]) == (1.0, 0.5)


def test_among_one_more_it_does() -> None:
    values = sure(candidates(*range(FEW + 1)), [1.0, 0.5, 0.25, 0.0])
    assert (values["lead"], values["similarity_above"], values["passages_above"]) == (0.5, 0.0, 0.0)


def test_what_says_the_same_is_no_rival() -> None:
    found = candidates(
        1, 2, 3, 4, 5, similarity=[0.9, 0.89, 0.5, 0.5, 0.5], behind=[0.0, -0.5, -1.0, -2.0, -3.0]
    )
    logits = [3.0, 2.9, 0.0, 0.0, 0.0]
    values = sure(found, logits, akin={0, 1})
    assert [values[name] for name in COMPARED] == pytest.approx([3.0, 0.4, 1.0])
    assert sure(found, logits)["lead"] == pytest.approx(0.1, abs=1e-5)
    few = sure(found, logits, akin={0, 1, 2})
    assert all(math.isnan(few[name]) for name in COMPARED), "two rivals are left"


def test_no_lead_is_greater_than_that_of_what_has_no_rival() -> None:
    assert sure(candidates(1, 2, 3, 4), [20.0, 1.0, 1.0, 1.0])["lead"] == MOST_ALONE


def test_a_model_survives_its_file(tmp_path: Path) -> None:
    model, path = drawn(1), tmp_path / "evidence.npz"
    np.savez_compressed(path, **model.arrays())
    again = load_model(path)
    for name in PARTS:
        held, read = getattr(model, name), getattr(again, name)
        np.testing.assert_array_equal(read.clues, held.clues)
        for one, other in zip(read.sureness, held.sureness, strict=True):
            for part in REGRESSION:
                np.testing.assert_array_equal(getattr(one, part), getattr(other, part))
            assert one.bias == other.bias
    found = candidates(1, 2, reading=[3.0, -3.0])
    assert again.across.logits(found).tolist() == model.across.logits(found).tolist()
    assert again.same.logits(found).tolist() != again.across.logits(found).tolist()


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("names", np.array(["a"])),
        ("names", np.array(CLUES[::-1])),
        ("names", np.array(CLUES[:-1])),
        ("sureness", np.array([*SURENESS, "more"])),
        ("sureness", np.array(SURENESS[1:])),
    ],
)
def test_weights_of_other_clues_are_refused(tmp_path: Path, name: str, others: np.ndarray[Any, Any]) -> None:
    path = tmp_path / "evidence.npz"
    np.savez(path, **drawn(2).arrays() | {name: others})
    with pytest.raises(FootnoteError, match=r"^evidence\.npz was fitted to other clues.*`qa train evidence`"):
        load_model(path)


@pytest.mark.parametrize("name", sorted(drawn(3).arrays()))
def test_weights_that_lack_a_part_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "evidence.npz"
    np.savez(path, **{held: array for held, array in drawn(3).arrays().items() if held != name})
    with pytest.raises(FootnoteError, match=rf"evidence\.npz cannot be read .*{name}.*`qa train evidence`"):
        load_model(path)


def corrupted(content: bytes) -> bytes:
    """With every byte of the packed arrays turned; the names in the file stay."""
    start = content.index(b".npy") + 30
    return content[:start] + bytes(255 - one for one in content[start : start + 40]) + content[start + 40 :]


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: b"",
        lambda content: b"PK no zip",
        lambda content: b"\x93NUMPY",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        corrupted,
    ],
    ids=["empty", "no zip", "no array", "half", "cut", "corrupted"],
)
def test_a_damaged_file_says_what_to_do(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "evidence.npz"
    path.write_bytes(harm(WEIGHTS.read_bytes()))
    with pytest.raises(FootnoteError, match=r"^evidence\.npz cannot be read .*`qa train evidence`"):
        load_model(path)


def test_a_file_that_is_missing_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FootnoteError, match=r"^none\.npz cannot be read .*`qa train evidence`"):
        load_model(tmp_path / "none.npz")


def test_the_shipped_model_is_of_the_bundled_embedder() -> None:
    assert model_for(TermEmbedder()) is None
    model = model_for(TermEmbedder(name=BUNDLED))
    assert model is not None
    for weights in (model.same, model.across):
        assert weights.clues.shape == (len(CLUES),)
        assert len(weights.sureness) == len(STEPS)
        for one in weights.sureness:
            assert one.mean.shape == one.scale.shape == one.weights.shape == (len(SURENESS),)
            assert np.isfinite([*weights.clues, *one.mean, *one.weights, one.bias]).all()
            assert (one.scale > 0).all()


@pytest.mark.parametrize("part", PARTS)
def test_the_shipped_model_trusts_what_the_reader_is_sure_of(part: str) -> None:
    weights: Weights = getattr(load_model(), part)
    found = candidates(1, 2, reading=[5.0, -5.0], share=[-0.01, -6.0], words=[-0.1, -6.0])
    first, second = weights.logits(found).tolist()
    assert first > second

    def confidence(reading: float, share: float, words: float) -> list[float]:
        one = candidates(1, reading=[reading], share=[share], words=[words], similarity=[0.8])
        return [sure(sureness(one, weights.logits(one), 0.0)) for sure in weights.sureness]

    read, unread = confidence(5.0, -0.01, -0.3), confidence(LEAST, LEAST, LEAST)
    assert all(more > less > 0 for more, less in zip(read, unread, strict=True))
