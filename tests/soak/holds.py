"""How long the event loop is held, and by whom.

- What the loop's thread uses of the processor in one callback belongs to whoever's code it is used in.
  Another thread looks at its stack every two milliseconds; the innermost frame in a folder that has an owner
  decides, so that what a library does counts as its caller's. The collector of garbage is told apart by its
  callbacks: whoever happens to allocate when it is due, it is the program's objects that it looks through.
- What the loop's thread does not use, it waits: for the interpreter, or for a core that other programs have.
  The thread that looks needs the interpreter, too. When it comes late, that may be because one of the other
  threads kept it: for as long, at most, as that thread used the processor meanwhile.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Final

EVERY: Final = 0.002  # seconds between two looks
OTHERS: Final = "libraries"  # code that nobody with a name has called


@dataclass(slots=True)
class Hold:
    """One callback of the loop, in seconds of the loop's thread."""

    used: float = 0
    collecting: float = 0
    seen: Counter[str] = field(default_factory=Counter)

    def by(self, owner: str) -> float:
        """The seconds used in code of `owner`."""
        return (self.used - self.collecting) * self.seen[owner] / max(1, self.seen.total())


class Holds:
    """The longest holds of the loop of this thread; `owners` are folders and whose the code in them is."""

    def __init__(self, owners: Mapping[Path, str]) -> None:
        self._owners = {f"{folder}/": owner for folder, owner in owners.items()}
        self._thread = threading.get_ident()
        self._now = Hold()
        self._over = threading.Event()
        self.longest: dict[str, float] = dict.fromkeys((*owners.values(), OTHERS), 0.0)
        """Seconds of processor time that one callback spent in code of each owner."""
        self.collector = 0.0
        """Seconds that one callback spent in the collector of garbage."""
        self.kept = 0.0
        """Seconds that another thread may have kept the interpreter at once."""
        self.keeper = ""
        """Where that thread was then."""

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch all that the loop runs meanwhile."""
        run, looker = asyncio.Handle._run, threading.Thread(target=self._look)
        asyncio.Handle._run = lambda handle: self._timed(run, handle)  # type: ignore[assignment,method-assign]
        gc.callbacks.append(self._collecting)
        looker.start()
        try:
            yield
        finally:
            asyncio.Handle._run = run  # type: ignore[method-assign]
            gc.callbacks.remove(self._collecting)
            self._now = Hold()  # what runs now goes on unwatched
            self._over.set()
            looker.join()

    def _timed(self, run: Any, handle: asyncio.Handle) -> None:
        outer, hold = self._now, Hold()  # the simulation runs callbacks within its own
        self._now, began = hold, time.thread_time()
        run(handle)
        if self._now is not hold:
            return
        self._now, hold.used = outer, time.thread_time() - began
        for owner in self.longest:
            self.longest[owner] = max(self.longest[owner], hold.by(owner))
        self.collector = max(self.collector, hold.collecting)

    def _collecting(self, phase: str, _: dict[str, int]) -> None:
        if threading.get_ident() == self._thread:
            self._now.collecting += time.thread_time() * (1 if phase == "stop" else -1)

    def _look(self) -> None:
        looked, used, me = time.perf_counter(), dict[int, float](), threading.get_ident()
        while not self._over.wait(EVERY):
            frames = sys._current_frames()
            self._now.seen[self._owner(frames[self._thread])] += 1
            waited = time.perf_counter() - looked - EVERY
            now = {thread: _used(thread) for thread in frames.keys() - {me, self._thread}}
            for thread, seconds in now.items():
                kept = min(waited, seconds - used.get(thread, seconds))
                if kept > self.kept:
                    self.kept, self.keeper = kept, self._place(frames[thread])
            looked, used = time.perf_counter(), now

    def _owner(self, frame: FrameType | None) -> str:
        named = (
            owner
            for path, _ in _places(frame)
            for folder, owner in self._owners.items()
            if path.startswith(folder)
        )
        return next(named, OTHERS)

    def _place(self, frame: FrameType | None) -> str:
        known = ((path, line) for path, line in _places(frame) if path.startswith(tuple(self._owners)))
        return next((f"{Path(path).name}:{line}" for path, line in known if path != __file__), "a library")


def _used(thread: int) -> float:
    """The seconds of processor time that a thread has used so far."""
    return time.clock_gettime(time.pthread_getcpuclockid(thread))


def _places(frame: FrameType | None) -> Iterator[tuple[str, int]]:
    """The file and the line of each frame, the innermost first, down to the callback of a loop."""
    while frame is not None and frame.f_code is not Holds._timed.__code__:
        yield frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back
