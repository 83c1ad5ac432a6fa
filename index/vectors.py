"""The vectors of an index that is being built: those of unchanged documents are copied, the others embedded.

They are written as they come: never are more than a batch of them in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.carried import Plan
from index.dense import DenseIndex, add_graph
from index.embedding import Embedder, Known, Vectors, embed_texts, text_key
from index.engines.engine import VectorIndex
from index.manifest import load_array
from index.passage_index import PASSAGE_VECTORS, SENTENCE_VECTORS, PassageIndex
from index.rows import writing_rows

Report: TypeAlias = Callable[[int, int], None]
Vector: TypeAlias = NDArray[np.float32]
Rows: TypeAlias = NDArray[np.intp]

_BATCH: Final = 256  # passages, with about 1,500 sentences: 3 MB of vectors


def write_vectors(
    plan: Plan, folder: Path, embedder: Embedder, known: Known, report: Report, *, graphs: bool = True
) -> None:
    """Write the vectors of passages and sentences into `folder`, and `graphs` of many. Raises OSError.

    What `known` or the previous index holds is not embedded; `report` is told how much of the rest is done.
    """
    previous = plan.previous
    shapes = [(count, embedder.dimension) for count in (len(plan.passages), plan.sentences)]
    paths = folder / PASSAGE_VECTORS, folder / SENTENCE_VECTORS
    with (
        writing_rows(paths[0], np.float32, shapes[0]) as passages,
        writing_rows(paths[1], np.float32, shapes[1]) as sentences,
    ):
        if previous:
            passages.copy(previous.dense_passages.vectors, plan.origin)
            sentences.copy(previous.dense_sentences.vectors, plan.sentence_origin)
            known = {**known, **vectors_of(previous, plan.alike)}
        for rows, vectors in _embedded(embedder, plan, known, report):
            passages.put(rows, vectors[: len(rows)])
            sentences.put(plan.sentence_rows(rows), vectors[len(rows) :])
    if not graphs:
        return
    before = (previous.dense_passages, previous.dense_sentences) if previous else (None, None)
    origins = plan.origin, plan.sentence_origin
    for path, shape, dense, origin in zip(paths, shapes, before, origins, strict=True):
        held = dense if isinstance(dense, DenseIndex) else None
        add_graph(path, load_array(folder, path.name, np.float32, shape), held, origin)


def vectors_of(index: PassageIndex, rows: Iterable[int] | None = None) -> dict[bytes, Vector]:
    """The vectors of an index under the texts that they were computed from.

    Those of the passages in these `rows`, None for all, and of their sentences.
    """
    rows = range(len(index.passages)) if rows is None else tuple(rows)
    sentences = [row for passage in rows for row in index.sentence_rows(passage)]
    held = _by_text(index.dense_passages, rows, index.passage_text)
    return held | _by_text(index.dense_sentences, sentences, index.sentence_text)


def _by_text(dense: VectorIndex, rows: Sequence[int], text: Callable[[int], str]) -> dict[bytes, Vector]:
    found = dict[bytes, Vector]()
    for start in range(0, len(rows), _BATCH):
        some = rows[start : start + _BATCH]
        dense.gather(some)
        found.update({text_key(text(row)): dense.vectors[row] for row in some})
    return found


def _embedded(embedder: Embedder, plan: Plan, known: Known, report: Report) -> Iterator[tuple[Rows, Vectors]]:
    """The rows of new passages in batches, each with the vectors of the passages, then of their sentences.

    A text that occurs in several batches is embedded once.
    """
    new = plan.new
    batches = [new[start : start + _BATCH] for start in range(0, len(new), _BATCH)]
    uses = Counter(key for rows in batches for key in {text_key(text) for text in plan.texts(rows)})
    total, done = sum(key not in known for key in uses), 0
    held = dict(known)
    for rows in batches:
        texts = plan.texts(rows)
        keys = list(map(text_key, texts))
        vectors = embed_texts(embedder, texts, held, partial(_told, report, done, total))
        done += len(set(keys) - held.keys())
        for key, vector in zip(keys, vectors, strict=True):
            if uses[key] > 1:
                held[key] = vector.copy()  # a view would keep the batch
        yield rows, vectors


def _told(report: Report, before: int, total: int, done: int, _: int) -> None:
    """Report that `done` texts of a batch are, `before` which came others."""
    report(before + done, total)
