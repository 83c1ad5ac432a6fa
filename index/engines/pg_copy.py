"""Rows for PostgreSQL's binary COPY, and vectors as pgvector sends them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

import numpy as np

from index.embedding import Vectors
from index.engines.engine import Integers, Vector

HEAD: Final = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
TAIL: Final = struct.pack(">h", -1)

_AT_ONCE: Final = 4096  # rows: 6 MB of e5's


def vector_rows(vectors: Vectors) -> Iterator[bytes]:
    """Rows of a number, from 0 on, and a vector; of `vectors` [n, d] never many are in memory."""
    dimension = vectors.shape[1]
    row = np.dtype(
        [
            *(("fields", ">i2"), ("size", ">i4"), ("row", ">i4"), ("length", ">i4")),
            *(("dimension", ">i2"), ("unused", ">i2"), ("vector", ">f4", (dimension,))),
        ]
    )
    for start in range(0, len(vectors), _AT_ONCE):
        some = vectors[start : start + _AT_ONCE]
        rows = np.zeros(len(some), dtype=row)
        rows["fields"], rows["size"], rows["length"] = 2, 4, 4 + 4 * dimension
        rows["row"] = np.arange(start, start + len(some))
        rows["dimension"], rows["vector"] = dimension, some
        yield rows.tobytes()


def posting_row(term: int, rows: Integers, counts: Integers) -> bytes:
    """A row of a term's number, and two strings of bytes: the rows it occurs in, and how often."""
    parts = [np.ascontiguousarray(one, dtype="<i4").tobytes() for one in (rows, counts)]
    return struct.pack(">hii", 3, 4, term) + b"".join(struct.pack(">i", len(one)) + one for one in parts)


def read_integers(sent: bytes) -> Integers:
    return np.frombuffer(sent, dtype="<i4").astype(np.int32, copy=False)


def read_vectors(sent: list[bytes], dimension: int) -> Vectors:
    """Vectors as they are sent in binary, [n, d]."""
    joined = np.frombuffer(b"".join(sent), dtype=np.uint8).reshape(len(sent), 4 + 4 * dimension)[:, 4:]
    return np.ascontiguousarray(joined).view(">f4").astype(np.float32).reshape(-1, dimension)


def written(vector: Vector) -> str:
    """A vector as text, exact."""
    return f"[{','.join(map(repr, vector.tolist()))}]"
