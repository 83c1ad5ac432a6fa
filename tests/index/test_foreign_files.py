"""Files of others in the place of ours, vectors beside a corpus or parts of an index: told, never trusted."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.build import IndexBuilder
from index.errors import CorpusError, FootnoteError, IndexDamagedError
from index.manifest import FORMAT, MANIFEST, Manifest, file_state, probe
from index.passage_index import PASSAGE_VECTORS, PassageIndex
from index.precomputed import VECTORS, load_vectors
from tests.index.samples import TermEmbedder, write_corpus

UNIT = np.eye(2, 64, dtype=np.float16)
SOUND: dict[str, Any] = {
    "keys": np.zeros((2, 16), np.uint8),
    "vectors": UNIT,
    "probe": probe(TermEmbedder()),
}


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"probe": np.array("terms")}, id="a probe of words"),
        pytest.param({"probe": np.array([["a", "b"]])}, id="a table of words"),
        pytest.param({"probe": np.array([object()])}, id="a pickle"),
        pytest.param({"vectors": np.array([object()] * 2)}, id="vectors that are a pickle"),
        pytest.param({"vectors": np.array(["a", "b"])}, id="vectors of words"),
        pytest.param({"vectors": np.zeros((2, 64, 1))}, id="three axes"),
        pytest.param({"vectors": np.full((2, 64), np.nan)}, id="not a number"),
        pytest.param({"vectors": np.full((2, 64), np.inf)}, id="infinite"),
        pytest.param({"vectors": np.zeros((2, 64))}, id="no length"),
        pytest.param({"vectors": np.eye(2, 63, dtype=np.float16)}, id="too few dimensions"),
        pytest.param({"vectors": np.array(1.0)}, id="no axis"),
        pytest.param({"keys": np.zeros((2, 16))}, id="keys that are no bytes"),
        pytest.param({"keys": np.zeros((2, 15), np.uint8)}, id="short keys"),
        pytest.param({"keys": np.array("x")}, id="no keys"),
    ],
)
def test_foreign_arrays_are_named(tmp_path: Path, changed: dict[str, Any]) -> None:
    np.savez(tmp_path / VECTORS, allow_pickle=True, **{**SOUND, **changed})
    with pytest.raises(CorpusError, match=r"vectors\.npz: contains no vectors .*; remove it"):
        load_vectors(tmp_path / VECTORS, TermEmbedder())


def _claiming(shape: str) -> bytes:
    """A .npy file whose header claims an array of `shape` and that holds none of it."""
    header = f"{{'descr': '<f2', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode()


@pytest.mark.parametrize(
    "shape", ["(1000000000000, 384)", "(9223372036854775807, 2)", "(-1, 384)", "'x'", "("]
)
def test_a_file_that_claims_more_than_it_holds(tmp_path: Path, shape: str) -> None:
    np.savez(tmp_path / VECTORS, **{name: held for name, held in SOUND.items() if name != "vectors"})
    with zipfile.ZipFile(tmp_path / VECTORS, "a") as archive:
        archive.writestr("vectors.npy", _claiming(shape))
    with pytest.raises(CorpusError, match="contains no vectors"):
        load_vectors(tmp_path / VECTORS, TermEmbedder())


def test_a_file_that_unpacks_to_more_than_it_is(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / VECTORS, **SOUND | {"bomb": np.zeros(1_000_000)})
    with pytest.raises(CorpusError, match="it is compressed"):
        load_vectors(tmp_path / VECTORS, TermEmbedder())


def test_two_arrays_of_one_name(tmp_path: Path) -> None:
    np.savez(tmp_path / VECTORS, **SOUND)
    with zipfile.ZipFile(tmp_path / VECTORS, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("keys.npy", b"")
    with pytest.raises(CorpusError, match="have one name"):
        load_vectors(tmp_path / VECTORS, TermEmbedder())


def test_wherever_it_is_cut_it_is_named(tmp_path: Path) -> None:
    held = BytesIO()
    np.savez(held, **SOUND)
    for end in range(0, len(held.getvalue()), 97):
        (tmp_path / VECTORS).write_bytes(held.getvalue()[:end])
        with pytest.raises(CorpusError, match="contains no vectors"):
            load_vectors(tmp_path / VECTORS, TermEmbedder())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A version whose files a test may change in a copy."""
    folder = tmp_path_factory.mktemp("built")
    corpus = write_corpus(folder / "corpus")
    return IndexBuilder(corpus, folder / "data", TermEmbedder()).build()


def _save(array: Any) -> Callable[[Path], object]:
    def save(path: Path) -> None:
        with path.open("wb") as file:
            np.save(file, array, allow_pickle=True)

    return save


def _write(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (PASSAGE_VECTORS, _write(b"")),
        (PASSAGE_VECTORS, _write(_claiming("(1000000000000, 64)"))),
        (PASSAGE_VECTORS, _save(np.eye(1, 64, dtype=np.float32))),
        (PASSAGE_VECTORS, _save(np.eye(4, 63, dtype=np.float32))),
        (PASSAGE_VECTORS, _save(np.eye(4, 64))),
        ("terms/counts.npy", _save(np.array([1.0]))),
        ("terms/lengths.npy", _save(np.array([1], np.int32))),
        ("terms/rows.npy", _save(np.array("x"))),
        ("terms/columns.npy", _save(np.array([], np.int64))),
        ("terms/columns.npy", _save(np.array(5))),
        ("terms/vocabulary.json", _write(b"[" * 100_000)),
        ("terms/vocabulary.json", _write(b'{"apple": 1e9}')),
        ("terms/vocabulary.json", _write(b'{"apple": 100000}')),
        ("terms/vocabulary.json", _write(b'{"apple": -1}')),
        ("documents.json", _write(b"[]")),
        ("passages.json", _write(b"[" * 100_000)),
        (MANIFEST, _write(f'{{"format":{FORMAT},'.encode() + b"[" * 100_000)),
        (MANIFEST, _write(b'{"format":3,"\xff')),
    ],
)
def test_foreign_parts_of_an_index_are_damage(
    built: Path, tmp_path: Path, name: str, change: Callable[[Path], object]
) -> None:
    """Even where the manifest agrees with the file."""
    folder = tmp_path / built.name
    shutil.copytree(built, folder)
    change(folder / name)
    if name != MANIFEST:
        held = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        files = {**held.files, name: file_state(folder / name)}
        told = held.model_copy(update={"files": files}).model_dump_json(indent=1)
        (folder / MANIFEST).write_text(told, encoding="utf-8")
    with pytest.raises(FootnoteError, match=r"damaged|cannot be read"):
        PassageIndex.open(folder).verify()


@pytest.mark.parametrize("change", [_save(np.array(["x"])), _save(np.zeros((1, 1))), _write(b"")])
def test_a_foreign_probe_is_damage(built: Path, tmp_path: Path, change: Callable[[Path], object]) -> None:
    folder = tmp_path / built.name
    shutil.copytree(built, folder)
    index = PassageIndex.open(folder)
    change(folder / "probe.npy")
    with pytest.raises(FootnoteError, match="damaged"):
        PassageIndex.open(folder, TermEmbedder("others"))
    with pytest.raises(IndexDamagedError):
        index.verify(TermEmbedder())


def test_a_row_that_there_is_not_is_damage(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / built.name
    shutil.copytree(built, folder)
    rows = np.load(folder / "terms" / "rows.npy")
    np.save(folder / "terms" / "rows.npy", rows + 1_000)
    index = PassageIndex.open(folder)
    with pytest.raises(IndexDamagedError, match="terms"):
        index.lexical.scores(index.lexical._vocabulary)
