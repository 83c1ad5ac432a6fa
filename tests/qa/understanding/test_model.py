"""The learned weights: what they make of a phrase, and files of weights that are none."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.errors import FootnoteError
from qa.understanding.features import BUCKETS, SIGNALS
from qa.understanding.model import (
    DIMENSION,
    OUTCOMES,
    PROJECTED,
    RUNS_SCALE,
    WEIGHTS,
    QuestionModel,
    Understanding,
    load_model,
    unit,
)
from qa.understanding.phrase import Phrase
from qa.understanding.utterance import OF_NO_PASSAGE, Intent, Link

MODEL = load_model()
ALONG = np.eye(1, DIMENSION, dtype=np.float32)[0]


def arrays(**changed: Any) -> dict[str, Any]:
    return {field.name: getattr(MODEL, field.name) for field in fields(QuestionModel)} | changed


def test_the_shipped_weights_have_their_shapes() -> None:
    assert MODEL.centre.shape == (DIMENSION,)
    assert MODEL.rarity.shape == (BUCKETS,)
    assert MODEL.dense.shape == (DIMENSION + SIGNALS, OUTCOMES)
    assert MODEL.sparse.shape == (BUCKETS, OUTCOMES)
    assert MODEL.sparse.dtype == np.int8
    assert MODEL.step.shape == MODEL.bias.shape == (OUTCOMES,)
    assert MODEL.projection.shape == (DIMENSION, PROJECTED)
    assert MODEL.others.shape[1] == DIMENSION
    assert (MODEL.nearness >= 0).all(), "to be nearer never counts against an attribute"
    assert all(np.isfinite(values).all() for values in arrays().values())
    assert WEIGHTS.stat().st_size < 2_500_000


def weighted(**weights: Any) -> QuestionModel:
    """A model that knows nothing but `weights`, and thinks that something in the documents is asked for."""
    bias = np.zeros(OUTCOMES, np.float32)
    bias[-1] = 100.0
    zeros = {name: np.zeros_like(getattr(MODEL, name)) for name in ("dense", "sparse")}
    return QuestionModel(**arrays(**{**zeros, "bias": bias, **weights}))


def test_shares_are_of_one_and_follow_the_logits() -> None:
    asking = [intent for intent in Intent if intent not in OF_NO_PASSAGE]
    bias = np.zeros(OUTCOMES, np.float32)
    bias[list(Intent).index(Intent.COUNT)] = np.log(len(asking) - 1)
    bias[-1] = 100.0
    found = weighted(bias=bias).understand(Phrase("how many", "how many", "en"), ALONG)
    assert found.intents[Intent.COUNT] == pytest.approx(0.5, abs=1e-5)
    assert sum(found.intents.values()) == pytest.approx(1.0, abs=1e-5)
    assert list(found.links.values()) == pytest.approx([1 / len(Link)] * len(Link))
    assert found.likely(Intent.COUNT, Intent.LIST) == pytest.approx(0.5 + 0.5 / (len(asking) - 1), abs=1e-5)


def test_whether_documents_are_asked_is_told_apart() -> None:
    """The last outcome is shared among the intents of either side as these are likely among themselves."""
    bias = np.zeros(OUTCOMES, np.float32)
    bias[-1] = np.log(3)
    found = weighted(bias=bias).understand(Phrase("how many", "how many", "en"), ALONG)
    assert found.likely(*OF_NO_PASSAGE) == pytest.approx(0.25, abs=1e-5)
    assert found.intents[Intent.THANKS] == pytest.approx(0.25 / len(OF_NO_PASSAGE), abs=1e-5)
    assert found.intents[Intent.COUNT] == pytest.approx(0.75 / (len(Intent) - len(OF_NO_PASSAGE)), abs=1e-5)


def test_runs_count_by_their_steps() -> None:
    sparse = np.zeros((BUCKETS, OUTCOMES), np.int8)
    buckets, values = MODEL.runs("how many")
    sparse[buckets, list(Intent).index(Intent.COUNT)] = 100
    model = weighted(sparse=sparse, step=np.full(OUTCOMES, 0.01, np.float32))
    found = model.understand(Phrase("how many", "how many", "en"), ALONG)
    odds = np.exp(RUNS_SCALE * float(values.sum()))
    others = len(Intent) - len(OF_NO_PASSAGE) - 1
    assert found.intents[Intent.COUNT] == pytest.approx(odds / (odds + others), rel=1e-3)


def test_runs_are_a_unit_vector_of_what_is_known() -> None:
    buckets, values = MODEL.runs("how many users")
    assert float(np.linalg.norm(values)) == pytest.approx(1.0, abs=1e-5)
    assert (MODEL.rarity[buckets] > 0).all()
    assert [len(found) for found in MODEL.runs("")] == [0, 0]


def test_vectors_are_of_unit_length_about_the_mean() -> None:
    vectors = unit(np.random.default_rng(0).normal(size=(5, DIMENSION)).astype(np.float32))
    centred = MODEL.centred(vectors)
    assert np.allclose(np.linalg.norm(centred, axis=1), 1.0, atol=1e-5)
    assert np.allclose(centred[2], MODEL.centred(vectors[2]), atol=1e-6)
    projected = MODEL.projected(centred)
    assert projected.shape == (5, PROJECTED)
    assert np.allclose(np.linalg.norm(projected, axis=1), 1.0, atol=1e-5)


def test_likely_is_nothing_for_no_intents() -> None:
    assert Understanding({Intent.COUNT: 1.0}, {}).likely() == 0


@pytest.mark.parametrize("content", [b"", b"no weights", b"PK\x03\x04"])
def test_a_broken_file_is_named_with_the_way_out(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "questions.npz"
    path.write_bytes(content)
    with pytest.raises(FootnoteError, match=r"questions\.npz holds no weights .*`qa train questions`"):
        load_model(path)


def test_weights_that_are_missing_or_of_another_version_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FootnoteError, match="holds no weights"):
        load_model(tmp_path / "nothing.npz")
    path = tmp_path / "questions.npz"
    np.savez(path, centre=MODEL.centre)
    with pytest.raises(FootnoteError, match="holds no weights"):
        load_model(path)
    np.savez(path, **arrays(dense=MODEL.dense[:, 1:]))
    with pytest.raises(FootnoteError, match=r"of another version.*`qa train questions`"):
        load_model(path)
