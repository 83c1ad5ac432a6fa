"""A circuit breaker: a model that fails again and again is left alone for a while."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

FAILURES: Final = 3  # in a row, after which it is left alone
PAUSE: Final = 60.0  # seconds


class Breaker:
    """For one event loop. After the pause one call tries again; until that went well, the others wait on."""

    def __init__(
        self, failures: int = FAILURES, pause: float = PAUSE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._pause, self._clock = failures, pause, clock
        self._failures, self._until = 0, 0.0

    @property
    def is_open(self) -> bool:
        """Whether nothing is to be asked now."""
        return self._clock() < self._until

    def lets(self) -> bool:
        """Whether the caller may ask now; it tells how that went.

        Who tries after a pause has it to themselves as long as the next one takes, also if they never tell.
        """
        if self.is_open:
            return False
        if self._failures >= self._most:
            self._until = self._clock() + self._pause
        return True

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= self._most:
            self._until = self._clock() + self._pause

    def succeeded(self) -> None:
        self._failures, self._until = 0, 0.0
