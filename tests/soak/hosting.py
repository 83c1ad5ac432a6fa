"""The processes of the bot that a soak runs against a loopback Discord: started, killed, and weighed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.processes.supervisor import Supervisor

MODULE: Final = "tests.loopback.bot"
COMMAND: Final = (sys.executable, "-m", MODULE, "--log-level", "WARNING")
MEGABYTE: Final = 1_000_000


@dataclass
class Weights:
    """The memory of each process over time: seconds and megabytes that no other process shares."""

    of: dict[int, list[tuple[float, float]]] = field(default_factory=dict)

    def weigh(self, process: int, now: float) -> None:
        with suppress(OSError):  # it is gone
            self.of.setdefault(process, []).append((now, _own_memory(process)))

    def slopes(self, lately: float, least: float) -> dict[int, float]:
        """MB an hour in the last `lately` seconds, of the processes that were weighed for `least` of them."""
        found = {}
        for process, points in self.of.items():
            since = max(points[-1][0] - lately, points[0][0])
            kept = [point for point in points if point[0] >= since]
            if len(kept) > 2 and kept[-1][0] - kept[0][0] >= least:
                found[process] = 3600 * _slope(kept)
        return found


def _own_memory(process: int) -> float:
    """MB that no other process shares. Raises OSError for one that is gone."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    kilobytes = sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
    return kilobytes * 1_024 / MEGABYTE


def _slope(points: list[tuple[float, float]]) -> float:
    """By least squares."""
    middle, mean = (sum(one) / len(points) for one in zip(*points, strict=True))
    spread = sum((x - middle) ** 2 for x, _ in points)
    return sum((x - middle) * (y - mean) for x, y in points) / spread if spread else 0.0


@dataclass
class Host:
    """Who runs."""

    random: Random
    weights: Weights = field(default_factory=Weights)
    kills: list[float] = field(default_factory=list)
    """When a process was killed, in seconds of the loop's clock."""

    supervisor: Supervisor | None = None
    """Who keeps several running."""

    def processes(self) -> list[int]:
        """The bots that answer now, without one in reserve and without what they have started in turn."""
        if self.supervisor is not None:
            return [one.process for one in self.supervisor.processes if one.process is not None]
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
        found = []
        for child in children:
            with suppress(OSError):
                if MODULE.encode() in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
                    found.append(int(child))
        return found

    def watch(self, supervisor: Supervisor) -> None:
        self.supervisor = supervisor

    def kill(self) -> None:
        """Kill one of them, as a machine that fails does."""
        if held := self.processes():
            with suppress(ProcessLookupError):
                os.kill(self.random.choice(held), signal.SIGKILL)
                self.kills.append(asyncio.get_running_loop().time())

    def weigh(self) -> None:
        now = asyncio.get_running_loop().time()
        for process in self.processes():
            self.weights.weigh(process, now)


@asynccontextmanager
async def hosted(host: Host, variables: Mapping[str, str], processes: int, log: Path) -> AsyncIterator[None]:
    """So many processes, supervised if there are several; all are ended afterwards. They write to `log`."""
    with _writing(log), patch.dict(os.environ, variables):
        running = asyncio.create_task(_several(host, processes) if processes > 1 else _one())
        try:
            yield
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def _one() -> None:
    process = await asyncio.create_subprocess_exec(*COMMAND)
    try:
        await process.wait()
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _several(host: Host, processes: int) -> None:
    from bot.processes.several import supervise
    from bot.processes.supervisor import SupervisorTimes
    from bot.settings import BotSettings

    async def recommended() -> int:
        return processes

    times = SupervisorTimes(pause=0.2, longest=2.0, steady=1.0, grace=20.0)
    running = asyncio.create_task(
        supervise(BotSettings(), processes, recommended, COMMAND[3:], COMMAND[:3], times, host.watch)
    )
    try:
        await asyncio.shield(running)
    finally:
        if not running.done():
            os.kill(os.getpid(), signal.SIGTERM)  # the supervisor's own way to end
        await running


@contextmanager
def _writing(log: Path) -> Iterator[None]:
    """Let the standard error of children begun within go to `log`."""
    held = os.dup(2)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(held, 2)
        os.close(held)
