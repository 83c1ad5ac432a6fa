"""How often one person may ask."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from bot.declined import DeclinedError


class Cooldown:
    """At most `questions` in any `seconds` for each person; remembers nobody longer than that.

    A server may allow fewer, which counts what is asked there alone.
    """

    def __init__(self, questions: int, seconds: float, clock: Callable[[], float] = time.time) -> None:
        self._questions, self._seconds, self._clock = questions, seconds, clock
        self._asked: dict[tuple[int, int | None], tuple[float, deque[float]]] = {}
        self._swept = clock()

    def take(self, person: int, server: int | None = None, allowed: tuple[int, float] | None = None) -> None:
        """Count a question of `person`; DeclinedError, with the seconds to wait, if it is one too many.

        `allowed` are the questions and seconds of the server that it is asked in, if that has its own.
        """
        now = self._clock()
        self._sweep(now)
        rules: list[tuple[int | None, int, float]] = [(None, self._questions, self._seconds)]
        if server is not None and allowed is not None and allowed != (self._questions, self._seconds):
            rules.append((server, *allowed))
        held = [self._of((person, place), seconds, now) for place, _, seconds in rules]
        waits = [
            asked[0] + seconds - now
            for asked, (_, questions, seconds) in zip(held, rules, strict=True)
            if len(asked) >= questions
        ]
        if waits:
            raise DeclinedError("error-cooldown", seconds=max(1, round(max(waits))))
        for asked in held:
            asked.append(now)

    def _of(self, key: tuple[int, int | None], seconds: float, now: float) -> deque[float]:
        """When somebody asked in the last `seconds`."""
        _, asked = self._asked.get(key, (seconds, deque[float]()))
        self._asked[key] = seconds, asked
        while asked and asked[0] <= now - seconds:
            asked.popleft()
        return asked

    def _sweep(self, now: float) -> None:
        if now - self._swept < self._seconds:
            return
        self._swept = now
        self._asked = {
            key: held for key, held in self._asked.items() if held[1] and held[1][-1] > now - held[0]
        }

    def __len__(self) -> int:
        return len({person for person, _ in self._asked})
