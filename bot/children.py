"""Processes of the bot's own that run after those that answer, and what they say meanwhile."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

GENTLE: Final = 10  # by how much long work gives way to answers, of 19
LONGEST: Final = 1 << 22  # bytes of a line that a child says: one of a document has its notes in it
TAIL: Final = 2_000  # bytes of its last complaints that are kept
PIECE: Final = 4_096
TOO_LONG: Final = 124  # the exit code of what had to be killed for its time

Hear: TypeAlias = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class ChildEnd:
    """How a process ended: its exit code, negative for the signal that ended it, and its last complaints."""

    code: int
    complaints: str


def give_way(process: int) -> None:
    """Let a process run after those that answer, where the system knows of such an order."""
    if sys.platform != "win32":
        with suppress(OSError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, process, os.getpriority(os.PRIO_PROCESS, 0) + GENTLE)


async def run_child(command: Sequence[str], hear: Hear, seconds: float) -> ChildEnd:
    """Run a command that prints lines of JSON, each of which `hear` gets; others are passed over.

    It is killed where it takes more than `seconds`, and where whoever awaits it is cancelled. Raises OSError
    where it cannot be started.
    """
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command, stdin=nothing, stdout=pipe, stderr=pipe, limit=LONGEST
    )
    give_way(process.pid)
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                said, _ = await asyncio.gather(_tail(process.stderr), _listen(process.stdout, hear))
                return ChildEnd(await process.wait(), said)
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return ChildEnd(TOO_LONG, f"took more than {seconds:.0f} s")


async def _listen(stream: asyncio.StreamReader | None, hear: Hear) -> None:
    while stream is not None and (line := await _line(stream)):
        with suppress(ValueError):
            said = json.loads(line)
            if isinstance(said, dict):
                hear(said)


async def _line(stream: asyncio.StreamReader) -> bytes:
    """The next line, empty at the end; what is longer than any that is meant is passed over."""
    try:
        return await stream.readline()
    except ValueError:
        return b"\n"


async def _tail(stream: asyncio.StreamReader | None) -> str:
    held = b""
    while stream is not None and (piece := await stream.read(PIECE)):
        held = (held + piece)[-TAIL:]
    return held.decode("utf-8", "replace").strip()
