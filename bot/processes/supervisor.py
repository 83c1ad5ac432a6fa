"""The supervisor: keeps several processes of the bot running, each started again when it ends.

A supervisor that is killed takes its processes along. All write to one log.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from bot.processes.reserve import Reserve
from bot.processes.tied_process import TiedProcess

log = logging.getLogger(__name__)

MANY: Final = 3  # deaths one after the other that are an error, not an accident
DOUBLINGS: Final = 16  # of a pause, beyond which no ceiling lies
UNSTARTED: Final = 127  # the exit code of what cannot be started, as a shell has it


@dataclass(frozen=True, slots=True)
class SupervisorTimes:
    """Seconds: the pause before a process is started again doubles from `pause` to `longest`.

    It begins anew after a process that lived for `steady`. At first one process after the other is started:
    the next when the last is ready, or has taken `starting`. Who is told to end has `grace` to do so.
    """

    pause: float = 1.0
    longest: float = 300.0
    steady: float = 60.0
    starting: float = 120.0
    grace: float = 90.0


class SupervisedProcess:
    """A process that is started again whenever it ends, until it is told to."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        variables: Mapping[str, str],
        times: SupervisorTimes,
        reserve: Reserve | None = None,
    ) -> None:
        """`variables` are added to the environment; they tell one of the `reserve` what to be, too."""
        self.settled: Final = asyncio.Event()
        """That it was ready, or has ended, once."""
        self._name, self._command, self._times = name, command, times
        self._variables, self._reserve = variables, reserve
        self._stopped = asyncio.Event()
        self._running: TiedProcess | None = None

    @property
    def process(self) -> int | None:
        """The number of the process that runs."""
        return self._running.number if self._running else None

    async def keep(self) -> None:
        """Keep it running until `stop`."""
        deaths = 0
        while not self._stopped.is_set():
            began = asyncio.get_running_loop().time()
            code = await self._run()
            self.settled.set()
            if self._stopped.is_set():
                return
            lived = asyncio.get_running_loop().time() - began
            deaths = 1 if lived >= self._times.steady else deaths + 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), self._tell(code, deaths))

    def stop(self) -> None:
        """End it, gently, and after a while by force: `keep` ends when it has."""
        self._stopped.set()

    async def _run(self) -> int:
        """Start it and wait for its end; its exit code."""
        try:
            self._running = process = await self._begun()
        except OSError as error:
            log.error("%s cannot be started: %s", self._name, error)
            return UNSTARTED
        log.info("%s runs as process %d", self._name, process.number)
        tasks = asyncio.create_task(self._settle(process)), asyncio.create_task(self._end(process))
        try:
            return await process.ended()
        finally:
            for task in tasks:
                task.cancel()

    async def _begun(self) -> TiedProcess:
        """One of the reserve, or a new one."""
        if self._reserve and (process := self._reserve.take()):
            process.assign(self._variables)
            return process
        return await TiedProcess.start(self._command, self._variables)

    async def _settle(self, process: TiedProcess) -> None:
        await process.ready.wait()
        self.settled.set()

    async def _end(self, process: TiedProcess) -> None:
        """End a process as soon as it is to end."""
        await self._stopped.wait()
        process.terminate()
        await asyncio.sleep(self._times.grace)
        log.error("%s did not end within %.0f s and is killed", self._name, self._times.grace)
        process.kill()

    def _tell(self, code: int, deaths: int) -> float:
        """Say that it has ended; the seconds before it is started again."""
        pause: float = min(self._times.pause * 2 ** min(deaths - 1, DOUBLINGS), self._times.longest)
        how = f"by signal {-code}" if code < 0 else f"with code {code}"
        if deaths >= MANY:
            told = "%s KEEPS ENDING, %d times by now, %s; the others go on, and it is tried again in %.0f s"
            log.error(told, self._name, deaths, how, pause)
            return pause
        if self._reserve and self._reserve.stands:
            log.warning("%s ended %s; the one in reserve takes its place", self._name, how)
            return 0.0
        log.warning("%s ended %s; it is started again in %.0f s", self._name, how, pause)
        return pause


class Supervisor:
    """Keeps processes running until it is told to end, by SIGTERM, by Ctrl+C or by `stop`."""

    def __init__(
        self, processes: Sequence[SupervisedProcess], times: SupervisorTimes, reserve: Reserve | None = None
    ) -> None:
        self.processes: Final = processes
        self.reserve: Final = reserve
        self._times = times
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """End all processes, and then `run`."""
        self._stopping.set()

    async def run(self) -> None:
        """Start one process after the other; ends when all have ended, after `stop`."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        keeping = list[asyncio.Task[None]]()
        for process in self.processes:
            if not self._stopping.is_set():
                keeping.append(asyncio.create_task(process.keep()))
                await self._first(process.settled, self._stopping)
        if self.reserve and not self._stopping.is_set():
            self.reserve.start()
        await self._stopping.wait()
        if self.reserve:
            await self.reserve.stop()
        log.info("ending %d processes", len(keeping))
        for process in self.processes:
            process.stop()
        await asyncio.gather(*keeping)

    async def _first(self, *events: asyncio.Event) -> None:
        """Wait for any of these, but not for ever."""
        waiting = [asyncio.create_task(one.wait()) for one in events]
        await asyncio.wait(waiting, timeout=self._times.starting, return_when=asyncio.FIRST_COMPLETED)
        for one in waiting:
            one.cancel()
