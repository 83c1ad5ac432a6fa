"""What one process of the bot does for all: it registers the commands, and serves pages and the API."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final, Protocol

from discord.app_commands import CommandTree

from bot.commands.registry import Registry

AGAIN: Final = 2.0  # seconds after which a port is tried again that who led before has not left yet


class Served(Protocol):
    """What is served at a port."""

    async def start(self) -> bool:
        """Serve until `close`; whether it can."""

    async def close(self) -> None:
        """Serve no more; may be called again."""


class LeaderDuties:
    """Begun by the process that leads, and left when another one does."""

    def __init__(
        self, registry: Registry, tree: CommandTree[Any], served: Sequence[Served], *, alone: bool
    ) -> None:
        """Where a process is not `alone`, another may still be at a port: it is tried again."""
        self._registry, self._tree, self._served, self._alone = registry, tree, served, alone

    async def begin(self) -> None:
        """Register the commands, and serve what is to be served."""
        await self._registry.sync(self._tree)
        await asyncio.gather(*(self._serve(one) for one in self._served))

    async def end(self) -> None:
        """Serve no more."""
        for one in self._served:
            await one.close()

    async def _serve(self, one: Served) -> None:
        serves = await one.start()
        while not serves and not self._alone:
            await asyncio.sleep(AGAIN)
            serves = await one.start()
