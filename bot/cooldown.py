"""How often one person may ask."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from bot.declined import DeclinedError


class Cooldown:
    """At most `questions` in any `seconds` for each person; remembers nobody longer than that."""

    def __init__(self, questions: int, seconds: float, clock: Callable[[], float] = time.time) -> None:
        self._questions, self._seconds, self._clock = questions, seconds, clock
        self._asked: dict[int, deque[float]] = {}
        self._swept = clock()

    def take(self, person: int) -> None:
        """Count a question of `person`; DeclinedError, with the seconds to wait, if it is one too many."""
        now = self._clock()
        self._sweep(now)
        asked = self._asked.setdefault(person, deque())
        while asked and asked[0] <= now - self._seconds:
            asked.popleft()
        if len(asked) >= self._questions:
            raise DeclinedError("error-cooldown", seconds=max(1, round(asked[0] + self._seconds - now)))
        asked.append(now)

    def _sweep(self, now: float) -> None:
        if now - self._swept < self._seconds:
            return
        self._swept = now
        past = now - self._seconds
        self._asked = {person: asked for person, asked in self._asked.items() if asked[-1] > past}

    def __len__(self) -> int:
        return len(self._asked)
