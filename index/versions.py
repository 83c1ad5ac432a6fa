"""The versions of an index in a data folder.

    DATA/index/20261121T101500123456-3f2a9c0b1d2e/   one folder a version, complete or absent
    DATA/index/current                      the name of the version in use, and whether it is held

A version holds the whole corpus, with what it took over from the one before (see `index.carried`): any may be
removed. It is built in a hidden folder and renamed when it is complete, and `current` is replaced in one
step: a crash or a full disk leaves a usable index. Whoever changes something takes turns by a lock on
DATA/index/.lock, which the system takes back from a process that ends, however it ends: who holds it removes
what others left half done.

Removing a version takes nothing from a process that answers from it: files that are open or mapped are there
until they are closed, and a bot opens all of a version's at once. Windows refuses to move open files: there
such a version stays, and goes another time.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from index.atomic import DRAFT, settle, write_whole
from index.bulk.kept import KeptBuild
from index.errors import IndexMissingError, writing
from index.manifest import MANIFEST, read_part
from index.private import FILE, close_all, private_file, private_folder

if sys.platform != "win32":
    import fcntl

logger = logging.getLogger(__name__)

KEPT: Final = 5
"""Versions that are kept, the one in use among them."""

FOLDER: Final = "index"
_CURRENT: Final = "current"
_HELD: Final = "held"
_LOCK: Final = ".lock"
_BUILDING: Final = ".building-"
_NAME: Final = re.compile(r"\d{8}T\d{12}-[0-9a-f]+")
_KEPT: Final = ".kept"
_storage: Final = partial(
    writing,
    name="The data folder {}",
    advice="; make room or make it writable, or name another with --data-dir or QA_DATA_DIR",
)
_ABANDONED_AFTER: Final = 86_400.0  # seconds since a builder touched its folder, where no lock tells


@dataclass(frozen=True, slots=True)
class Pruned:
    """The versions that were removed, newest first, and the bytes that were freed by it."""

    names: tuple[str, ...]
    freed: int


def current_version(data_dir: Path) -> Path:
    """The folder of the version in use; raises IndexMissingError if there is none."""
    return _current(data_dir)[0]


def is_held(data_dir: Path) -> bool:
    """Whether somebody went back to the version in use, so that it stays until the next build is asked for.

    Raises IndexMissingError.
    """
    return _current(data_dir)[1]


def _current(data_dir: Path) -> tuple[Path, bool]:
    root = data_dir / FOLDER
    name, *more = read_part(data_dir, root / _CURRENT).split() or [""]
    if not _NAME.fullmatch(name) or more not in ([], [_HELD]) or not (root / name).is_dir():
        raise IndexMissingError(f"{root / _CURRENT} does not name a version; run `qa index build`.")
    return root / name, bool(more)


def list_versions(data_dir: Path) -> list[Path]:
    """The folders of all complete versions, the newest first."""
    root = data_dir / FOLDER
    if not root.is_dir():
        return []
    found = (path for path in root.iterdir() if _NAME.fullmatch(path.name) and (path / MANIFEST).is_file())
    return sorted(found, key=lambda path: path.name, reverse=True)


def version_before(data_dir: Path) -> str:
    """The name of the version before the one in use; raises IndexMissingError if there is none."""
    used = current_version(data_dir)
    older = (path.name for path in list_versions(data_dir) if path.name < used.name)
    if (name := next(older, None)) is None:
        raise IndexMissingError(f"There is no version before {used.name} in {data_dir}.")
    return name


def use_version(data_dir: Path, name: str) -> Path:
    """Make the version called `name` the one in use, and hold it; raises IndexMissingError if there is none.

    Of a build that runs at the moment the end is waited for, so that it removes nothing that is chosen here.
    """
    _named(data_dir, name)  # before a lock is made where there is nothing
    with one_builder(data_dir):
        folder = _named(data_dir, name)
        with _storage(data_dir):
            _point_to(folder, held=True)
    return folder


def _named(data_dir: Path, name: str) -> Path:
    folder = data_dir / FOLDER / name
    if folder not in list_versions(data_dir):
        known = ", ".join(path.name for path in list_versions(data_dir)) or "none"
        raise IndexMissingError(f"There is no version {name!r} in {data_dir}; available: {known}.")
    return folder


def prune(data_dir: Path, keep: int = KEPT, *, dry_run: bool = False) -> Pruned:
    """Remove all versions but the one in use and the newest others, `keep` in all; a `dry_run` only tells.

    Raises IndexMissingError if none is in use, and StorageError.
    """
    current_version(data_dir)  # before a lock is made where there is nothing
    with one_builder(data_dir):
        used = current_version(data_dir)
        if not dry_run:
            return _prune(data_dir, used, keep)
        surplus = _surplus(data_dir, used, keep)
        return Pruned(tuple(path.name for path in surplus), _freed(surplus))


def forget(data_dir: Path) -> None:
    """Remove all versions: no document is left that one could be of. Raises StorageError."""
    with one_builder(data_dir):
        with _storage(data_dir):
            (data_dir / FOLDER / _CURRENT).unlink(missing_ok=True)
        kept_build(data_dir).clear()
        _remove(list_versions(data_dir))


def kept_build(data_dir: Path) -> KeptBuild:
    """What a build that did not come to its end has made."""
    return KeptBuild(data_dir / FOLDER / _KEPT)


def size_of(folder: Path) -> int:
    """Bytes of all files of a version; 0 once it is removed."""
    return sum(one.st_size for one in _states(folder))


@contextmanager
def new_version(data_dir: Path, corpus_hash: str) -> Iterator[tuple[Path, Path]]:
    """A folder to build a version in, and the folder it will be: there and in use once the block is left.

    An exception in the block leaves everything as it was. Raises StorageError if the folder is not writable.
    """
    root = data_dir / FOLDER
    final = root / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{corpus_hash[:12]}"
    with _storage(data_dir):
        private_folder(data_dir)
        private_folder(root)
        building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=root))
        try:
            yield building, final
            close_all(building)
            settle(building)
            building.rename(final)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        _point_to(final)
    _prune(data_dir, final)


def tidy(data_dir: Path) -> None:
    """Close the data folder to others, as older versions did not, and remove what killed builders left in it.

    Neither may keep anybody from an answer: what the system refuses is left as it is.
    """
    root = data_dir / FOLDER
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
    root = data_dir / FOLDER
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


def _point_to(folder: Path, *, held: bool = False) -> None:
    named = f"{folder.name} {_HELD}\n" if held else f"{folder.name}\n"
    write_whole(folder.parent / _CURRENT, named.encode(), FILE)


def _surplus(data_dir: Path, used: Path, keep: int) -> list[Path]:
    """The versions that are no longer kept, the newest first."""
    return [path for path in list_versions(data_dir) if path != used][keep - 1 :]


def _prune(data_dir: Path, used: Path, keep: int = KEPT) -> Pruned:
    """Remove the versions that are no longer kept."""
    return _remove(_surplus(data_dir, used, keep))


def _remove(versions: Sequence[Path]) -> Pruned:
    """Remove versions; what the system refuses stays."""
    hidden: dict[str, Path] = {}
    for path in versions:
        with suppress(OSError):
            hidden[path.name] = path.rename(path.with_name(f"{_BUILDING}{path.name}"))  # never half there
    freed = _freed(list(hidden.values()))
    for path in hidden.values():
        shutil.rmtree(path, ignore_errors=True)
    return Pruned(tuple(hidden), freed)


def _states(folder: Path) -> Iterator[os.stat_result]:
    """What the system says of each file in a folder; others may remove it meanwhile."""
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                yield Path(parent, name).stat()


def _freed(folders: Sequence[Path]) -> int:
    """Bytes that come free without `folders`: not those of files that another version has taken over."""
    states = [one for folder in folders for one in _states(folder)]
    links = Counter((one.st_dev, one.st_ino) for one in states)
    last = {(one.st_dev, one.st_ino): one for one in states}
    return sum(one.st_size for key, one in last.items() if links[key] >= one.st_nlink)


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
