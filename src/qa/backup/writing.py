"""Taking a backup: nobody who asks has to wait, and the archive is there whole or not at all."""

from __future__ import annotations

import json
import sqlite3
import time
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from index.atomic import replacing
from index.embedding import Progress
from index.errors import StorageError
from index.private import FILE
from index.shown import shown
from qa.backup.contents import BOT, DATA, FORMAT, MANIFEST, STORE, BackupManifest, BackupMember
from qa.backup.files import kept_files, standing_still, still
from qa.store.address import StoreAddress
from qa.store.copying import store_rows
from qa.store.tables import pending

LEVEL: Final = 1  # of DEFLATE: vectors hardly shrink, and texts do by half either way
PIECE: Final = 1 << 20
ZERO: Final = (1980, 1, 1, 0, 0, 0)  # the time of every member: the archive tells when it was made


@dataclass(frozen=True, slots=True)
class BackupPlaces:
    """What is kept: the data folder, the bot's own folder where that is another one, and the store."""

    data: Path
    bot: Path
    store: StoreAddress
    corpus: Path

    @property
    def folders(self) -> dict[str, Path]:
        """The folders by the name that their files have in the archive."""
        return {DATA: self.data} if self.bot == self.data else {DATA: self.data, BOT: self.bot}


@dataclass(slots=True)
class _Members:
    """Writes members, and notes what they hold."""

    archive: zipfile.ZipFile
    written: dict[str, BackupMember] = field(default_factory=dict)

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        info, digest, size = zipfile.ZipInfo(name, ZERO), sha256(), 0
        info.external_attr = FILE << 16
        info.compress_type = zipfile.ZIP_DEFLATED
        with self.archive.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                digest.update(piece)
                size += len(piece)
        self.written[name] = BackupMember(size=size, sha256=digest.hexdigest())


def write_backup(places: BackupPlaces, path: Path, progress: Progress | None = None) -> BackupManifest:
    """Keep all of `places` in one archive at `path`, which its owner alone may read. Raises StorageError.

    The store is read in one transaction, each other database as SQLite copies it, and meanwhile no document
    is taken in: who is asked, answers.
    """
    created = time.time()
    try:
        with replacing(path, FILE) as file, zipfile.ZipFile(file, "w", compresslevel=LEVEL) as archive:
            members = _Members(archive)
            revision = _add_store(members, places.store)
            with standing_still(places.data):
                _add_files(members, places, progress)
            manifest = BackupManifest(
                format=FORMAT,
                created=created,
                footnote=version("footnote"),
                revision=revision,
                corpus=str(places.corpus),
                members=members.written,
            )
            archive.writestr(zipfile.ZipInfo(MANIFEST, ZERO), manifest.model_dump_json().encode())
        path.chmod(FILE)  # also where it replaces one that others could read
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise StorageError(
            f"{shown(path)} cannot be written ({reason}): make room, or name another."
        ) from error
    return manifest


def _add_store(members: _Members, store: StoreAddress) -> str | None:
    """Add the rows; the revision of the tables, None where there are none."""
    with store_rows(store) as held:
        for name, rows in held.tables:
            if name != pending.name:  # nobody waits any more for what was being answered then
                members.add(f"{STORE}/{name}.jsonl", (json.dumps(row).encode() + b"\n" for row in rows))
        return held.revision


def _add_files(members: _Members, places: BackupPlaces, progress: Progress | None) -> None:
    listed = [
        (f"{name}/{path.relative_to(folder).as_posix()}", path)
        for name, folder in places.folders.items()
        for path in kept_files(folder, places.store.file)
    ]
    for done, (name, path) in enumerate(listed, 1):
        with still(path) as copy:
            members.add(name, _pieces(copy))
        if progress:
            progress("files", done, len(listed))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
