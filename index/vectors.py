"""The vectors of an index that is being built: those of unchanged documents are copied, the others embedded.

They are written as they come: never are more than a batch of them in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.carried import Plan
from index.dense import add_graph
from index.embedding import (
    Embedder,
    Known,
    Vectors,
    document_keys,
    embed_documents,
    passage_key,
    sentence_keys,
)
from index.manifest import load_array
from index.passage_index import PASSAGE_VECTORS, SENTENCE_VECTORS, PassageIndex
from index.passages import PassageText, passage_text
from index.rows import writing_rows

Report: TypeAlias = Callable[[int, int], None]
Vector: TypeAlias = NDArray[np.float32]
Rows: TypeAlias = NDArray[np.intp]

_BATCH: Final = 256  # passages, with about 1,500 sentences: 3 MB of vectors


def write_vectors(plan: Plan, folder: Path, embedder: Embedder, known: Known, report: Report) -> None:
    """Write the vectors of passages and sentences into `folder`. Raises OSError.

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
        for rows, (whole, parts) in _embedded(embedder, plan, known, report):
            passages.put(rows, whole)
            sentences.put(plan.sentence_rows(rows), parts)
    before = (previous.dense_passages, previous.dense_sentences) if previous else (None, None)
    origins = plan.origin, plan.sentence_origin
    for path, shape, dense, origin in zip(paths, shapes, before, origins, strict=True):
        add_graph(path, load_array(folder, path.name, np.float32, shape), dense, origin)


def vectors_of(index: PassageIndex, rows: Iterable[int] | None = None) -> dict[bytes, Vector]:
    """The vectors of an index under the keys of what they were computed from.

    Those of the passages in these `rows`, None for all, and of their sentences.
    """
    contextual, found = index.manifest.contextual, dict[bytes, Vector]()
    for row in range(len(index.passages)) if rows is None else rows:
        text = passage_text(index.passage_documents[row], index.passages[row])
        found[passage_key(text, contextual=contextual)] = index.dense_passages.vectors[row]
        keys = sentence_keys(text, contextual=contextual)
        found |= zip(keys, index.dense_sentences.vectors[index.sentence_rows(row)], strict=True)
    return found


def _embedded(
    embedder: Embedder, plan: Plan, known: Known, report: Report
) -> Iterator[tuple[Rows, tuple[Vectors, Vectors]]]:
    """The rows of new passages in batches, each with the vectors of the passages and of their sentences.

    Those of a batch are about equally long. What occurs in several batches is embedded once.
    """
    lengths = [plan.passages[row].end - plan.passages[row].start for row in plan.new]
    new = plan.new[np.argsort(lengths, kind="stable")]
    batches = [new[start : start + _BATCH] for start in range(0, len(new), _BATCH)]
    uses = Counter(key for rows in batches for key in set(chain(*document_keys(embedder, plan.texts(rows)))))
    held, done = dict(known), 0
    total = _unknown(embedder, plan.texts(new), held)
    for rows in batches:
        texts = plan.texts(rows)
        vectors = embed_documents(embedder, texts, held, partial(_told, report, done, total))
        done += _unknown(embedder, texts, held)
        for key, vector in zip(chain(*document_keys(embedder, texts)), chain(*vectors), strict=True):
            if uses[key] > 1:
                held[key] = vector.copy()  # a view would keep the batch
        yield rows, vectors


def _unknown(embedder: Embedder, texts: Sequence[PassageText], held: Known) -> int:
    """How many of the passages hold anything whose vector is not `held`, equal ones counted once."""
    return len(
        {text for text in texts if any(key not in held for key in chain(*document_keys(embedder, [text])))}
    )


def _told(report: Report, before: int, total: int, done: int, _: int) -> None:
    """Report that `done` passages of a batch are, `before` which came others."""
    report(before + done, total)
