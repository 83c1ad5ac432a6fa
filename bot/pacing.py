"""How fast Discord is asked: below the rate at which it turns all requests of a bot away for a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

ALLOWED: Final = 45.0  # requests a second; Discord allows a bot fifty, however many processes it has
BURST: Final = 0.2  # of a second's requests that may be made at once
UNCOUNTED: Final = ("/interactions/", "/webhooks/")  # answers to interactions


class RequestPace:
    """Lets requests go one after the other, in their order, no faster than `per_second`."""

    def __init__(
        self,
        per_second: float = ALLOWED,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap, self._ahead = 1 / per_second, BURST
        self._due, self._clock, self._sleep = 0.0, clock, sleep

    async def take(self, path: str) -> None:
        """Wait until a request for `path` may be made."""
        if any(part in path for part in UNCOUNTED):
            return
        now = self._clock()
        self._due = max(self._due, now) + self._gap
        if (wait := self._due - now - self._ahead) > 0:
            await self._sleep(wait)
