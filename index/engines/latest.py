"""What an engine has sent, kept as long as there is room, for all collections together."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock
from typing import Final, Generic, TypeVar

from index.engines.engine import Integers, Vector

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

VECTORS: Final = 16_384  # 25 MB of e5's; a question reads about two thousand, twice
OCCURRENCES: Final = 2_000_000  # of terms, 16 MB


class LatestKept(Generic[K, V]):
    """The latest values, as many as there is `room` for by their `size`. Threads may share it."""

    def __init__(self, room: int, size: Callable[[V], int]) -> None:
        self._room, self._size = room, size
        self._lock = Lock()
        self._held: OrderedDict[K, V] = OrderedDict()
        self._taken = 0

    def known(self, keys: Iterable[K]) -> dict[K, V]:
        """Those of the values that are kept."""
        with self._lock:
            found = {key: self._held[key] for key in keys if key in self._held}
            for key in found:
                self._held.move_to_end(key)
        return found

    def keep(self, values: Mapping[K, V]) -> None:
        """Keep these, and what was read last of the others."""
        with self._lock:
            for key, value in values.items():
                if key not in self._held:
                    self._held[key] = value
                    self._taken += self._size(value)
            while self._taken > self._room and self._held:
                self._taken -= self._size(self._held.popitem(last=False)[1])


class EngineMemory:
    """The vectors of rows, by version, part and row; where terms occur, by version and the term's number."""

    def __init__(self) -> None:
        self.vectors: Final = LatestKept[tuple[str, int], Vector](VECTORS, lambda _: 1)
        self.postings: Final = LatestKept[tuple[str, int], tuple[Integers, Integers]](
            OCCURRENCES, lambda held: len(held[0])
        )
