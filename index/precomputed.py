"""Vectors that are shipped beside a corpus, so that its first index takes a second and not a minute."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

from index.atomic import replacing
from index.embedding import KEY_BYTES, Embedder, Known
from index.errors import CorpusError, FootnoteError, writing
from index.manifest import probe, same_space
from index.shown import brief

VECTORS: Final = "vectors.npz"
"""The file's name in the folder of a corpus; no part of the corpus itself, and not hashed with it."""

_ROUNDING: Final = 0.02  # of the length of a vector that was stored in half precision


def load_vectors(path: Path, embedder: Embedder, *, trusted: bool = False) -> Known:
    """The vectors in `path` by their keys; none if there is no such file, or it is of another model.

    `trusted` takes the model on trust, as for what was stored here before: to compare it takes two
    embeddings. Raises CorpusError if the file is broken.
    """
    if not path.is_file():
        return {}
    try:
        keys, vectors, held = _arrays(path, "keys", "vectors", "probe")
        _check(keys, vectors)
        if held.dtype.kind != "f":
            raise ValueError("its probe holds no numbers")
        if not len(vectors) or not (trusted or same_space(held.astype(np.float32), probe(embedder))):
            return {}
        if vectors.shape[1] != embedder.dimension:
            raise ValueError(f"its vectors have {vectors.shape[1]} dimensions, not {embedder.dimension}")
        return dict(zip(map(bytes, keys), vectors.astype(np.float32), strict=True))
    except FootnoteError:  # of the embedder
        raise
    except Exception as error:  # zipfile, zlib, numpy and its parser of headers each raise their own kinds
        problem = f"contains no vectors ({brief(error, 200)}); remove it, or write it again"
        raise CorpusError(path, problem) from error


def _arrays(path: Path, *names: str) -> list[NDArray[Any]]:
    """The arrays in `path` by name; raises whatever is wrong with it."""
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > path.stat().st_size:
            raise ValueError("it is compressed, or not as large as it says")
        if len(set(archive.namelist())) < len(archive.namelist()):
            raise ValueError("two of its arrays have one name")
    with np.load(path) as file:
        return [file[name] for name in names]


def _check(keys: NDArray[Any], vectors: NDArray[Any]) -> None:
    if keys.dtype != np.uint8 or keys.shape != (len(vectors), KEY_BYTES):
        raise ValueError("its keys do not fit its vectors")
    if vectors.dtype.kind != "f" or vectors.ndim != 2:
        raise ValueError("its vectors are not rows of numbers")
    lengths = np.linalg.norm(vectors.astype(np.float32), axis=1)
    if not np.allclose(lengths, 1.0, atol=_ROUNDING):  # false for what is not a number, too
        raise ValueError("its vectors are not of unit length")


def save_vectors(path: Path, embedder: Embedder, vectors: Known, precision: DTypeLike = np.float16) -> None:
    """Write `vectors` to `path` in half precision, sorted by key, so that equal content is an equal file.

    With another `precision` they are read as they were.

    Raises StorageError if the file cannot be written.
    """
    keys = sorted(vectors)
    arrays: dict[str, NDArray[Any]] = {
        "keys": np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(-1, KEY_BYTES),
        "vectors": np.array([vectors[key] for key in keys], precision).reshape(-1, embedder.dimension),
        "probe": probe(embedder).astype(np.float16),
    }
    with writing(path), replacing(path) as file:
        np.savez(file, allow_pickle=False, **arrays)
