"""The time of day, for a simulated Discord that a real process talks to."""

from __future__ import annotations

from datetime import UTC, datetime

from simcord._clock import Clock


class WallClock(Clock):
    def now(self) -> datetime:
        return datetime.now(UTC)
