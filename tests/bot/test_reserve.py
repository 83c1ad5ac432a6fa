"""The process in reserve, with real processes that are tiny scripts."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Final

import pytest

from bot.processes.reserve import Reserve
from bot.processes.several import supervise
from bot.processes.supervisor import Supervisor, SupervisorTimes
from bot.settings import BotSettings
from tests.bot.test_supervisor import SECONDS, until

TIMES: Final = SupervisorTimes(pause=0.05, longest=0.2, steady=60, starting=SECONDS, grace=SECONDS)
SCRIPT: Final = """
import json, os, signal, sys
noted = open(sys.argv[1], "a", buffering=1)
def note(what, **more):
    noted.write(json.dumps({"what": what, "process": os.getpid(), **more}) + "\\n")
def end(*_):
    note("ended")
    os._exit(0)
signal.signal(signal.SIGTERM, end)
shards = os.environ.get("FOOTNOTE_SHARD_IDS")
if "--reserve" in sys.argv:
    note("reserve")
    print("prepared", flush=True)
    line = sys.stdin.readline()
    if not line:
        end()
    shards = json.loads(line)["FOOTNOTE_SHARD_IDS"]
note("serves", shards=shards)
print("ready", flush=True)
while os.read(0, 100): pass
end()
"""


class Noted:
    def __init__(self, file: Path) -> None:
        self.file = file

    def of(self, what: str) -> list[dict[str, object]]:
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        return [one for one in map(json.loads, lines) if one["what"] == what]

    def serving(self) -> list[object]:
        return [one["shards"] for one in self.of("serves")]


@pytest.fixture
def noted(tmp_path: Path) -> Noted:
    return Noted(tmp_path / "noted")


async def test_one_in_reserve_takes_the_place_of_one_that_is_killed_and_another_is_kept(
    noted: Noted, caplog: pytest.LogCaptureFixture
) -> None:
    held = list[Supervisor]()
    command = (sys.executable, "-c", SCRIPT, str(noted.file))

    async def recommended() -> int:
        return 4

    running = asyncio.create_task(supervise(BotSettings(), 2, recommended, (), command, TIMES, held.append))
    await until(lambda: noted.serving() == ["0-1", "2-3"] and len(noted.of("reserve")) == 1)
    standing = noted.of("reserve")[0]["process"]
    await until(lambda: held[0].reserve is not None and held[0].reserve.stands)
    killed = held[0].processes[1].process
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    await until(lambda: noted.serving() == ["0-1", "2-3", "2-3"])
    assert held[0].processes[1].process == noted.of("serves")[2]["process"] == standing
    assert "process 2 ended by signal 9; the one in reserve takes its place" in caplog.text
    await until(lambda: len(noted.of("reserve")) == 2)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, SECONDS)
    assert len(noted.of("serves")) == 3, "the second in reserve had nothing to do"
    ended = {one["process"] for one in noted.of("ended")}
    assert ended >= {noted.of("serves")[0]["process"], standing}
    assert not held[0].reserve or not held[0].reserve.stands


async def test_one_in_reserve_that_ends_is_started_again(
    noted: Noted, caplog: pytest.LogCaptureFixture
) -> None:
    reserve = Reserve((sys.executable, "-c", SCRIPT, str(noted.file), "--reserve"), {}, pause=0.01)
    reserve.start()
    try:
        for number in (1, 2, 3):
            await until(lambda number=number: len(noted.of("reserve")) == number and reserve.stands)  # type: ignore[misc]
            process = noted.of("reserve")[-1]["process"]
            assert isinstance(process, int)
            os.kill(process, signal.SIGKILL)
            await until(lambda: not reserve.stands)
    finally:
        await reserve.stop()
    assert caplog.text.count("the process in reserve has ended") >= 2
    assert reserve.take() is None


async def test_none_stands_where_it_cannot_be_started(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    reserve = Reserve((str(tmp_path / "nothing"),), {}, pause=60)
    reserve.start()
    await until(lambda: "no process can be kept in reserve" in caplog.text)
    assert reserve.take() is None
    await reserve.stop()


async def test_one_that_is_not_prepared_yet_is_not_taken(tmp_path: Path) -> None:
    reserve = Reserve((sys.executable, "-c", "import time; time.sleep(600)"), {}, pause=60)
    reserve.start()
    await asyncio.sleep(0.2)
    assert not reserve.stands
    assert reserve.take() is None
    await reserve.stop()
