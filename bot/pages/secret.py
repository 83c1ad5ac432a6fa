"""The secret that addresses are signed with: made once, known to nobody but the bot's own user."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from index.errors import StorageError
from index.private import private_folder
from index.shown import shown

FILE: Final = "pages.secret"
LENGTH: Final = 32  # bytes of chance


def pages_secret(folder: Path) -> str:
    """The secret in the data folder, which is made where there is none; of several who do, one's stays.

    Whoever removes the file ends all signed addresses. Raises StorageError.
    """
    path = folder / FILE
    try:
        if not path.exists():
            _make(path)
        return _read(path)
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"{shown(path)} cannot be read or made: {error}") from error


def _make(path: Path) -> None:
    """The whole file or none: it gets its name once it is written."""
    with NamedTemporaryFile(dir=private_folder(path.parent)) as made:  # of which others may read nothing
        made.write(secrets.token_urlsafe(LENGTH).encode())
        made.flush()
        os.fsync(made.fileno())
        try:
            path.hardlink_to(made.name)
        except FileExistsError:
            return


def _read(path: Path) -> str:
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < LENGTH:
        raise StorageError(f"{shown(path)} holds no secret; remove it, and a new one is made")
    return secret
