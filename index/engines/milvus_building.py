"""Putting a table of a version into Milvus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from pymilvus import DataType, MilvusClient

from index.embedding import Vectors
from index.engines.engine import EXACT_UP_TO
from index.engines.milvus_terms import weights_of
from index.lexical import LexicalIndex

NEIGHBOURS: Final = 16
BUILD_BREADTH: Final = 128
MOST_TERMS: Final = 4_096  # of a passage, by which it is found that it has them; Milvus allows no more
_AT_ONCE: Final = 1_000  # rows that are sent


def fill(client: MilvusClient, name: str, vectors: Vectors, terms: LexicalIndex | None) -> None:
    """Make the table `name` of vectors [n, d], and of `terms` where it has them."""
    count, dimension = vectors.shape
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("row", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    indexes = MilvusClient.prepare_index_params()
    graph = {"M": NEIGHBOURS, "efConstruction": BUILD_BREADTH}
    many = count > EXACT_UP_TO
    indexes.add_index(
        "vector", index_type="HNSW" if many else "FLAT", metric_type="IP", params=graph if many else {}
    )
    if terms is not None:
        schema.add_field("weights", DataType.SPARSE_FLOAT_VECTOR)
        numbers = {"element_type": DataType.INT64, "max_capacity": MOST_TERMS}
        schema.add_field("terms", DataType.ARRAY, **numbers)
        indexes.add_index("weights", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    client.create_collection(name, schema=schema, index_params=indexes, consistency_level="Strong")
    weights = _weights(terms, count) if terms is not None else None
    for start in range(0, count, _AT_ONCE):
        rows = range(start, min(start + _AT_ONCE, count))
        client.insert(name, [_row(row, vectors, weights) for row in rows])
    client.flush(name)
    client.load_collection(name)


def _row(row: int, vectors: Vectors, weights: Iterator[dict[int, float]] | None) -> dict[str, Any]:
    made: dict[str, Any] = {"row": row, "vector": vectors[row]}
    if weights is not None:
        held = next(weights)
        made |= {"weights": held, "terms": sorted(held)[:MOST_TERMS]}
    return made


def _weights(terms: LexicalIndex, count: int) -> Iterator[dict[int, float]]:
    """The weights of the terms of each row, in order."""
    postings = list(terms.all_postings())
    numbers = np.repeat(np.arange(len(postings)), [len(rows) for rows, _ in postings])
    rows = np.concatenate([rows for rows, _ in postings])
    counts = np.concatenate([counts for _, counts in postings])
    weights = weights_of(counts, terms.norms[rows])
    order = np.argsort(rows, kind="stable")
    bounds = np.searchsorted(rows[order], np.arange(count + 1))
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        places = order[start:end]
        yield dict(zip(numbers[places].tolist(), weights[places].tolist(), strict=True))
