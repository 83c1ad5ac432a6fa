"""The evidence model: its file, its logits, and how a best sentence stands out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from qa.evaluation.training.confidence import save_model
from qa.retrieval.features import FEATURES, Candidates

from index.errors import FootnoteError
from qa.retrieval.model import (
    SURENESS,
    EvidenceModel,
    Logistic,
    load_model,
    model_for,
    passage_logits,
    sureness,
    sureness_across,
)
from qa.retrieval.retriever import ScoredSentence
from tests.index.samples import TermEmbedder


def candidates(*passages: int, **columns: list[float]) -> Candidates:
    """One sentence for each of `passages`; features that are not given are 0."""
    features = np.zeros((len(passages), len(FEATURES)), np.float32)
    for name, values in columns.items():
        features[:, FEATURES.index(name)] = values
    found = tuple(ScoredSentence(n, passage, 0.0, 0.0, 0.0, 0.0, 0.0) for n, passage in enumerate(passages))
    return Candidates(found, features)


def test_the_shipped_model_is_of_the_bundled_embedder() -> None:
    model = load_model()
    assert model.weights.shape == model.mean.shape == model.scale.shape == (len(FEATURES),)
    assert model.question.shape[0] == 384
    assert model.question.shape[1] == model.gate.shape[0]
    assert model.same.weights.shape == (len(SURENESS),)
    assert model_for(TermEmbedder()) is None


def test_similar_sentences_are_preferred_by_the_shipped_model() -> None:
    model, vector = load_model(), np.zeros(384, np.float32)
    features = np.stack([model.mean, model.mean])
    features[1, FEATURES.index("rule")] += 2 * model.scale[FEATURES.index("rule")]
    low, high = model.logits(features, vector).tolist()
    assert high > low


def test_a_logistic_is_a_probability() -> None:
    logistic = Logistic(np.zeros(1, np.float32), np.ones(1, np.float32), np.array([2.0], np.float32), -1.0)
    assert logistic(np.array([0.5], np.float32)) == pytest.approx(0.5)
    assert logistic(np.array([1e9], np.float32)) == pytest.approx(1.0)
    assert logistic(np.array([-1e9], np.float32)) == pytest.approx(0.0, abs=1e-9)
    assert logistic(np.array([np.nan], np.float32)) == pytest.approx(1 / (1 + np.e))


def test_the_question_moves_the_weights() -> None:
    count = len(FEATURES)
    empty = Logistic(*(np.empty(0, np.float32),) * 3, bias=0.0)
    model = EvidenceModel(
        mean=np.zeros(count, np.float32),
        scale=np.ones(count, np.float32),
        weights=np.zeros(count, np.float32),
        question=np.array([[1.0], [0.0]], np.float32),
        gate=np.ones((1, count), np.float32),
        same=empty,
        across=empty,
    )
    features = np.ones((1, count), np.float32)
    assert model.logits(features, np.array([1.0, 0.0], np.float32)).tolist() == [count]
    assert model.logits(features, np.array([0.0, 1.0], np.float32)).tolist() == [0.0]
    assert model.logits(100 * features, np.array([1.0, 0.0], np.float32)).tolist() == [4.0 * count]


def test_a_passage_has_the_odds_of_its_sentences() -> None:
    held = passage_logits(candidates(7, 7, 9), np.log(np.array([1.0, 2.0, 5.0], np.float32)))
    assert held == {7: pytest.approx(np.log(3.0)), 9: pytest.approx(np.log(5.0))}


def test_sureness_compares_with_other_passages() -> None:
    found = candidates(1, 1, 2, 3, 4, similarity=[0.9, 0.8, 0.7, 0.5, 0.6])
    logits = np.array([3.0, 2.5, 1.0, 0.0, 0.5])
    values = dict(zip(SURENESS, sureness(found, logits, 0.25).tolist(), strict=True))
    assert values["top"] == 3.0
    assert values["lead"] == 2.0
    assert values["passage"] == pytest.approx(np.logaddexp(3.0, 2.5), abs=1e-5)
    assert values["passage_lead"] == pytest.approx(values["passage"] - 1.0, abs=1e-5)
    assert values["passage_above"] == pytest.approx(values["passage"] - 0.5, abs=1e-5)
    assert values["similarity_above"] == pytest.approx(0.3, abs=1e-5)
    assert values["unknown"] == 0.25


@pytest.mark.parametrize("passages", [(1,), (1, 2, 3)])
def test_sureness_without_rivals(passages: tuple[int, ...]) -> None:
    logits = np.array([1.0, 0.5, 0.5])[: len(passages)]
    values = dict(zip(SURENESS, sureness(candidates(*passages), logits, 0.0).tolist(), strict=True))
    unknown = ("lead", "passage_lead", "passage_above", "passage_deviation", "similarity_above")
    assert all(np.isnan(values[name]) for name in unknown)
    assert values["top"] == 1.0


def test_what_says_the_same_is_no_rival() -> None:
    found = candidates(1, 2, 3, 4, 5, similarity=[0.9, 0.89, 0.5, 0.5, 0.5])
    logits = np.array([3.0, 2.9, 0.0, 0.0, 0.0])
    values = dict(zip(SURENESS, sureness(found, logits, 0.0, {1, 2}).tolist(), strict=True))
    assert values["lead"] == 3.0
    assert values["similarity_above"] == pytest.approx(0.4, abs=1e-5)


def test_sureness_across_languages() -> None:
    found = candidates(1, 2, similarity=[0.8, 0.6])
    values = sureness_across(found, np.array([0.5, 0.4], np.float32), 0).tolist()
    assert values == pytest.approx([0.2, 0.1])


def test_a_model_survives_its_file(tmp_path: Path) -> None:
    model = load_model()
    with (tmp_path / "weights.npz").open("wb") as file:
        save_model(model, file)
    again = load_model(tmp_path / "weights.npz")
    assert (again.gate == model.gate).all()
    assert again.across.bias == pytest.approx(model.across.bias)


@pytest.mark.parametrize("content", [b"", b"PK no zip", b"\x93NUMPY"])
def test_a_damaged_file_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "weights.npz"
    path.write_bytes(content)
    with pytest.raises(FootnoteError, match="qa eval train"):
        load_model(path)


def test_weights_of_other_features_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    np.savez(path, features=np.array(["a"]), sureness=np.array(SURENESS))
    with pytest.raises(FootnoteError, match="other features"):
        load_model(path)
