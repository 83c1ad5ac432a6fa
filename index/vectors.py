"""The vectors of an index that is being built: those of unchanged documents are copied, the others embedded.

They are kept on the disk as they come, and written once all are there: never are many of them in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.bulk.batches import OneProcess, TextBatch, Workforce, text_batches
from index.bulk.kept import KeptBuild, passing_vectors
from index.carried import RowPlan
from index.dense import DenseIndex, add_graph
from index.embedding import Embedder, Known, text_key
from index.engines.engine import VectorIndex
from index.manifest import load_array
from index.passage_index import PASSAGE_VECTORS, SENTENCE_VECTORS, PassageIndex
from index.rows import writing_rows

Report: TypeAlias = Callable[[int, int], None]
Vector: TypeAlias = NDArray[np.float32]
Rows: TypeAlias = NDArray[np.intp]

_BATCH: Final = 256  # passages, with about 1,500 sentences: 3 MB of vectors


def write_vectors(
    plan: RowPlan,
    folder: Path,
    embedder: Embedder,
    known: Known,
    report: Report,
    *,
    workforce: Workforce | None = None,
    kept: KeptBuild | None = None,
    graphs: bool = True,
) -> None:
    """Write the vectors of passages and sentences into `folder`, and `graphs` of many. Raises OSError.

    What `known` or the previous index holds is not embedded; the `workforce` embeds the rest, without one
    this process, and `report` is told how much of it is done. With `kept` what is embedded outlives a kill.
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
        with _embedded(plan, known, folder, embedder, report, workforce, kept) as vector_of:
            for rows in _stretches(plan):
                found = np.stack([vector_of(text_key(text)) for text in plan.texts(rows)])
                passages.put(rows, found[: len(rows)])
                sentences.put(plan.sentence_rows(rows), found[len(rows) :])
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


@contextmanager
def _embedded(
    plan: RowPlan,
    known: Known,
    folder: Path,
    embedder: Embedder,
    report: Report,
    workforce: Workforce | None,
    kept: KeptBuild | None,
) -> Iterator[Callable[[bytes], Vector]]:
    """Tells the vector of every new text, each of which is embedded once, or was by a killed build."""
    missing = {
        key for rows in _stretches(plan) for text in plan.texts(rows) if (key := text_key(text)) not in known
    }
    total = len(missing)
    report(0, total)
    if not missing:
        yield known.__getitem__
        return
    with closing(kept.vectors(embedder) if kept else passing_vectors(folder, embedder.dimension)) as vectors:
        missing -= vectors.keys()
        for batch, found in (workforce or OneProcess(embedder)).embedded(_batches(plan, missing)):
            vectors.put(batch.keys, found)
            missing.difference_update(batch.keys)
            report(total - len(missing), total)
        yield lambda key: vectors[key] if key in vectors else known[key]


def _batches(plan: RowPlan, missing: AbstractSet[bytes]) -> Iterator[TextBatch]:
    """The texts whose keys are `missing` when their turn comes, each once."""
    begun = set[bytes]()
    for rows in _stretches(plan):
        texts = {
            key: text for text in plan.texts(rows) if (key := text_key(text)) in missing and key not in begun
        }
        begun |= texts.keys()
        yield from text_batches(texts.values())


def _stretches(plan: RowPlan) -> Iterator[Rows]:
    """The rows of new passages, some at a time."""
    for start in range(0, len(plan.new), _BATCH):
        yield plan.new[start : start + _BATCH]
