"""The state of folders, as far as the names, sizes and times of their files tell: cheap to look at."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def folder_state(folders: Sequence[Path]) -> str:
    """A digest that is another one once a file was added, changed or removed; hidden ones are left out.

    What comes and goes while it is looked at is told by the next look.
    """
    digest = hashlib.blake2b(digest_size=16)
    for folder in folders:
        for parent, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted(name for name in names if not name.startswith(".")):
                with suppress(OSError):
                    held = Path(parent, name).stat()
                    digest.update(os.fsencode(f"{parent}/{name}\0{held.st_size}\0{held.st_mtime_ns}\0"))
    return digest.hexdigest()
