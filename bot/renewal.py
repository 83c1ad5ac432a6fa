"""Renewal: documents that are dropped in while the bot is running are answered from soon after.

The files of the corpus and the library are looked at every few seconds, in a thread of its own. Once they
have changed, and stand still, an index is built of them in a process of its own. Whenever another version of
the index is in use, whoever built it, the bot opens it and answers from it from then on: an answer is of one
version or the other.
"""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from bot.children import give_way
from bot.workers import Workers
from index.errors import FootnoteError
from index.state import folder_state

log = logging.getLogger(__name__)

EVERY: Final = 5.0  # seconds between two looks
UNBUILT: Final = "the index could not be built; the last one stays in use"


def always() -> bool:
    """There is no other process."""
    return True


class Renewal:
    """Keeps the assistants up to date with the documents in `folders`, of which `build` makes an index."""

    def __init__(
        self,
        workers: Workers,
        folders: tuple[Path, ...] = (),
        build: Callable[[], None] | None = None,
        seconds: float = EVERY,
        seen: str | None = None,
    ) -> None:
        """`seen` is the state of the folders before the assistant was opened; without it, that of now."""
        self._workers, self._folders, self._build, self._seconds = workers, folders, build, seconds
        self._seen = self._built = folder_state(folders) if seen is None else seen
        self._ended = threading.Event()
        self._builds = always

    def start(self, builds: Callable[[], bool] = always) -> None:
        """Look again and again, until `stop`. Nothing that fails ends it.

        `builds` says whether this process builds what has changed: of several one does.
        """
        self._builds = builds
        threading.Thread(target=self._run, name="renewal", daemon=True).start()

    def stop(self) -> None:
        """Look no more; a build that runs is left to end by itself."""
        self._ended.set()

    def look(self) -> None:
        """Build what has changed and stands still, and answer from the version in use."""
        state = folder_state(self._folders)
        if self._build and self._builds() and state != self._built and state == self._seen:
            self._built = state  # whatever comes of it: what fails is tried again when it changes
            log.info("the documents have changed; building an index of them")
            self._build()
        self._seen = state
        if renewed := self._workers.assistants.renew():
            _let_go()
            told = ", ".join(name or "the documents" for name in renewed)
            log.info("answering from another version of %s", told)

    def _run(self) -> None:
        while not self._ended.wait(self._seconds):
            try:
                self.look()
            except FootnoteError as error:
                log.warning("the documents could not be renewed: %s", error)
            except Exception:
                log.exception("the documents could not be renewed")


def _let_go() -> None:
    """Free the assistant that answered until now, and the files that it holds.

    Its parts refer to each other, so that the collector has to find them, which looks at nothing that was
    there when it was told to freeze. What still answers somebody is found the next time.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def building(corpus: Path, data_dir: Path) -> Callable[[], None]:
    """What builds the index of `corpus` in a process of its own, so that no answer waits for it."""
    return partial(_build, corpus, data_dir)


def stale_building(corpus: Path, data_dir: Path) -> Callable[[str], None]:
    """What does so for a collection, by its name, where nobody else does it first; "" is the data folder."""

    def build(name: str) -> None:
        _build(corpus, data_dir, "--stale", *(("--collection", name) if name else ()))

    return build


def _build(corpus: Path, data_dir: Path, *more: str) -> None:
    process = subprocess.Popen(  # noqa: S603 - our own command, and folders that the operator named
        (
            *(sys.executable, "-m", "qa", "index", "build", "--lenient", *more),
            *("--corpus", str(corpus), "--data-dir", str(data_dir)),
        ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    give_way(process.pid)
    _, said = process.communicate()
    for line in said.decode("utf-8", "replace").splitlines():
        log.warning("%s", line)
    if process.returncode:
        raise FootnoteError(UNBUILT)
