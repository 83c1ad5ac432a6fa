"""What a backup says of itself, and what may stand in one.

manifest.json               what follows, with sizes and digests; it comes last
store/TABLE.jsonl           the rows of the store, whatever database they were in; of all tables but `pending`
data/…, bot/…               the files of the data folder, and of the bot's where that is another
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from pydantic import Field, ValidationError

from index.documents import Frozen
from index.errors import FootnoteError

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
STORE: Final = "store"
DATA: Final = "data"
BOT: Final = "bot"
SUFFIX: Final = ".footnote-backup.zip"
MOST_MEMBERS: Final = 2_000_000
LARGEST_MANIFEST: Final = 500_000_000  # bytes, with as many members
TABLE: Final = re.compile(r"[a-z_]{1,40}")


class BackupError(FootnoteError):
    """A backup that cannot be made, or cannot be restored."""


class BackupMember(Frozen):
    """The size in bytes and the SHA-256 of a file."""

    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class BackupManifest(Frozen):
    """`created` is in seconds since 1970, before anything was read; `revision` is of the store's tables.

    The folder of the `corpus` is not part of it: its operator keeps that.
    """

    format: int
    created: float
    footnote: str
    revision: str | None
    corpus: str
    members: dict[str, BackupMember] = Field(max_length=MOST_MEMBERS)


def read_backup_manifest(text: bytes) -> BackupManifest:
    """The manifest of a backup. Raises BackupError for what is none, and for one of a later version."""
    try:
        manifest = BackupManifest.model_validate_json(text)
    except ValidationError as error:
        raise BackupError("This is no backup of Footnote, or it is damaged: take another one.") from error
    if manifest.format > FORMAT:
        raise BackupError("This backup was made by a newer version of Footnote: install that one.")
    for name in manifest.members:
        check_name(name)
    return manifest


def check_name(name: str) -> None:
    """Raise BackupError for a name that leads out of the folder it is for, or that no backup has."""
    parts = PurePosixPath(name).parts
    plain = "\\" not in name and "\0" not in name and ":" not in parts[0] if parts else False
    inside = plain and "/".join(parts) == name and ".." not in parts and parts[0] in (STORE, DATA, BOT)
    table = len(parts) == 2 and TABLE.fullmatch(parts[-1].removesuffix(".jsonl"))
    if not inside or len(parts) < 2 or (parts[0] == STORE and not table):
        raise BackupError("This archive holds a file that no backup of Footnote has: it is not restored.")
