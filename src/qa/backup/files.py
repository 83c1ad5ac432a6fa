"""Which files of a data folder are kept, and how they are read while others write."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final

from index.shelf import LIBRARY
from index.versions import FOLDER as INDEX
from index.versions import exclusive

COLLECTIONS: Final = "collections"
LOCK: Final = ".lock"
DATABASE: Final = ".sqlite3"
PASSING: Final = ("-wal", "-shm", "-journal", ".taken-over", ".damaged", ".tmp")
"""What SQLite keeps beside its files, and what was put away: that is to be forgotten, not kept."""


def kept_files(folder: Path, store: Path | None) -> tuple[Path, ...]:
    """The files of a data folder, in order; those of the `store` are kept by their rows.

    Hidden files are locks and what is half done. Links are not followed.
    """

    def walk(of: Path) -> Iterator[Path]:
        for path in sorted(of.iterdir()):
            if path.name.startswith(".") or path.name.endswith(PASSING) or path.is_symlink():
                continue
            if path.is_dir():
                yield from walk(path)
            elif path.is_file() and path != store:
                yield path

    return tuple(walk(folder)) if folder.is_dir() else ()


@contextmanager
def standing_still(folder: Path) -> Iterator[None]:
    """Meanwhile no document is taken into a data folder, and no index built in it.

    Who wants to, waits. Raises StorageError.
    """
    with ExitStack() as stack:
        for one in (folder, *sorted((folder / COLLECTIONS).glob("[!.]*"))):
            for part, what in ((LIBRARY, "the library"), (INDEX, "the index")):
                if (one / part).is_dir():
                    stack.enter_context(exclusive(one / part / LOCK, one, what))
        yield


@contextmanager
def still(path: Path) -> Iterator[Path]:
    """The file as it is at one moment: a database that is being written is copied by SQLite itself."""
    if path.suffix != DATABASE:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="footnote-backup-") as folder:
        copy = Path(folder) / path.name
        address = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as held, closing(sqlite3.connect(copy)) as base:
            held.backup(base)
            base.execute("PRAGMA journal_mode = DELETE")
        yield copy
