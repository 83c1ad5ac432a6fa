"""The supervisor with real processes, which are tiny scripts that note what they do."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import pytest

from bot.processes.several import supervise
from bot.processes.supervisor import SupervisedProcess, Supervisor, SupervisorTimes
from bot.settings import BotSettings

SECONDS: Final = 20.0  # in which anything comes about, on the busiest machine
TIMES: Final = SupervisorTimes(pause=0.05, longest=0.2, steady=60, starting=SECONDS, grace=SECONDS)
SCRIPT: Final = """
import os, signal, sys, time
noted = open(sys.argv[1], "a", buffering=1)
names = "FOOTNOTE_CHILD", "FOOTNOTE_SHARD_IDS", "FOOTNOTE_SHARDS"
told = " ".join(sys.argv[2:]), *map(os.environ.get, names)
def end(*_):
    noted.write("ended\\n")
    os._exit(0)
signal.signal(signal.SIGTERM, end)
noted.write(f"begun {os.getpid()} {told}\\n")
"""
LIVES: Final = SCRIPT + "print('ready', flush=True)\nwhile os.read(0, 100): pass\nend()\n"
DIES: Final = SCRIPT + "sys.exit(3)\n"
DEAF: Final = (
    SCRIPT + "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nnoted.write('deaf\\n')\ntime.sleep(600)\n"
)
SILENT: Final = SCRIPT + "time.sleep(600)\n"


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in another process
            await asyncio.sleep(0.01)


class Noted:
    """What scripts have noted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def child(
        self, script: str, name: str = "a", times: SupervisorTimes = TIMES, **variables: str
    ) -> SupervisedProcess:
        command = (sys.executable, "-c", script, str(self._folder / name))
        return SupervisedProcess(f"process {name}", command, variables, times)

    def of(self, name: str = "a") -> list[str]:
        file = self._folder / name
        return file.read_text().splitlines() if file.exists() else []

    def begun(self, name: str = "a") -> int:
        return sum(line.startswith("begun") for line in self.of(name))


@pytest.fixture
def noted(tmp_path: Path) -> Noted:
    return Noted(tmp_path)


@asynccontextmanager
async def running(*children: SupervisedProcess, times: SupervisorTimes = TIMES) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor(children, times)
    task = asyncio.create_task(supervisor.run())
    try:
        yield supervisor
    finally:
        supervisor.stop()
        await asyncio.wait_for(task, 2 * SECONDS)


async def test_one_that_is_killed_is_started_again_and_the_others_go_on(noted: Noted) -> None:
    first, second = noted.child(LIVES), noted.child(LIVES, "b")
    async with running(first, second):
        await until(lambda: noted.begun() == noted.begun("b") == 1)
        killed = first.process
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        await until(lambda: noted.begun() == 2 and first.process not in (None, killed))
    assert noted.begun("b") == 1
    assert noted.of()[-1] == noted.of("b")[-1] == "ended"


async def test_one_that_keeps_dying_is_told_loudly_after_longer_pauses(
    noted: Noted, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with running(noted.child(DIES), noted.child(LIVES, "b")):
        await until(lambda: caplog.text.count("with code 3") >= 4 and noted.begun("b") == 1)
    told = [(one.levelname, one.getMessage()) for one in caplog.records if "with code 3" in one.getMessage()]
    assert [level for level, _ in told[:4]] == ["WARNING", "WARNING", "ERROR", "ERROR"]
    assert "process a KEEPS ENDING, 3 times by now" in told[2][1]
    assert noted.of("b")[-1] == "ended"


@pytest.mark.parametrize(
    ("deaths", "pause"), [(1, 1.0), (2, 2.0), (3, 4.0), (9, 256.0), (10, 300.0), (10_000, 300.0)]
)
async def test_pauses_double_up_to_a_ceiling(noted: Noted, deaths: int, pause: float) -> None:
    assert noted.child(DIES, times=SupervisorTimes())._tell(1, deaths) == pause


async def test_one_that_lived_long_is_not_counted_as_dying_again(
    noted: Noted, caplog: pytest.LogCaptureFixture
) -> None:
    times = SupervisorTimes(pause=0.01, longest=60, steady=0)
    async with running(noted.child(DIES, times=times)):
        await until(lambda: noted.begun() >= 5)
    assert "KEEPS ENDING" not in caplog.text


async def test_the_second_is_started_when_the_first_is_ready(noted: Noted) -> None:
    async with running(noted.child(SILENT), noted.child(LIVES, "b")):
        await until(lambda: noted.begun() == 1)
        await asyncio.sleep(0.1)
        assert noted.begun("b") == 0
    impatient = SupervisorTimes(starting=0.01, grace=SECONDS)
    async with running(noted.child(SILENT, "c"), noted.child(LIVES, "d"), times=impatient):
        await until(lambda: noted.begun("d") == 1)


async def test_one_that_does_not_heed_is_killed(noted: Noted, caplog: pytest.LogCaptureFixture) -> None:
    times = SupervisorTimes(grace=0.05)
    async with running(noted.child(DEAF, times=times), times=times):
        await until(lambda: "deaf" in noted.of())
    assert "process a did not end within" in caplog.text
    assert "ended" not in noted.of()


async def test_what_a_dead_process_had_begun_is_ended(noted: Noted) -> None:
    begins = "import subprocess, sys\nwork = subprocess.Popen([sys.executable, '-c', sys.argv[2]])\n"
    parent = SCRIPT + begins + "noted.write(f'work {work.pid}\\n')\ntime.sleep(600)\n"
    command = (sys.executable, "-c", parent, str(noted._folder / "a"), "import time; time.sleep(600)")
    child = SupervisedProcess("process a", command, {}, TIMES)
    async with running(child):
        await until(lambda: any(line.startswith("work") for line in noted.of()))
        work = int(next(line for line in noted.of() if line.startswith("work")).split()[1])
        assert child.process is not None
        os.kill(child.process, signal.SIGKILL)
        await until(lambda: not _runs(work))


async def test_what_cannot_be_started_is_told(noted: Noted, caplog: pytest.LogCaptureFixture) -> None:
    missing = SupervisedProcess("process m", (str(noted._folder / "nothing"),), {}, TIMES)
    async with running(missing):
        await until(lambda: "KEEPS ENDING" in caplog.text)
    assert "process m cannot be started" in caplog.text


async def test_processes_of_a_supervisor_that_is_killed_end(noted: Noted, tmp_path: Path) -> None:
    file = tmp_path / "supervisor.py"
    file.write_text(
        "import asyncio, sys\n"
        "from bot.processes.supervisor import *\n"
        "times = SupervisorTimes()\n"
        "child = SupervisedProcess('a', (sys.executable, '-c', sys.argv[1], sys.argv[2]), {}, times)\n"
        "asyncio.run(Supervisor([child], times).run())\n"
    )
    line = (sys.executable, str(file), LIVES, str(tmp_path / "a"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = await asyncio.create_subprocess_exec(*line, env=environment)
    await until(lambda: noted.begun() == 1)
    process.kill()
    await process.wait()
    await until(lambda: noted.of()[-1] == "ended")


async def test_sigterm_ends_the_supervisor_and_its_processes(noted: Noted) -> None:
    supervisor = Supervisor([noted.child(LIVES)], TIMES)
    task = asyncio.create_task(supervisor.run())
    await until(lambda: noted.begun() == 1)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(task, SECONDS)
    assert noted.of()[-1] == "ended"


async def test_each_process_is_told_its_shards(noted: Noted, tmp_path: Path) -> None:
    def asked(shards: int) -> Callable[[], Awaitable[int]]:
        async def recommended() -> int:
            return shards

        return recommended

    async def told(settings: BotSettings, shards: int, processes: int, name: str) -> list[str]:
        command = (sys.executable, "-c", LIVES, str(tmp_path / name))
        task = asyncio.create_task(supervise(settings, processes, asked(shards), ("--x",), command, TIMES))
        await until(lambda: noted.begun(name) == processes)
        os.kill(os.getpid(), signal.SIGTERM)
        await task
        return [line.split(" ", 2)[2] for line in noted.of(name) if line.startswith("begun")]

    assert await told(BotSettings(reserve=False), 5, 2, "a") == [
        "('--x --processes 1', '1', '0-2', '5')",
        "('--x --processes 1', '2', '3-4', '5')",
    ]
    assert [one.split("', ", 2)[2] for one in await told(BotSettings(reserve=False), 1, 3, "b")] == [
        "'0', '3')",
        "'1', '3')",
        "'2', '3')",
    ], "no process is without a shard"
    part = BotSettings(shards=16, shard_ids=(4, 5, 6, 7), reserve=False)
    assert [one.split("', ", 2)[2] for one in await told(part, 1, 2, "c")] == ["'4-5', '16')", "'6-7', '16')"]


def _runs(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    return False
