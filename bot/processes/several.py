"""Several processes of the bot: each has some of the shards, and all share PostgreSQL."""

from __future__ import annotations

import logging
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from bot.processes.lifeline import CHILD
from bot.processes.reserve import Reserve
from bot.processes.supervisor import SupervisedProcess, Supervisor, SupervisorTimes
from bot.settings import BotSettings
from bot.shards import divide, write_shards
from index.errors import FootnoteError
from qa.store.address import store_address

log = logging.getLogger(__name__)

COMMAND: Final = (sys.executable, "-m", "bot")
SHARED: Final = (
    "several processes share one PostgreSQL database: set FOOTNOTE_DATABASE to "
    "postgresql+psycopg://USER:PASSWORD@HOST/NAME, or run one process "
    "for all shards (FOOTNOTE_PROCESSES=1 and no FOOTNOTE_SHARD_IDS)"
)
SPARE: Final = 8.0  # seconds that a process has to end, beside those for what it has in hand
FEW: Final = "there are {} shards for {} processes: set FOOTNOTE_SHARDS to at least as many, or leave it out"


def wanted_processes(settings: BotSettings, named: int | None) -> int:
    """How many processes are wanted: as `named`, or as the settings say.

    Raises FootnoteError where there are others, too, and the database is one that they cannot share.
    """
    processes = max(1, named or settings.processes)
    several = processes > 1 or settings.shard_ids is not None
    if several and store_address(settings.data_dir, settings.database_address).file is not None:
        raise FootnoteError(SHARED)
    return processes


async def supervise(
    settings: BotSettings,
    processes: int,
    recommended: Callable[[], Awaitable[int]],
    arguments: Sequence[str] = (),
    command: Sequence[str] = COMMAND,
    times: SupervisorTimes | None = None,
    watch: Callable[[Supervisor], None] | None = None,
) -> None:
    """Run so many processes until told to end, each with `arguments`; `recommended` asks Discord for shards.

    `watch` gets whoever keeps them running. Raises FootnoteError where there are too few shards, and what
    `recommended` raises.
    """
    count = settings.shards or max(await recommended(), processes)
    ids = settings.shard_ids or tuple(range(count))
    if len(ids) < processes:
        raise FootnoteError(FEW.format(len(ids), processes))
    times = times or SupervisorTimes(grace=settings.shutdown_seconds + SPARE)
    reserve = _reserve(command, arguments, times) if settings.reserve else None
    children = []
    for number, part in enumerate(divide(ids, processes), 1):
        shards = write_shards(part)
        log.info("process %d of %d has the shards %s of %d", number, processes, shards, count)
        variables = {"FOOTNOTE_SHARDS": str(count), "FOOTNOTE_SHARD_IDS": shards, CHILD: str(number)}
        line = (*command, *arguments, "--processes", "1")
        children.append(SupervisedProcess(f"process {number}", line, variables, times, reserve))
    supervisor = Supervisor(children, times, reserve)
    if watch:
        watch(supervisor)
    await supervisor.run()


def _reserve(command: Sequence[str], arguments: Sequence[str], times: SupervisorTimes) -> Reserve:
    return Reserve((*command, *arguments, "--processes", "1", "--reserve"), {}, times.pause)
