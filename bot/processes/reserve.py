"""The reserve: one process that has loaded all it needs, and takes the place of one that ends.

What a process does before it can answer, reading the index and the models, takes seconds. One in reserve has
done it by then, so that little more passes than Discord takes to let it in.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from bot.processes.tied_process import TiedProcess

log = logging.getLogger(__name__)

LONGEST: Final = 300.0  # seconds before one that keeps ending is started again
SETTLING: Final = 60.0  # seconds that a successor is left alone while it takes over, at most


class Reserve:
    """Keeps one process prepared until `stop`; when that is taken, another is started."""

    def __init__(self, command: Sequence[str], variables: Mapping[str, str], pause: float) -> None:
        """Wait `pause` seconds, doubled each time, before one that has ended is started again."""
        self._command, self._variables, self._pause = command, variables, pause
        self._standing: TiedProcess | None = None
        self._taken: asyncio.Future[TiedProcess] | None = None
        self._keeping: asyncio.Task[None] | None = None

    @property
    def stands(self) -> bool:
        """Whether there is one that is prepared."""
        one = self._standing
        return one is not None and one.number is not None and one.prepared.is_set()

    def start(self) -> None:
        """Keep one from now on."""
        self._keeping = asyncio.create_task(self._keep())

    def take(self) -> TiedProcess | None:
        """The one that is prepared, if there is one."""
        one = self._standing
        if one is None or not self.stands or self._taken is None:
            return None
        self._standing = None
        self._taken.set_result(one)
        return one

    async def stop(self) -> None:
        """Keep none any more."""
        if self._keeping is not None:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping

    async def _keep(self) -> None:
        pause = self._pause
        while True:
            taken = await self._stand()
            if taken is None:
                log.warning("the process in reserve has ended; another is started in %.0f s", pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST)
                continue
            pause = self._pause
            with suppress(TimeoutError):  # what it does now is not to wait for another that is being prepared
                await asyncio.wait_for(taken.ready.wait(), SETTLING)

    async def _stand(self) -> TiedProcess | None:
        """Start one, and wait until it is taken; None where it has ended before."""
        try:
            one = self._standing = await TiedProcess.start(self._command, self._variables)
        except OSError as error:
            log.error("no process can be kept in reserve: %s", error)
            return None
        going = asyncio.create_task(one.gone())
        taken = self._taken = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait({going, taken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            going.cancel()
            self._standing = None
            if not taken.done():  # else whoever has taken it waits for its end
                one.kill()
                await one.ended()
        return taken.result() if taken.done() else None
