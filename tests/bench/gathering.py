"""One call for what several threads want at the same moment: the first makes it for all that wait by then.

Tried for embedding questions and for reading windows, and not taken over: see docs/BENCHMARKS.md. It is here
to be measured again (`tests.bench.askers`), where processors or models are others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Event, Lock
from typing import Any, Final, Generic, TypeVar

import numpy as np

from index.embedding import BundledEmbedder, Vectors
from index.remembered import RememberingEmbedder
from qa.instruments import Instruments
from qa.reading.reader import EvidenceReader

T = TypeVar("T")
R = TypeVar("R")

MOST: Final = 64  # questions, or windows, that are read at once


class _Wanted(Generic[T, R]):
    """What a thread wants made of `items`; `turn` is set when that is done, or when it is to do it itself."""

    def __init__(self, items: Sequence[T]) -> None:
        self.items, self.turn = items, Event()
        self.leads = False
        self.made: Sequence[R] | None = None


class Gathering(Generic[T, R]):
    """Makes one thing of each item, by a function that takes many at once. Threads share it.

    A call that comes alone is made at once, as if there were no gathering. What comes while one is made waits
    for its end, and is then made together, by the thread that came first. Where that fails, each thread makes
    its own, so that an error is raised where it belongs.
    """

    def __init__(self, make: Callable[[Sequence[T]], Sequence[R]], most: int) -> None:
        """`make` gives one result for each item: of `most` at once, but of all of one call."""
        self._make, self._most = make, most
        self._lock, self._busy = Lock(), False
        self._waiting: deque[_Wanted[T, R]] = deque()

    def __call__(self, items: Sequence[T]) -> Sequence[R]:
        """What is made of `items`; raises what making it of these alone raises."""
        wanted: _Wanted[T, R] = _Wanted(items)
        with self._lock:
            self._waiting.append(wanted)
            wanted.leads, self._busy = not self._busy, True
        if not wanted.leads:
            wanted.turn.wait()
        if wanted.leads:
            self._lead()
        return self._make(items) if wanted.made is None else wanted.made

    def _lead(self) -> None:
        """Make what waits, then let the first of those that have come meanwhile lead on."""
        with self._lock:
            together = self._taken()
        try:
            made = self._make([item for wanted in together for item in wanted.items])
            begin = 0
            for wanted in together:
                wanted.made = made[begin : begin + len(wanted.items)]
                begin += len(wanted.items)
        except Exception:
            if len(together) == 1:
                raise
        finally:
            self._pass_on(together)

    def _taken(self) -> list[_Wanted[T, R]]:
        """The calls that are made together: the first that waits, and as many as there is room for."""
        together = [self._waiting.popleft()]
        room = self._most - len(together[0].items)
        while self._waiting and len(self._waiting[0].items) <= room:
            together.append(self._waiting.popleft())
            room -= len(together[-1].items)
        return together

    def _pass_on(self, together: Sequence[_Wanted[T, R]]) -> None:
        with self._lock:
            self._busy = bool(self._waiting)
            following = list(self._waiting)[:1]
        for wanted in following:
            wanted.leads = True
        for wanted in (*together, *following):
            wanted.turn.set()


class GatheringEmbedder(BundledEmbedder):
    """The bundled model; questions of several threads are embedded together."""

    def __init__(self) -> None:
        self._gathered: Gathering[str, Any] = Gathering(self._embedded, MOST)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return np.array(self._gathered(texts), np.float32).reshape(-1, self.dimension)

    def _embedded(self, texts: Sequence[str]) -> Sequence[Any]:
        return list(super().embed_queries(texts))


class GatheringReader(EvidenceReader):
    """The reader; windows of several threads are read together, each beside its own question."""

    def __init__(self) -> None:
        super().__init__()
        self._read_at_once: Gathering[Any, Any] = Gathering(super()._outputs, MOST)
        self._lowered_at_once: Gathering[Any, Any] = Gathering(super()._lowered, MOST)

    def _outputs(self, rows: Sequence[Any]) -> Sequence[Any]:
        return self._read_at_once(rows)

    def _lowered(self, texts: Sequence[Any]) -> Sequence[Any]:
        return self._lowered_at_once(texts)


def gathering_instruments() -> Instruments:
    """The bundled ones, with which questions of one moment are embedded and read together."""
    return Instruments(RememberingEmbedder(GatheringEmbedder()), reader=GatheringReader())
