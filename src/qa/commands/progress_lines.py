"""Progress where there is no terminal for a bar: a line every now and then, for a log or a pipe."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from qa.commands.streams import complain

EVERY: Final = 30.0
"""Seconds between two lines; work that takes less is not spoken of."""


class ProgressLines:
    """Tells how many are done, how many are done in a second, and how long the rest will take."""

    def __init__(
        self, tell: Callable[[str], object] = complain, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._tell, self._clock, self._told = tell, clock, clock()
        self._began: dict[str, tuple[float, int]] = {}

    def __call__(self, label: str, done: int, total: int) -> None:
        now = self._clock()
        began, first = self._began.setdefault(label, (now, done))
        if now - self._told < EVERY or done == first or now == began:
            return
        self._told, rate = now, (done - first) / (now - began)
        left = (total - done) / rate
        self._tell(f"{label}: {done:,} of {total:,}, {rate:,.1f} a second, {_span(left)} left")


def _span(seconds: float) -> str:
    """A time in its two largest units: 1 h 05 min, 5 min 10 s."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours:,} h {minutes:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
