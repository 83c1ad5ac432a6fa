"""The file of weights: what is in it, and files that are not of its kind."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder.model_file import ModelFile, QuantisedMatrix, Sizes, Special
from index.errors import EmbeddingError

EPSILON = float(np.float32(1e-12))


def write_model(path: Path) -> Path:
    """A model file of two tensors and three pieces, by the same layout."""
    pieces = ["<s>", "▁a", "书"]
    texts = [piece.encode() for piece in pieces]
    bounds = np.cumsum([0, *map(len, texts)]).astype("<u4")
    head = b"E5S1\x01\x00\x00\x00" + struct.pack("<7ifi", 32, 1, 2, 64, 3, 8, 1, 1e-12, 32)
    head += struct.pack("<5iQ", 3, 0, 2, 1, 2, bounds[-1]) + bounds.tobytes()
    head += struct.pack("<3f", 0.0, -1.5, -2.5) + b"".join(texts)
    spelling = struct.pack("<IB2I", ord("½"), 2, ord("1"), ord("2")) + struct.pack("<IB", 0, 0)
    head += struct.pack("<iI", 2, len(spelling)) + spelling
    floats, matrix = struct.pack("<3f", 1, 2, 3), quantised(1.0, range(16)) + quantised(0.5, range(16))
    directory, at = struct.pack("<i", 2), len(head) + 4 + 2 * (2 + 1 + 1 + 4 + 16)
    for name, kind, content in ((b"f", 0, floats), (b"q", 2, matrix)):
        directory += struct.pack("<H", 1) + name + struct.pack("<BIQQ", kind, 3, at, len(content))
        at += len(content)
    path.write_bytes(head + directory + floats + matrix)
    return path


def quantised(scale: float, weights: range) -> bytes:
    """A block whose first half is `weights` and whose second half is the same backwards."""
    return np.float16(scale).tobytes() + bytes(low | (15 - low) << 4 for low in weights)


def test_reads_what_is_there(tmp_path: Path) -> None:
    model = ModelFile(write_model(tmp_path / "model.bin"))
    assert model.sizes == Sizes(32, 1, 2, 64, 3, 8, 1, EPSILON)
    assert model.special == Special(begin=0, end=2, padding=1, unknown=2)
    assert model.pieces() == ("<s>", "▁a", "书")
    assert model.scores().tolist() == [0.0, -1.5, -2.5]
    assert model.spelling() == {"½": "12", "\0": ""}
    np.testing.assert_array_equal(model.floats("f", 3, 1), [[1], [2], [3]])
    matrix = model.matrix("q", 2, 32)
    row = np.array([*range(-8, 8), *range(7, -9, -1)])
    np.testing.assert_array_equal(matrix.rows(), [row, row / 2])
    np.testing.assert_array_equal(matrix.rows(np.array([1, 0, 1])), [row / 2, row, row / 2])


def test_the_bundled_model_is_multilingual_e5_small() -> None:
    model = ModelFile()
    assert model.sizes == Sizes(384, 12, 12, 1536, 250_037, 512, 2, EPSILON)
    pieces = model.pieces()
    assert model.special == Special(begin=0, end=2, padding=1, unknown=3)
    assert len(pieces) == len(model.scores()) == 250_002
    assert pieces[:5] == ("<s>", "<pad>", "</s>", "<unk>", ",")


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (lambda content: content.replace(b"E5S1\x01", b"E5S1\x02"), "is not of the version that is known"),
        (lambda content: b"PK" + content[2:], "is not of the version that is known"),
        (lambda content: content[:30], "requires a buffer"),
        (lambda content: content[:60], "requires a buffer"),
        (lambda content: content[:-1], "its tensor q is cut short"),
        (lambda content: b"", "empty file"),
    ],
    ids=["newer", "other", "no sizes", "no vocabulary", "short", "empty"],
)
def test_another_layout_is_refused(tmp_path: Path, harm: Callable[[bytes], bytes], reason: str) -> None:
    path = write_model(tmp_path / "model.bin")
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(EmbeddingError, match=f"does not load .*{reason}.*; reinstall it with"):
        ModelFile(path)


def test_a_tensor_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="it has no tensor emb"):
        ModelFile(write_model(tmp_path / "model.bin")).floats("emb", 3)


@given(st.binary(min_size=18 * 6, max_size=18 * 6))
def test_rows_are_those_of_the_whole(stored: bytes) -> None:
    blocks = np.frombuffer(stored, np.uint8).copy()
    blocks.reshape(6, 18)[:, 1] &= 0x3B  # scales that are finite
    matrix = QuantisedMatrix(blocks, 3, 64)
    np.testing.assert_array_equal(matrix.rows(np.array([2, 0])), matrix.rows()[[2, 0]])
    assert matrix.rows().shape == (3, 64)
