"""Files that only their owner may read: what people ask is nobody else's business."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

FOLDER: Final = 0o700
FILE: Final = 0o600


def private_folder(path: Path) -> Path:
    """`path` as a folder that its owner alone may enter, made with its parents where it is missing.

    A folder that others may enter, as older versions made it, is closed to them. Raises OSError.
    """
    path.mkdir(parents=True, exist_ok=True, mode=FOLDER)
    _close(path, FOLDER)
    return path


def private_file(path: Path) -> Path:
    """`path` as a file that its owner alone may read, made empty with its folder where it is missing.

    What SQLite puts beside a database (journals, shared memory) takes its permissions. Raises OSError.
    """
    private_folder(path.parent)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, FILE))
    _close(path, FILE)
    return path


def close_all(folder: Path) -> None:
    """Close `folder` and all in it to others. Raises OSError."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            _close(path, FOLDER if path.is_dir() else FILE)


def _close(path: Path, mode: int) -> None:
    """Take from others what `mode` does not grant.

    Left alone is what another user owns, and a folder made for all to share, as /tmp is.
    """
    held = path.stat()
    shared = held.st_mode & stat.S_ISVTX
    if held.st_mode & 0o777 & ~mode and held.st_uid == os.geteuid() and not shared:
        path.chmod(held.st_mode & 0o777 & mode)
