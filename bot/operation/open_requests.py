"""What the bot has in hand: each request has an id, and who ends the bot waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from qa.operation.request import request_id, requested


class OpenRequests:
    """Counts the requests that are being answered, for one event loop."""

    def __init__(self) -> None:
        self._open = 0
        self._none = asyncio.Event()
        self._none.set()

    def __len__(self) -> int:
        return self._open

    @contextmanager
    def request(self) -> Iterator[str]:
        """A request, from what Discord tells until all is said; its id. One inside of another is the same."""
        if outer := request_id():
            yield outer
            return
        self._open += 1
        self._none.clear()
        try:
            with requested() as name:
                yield name
        finally:
            self._open -= 1
            if not self._open:
                self._none.set()

    async def ended(self, seconds: float) -> bool:
        """Whether all have ended after at most `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self._none.wait()
        except TimeoutError:
            return False
        return True
