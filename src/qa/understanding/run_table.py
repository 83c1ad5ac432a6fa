"""The runs of many texts, kept in a file: counting them anew takes a tenth of a cold answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.atomic import replacing
from index.errors import FootnoteError
from index.private import FILE, private_folder
from qa.understanding.features import BUCKETS, Array
from qa.understanding.model import QuestionModel
from qa.understanding.weights import load_weights

FORMAT: Final = 1
"""Another one once texts become plain, or runs are counted, in another way."""

SUFFIX: Final = ".runs.npz"


@dataclass(frozen=True)
class RunTable:
    """The runs of n texts, to be compared with those of a question at once.

    `buckets` and `values` hold the runs of all texts, those of each from its place in `starts` [n] on, and at
    their end one that counts nothing, so that no text is without. `plain` are the texts in plain characters,
    each with a NUL behind it, in UTF-8.
    """

    starts: NDArray[np.int64]
    buckets: NDArray[np.uint16]
    values: Array
    plain: NDArray[np.uint8]

    @property
    def texts(self) -> list[str]:
        """The texts in plain characters."""
        return self.plain.tobytes().decode().split("\0")[:-1]

    def shared(self, worth: Array) -> Array:
        """The cosine of each text's runs and those that are `worth` [BUCKETS] something, [n]."""
        return self._summed(np.multiply(worth[self.buckets], self.values, dtype=np.float64))

    def held(self, worth: Array) -> Array:
        """Which part of each text is in runs that are `worth` something, [n], from 0 to 1."""
        return self._summed(np.square(self.values, dtype=np.float64) * (worth[self.buckets] > 0))

    def _summed(self, each: NDArray[np.float64]) -> Array:
        summed = np.add.reduceat(each, self.starts) if len(self.starts) else each[:0]
        return np.asarray(summed, np.float32)


def run_table(
    model: QuestionModel, texts: Sequence[str], plain: Callable[[str], str], folder: Path | None = None
) -> RunTable:
    """The runs of `texts`, which `plain` makes plain: from `folder`, or counted now and kept there.

    The file is named after all that it is made of. Where none can be kept, the runs are counted each time.
    """
    if folder is None:
        return _counted(model, [plain(text) for text in texts])
    path = folder / f"{_digest(model, texts)}{SUFFIX}"
    with suppress(FootnoteError, UnicodeDecodeError):
        table = load_weights(path, RunTable)
        if _fits(table, len(texts)):
            return table
    table = _counted(model, [plain(text) for text in texts])
    with suppress(OSError):
        private_folder(folder)
        with replacing(path, FILE) as file:
            np.savez(file, allow_pickle=False, **vars(table))
    return table


def _digest(model: QuestionModel, texts: Sequence[str]) -> str:
    digest = hashlib.blake2b(model.rarity.tobytes(), digest_size=16)
    digest.update("\0".join((str(FORMAT), *texts)).encode())
    return digest.hexdigest()


def _counted(model: QuestionModel, texts: Sequence[str]) -> RunTable:
    each = [model.runs(text) for text in texts]
    ends = np.cumsum([len(buckets) for buckets, _ in each], dtype=np.int64)
    lengths = np.diff(ends, prepend=0)
    none = np.zeros(0, np.float32)
    return RunTable(
        ends - lengths + np.arange(len(texts)),
        np.insert(np.concatenate([none, *(buckets for buckets, _ in each)]), ends, 0).astype(np.uint16),
        np.insert(np.concatenate([none, *(values for _, values in each)]), ends, 0),
        np.frombuffer("".join(f"{text}\0" for text in texts).encode(), np.uint8),
    )


def _fits(table: RunTable, count: int) -> bool:
    """Whether what was read from a file is the table of `count` texts."""
    starts, buckets, values, plain = table.starts, table.buckets, table.values, table.plain
    kinds = [array.dtype for array in (starts, buckets, values, plain)]
    return (
        kinds == [np.int64, np.uint16, np.float32, np.uint8]
        and starts.shape == (count,)
        and buckets.shape == values.shape
        and len(table.texts) == count
        and bool((np.diff(starts, prepend=-1, append=len(buckets)) > 0).all() and (buckets < BUCKETS).all())
    )
