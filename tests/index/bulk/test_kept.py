"""A build that is killed is gone on with: nothing is embedded or converted twice, nothing broken believed."""

from __future__ import annotations

import errno
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import IndexBuilder
from index.bulk.kept import VECTORS, KeptBuild, KeptVectors
from index.corpus_files import Converters
from index.embedding import Vectors, text_key
from index.errors import EmbeddingError, IndexDamagedError, StorageError
from index.versions import current_version, forget
from tests.index.bulk.fakes import KilledEmbedder, built, write_boats
from tests.index.samples import TermEmbedder, make_document

KEYS = [text_key(str(number)) for number in range(5)]
PAGES = {"one": "<h1>Apples</h1><p>Apples are red.</p>", "two": "<h1>Boats</h1><p>Boats float.</p>"}


def unit(count: int, seed: int = 0) -> Vectors:
    drawn = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    vectors: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return vectors


@contextmanager
def reopened(path: Path) -> Iterator[KeptVectors]:
    with path.open("r+b") as file:
        yield KeptVectors(file, 8)


def build_and_die(corpus: Path, data: Path, flag: Path) -> None:
    built(corpus, data, KilledEmbedder(flag, after=4))


class FailingEmbedder(TermEmbedder):
    """Embeds two batches' worth, and then no more."""

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        if len(self.embedded) >= 100:
            raise EmbeddingError("no more")
        return super().embed_documents(texts)


def test_what_a_killed_build_embedded_is_not_embedded_again(tmp_path: Path) -> None:
    corpus, data = write_boats(tmp_path / "corpus"), tmp_path / "data"
    ended = multiprocessing.get_context("spawn").Process(
        target=build_and_die, args=(corpus, data, tmp_path / "killed")
    )
    ended.start()
    ended.join()
    assert ended.exitcode == -9
    kept = (data / "index" / ".kept" / VECTORS).stat().st_size // (24 + 4 * 64)
    assert kept == 128  # two batches of 64 texts, each embedded as two of 32
    whole, rest = TermEmbedder(), TermEmbedder()
    wanted = built(corpus, tmp_path / "other", whole)
    assert built(corpus, data, rest) == wanted
    texts = set(whole.embedded)
    assert len(rest.embedded) - 4 == len(texts) - 2 - kept  # beside the two texts of the probe, twice
    assert not (data / "index" / ".kept").exists()


def test_an_embedder_that_fails_loses_nothing(tmp_path: Path) -> None:
    corpus, data = write_boats(tmp_path / "corpus"), tmp_path / "data"
    with pytest.raises(EmbeddingError, match="no more"):
        built(corpus, data, FailingEmbedder())
    rest = TermEmbedder()
    built(corpus, data, rest)
    assert len({text for text in rest.embedded if "Boat" in text}) < 60 * 3


def test_another_model_takes_nothing_over(tmp_path: Path) -> None:
    corpus, data = write_boats(tmp_path / "corpus"), tmp_path / "data"
    with pytest.raises(EmbeddingError):
        built(corpus, data, FailingEmbedder())
    other = TermEmbedder("others")
    assert built(corpus, data, other) == built(corpus, tmp_path / "fresh", TermEmbedder("others"))


def test_a_full_disk_gets_its_room_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, data = write_boats(tmp_path / "corpus"), tmp_path / "data"

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("index.vectors.add_graph", full)
    with pytest.raises(StorageError, match="No space left"):
        built(corpus, data)
    assert not (data / "index" / ".kept").exists()


def test_what_was_converted_is_not_converted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    corpus.mkdir()
    for name, page in PAGES.items():
        (corpus / f"{name}.html").write_text(page, encoding="utf-8")

    class NeverEmbedder(TermEmbedder):
        def embed_documents(self, texts: Sequence[str]) -> Vectors:
            raise EmbeddingError("not yet")

    with pytest.raises(EmbeddingError):
        IndexBuilder(corpus, data, NeverEmbedder()).build()
    monkeypatch.setattr(Converters, "document", None)  # whoever calls it fails
    folder = IndexBuilder(corpus, data, TermEmbedder()).build()
    assert folder == current_version(data)
    assert not (data / "index" / ".kept").exists()


def test_what_is_forgotten_is_kept_nowhere(tmp_path: Path) -> None:
    corpus, data = write_boats(tmp_path / "corpus"), tmp_path / "data"
    with pytest.raises(EmbeddingError):
        built(corpus, data, FailingEmbedder())
    forget(data)
    assert not (data / "index" / ".kept").exists()


def test_only_the_owner_may_read_what_is_kept(tmp_path: Path) -> None:
    kept = KeptBuild(tmp_path / "kept")
    kept.vectors(TermEmbedder()).close()
    kept.keep(b"k" * 16, make_document("Apples are red."))
    assert len(kept.name) == 32
    assert kept.name == KeptBuild(tmp_path / "kept").name
    modes = {path.name: path.stat().st_mode & 0o777 for path in (kept.folder, *kept.folder.iterdir())}
    assert modes == {"kept": 0o700, "vectors": 0o600, "probe.npy": 0o600, "documents": 0o600, "build": 0o600}


@given(cut=st.integers(0, 3 * 56))
def test_a_record_that_was_cut_off_does_not_count(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    path = tmp_path_factory.mktemp("kept") / "vectors"
    path.touch()
    with reopened(path) as held:
        held.put(KEYS[:3], unit(3))
    os.truncate(path, cut)
    whole = cut // 56  # bytes: 16 of the key, 8 of the digest, 32 of the vector
    with reopened(path) as held:
        assert list(held) == KEYS[:whole]
        held.put(KEYS, unit(5, seed=1))
        for row, key in enumerate(KEYS):
            np.testing.assert_array_equal(held[key], unit(3)[row] if row < whole else unit(5, seed=1)[row])
    with reopened(path) as held:
        assert list(held) == KEYS


def test_a_damaged_record_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "vectors"
    path.touch()
    with reopened(path) as held:
        held.put(KEYS, unit(5))
        with path.open("r+b") as file:
            file.seek(2 * 56 + 30)
            file.write(b"\xff")
        np.testing.assert_array_equal(held[KEYS[3]], unit(5)[3])
        with pytest.raises(IndexDamagedError, match="run `qa index build` again"):
            held[KEYS[2]]
    with reopened(path) as held:
        assert list(held) == KEYS[:2]


@pytest.mark.parametrize("torn", [b"", b"\n", b"00", b"zz" * 16 + b" {}\n", b"\xff\n", b"0" * 32 + b" {}"])
def test_a_line_that_was_cut_off_does_not_count(tmp_path: Path, torn: bytes) -> None:
    kept, document = KeptBuild(tmp_path), make_document("Apples are red.\n\nBoats float.")
    kept.keep(b"1" * 16, document)
    with (tmp_path / "documents").open("ab") as file:
        file.write(torn)
    assert kept.documents() == {b"1" * 16: document}
    kept.keep(b"2" * 16, document)
    assert kept.documents() == {b"1" * 16: document, b"2" * 16: document}
