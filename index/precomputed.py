"""Vectors that are shipped beside a corpus, so that its first index takes a second and not a minute."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.atomic import replacing
from index.embedding import KEY_BYTES, Known, TextEmbedder
from index.errors import CorpusError, FootnoteError, writing
from index.manifest import probe, same_space
from index.shown import brief

VECTORS: Final = "vectors.npz"
"""The file's name in the folder of a corpus; no part of the corpus itself, and not hashed with it."""

_ROUNDING: Final = 0.02  # of the length of a vector that was stored in half precision


def load_vectors(path: Path, embedder: TextEmbedder) -> Known:
    """The vectors in `path` by their keys; none if there is no such file, or it is of another model.

    Raises CorpusError if the file is broken.
    """

    def fits(held: NDArray[Any]) -> bool:
        if held.dtype.kind != "f":
            raise ValueError("its probe holds no numbers")
        return same_space(held.astype(np.float32), probe(embedder))

    return _load(path, "", embedder, "probe", fits)


def load_crossing(path: Path, crossing: TextEmbedder) -> Known:
    """The vectors by a second encoder in `path`; none if there is no such file, or it has none by `crossing`.

    The encoder's name is taken on trust: a probe of it would load it, which takes longer than all the rest
    of a first index. Raises CorpusError if the file is broken.
    """
    fits = partial(np.array_equal, np.array(crossing.name))
    return _load(path, "crossing_", crossing, "crossing_model", fits)


def _load(
    path: Path, prefix: str, embedder: TextEmbedder, model: str, fits: Callable[[NDArray[Any]], bool]
) -> Known:
    """The vectors by `embedder`, whose arrays begin with `prefix`, if the array `model` `fits` it.

    The second encoder, which has a prefix, may be missing.
    """
    if not path.is_file():
        return {}
    try:
        held = _arrays(path, f"{prefix}keys", f"{prefix}vectors", model)
        if prefix and held[0] is None:
            return {}
        keys, vectors, name = (array for array in held if array is not None)
        _check(keys, vectors)
        if not len(vectors) or not fits(name):
            return {}
        if vectors.shape[1] != embedder.dimension:
            raise ValueError(f"its vectors have {vectors.shape[1]} dimensions, not {embedder.dimension}")
        return dict(zip(map(bytes, keys), vectors.astype(np.float32), strict=True))
    except FootnoteError:  # of the encoder
        raise
    except Exception as error:  # zipfile, zlib, numpy and its parser of headers each raise their own kinds
        problem = f"contains no vectors ({brief(error, 200)}); remove it, or write it again"
        raise CorpusError(path, problem) from error


def _arrays(path: Path, *names: str) -> list[NDArray[Any] | None]:
    """The arrays in `path` by name, None for one that is not there; raises whatever is wrong with it."""
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > path.stat().st_size:
            raise ValueError("it is compressed, or not as large as it says")
        members = set(archive.namelist())
        if len(members) < len(archive.namelist()):
            raise ValueError("two of its arrays have one name")
    with np.load(path) as file:
        return [file[name] if f"{name}.npy" in members else None for name in names]


def _check(keys: NDArray[Any], vectors: NDArray[Any]) -> None:
    if keys.dtype != np.uint8 or keys.shape != (len(vectors), KEY_BYTES):
        raise ValueError("its keys do not fit its vectors")
    if vectors.dtype.kind != "f" or vectors.ndim != 2:
        raise ValueError("its vectors are not rows of numbers")
    lengths = np.linalg.norm(vectors.astype(np.float32), axis=1)
    if not np.allclose(lengths, 1.0, atol=_ROUNDING):  # false for what is not a number, too
        raise ValueError("its vectors are not of unit length")


def save_vectors(
    path: Path, embedder: TextEmbedder, vectors: Known, crossing: tuple[str, Known] | None = None
) -> None:
    """Write `vectors` to `path` in half precision, sorted by key, so that equal content is an equal file.

    `crossing` is the name of a second encoder and the vectors by it. Raises StorageError if the file cannot
    be written.
    """
    arrays = _sorted(vectors, "") | {"probe": probe(embedder).astype(np.float16)}
    if crossing:
        arrays |= _sorted(crossing[1], "crossing_") | {"crossing_model": np.array(crossing[0])}
    with writing(path), replacing(path) as file:
        np.savez(file, allow_pickle=False, **arrays)


def _sorted(vectors: Known, prefix: str) -> dict[str, NDArray[Any]]:
    keys = sorted(vectors)
    rows = np.array([vectors[key] for key in keys], dtype=np.float16)
    return {
        f"{prefix}keys": np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(-1, KEY_BYTES),
        f"{prefix}vectors": rows.reshape(len(keys), -1) if keys else np.empty((0, 0), dtype=np.float16),
    }
