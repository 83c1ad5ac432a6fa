"""A process of the bot that lives no longer than whoever started it, and says how far it is."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

PREPARED: Final = b"prepared"
READY: Final = b"ready"
"""The lines by which a process says that it could answer, and that it does."""
PIECE: Final = 4_096


class TiedProcess:
    """A running process: it ends once nobody holds the other end of its standard input.

    These are no pipes of asyncio's, which would wait for all that the process has started.
    """

    def __init__(self, process: asyncio.subprocess.Process, pipes: tuple[int, int, int, int]) -> None:
        self.prepared: Final = asyncio.Event()
        self.ready: Final = asyncio.Event()
        self._process = process
        self._held, self._holds, self._hears, self._says = pipes
        asyncio.get_running_loop().add_reader(self._hears, self._hear)

    @classmethod
    async def start(cls, command: Sequence[str], variables: Mapping[str, str]) -> TiedProcess:
        """A new one, with `variables` beside the environment. Raises OSError where it cannot be started."""
        pipes = held, _, _, says = *os.pipe(), *os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=held, stdout=says, env={**os.environ, **variables}, start_new_session=True
            )
        except OSError:
            _close(pipes)
            raise
        return cls(process, pipes)

    @property
    def number(self) -> int | None:
        """The number that the system knows it by, while it runs."""
        return self._process.pid if self._process.returncode is None else None

    def assign(self, values: Mapping[str, str]) -> None:
        """Tell one that is prepared what it is to be from now on."""
        with suppress(BrokenPipeError):  # it has just ended, which `ended` tells
            os.write(self._holds, json.dumps(dict(values)).encode() + b"\n")

    async def gone(self) -> None:
        """Wait for its end."""
        await self._process.wait()

    async def ended(self) -> int:
        """Wait for its end and clean up; its exit code. To be called once.

        What it had begun is ended, too: the next begins it again.
        """
        try:
            return await self._process.wait()
        finally:
            self.kill()
            asyncio.get_running_loop().remove_reader(self._hears)
            _close((self._held, self._holds, self._hears, self._says))

    def terminate(self) -> None:
        """Tell it to end."""
        with suppress(ProcessLookupError):
            self._process.terminate()

    def kill(self) -> None:
        """Kill it, and all that it has started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _hear(self) -> None:
        said = os.read(self._hears, PIECE)
        if PREPARED in said:
            self.prepared.set()
        if READY in said:
            self.ready.set()
        if not said:
            asyncio.get_running_loop().remove_reader(self._hears)


def _close(pipes: Sequence[int]) -> None:
    for one in pipes:
        os.close(one)
