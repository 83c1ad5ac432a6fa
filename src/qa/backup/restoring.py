"""Restoring a backup: all of it or nothing, and nothing that it does not name."""

from __future__ import annotations

import secrets
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from index.atomic import settle
from index.embedding import Progress
from index.errors import writing
from index.private import private_file, private_folder
from index.shown import shown
from qa.backup.contents import (
    LARGEST_MANIFEST,
    MANIFEST,
    MOST_MEMBERS,
    STORE,
    BackupError,
    BackupManifest,
    BackupMember,
    read_backup_manifest,
)
from qa.backup.people import unname_again
from qa.backup.writing import PIECE, BackupPlaces
from qa.store.address import StoreAddress
from qa.store.copying import restoring_rows
from qa.store.erased import LOCK as ERASED_LOCK
from qa.store.erased import NAME as ERASED
from qa.store.erased import ErasedList
from qa.store.erasure import erase_again

DAMAGED: Final = "The backup is damaged ({}): take another one."
SPARE: Final = 1.05  # of the room that is needed


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `erased` are those whose data was deleted since, and is deleted again."""

    manifest: BackupManifest
    erased: int


def read_backup(path: Path) -> BackupManifest:
    """What the backup at `path` says of itself. Raises BackupError."""
    with _archive(path) as archive:
        return _manifest(archive)


def restore_backup(
    path: Path, places: BackupPlaces, progress: Progress | None = None, *, replace: bool = False
) -> Restored:
    """Put a backup where `places` are, of which none may hold anything unless it is to be replaced.

    What people had deleted since it was taken is deleted again, by the list that is in the data folder.
    Raises BackupError and StorageError: then all is as it was.
    """
    with _archive(path) as archive, ExitStack() as stack:
        manifest = _manifest(archive)
        staged = {
            name: stack.enter_context(_staging(folder, replace=replace))
            for name, folder in places.folders.items()
        }
        _check_room(manifest, places)
        tables = _unpack(archive, manifest, staged, progress, stack)
        deleted = ErasedList(places.data).since(manifest.created)
        lines = {name: stack.enter_context(file.open("rb")) for name, file in tables.items()}
        store, placed = _staged_store(places, staged), stack.enter_context(ExitStack())
        with restoring_rows(store, manifest.revision, lines, replace=replace) as base:
            erased = erase_again(base, deleted).union(
                *(unname_again(one, deleted) for one in staged.values())
            )
            if store is places.store:  # a database of its own is kept once the folders are in place
                placed.enter_context(_in_place(staged, places))
        if store is not places.store:
            placed.enter_context(_in_place(staged, places))
    return Restored(manifest, len(erased))


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:
        raise BackupError(f"{shown(path)} cannot be read ({error.strerror or error}).") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise BackupError(DAMAGED.format("it is no whole archive")) from error


def _manifest(archive: zipfile.ZipFile) -> BackupManifest:
    """The manifest, of an archive that holds what that names and nothing else. Raises BackupError."""
    infos = archive.infolist()
    named = {one.filename: one for one in infos}
    if MANIFEST not in named or named[MANIFEST].file_size > LARGEST_MANIFEST:
        raise BackupError("This is no backup of Footnote.")
    with archive.open(named[MANIFEST]) as file:
        manifest = read_backup_manifest(file.read(LARGEST_MANIFEST))
    if len(infos) != len(named) or len(infos) > MOST_MEMBERS or named.keys() != {MANIFEST, *manifest.members}:
        raise BackupError(DAMAGED.format("it holds other files than it says"))
    return manifest


@contextmanager
def _staging(folder: Path, *, replace: bool) -> Iterator[Path]:
    """A new folder beside `folder`, gone once the block is left. Raises BackupError where that is in use."""
    held = {one.name for one in folder.iterdir()} if folder.is_dir() else set()
    if not replace and held - {ERASED, ERASED_LOCK}:
        raise BackupError(f"{shown(folder)} is not empty: name another folder, or --replace what it holds.")
    if folder.is_mount():
        raise BackupError(f"{shown(folder)} is the root of a volume: name a folder inside of it.")
    staged = folder.with_name(f".{folder.name}.restoring-{secrets.token_hex(4)}")
    with writing(folder.parent):
        private_folder(staged)
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _check_room(manifest: BackupManifest, places: BackupPlaces) -> None:
    needed = sum(one.size for one in manifest.members.values()) * SPARE
    free = shutil.disk_usage(places.data.absolute().parent).free
    if needed > free:
        raise BackupError(f"There is too little room: {needed:,.0f} bytes are needed, {free:,} are free.")


def _unpack(
    archive: zipfile.ZipFile,
    manifest: BackupManifest,
    staged: dict[str, Path],
    progress: Progress | None,
    stack: ExitStack,
) -> dict[str, Path]:
    """Unpack and check each member; the files of the store's tables by their names. Raises BackupError.

    Of what is the bot's own a backup of one folder has none, and one of two goes into one where they are one.
    """
    rows = stack.enter_context(_staging_rows(next(iter(staged.values()))))
    tables: dict[str, Path] = {}
    for done, (name, member) in enumerate(manifest.members.items(), 1):
        top, _, inner = name.partition("/")
        if top == STORE:
            target = rows / inner
            tables[inner.removesuffix(".jsonl")] = target
        else:
            target = staged.get(top, next(iter(staged.values()))) / inner
        with writing(target):
            _extract(archive, name, member, target)
        if progress:
            progress("files", done, len(manifest.members))
    return tables


@contextmanager
def _staging_rows(folder: Path) -> Iterator[Path]:
    rows = folder.with_name(f"{folder.name}-rows")
    with writing(rows):
        private_folder(rows)
    try:
        yield rows
    finally:
        shutil.rmtree(rows, ignore_errors=True)


def _extract(archive: zipfile.ZipFile, name: str, member: BackupMember, target: Path) -> None:
    """Write a member whose size and digest are those of the manifest; never more bytes than that says."""
    digest, left = sha256(), member.size
    private_file(target)
    with archive.open(name) as source, target.open("wb") as file:
        while piece := source.read(min(PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                break
            digest.update(piece)
            file.write(piece)
    if left or digest.hexdigest() != member.sha256:
        raise BackupError(DAMAGED.format(f"{shown(name)} is not what was kept"))


def _staged_store(places: BackupPlaces, staged: dict[str, Path]) -> StoreAddress:
    """The store: a file in a folder that is restored is made in what becomes that folder."""
    file = places.store.file
    for name, folder in places.folders.items():
        if file is not None and file.parent.absolute() == folder.absolute():
            url = places.store.url.set(database=str(staged[name] / file.name))
            return StoreAddress(url, staged[name])
    return places.store


@contextmanager
def _in_place(staged: dict[str, Path], places: BackupPlaces) -> Iterator[None]:
    """Meanwhile the staged folders are the real ones; they stay that unless the block fails."""
    moved: list[tuple[Path, Path]] = []
    try:
        for name, folder in places.folders.items():
            if (erased := folder / ERASED).is_file():  # that of now knows more than the one of then
                shutil.copy2(erased, staged[name] / ERASED)
            before = folder.with_name(f".{folder.name}.before-{secrets.token_hex(4)}")
            with writing(folder):
                settle(staged[name])
                if folder.exists():
                    folder.rename(before)
                moved.append((folder, before))
                staged[name].rename(folder)
        yield
    except BaseException:
        for folder, before in reversed(moved):
            shutil.rmtree(folder, ignore_errors=True)
            if before.exists():
                before.rename(folder)
        raise
    for _, before in moved:
        shutil.rmtree(before, ignore_errors=True)
