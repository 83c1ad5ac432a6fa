"""Files that are there whole or not at all, whatever ends the writing: a full disk, an error, a kill."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

SHARED: Final = 0o666
"""What the umask leaves of these permissions is how people's own files are made."""

DRAFT: Final = ".footnote-"
"""What the name of a file begins with while it is written; only a kill leaves one behind."""


@contextmanager
def replacing(path: Path, mode: int = SHARED) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of `path` once the block is left and all is on the disk.

    An exception in the block leaves `path` as it was, or missing. Its permissions are `mode` or, where none
    is given, those of the file it replaces, else what the umask leaves. A symbolic link stays and its target
    is replaced; what is not a file (a pipe, a device) is written to as it stands. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    held = target.stat() if target.exists() else None
    if held and not stat.S_ISREG(held.st_mode):
        with target.open("wb") as file:
            yield file
        return
    draft = target.with_name(f"{DRAFT}{secrets.token_hex(6)}.tmp")
    opened = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(opened, "wb") as file:
            yield file
            file.flush()
            os.fsync(opened)
        if held and mode == SHARED:
            draft.chmod(stat.S_IMODE(held.st_mode))
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes, mode: int = SHARED) -> None:
    """Write `content` to `path` as `replacing` does. Raises OSError."""
    with replacing(path, mode) as file:
        file.write(content)


def settle(folder: Path) -> None:
    """Wait until all that `folder` holds is on the disk, so that it outlives a loss of power. Raises OSError.

    Windows does that only for files that are being written: there it is left to the system.
    """
    if sys.platform == "win32":
        return
    for path in (*folder.rglob("*"), folder):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
