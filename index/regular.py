"""Reading files that others own: only what is a file, and not more of it than memory bears."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from index.errors import CorpusError

LARGEST: Final = 256_000_000
"""Bytes; a thousand novels. A report is a thousandth of it."""


def read_regular(path: Path, largest: int = LARGEST) -> bytes:
    """The content of the file `path`. Raises CorpusError for what cannot be read, is no file or too large.

    A pipe or device is not opened for long: reading one would wait, or never end.
    """
    try:
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(opened, "rb") as file:
            held = os.fstat(opened)
            if not stat.S_ISREG(held.st_mode):
                raise CorpusError(path, "is not a file, but a pipe, a device or a socket; remove it")
            content = file.read(largest + 1)
    except OSError as error:
        raise CorpusError(path, f"cannot be read ({error.strerror})") from error
    if len(content) > largest:
        raise CorpusError(path, f"is larger than {largest // 1_000_000} MB; split it")
    return content
