"""An embedder that remembers questions gives what the other gives, and asks it once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.embedding import Vectors
from index.remembered import REMEMBERED, RememberingEmbedder
from tests.index.samples import TermEmbedder


class AskedEmbedder(TermEmbedder):
    """Tells which questions it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[list[str]] = []

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.asked.append(list(texts))
        return super().embed_queries(texts)


def test_a_question_is_embedded_once() -> None:
    inner = AskedEmbedder()
    embedder = RememberingEmbedder(inner)
    first, again = (embedder.embed_queries(["a red boat"]) for _ in range(2))
    first[:] = 0
    assert np.array_equal(again, TermEmbedder().embed_queries(["a red boat"]))
    assert np.array_equal(embedder.embed_queries(["a red boat"]), again), "what was given is the asker's own"
    assert inner.asked == [["a red boat"]]


def test_only_the_latest_are_remembered() -> None:
    inner = AskedEmbedder()
    embedder = RememberingEmbedder(inner)
    for number in range(REMEMBERED + 1):
        embedder.embed_queries([f"boat {number}"])
    embedder.embed_queries([f"boat {REMEMBERED}"])
    embedder.embed_queries(["boat 0"])
    assert len(inner.asked) == REMEMBERED + 2


def test_all_else_is_as_the_other_does_it() -> None:
    inner, texts = AskedEmbedder(), ["a red boat", "a blue one"]
    embedder = RememberingEmbedder(inner)
    assert (embedder.name, embedder.dimension) == (inner.name, inner.dimension)
    assert embedder.count_tokens(texts[0]) == inner.count_tokens(texts[0])
    expected = TermEmbedder().embed_queries(texts)
    for embed in (embedder.embed_queries, embedder.embed_passages, embedder.embed_documents):
        assert np.array_equal(embed(texts), expected)
    assert embedder.embed_queries([]).shape == (0, 64)
    assert inner.asked == [texts, []]
