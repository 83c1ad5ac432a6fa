"""Vectors that are shipped beside a corpus, so that its first index takes a second and not a minute."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.atomic import replacing
from index.embedding import KEY_BYTES, Embedder, Known
from index.errors import CorpusError, writing
from index.manifest import probe, same_space

VECTORS: Final = "vectors.npz"
"""The file's name in the folder of a corpus; no part of the corpus itself, and not hashed with it."""


def load_vectors(path: Path, embedder: Embedder) -> Known:
    """The vectors in `path` by `text_key`; none if there is no such file, or it is of another model.

    Raises CorpusError if the file is broken.
    """
    return _load(path, "", "probe", lambda held: same_space(held.astype(np.float32), probe(embedder)))


def load_crossing(path: Path, model: str) -> Known:
    """The vectors by a second encoder in `path`; none if there is no such file, or it has none of `model`.

    The encoder's name is taken on trust: a probe of it would load it, which takes longer than all the rest
    of a first index. Raises CorpusError if the file is broken.
    """
    return _load(path, "crossing_", "crossing_model", lambda held: bool(held.tolist() == model))


def _load(path: Path, prefix: str, model: str, fits: Callable[[NDArray[Any]], bool]) -> Known:
    """The vectors by the encoder whose arrays begin with `prefix`, if the array `model` `fits`.

    The second encoder, which has a prefix, may be missing.
    """
    if not path.is_file():
        return {}
    try:
        with np.load(path) as file:
            if prefix and f"{prefix}keys" not in file:
                return {}
            keys, vectors, held = (file[name] for name in (f"{prefix}keys", f"{prefix}vectors", model))
        if keys.shape != (len(vectors), KEY_BYTES) or vectors.ndim != 2:
            raise ValueError("its keys do not fit its vectors")
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise CorpusError(path, f"contains no vectors ({error}); remove it, or write it again") from error
    return dict(zip(map(bytes, keys), vectors.astype(np.float32), strict=True)) if fits(held) else {}


def save_vectors(
    path: Path, embedder: Embedder, vectors: Known, crossing: tuple[str, Known] | None = None
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
