"""Which process of the bot leads, and what several that share a database tell each other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Protocol, TypeAlias

Hear: TypeAlias = Callable[[str], Awaitable[None]]


class Duties(Protocol):
    """What the leader alone does."""

    async def begin(self) -> None:
        """Begin with it; may be cancelled."""

    async def end(self) -> None:
        """Leave it to another; may be called before `begin` has ended."""


class Leadership(Protocol):
    """Who does what is done once, and what processes tell each other."""

    @property
    def alone(self) -> bool:
        """Whether there are no other processes."""

    @property
    def leads(self) -> bool:
        """Whether this process is the one."""

    async def start(self, duties: Duties) -> None:
        """Take part from now on: `duties` begin whenever this process leads."""

    async def tell(self, what: str, of: str) -> None:
        """Tell the other processes, as far as they are there, that something befell `of`; never raises."""

    def hear(self, what: str, call: Hear) -> None:
        """Have `call` called with what it befell, whenever another process tells of it.

        It is called with "", which stands for all, when it is not known what was missed.
        """

    async def take_turn(self, bucket: int, seconds: float) -> None:
        """Wait for a turn, of which all processes together have one in so many seconds; never raises."""

    async def close(self) -> None:
        """Take part no more; may be called again."""


class SoleProcess:
    """There are no others: it leads, and nobody has to be told."""

    alone: Final = True
    leads: Final = True

    def __init__(self) -> None:
        self._turns: dict[int, float] = {}

    async def start(self, duties: Duties) -> None:
        await duties.begin()

    async def tell(self, what: str, of: str) -> None:
        """Nobody else is there."""

    def hear(self, what: str, call: Hear) -> None:
        """Nobody tells anything."""

    async def take_turn(self, bucket: int, seconds: float) -> None:
        now = asyncio.get_running_loop().time()
        turn = max(now, self._turns.get(bucket, 0.0))
        self._turns[bucket] = turn + seconds
        await asyncio.sleep(turn - now)

    async def close(self) -> None:
        """Nothing is held."""
