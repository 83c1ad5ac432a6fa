"""The versions of an index in a data folder.

    DATA/index/20261121T101500123456-3f2a9c0b1d2e/   one folder a version, complete or absent
    DATA/index/current                      the name of the version in use

A version holds the whole corpus, with what it took over from the one before (see `index.carried`): any may be
removed. It is built in a hidden folder and renamed when it is complete, and `current` is replaced
in one step: a crash or a full disk leaves a usable index. Builders take turns by a lock on DATA/index/.lock,
which the system takes back from a process that ends, however it ends: who holds it removes what others left
half done.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from index.atomic import DRAFT, write_whole
from index.errors import IndexMissingError, writing
from index.manifest import MANIFEST, read_part
from index.private import FILE, close_all, private_file, private_folder

if sys.platform != "win32":
    import fcntl

logger = logging.getLogger(__name__)

KEPT: Final = 5
"""Versions that are kept, the one in use among them."""

_FOLDER: Final = "index"
_CURRENT: Final = "current"
_LOCK: Final = ".lock"
_BUILDING: Final = ".building-"
_NAME: Final = re.compile(r"\d{8}T\d{12}-[0-9a-f]+")
_storage: Final = partial(
    writing,
    name="The data folder {}",
    advice="; make room or make it writable, or name another with --data-dir or QA_DATA_DIR",
)
_ABANDONED_AFTER: Final = 86_400.0  # seconds since a builder touched its folder, where no lock tells


def current_version(data_dir: Path) -> Path:
    """The folder of the version in use; raises IndexMissingError if there is none."""
    root = data_dir / _FOLDER
    name = read_part(data_dir, root / _CURRENT).strip()
    if not _NAME.fullmatch(name) or not (root / name).is_dir():
        raise IndexMissingError(f"{root / _CURRENT} does not name a version; run `qa index build`.")
    return root / name


def list_versions(data_dir: Path) -> list[Path]:
    """The folders of all complete versions, the newest first."""
    root = data_dir / _FOLDER
    if not root.is_dir():
        return []
    found = (path for path in root.iterdir() if _NAME.fullmatch(path.name) and (path / MANIFEST).is_file())
    return sorted(found, key=lambda path: path.name, reverse=True)


def use_version(data_dir: Path, name: str) -> Path:
    """Make the version called `name` the one in use; raises IndexMissingError if there is none."""
    folder = data_dir / _FOLDER / name
    if folder not in list_versions(data_dir):
        known = ", ".join(path.name for path in list_versions(data_dir)) or "none"
        raise IndexMissingError(f"There is no version {name!r} in {data_dir}; available: {known}.")
    with _storage(data_dir):
        _point_to(folder)
    return folder


@contextmanager
def new_version(data_dir: Path, corpus_hash: str) -> Iterator[tuple[Path, Path]]:
    """A folder to build a version in, and the folder it will be: there and in use once the block is left.

    An exception in the block leaves everything as it was. Raises StorageError if the folder is not writable.
    """
    root = data_dir / _FOLDER
    final = root / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{corpus_hash[:12]}"
    with _storage(data_dir):
        private_folder(data_dir)
        private_folder(root)
        building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=root))
        try:
            yield building, final
            close_all(building)
            building.rename(final)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        _point_to(final)
    _prune(data_dir, final)


def tidy(data_dir: Path) -> None:
    """Close the data folder to others, as older versions did not, and remove what killed builders left in it.

    Neither may keep anybody from an answer: what the system refuses is left as it is.
    """
    root = data_dir / _FOLDER
    with suppress(OSError):
        if root.is_dir():
            private_folder(data_dir)
        if sys.platform != "win32" and any(_litter(root)):
            with (root / _LOCK).open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # an OSError where somebody builds
                _sweep(root)


@contextmanager
def one_builder(data_dir: Path) -> Iterator[None]:
    """Wait until no other process or thread builds in `data_dir`, and keep others waiting meanwhile.

    Raises StorageError if the folder is not writable. Where the system has no such locks (Windows, some
    network drives), several may build at once: the last one's version is then in use, and all are whole.
    """
    root = data_dir / _FOLDER
    with exclusive(root / _LOCK, data_dir, "the index") as alone:
        with suppress(OSError):
            _sweep(root, 0.0 if alone else _ABANDONED_AFTER)
            close_all(root)
        yield


@contextmanager
def exclusive(lock: Path, data_dir: Path, what: str) -> Iterator[bool]:
    """Wait until no other process or thread holds `lock`, to change `what`; whether it is held alone now.

    The system takes it back from a process that ends. Raises StorageError if `data_dir` is not writable.
    """
    with _storage(data_dir):
        private_folder(data_dir)
        opened = private_file(lock).open("a")
    with opened:  # closing the file gives the lock up
        yield sys.platform != "win32" and _take_turn(opened.fileno(), data_dir, what)


if sys.platform != "win32":

    def _take_turn(lock: int, data_dir: Path, what: str) -> bool:
        """Wait for the lock; False where the system has none to give."""
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.warning("Another process is at work on %s in %s; waiting for it.", what, data_dir)
            fcntl.flock(lock, fcntl.LOCK_EX)
        except OSError as error:
            unlocked = what.capitalize(), data_dir, error.strerror
            logger.warning("%s in %s is changed without a lock (%s).", *unlocked)
            return False
        return True


def _point_to(folder: Path) -> None:
    write_whole(folder.parent / _CURRENT, f"{folder.name}\n".encode(), FILE)


def _prune(data_dir: Path, used: Path) -> None:
    """Remove the versions that are no longer kept."""
    for path in [path for path in list_versions(data_dir) if path != used][KEPT - 1 :]:
        hidden = path.with_name(f"{_BUILDING}{path.name}")
        with suppress(OSError):
            path.rename(hidden)  # no version is ever half there
            shutil.rmtree(hidden, ignore_errors=True)


def _litter(root: Path) -> Iterator[Path]:
    """What a builder leaves that is killed: half a version, half a file."""
    yield from root.glob(f"{_BUILDING}*")
    yield from root.glob(f"{DRAFT}*")


def _sweep(root: Path, idle: float = 0.0) -> None:
    """Remove the litter that nobody has touched for `idle` seconds. Raises OSError."""
    for path in _litter(root):
        with suppress(FileNotFoundError):  # its builder has just finished
            if time.time() - path.stat().st_mtime < idle:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
