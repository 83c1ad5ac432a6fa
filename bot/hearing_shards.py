"""Which shards hear of all that happens, and until when those did that do not."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection


class HearingShards:
    """A shard hears of everything once it has caught up with what it missed, unless it has left meanwhile.

    Instants are seconds since 1970.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._here: dict[int, float] = {}  # those that do, and when that was noted
        self._away: dict[int, float] = {}  # those that have left, and until when they did
        self._began: dict[int, list[float]] = {}  # when each began to catch up; again where it was new again

    def begin(self, shard: int) -> float | None:
        """A shard begins to catch up; with what came since when, None where that is not known here."""
        since = self._here.pop(shard, None) or self._away.pop(shard, None)
        self._began.setdefault(shard, []).append(self._clock())
        return since

    def end(self, shard: int) -> None:
        """A shard has caught up with what it missed before it began to."""
        self._began[shard].pop(0)
        if not self._began[shard] and shard not in self._away:
            self._here[shard] = self._clock()

    def left(self, shard: int) -> None:
        """A shard has lost its connection."""
        if shard in self._here:
            self._away[shard] = self._here.pop(shard)
        elif began := self._began.get(shard):
            self._away.setdefault(shard, began[-1])

    def is_back(self, shard: int) -> None:
        """A shard has its connection again, and was told of all that it missed since it left."""
        since = self._away.pop(shard, None)
        if since is not None and not self._began.get(shard):
            self._here[shard] = since

    def note(self) -> Collection[int]:
        """The shards that hear of everything, and are noted to do so now."""
        self._here = dict.fromkeys(self._here, self._clock())
        return self._here.keys()
