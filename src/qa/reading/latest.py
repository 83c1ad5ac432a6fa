"""The latest of what was found, by what it was found for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Latest(Generic[K, V]):
    """As many values as `most`, those that were asked for or kept last. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock, self._held = Lock(), OrderedDict[K, V]()

    def of(self, keys: Iterable[K]) -> dict[K, V]:
        """What is held for `keys`."""
        with self._lock:
            found = {key: self._held[key] for key in keys if key in self._held}
            for key in found:
                self._held.move_to_end(key)
            return found

    def keep(self, values: Mapping[K, V]) -> None:
        """Hold `values`, too; of more than `most`, those that come last."""
        with self._lock:
            for key, value in values.items():
                self._held[key] = value
                self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
