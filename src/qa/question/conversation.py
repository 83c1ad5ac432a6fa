"""What was said lately: the recent turns of each person in each place, bounded, expiring, never mixed."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable

from qa.models import Turn


class Conversations:
    """Recent turns by key; a key is a person in a channel or thread. Safe to use from several threads."""

    def __init__(
        self,
        turns: int = 6,
        keys: int = 10_000,
        seconds: float = 900.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep the last `turns` of each of the `keys` most recent conversations for `seconds`."""
        self._turns, self._keys, self._seconds, self._clock = turns, keys, seconds, clock
        self._kept: OrderedDict[Hashable, deque[tuple[float, Turn]]] = OrderedDict()
        self._lock = threading.Lock()

    def recent(self, key: Hashable) -> tuple[Turn, ...]:
        """The turns of `key` that are not too old, oldest first."""
        oldest = self._clock() - self._seconds
        with self._lock:
            return tuple(turn for when, turn in self._kept.get(key, ()) if when >= oldest)

    def remember(self, key: Hashable, turn: Turn) -> None:
        now = self._clock()
        with self._lock:
            self._kept.setdefault(key, deque(maxlen=self._turns)).append((now, turn))
            self._kept.move_to_end(key)
            while self._kept and (len(self._kept) > self._keys or self._stale(now)):
                self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)

    def _stale(self, now: float) -> bool:
        first = next(iter(self._kept.values()))
        return first[-1][0] < now - self._seconds
