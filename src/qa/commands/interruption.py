"""Ctrl-C in the middle of long work: the first ends it where nothing is lost, the second at once."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType
from typing import Any, Self


@dataclass(slots=True)
class Interruption:
    """Whether Ctrl-C was pressed inside its block, which is answered with what is `told`.

    The second one ends the process as a kill does. Where Ctrl-C was ignored before, it still is.
    """

    told: str
    pressed: bool = False
    _before: Any = None

    def __enter__(self) -> Self:
        self._before = signal.getsignal(signal.SIGINT)
        if self._before is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, self._press)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _press(self, _number: int, _frame: FrameType | None) -> None:
        self.pressed = True
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        # Past the stream, which may be in the middle of writing. Without a descriptor nobody reads it.
        with suppress(OSError, ValueError):
            os.write(sys.stderr.fileno(), f"\nqa: {self.told}\n".encode())
