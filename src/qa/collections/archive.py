"""Which archives may be unpacked as a package, whoever made them: their list of files tells."""

from __future__ import annotations

import os
import re
import stat
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipInfo

from index.shown import brief, is_utf8, shown
from qa.collections.collection import CollectionError

MANIFEST: Final = "manifest.json"
CORPUS: Final = "corpus"
UPLOADS: Final = "uploads"

MOST_MEMBERS: Final = 200_000
LARGEST: Final = 20_000_000_000
"""Bytes of all members once they are unpacked."""
LARGEST_MANIFEST: Final = 100_000_000
LARGEST_LISTING: Final = 32_000_000
"""Bytes of the archive's list of files, which is read at once."""
STEEPEST: Final = 200
"""Times that the archive may grow when it is unpacked: text grows 3 to 50 times, zeros 1,000 times."""
SMALL: Final = 2_000_000
"""Bytes up to which its growth does not matter."""
DEEPEST: Final = 32  # folders in folders
LONGEST_PART: Final = 255  # bytes of a file's name, as most systems have it

_KNOWN: Final = re.compile(
    r"library/\d{6,}\.json|reviews\.sqlite3|vectors\.npz|examples\.npz|manifest\.json", re.ASCII
)
_ODD: Final = re.compile(r"[\0-\x1f\x7f\\]|^[A-Za-z]:")
_END: Final = struct.Struct("<4s8xL4xH")  # the last bytes of an archive: the size of its list, of a comment
_LOCATOR: Final = struct.Struct("<4s16x")  # before that, in large archives, where this stands:
_LARGE_END: Final = struct.Struct("<4s36xQ8x")
_BROKEN: Final = (BadZipFile, zlib.error, EOFError, struct.error, RuntimeError, ValueError)


class PackageError(CollectionError):
    """A file that is no package, or one that must not be unpacked."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{shown(path)} {problem}.")


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raises PackageError for what an archive must not be, and for what cannot be read."""
    try:
        yield
    except OSError as error:
        raise PackageError(path, f"cannot be read ({error.strerror or error})") from error
    except _BROKEN as error:
        problem = "is no collection that was exported, or damaged; export it again"
        raise PackageError(path, problem) from error


def check_end(path: Path) -> None:
    """Raise BadZipFile unless the archive's list of files, which is read at once, is of bearable size."""
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, _END.size + _LOCATOR.size + _LARGE_END.size), os.SEEK_END)
        tail = file.read()
    if len(tail) < _END.size:
        raise BadZipFile
    signature, size, comment = _END.unpack(tail[-_END.size :])
    if signature != b"PK\x05\x06" or comment:
        raise BadZipFile
    if tail[-_END.size - _LOCATOR.size :].startswith(b"PK\x06\x07"):
        size = max(size, _LARGE_END.unpack(tail[: _LARGE_END.size])[1])
    if size > LARGEST_LISTING:
        raise PackageError(path, f"holds more than {MOST_MEMBERS:,} files")


def check_list(path: Path, infos: Sequence[ZipInfo]) -> None:
    """Raises PackageError for what the archive's list of files tells of."""
    names = [info.filename for info in infos]
    if len(names) > MOST_MEMBERS:
        raise PackageError(path, f"holds more than {MOST_MEMBERS:,} files")
    if MANIFEST not in names:
        raise PackageError(path, "is no collection that was exported: it has no manifest")
    unpacked = sum(info.file_size for info in infos)
    if unpacked > LARGEST or unpacked > STEEPEST * path.stat().st_size + SMALL:
        raise PackageError(path, f"would unpack to {unpacked / 1e6:,.0f} MB, more than a collection is")
    if next(info.file_size for info in infos if info.filename == MANIFEST) > LARGEST_MANIFEST:
        raise PackageError(path, "has too large a manifest")
    for info in infos:
        mode = info.external_attr >> 16
        if info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise PackageError(path, "is encrypted, or packed in an unusual way; export it again")
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG) or not may_be_member(info.orig_filename):
            name = brief(info.orig_filename)
            raise PackageError(path, f"must not be unpacked: no collection has a file {name!r}")
    if len(set(map(folded, names))) < len(names):
        raise PackageError(path, "must not be unpacked: two of its files have one name")


def may_be_member(name: str) -> bool:
    """Whether a member may be called `name`: a path that leads to its own place on any system."""
    first, *parts = name.split("/")
    if first not in (CORPUS, UPLOADS) or not parts:
        return _KNOWN.fullmatch(name) is not None
    return len(parts) <= DEEPEST and all(map(_is_plain, parts))


def _is_plain(part: str) -> bool:
    """Whether a part of a path is a name: not hidden, not "..", without another system's separators."""
    odd = part.startswith(".") or _ODD.search(part) or not is_utf8(part)
    return bool(part) and not odd and len(part.encode()) <= LONGEST_PART


def folded(name: str) -> str:
    """What two names have in common that are one on some system."""
    return unicodedata.normalize("NFC", name).casefold()
