"""The vectors of examples: stored, shipped with the corpus, or embedded; and what is broken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embedding import BundledEmbedder
from index.errors import CorpusError
from index.precomputed import VECTORS, load_vectors, save_vectors
from qa.knowledge.knowledge import Knowledge
from qa.settings import shipped_corpus
from qa.understanding import examples
from qa.understanding.declared import masked
from qa.understanding.examples import SUFFIX, embed_examples, load_examples
from qa.understanding.understander import key

TEXTS = ("How tall is {subject}?", "When did {subject} open?")
KEYS = {key(masked(text)) for text in TEXTS}


@pytest.fixture(scope="module")
def embedded() -> dict[bytes, np.ndarray]:
    return dict(embed_examples(TEXTS))


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is embedded."""

    def refuse(texts: object, progress: object = None) -> dict[bytes, np.ndarray]:
        assert list(texts) == []  # type: ignore[call-overload]
        return {}

    monkeypatch.setattr(examples, "embed_examples", refuse)


def test_what_is_embedded_is_stored(
    tmp_path: Path, embedded: dict[bytes, np.ndarray], request: pytest.FixtureRequest
) -> None:
    seen: list[tuple[str, int, int]] = []
    first = load_examples(TEXTS, tmp_path, tmp_path / "knowledge", "d1", lambda *told: seen.append(told))
    assert seen == [("examples", 1, 2), ("examples", 2, 2)]
    assert first.keys() == KEYS
    assert np.array_equal(first[key("How tall is X?")], embedded[key("How tall is X?")])
    request.getfixturevalue("never")
    again = load_examples(TEXTS, tmp_path, tmp_path / "knowledge", "d1")
    assert again.keys() == KEYS
    assert all(np.allclose(again[name], first[name], atol=1e-3) for name in KEYS)


def test_what_was_stored_here_is_taken_on_trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To compare the spaces would embed two texts at each start."""
    load_examples(TEXTS, tmp_path, tmp_path, "d1")
    monkeypatch.setattr(BundledEmbedder, "_embed", lambda *_, **__: pytest.fail("something is embedded"))
    assert load_examples(TEXTS, tmp_path, tmp_path, "d1").keys() == KEYS


def test_what_comes_with_the_corpus_is_taken(
    tmp_path: Path, embedded: dict[bytes, np.ndarray], never: None
) -> None:
    save_vectors(tmp_path / VECTORS, BundledEmbedder(), embedded)
    found = load_examples(TEXTS, tmp_path, tmp_path / "knowledge", "d1")
    assert found.keys() == KEYS
    assert (tmp_path / "knowledge" / f"d1{SUFFIX}").is_file()


def test_only_what_is_missing_is_embedded(tmp_path: Path, embedded: dict[bytes, np.ndarray]) -> None:
    one = key("How tall is X?")
    save_vectors(tmp_path / VECTORS, BundledEmbedder(), {one: embedded[one]})
    seen: list[int] = []
    found = load_examples(TEXTS, tmp_path, tmp_path, "d1", lambda _label, _done, total: seen.append(total))
    assert found.keys() == KEYS
    assert seen == [1], "one of two is embedded"


def test_stored_vectors_of_other_examples_do_not_do(
    tmp_path: Path, embedded: dict[bytes, np.ndarray]
) -> None:
    path = tmp_path / f"d1{SUFFIX}"
    save_vectors(path, BundledEmbedder(), {key("How tall is X?"): embedded[key("How tall is X?")]})
    assert load_examples(TEXTS, tmp_path, tmp_path, "d1").keys() == KEYS
    assert load_vectors(path, BundledEmbedder()).keys() == KEYS, "they are stored anew"


def test_a_broken_store_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / f"d1{SUFFIX}"
    path.write_bytes(b"no vectors")
    assert load_examples(TEXTS, tmp_path, tmp_path, "d1").keys() == KEYS
    assert load_vectors(path, BundledEmbedder()).keys() == KEYS


def test_a_broken_file_of_the_corpus_is_named(tmp_path: Path) -> None:
    (tmp_path / VECTORS).write_bytes(b"no vectors")
    with pytest.raises(CorpusError, match=VECTORS):
        load_examples(TEXTS, tmp_path, tmp_path, "d1")


def test_where_nothing_can_be_stored_the_vectors_are_there_all_the_same(tmp_path: Path) -> None:
    occupied = tmp_path / "knowledge"
    occupied.write_text("a file, no folder", encoding="utf-8")
    assert load_examples(TEXTS, tmp_path, occupied, "d1").keys() == KEYS
    assert occupied.read_text(encoding="utf-8") == "a file, no folder"


def test_an_example_is_embedded_once(embedded: dict[bytes, np.ndarray]) -> None:
    assert embed_examples([*TEXTS, *TEXTS]).keys() == embedded.keys() == KEYS
    assert embed_examples([]) == {}


def test_the_shipped_corpus_comes_with_the_vectors_of_its_examples() -> None:
    """Else every first start embeds them; `make vectors` writes them."""
    corpus = shipped_corpus()
    shipped = load_vectors(corpus / VECTORS, BundledEmbedder())
    declared = Knowledge.load(corpus).attributes.values()
    texts = {masked(text) for one in declared for text in one.examples}
    assert [text for text in texts if key(text) not in shipped] == []
