"""Arrays in files, written row by row: of what is written, only one batch is ever in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, Protocol

import numpy as np
from numpy.lib import format as npy
from numpy.typing import DTypeLike, NDArray

Origin = NDArray[np.intp]
"""For each row of a new table the row of the one before that it was, or `NEW`."""

NEW: Final = -1

_AT_ONCE: Final = 4096  # rows that are copied at once


class RowSource(Protocol):
    """An array of rows, wherever it is."""

    def __getitem__(self, rows: slice, /) -> Any: ...  # noqa: ANN401 - as numpy has it


class RowFile:
    """An array of rows in a `.npy` file that is being written, in any order."""

    def __init__(self, file: IO[bytes], dtype: DTypeLike, shape: tuple[int, int]) -> None:
        self._file, self._dtype, self._width = file, np.dtype(dtype), shape[1]
        header = {"descr": npy.dtype_to_descr(self._dtype), "fortran_order": False, "shape": shape}
        npy.write_array_header_1_0(file, header)
        self._start = file.tell()
        file.truncate(self._start + shape[0] * self._row_size)

    @property
    def _row_size(self) -> int:
        return self._width * self._dtype.itemsize

    def put(self, rows: NDArray[np.intp], values: NDArray[Any]) -> None:
        """Write `values` [n, d] as the rows numbered `rows` [n]; most quickly where those are consecutive."""
        for part in _runs(rows):
            self._file.seek(self._start + int(rows[part.start]) * self._row_size)
            self._file.write(np.ascontiguousarray(values[part], dtype=self._dtype).data)

    def copy(self, source: RowSource, origin: Origin) -> None:
        """Write every row that has an `origin` [n] in the array `source` [m, d] as it stands there."""
        rows = np.flatnonzero(origin != NEW)
        for part in _runs(rows, origin[rows]):
            for start in range(part.start, part.stop, _AT_ONCE):
                some = rows[start : min(start + _AT_ONCE, part.stop)]
                self.put(some, source[origin[some[0]] : origin[some[-1]] + 1])


@contextmanager
def writing_rows(path: Path, dtype: DTypeLike, shape: tuple[int, int]) -> Iterator[RowFile]:
    """The file `path` as an array of `shape` [n, d], zero where nothing is written. Raises OSError."""
    with path.open("wb") as file:
        yield RowFile(file, dtype, shape)


def _runs(*rows: NDArray[np.intp]) -> Iterator[slice]:
    """The stretches in which all of `rows`, equally long, count up by one."""
    if not len(rows[0]):
        return
    breaks = np.any([np.diff(one) != 1 for one in rows], axis=0)
    bounds = [0, *(np.flatnonzero(breaks) + 1).tolist(), len(rows[0])]
    yield from map(slice, bounds, bounds[1:])
