"""Files that were handed in: which may be, under what names they are kept, and what became of them.

DATA/collections/NAME/uploads/1f3a…/report.pdf      a file, in a folder named after its content
"""

from __future__ import annotations

import hashlib
import re
import shutil
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from bot.batches import BatchItem
from index.addresses import FetchError, describe, parse_address
from index.atomic import write_whole
from index.errors import LibraryError, writing
from index.formats.formats import SUFFIXES, format_of_name, format_of_type, suffix_of
from index.ingestion import is_address
from index.private import FILE, private_folder
from index.shelf import Library

UPLOADS: Final = "uploads"
PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp"})
"""Suffixes of pictures, which are read where whoever runs the bot has installed what reads them."""
LONGEST_STEM: Final = 120  # bytes of a name in UTF-8, without its suffix
NAMELESS: Final = "document"
FORBIDDEN: Final = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]+')
DIGEST: Final = re.compile(r"[0-9a-f]{16}")
MOST_NOTES: Final = 5
STATES: Final = {"added": "added", "changed": "changed", "unchanged": "unchanged", "failed": "failed"}


def is_read(name: str, media_type: str | None) -> bool:
    """Whether a file of this name, or that is said to be of this type, is of a kind that is read."""
    known = suffix_of(name) in PICTURES or format_of_name(name) is not None
    return known or format_of_type(media_type or "") is not None


def safe_name(name: str, media_type: str | None = None) -> str:
    """A name for a file that no system refuses and no folder is left by; its suffix is one that is read."""
    suffix = suffix_of(name)
    stem = name[: len(name) - len(suffix)] if suffix else name
    if suffix not in SUFFIXES | PICTURES:
        found = format_of_type(media_type or "")
        stem, suffix = (name, found.suffixes[0]) if found else (stem, suffix)
    visible = "".join(c for c in unicodedata.normalize("NFC", stem) if unicodedata.category(c)[0] != "C")
    stem = FORBIDDEN.sub("-", visible).strip(" .-_")
    while len(stem.encode()) > LONGEST_STEM:
        stem = stem[:-1]
    return (stem.rstrip(" .") or NAMELESS) + suffix


def upload_path(folder: Path, name: str, content: bytes) -> Path:
    """Where a file is kept in the data folder of its collection: where the same content is, if it is."""
    own = folder / UPLOADS / hashlib.blake2b(content, digest_size=8).hexdigest()
    with suppress(OSError):
        for there in own.iterdir():
            if there.is_file() and there.stat().st_size == len(content):
                return there
    return own / name


def keep_upload(path: Path, content: bytes) -> None:
    """Write a file that was handed in. Raises StorageError."""
    with writing(path):
        private_folder(path.parent)
        write_whole(path, content, FILE)


def sweep_uploads(folder: Path, library: Library, needed: Collection[str]) -> None:
    """Remove the files of documents that are gone for good, but for those that are still `needed`.

    Raises LibraryError, and then leaves all as it is.
    """
    held = {entry.origin for entry in (*library.entries(), *library.removed())} | set(needed)
    for own in (folder / UPLOADS).glob("*"):
        if DIGEST.fullmatch(own.name) and not any(str(path) in held for path in own.glob("*")):
            shutil.rmtree(own, ignore_errors=True)


def checked_address(text: str) -> tuple[str, str]:
    """An address as it is asked for, and, where it may not be, why."""
    try:
        return parse_address(text).url, ""
    except FetchError as error:
        return "", error.problem


def shown_origin(origin: str) -> str:
    """Where a document came from, for a person: the name of its file, or its address without secrets."""
    return describe(origin) if is_address(origin) else Path(origin).name


def found_items(
    said: Sequence[Mapping[str, Any]], library: Library, known: Collection[str]
) -> tuple[BatchItem, ...]:
    """What became of the documents of which a process has `said` so, in several tries perhaps.

    What is unchanged by now and was not `known` was added by a try that could not say so any more.
    """
    last = {str(one.get("origin", "")): one for one in said if one.get("state") in STATES}
    first = {str(one.get("origin", "")): one for one in reversed(said) if one.get("state") in STATES}
    return tuple(_item(origin, first[origin], one, library, known) for origin, one in last.items())


def _item(
    origin: str, first: Mapping[str, Any], last: Mapping[str, Any], library: Library, known: Collection[str]
) -> BatchItem:
    told = first if last["state"] == "unchanged" and first["state"] != "failed" else last
    fate = "added" if told["state"] == "unchanged" and origin not in known else STATES[told["state"]]
    if fate == "failed":
        return BatchItem(fate="failed", name=shown_origin(origin), reason=str(told.get("reason") or ""))
    return described(library, str(told.get("id") or ""), shown_origin(origin)).model_copy(
        update={"fate": fate}
    )


def described(library: Library, id_: str, name: str) -> BatchItem:
    """A document that is there, as it is told; under `name` where it cannot be read."""
    item = BatchItem(fate="unchanged", name=name, id=id_)
    try:
        entry = library.find(id_)
        document = library.document(entry) if entry else None
    except LibraryError:
        return item
    if document is None:
        return item
    return BatchItem(
        fate="unchanged",
        name=document.title,
        id=id_,
        notes=document.notes[:MOST_NOTES],
        language=document.language,
        edition=document.edition,
        pages=len({mark.label for mark in document.places if mark.kind == "page"}),
    )
