"""How often one key may ask."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from index.errors import FootnoteError

MINUTE: Final = 60.0


class TooManyRequestsError(FootnoteError):
    """A key asks more often than it may; `seconds` say when it may again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many requests with this key. Try again in {seconds} seconds.")
        self.seconds = seconds


class RateLimit:
    """At most `most` requests in any minute for each key; remembers a key no longer than that."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._asked: dict[int, deque[float]] = {}
        self._swept = clock()

    def take(self, key: int) -> None:
        """Count a request; TooManyRequestsError if it is one too many."""
        now = self._clock()
        if now - self._swept >= MINUTE:
            self._swept = now
            self._asked = {one: asked for one, asked in self._asked.items() if asked[-1] > now - MINUTE}
        asked = self._asked.setdefault(key, deque())
        while asked and asked[0] <= now - MINUTE:
            asked.popleft()
        if len(asked) >= self._most:
            raise TooManyRequestsError(max(1, math.ceil(asked[0] + MINUTE - now)))
        asked.append(now)

    @property
    def remembered(self) -> int:
        """How many keys it remembers."""
        return len(self._asked)
