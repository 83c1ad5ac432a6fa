"""Vectors that are shipped beside a corpus, so that its first index takes a second and not a minute."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from index.embedding import KEY_BYTES, Embedder, Known, text_key
from index.errors import CorpusError, StorageError
from index.manifest import probe, same_space

VECTORS: Final = "vectors.npz"
"""The file's name in the folder of a corpus; no part of the corpus itself, and not hashed with it."""


def load_vectors(path: Path, embedder: Embedder) -> Known:
    """The vectors in `path` by `text_key`; none if there is no such file, or it is of another model.

    Raises CorpusError if the file is broken.
    """
    if not path.is_file():
        return {}
    try:
        with np.load(path) as file:
            keys, vectors, of_model = file["keys"], file["vectors"].astype(np.float32), file["probe"]
        if keys.shape != (len(vectors), KEY_BYTES) or vectors.ndim != 2:
            raise ValueError("its keys do not fit its vectors")
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise CorpusError(path, f"holds no vectors ({error}); remove it, or write it again") from error
    if not same_space(of_model.astype(np.float32), probe(embedder)):
        return {}
    return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}


def save_vectors(path: Path, embedder: Embedder, vectors: Known) -> None:
    """Write `vectors` to `path` in half precision, sorted by key, so that equal content is an equal file.

    Raises StorageError if the file cannot be written.
    """
    keys = sorted(vectors)
    try:
        np.savez(
            path,
            keys=np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(-1, KEY_BYTES),
            vectors=np.array([vectors[key] for key in keys], dtype=np.float16).reshape(
                -1, embedder.dimension
            ),
            probe=probe(embedder).astype(np.float16),
        )
    except OSError as error:
        raise StorageError(f"{path} cannot be written ({error.strerror or error}).") from error


def missing(texts: Iterable[str], vectors: Known) -> list[str]:
    """The distinct texts that `vectors` does not hold, in order."""
    return [text for text in dict.fromkeys(texts) if text_key(text) not in vectors]
