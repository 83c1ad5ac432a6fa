"""Reading files that others own: only what is a file, and not more of it than memory bears."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from index.errors import CorpusError

LARGEST: Final = 64_000_000
"""Bytes: a hundred novels."""


def read_regular(path: Path, largest: int = LARGEST) -> bytes:
    """The content of the file `path`. Raises CorpusError for what cannot be read, is no file or too large.

    A pipe or device is not opened for long: reading one would wait, or never end.
    """
    try:
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
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
