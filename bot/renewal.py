"""Renewal: documents that are dropped in while the bot is running are answered from soon after.

The files of the corpus and the library are looked at every few seconds. Once they have changed, and stand
still, an index is built of them in a process of its own. Whenever another version of the index is in use,
whoever built it, the bot opens it and answers from it from then on: an answer is of one version or the other.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from bot.workers import Workers
from index.errors import FootnoteError
from index.state import folder_state

log = logging.getLogger(__name__)

EVERY: Final = 5.0  # seconds between two looks


class Renewal:
    """Keeps an assistant up to date with the documents in `folders`, of which `build` makes an index."""

    def __init__(
        self,
        workers: Workers,
        folders: tuple[Path, ...] = (),
        build: Callable[[], Awaitable[None]] | None = None,
        seconds: float = EVERY,
    ) -> None:
        self._workers, self._folders, self._build, self._seconds = workers, folders, build, seconds
        self._seen = self._built = ""

    async def run(self) -> None:
        """Look again and again, until it is cancelled. Nothing that fails ends it."""
        self._seen = self._built = await asyncio.to_thread(folder_state, self._folders)
        while True:
            await asyncio.sleep(self._seconds)
            try:
                await self.look()
            except FootnoteError as error:
                log.warning("the documents could not be renewed: %s", error)
            except Exception:
                log.exception("the documents could not be renewed")

    async def look(self) -> None:
        """Build what has changed and stands still, and answer from the version in use."""
        state = await asyncio.to_thread(folder_state, self._folders)
        if self._build and state != self._built and state == self._seen:
            self._built = state  # whatever comes of it: what fails is tried again when it changes
            log.info("the documents have changed; building an index of them")
            await self._build()
        self._seen = state
        if await asyncio.to_thread(lambda: self._workers.assistant.outdated):
            await self._workers.renew()
            log.info("answering from version %s of the documents", self._workers.assistant.corpus_version)


def building(corpus: Path, data_dir: Path) -> Callable[[], Awaitable[None]]:
    """What builds the index of `corpus` in a process of its own, so that no answer waits for it."""

    async def build() -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "qa", "index", "build", "--lenient"),
            *("--corpus", str(corpus), "--data-dir", str(data_dir)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            _, told = await process.communicate()
        except asyncio.CancelledError:
            process.terminate()
            raise
        for line in told.decode("utf-8", "replace").splitlines():
            log.warning("%s", line)
        if process.returncode:
            raise FootnoteError("the index could not be built; the last one stays in use")

    return build
