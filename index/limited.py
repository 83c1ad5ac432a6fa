"""Reading files that others wrote: not more of them than memory bears, and nothing that never ends."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from index.errors import CorpusError

LARGEST: Final = 64_000_000
"""Bytes: a hundred novels."""


def read_limited(path: Path, largest: int = LARGEST, *, streams: bool = False) -> bytes:
    """The content of the file `path`. Raises CorpusError for what cannot be read, is no file or too large.

    `streams` are pipes and devices, such as a shell gives for `<(command)`: whoever names one waits for it.
    In a folder that is read whole nobody does, and opening a pipe there must not wait.
    """
    waiting = 0 if streams else getattr(os, "O_NONBLOCK", 0)
    try:
        opened = os.open(path, os.O_RDONLY | waiting | getattr(os, "O_BINARY", 0))
        try:
            if not streams and not stat.S_ISREG(os.fstat(opened).st_mode):
                raise CorpusError(path, "is not a file, but a folder, a pipe or a device; remove it")
            with os.fdopen(opened, "rb", closefd=False) as file:
                content = file.read(largest + 1)
        finally:
            os.close(opened)
    except OSError as error:
        raise CorpusError(path, f"cannot be read ({error.strerror})") from error
    if len(content) > largest:
        raise CorpusError(path, f"is larger than {largest // 1_000_000} MB; split it")
    return content
