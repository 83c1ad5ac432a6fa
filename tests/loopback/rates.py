"""Discord's rate limits: per route and channel or token, and fifty requests a second for the bot."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

ALL: Final = 50  # requests a second of one bot; answers to interactions do not count
CHANNEL: Final = (5, 5.0)  # requests in so many seconds: messages, edits, typing
TOKEN: Final = (5, 2.0)  # of the token of an interaction
OTHERS: Final = (50, 1.0)


@dataclass(slots=True)
class Window:
    """Requests of one bucket since it was last full."""

    ends: float = 0.0
    used: int = 0

    def take(self, limit: int, seconds: float, now: float) -> bool:
        if now >= self.ends:
            self.ends, self.used = now + seconds, 0
        self.used += 1
        return self.used <= limit


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a request is told: the headers, and how long to wait where it came too early."""

    headers: dict[str, str]
    wait: float | None = None
    everywhere: bool = False


@dataclass
class RateLimits:
    clock: Callable[[], float] = time.monotonic
    limited: int = 0
    """Requests that were turned away."""
    _windows: dict[str, Window] = field(default_factory=dict)

    def take(self, method: str, path: str) -> Verdict:
        now, parts = self.clock(), path.strip("/").split("/")
        if parts[0] == "interactions":
            return Verdict({})
        if parts[0] != "webhooks" and not self._window("all").take(ALL, 1.0, now):
            self.limited += 1
            return Verdict({}, self._window("all").ends - now, everywhere=True)
        kind = f"{method} {'/'.join('{}' if part.isdigit() else part for part in parts[2:])}"
        bucket = hashlib.md5(f"{parts[0]} {kind}".encode(), usedforsecurity=False).hexdigest()
        limit, seconds = {"channels": CHANNEL, "webhooks": TOKEN}.get(parts[0], OTHERS)
        major = parts[2] if parts[0] == "webhooks" else parts[1] if len(parts) > 1 else ""
        window = self._window(f"{bucket}:{major}")
        allowed = window.take(limit, seconds, now)
        self.limited += not allowed
        left = window.ends - now
        headers = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(0, limit - window.used)),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": bucket,
        }
        return Verdict(headers, None if allowed else left)

    def _window(self, name: str) -> Window:
        if len(self._windows) > 20_000:
            now = self.clock()
            self._windows = {one: window for one, window in self._windows.items() if window.ends > now}
        return self._windows.setdefault(name, Window())
