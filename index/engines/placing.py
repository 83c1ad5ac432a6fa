"""Where the vectors and terms of a version are, if not in its folder.

    DATA/index/engine-key             the key of the data folder in engines, made once
    DATA/index/VERSION/engine.json    the kind of engine that holds this version, under which key and name

The data folder says which version is in use, as ever. A version is in the engine before it is in its place
here, and what is not here any more is dropped from the engine afterwards: a process that is killed in between
leaves what nobody reads, and what the next one drops.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np
from pydantic import ValidationError

from index.atomic import write_whole
from index.documents import Frozen
from index.engines.engine import BuiltParts, VectorEngine, VectorIndex, VectorPart
from index.errors import IndexMismatchError, IndexMissingError
from index.lexical import POSTINGS, LexicalIndex
from index.manifest import damaged, load_array
from index.private import FILE, private_folder
from index.versions import FOLDER, current_version, list_versions

PLACED: Final = "engine.json"
KEY: Final = "engine-key"


class PlacedVersion(Frozen):
    """The kind of engine that holds a version, and as what."""

    kind: str
    collection: str
    version: str


def key_of(data_dir: Path) -> str:
    """The key of a data folder in engines: it tells nothing of its path or of who uses it. Raises OSError."""
    path = private_folder(data_dir / FOLDER) / KEY
    with suppress(FileNotFoundError):
        return path.read_text(encoding="ascii").strip()
    key = secrets.token_hex(12)
    write_whole(path, f"{key}\n".encode(), FILE)
    return key


def place(
    engine: VectorEngine,
    placed: PlacedVersion,
    folder: Path,
    files: tuple[str, str],
    terms: str,
    dimension: int,
) -> None:
    """Move the two tables of vectors in `files` and the `terms` of the version in `folder` into the engine.

    Raises StorageError, RecallError, OSError.
    """
    passages, sentences = (load_array(folder, name, np.float32, (None, dimension)) for name in files)
    parts = BuiltParts(passages, sentences, LexicalIndex.open(folder / terms, len(passages)))
    engine.build(placed.collection, placed.version, parts)
    del parts, passages, sentences
    for name in (*files, *(f"{terms}/{one}" for one in POSTINGS)):
        (folder / name).unlink()
    (folder / PLACED).write_text(placed.model_dump_json(indent=1), encoding="utf-8")


def parts_of(
    engine: VectorEngine | None, folder: Path, terms: str, counts: tuple[int, int], dimension: int
) -> tuple[tuple[VectorIndex, VectorIndex], LexicalIndex]:
    """What searches the version in `folder`, `counts` passages and sentences of which are in the engine.

    Raises StorageError, and IndexMismatchError where the engine is another.
    """
    try:
        placed = PlacedVersion.model_validate_json((folder / PLACED).read_bytes())
    except (OSError, ValidationError) as error:
        raise damaged(folder, PLACED) from error
    if engine is None or engine.kind != placed.kind:
        raise IndexMismatchError(
            f"The vectors of the index in {folder} are in {placed.kind}, which QA_INDEX does not name; "
            "set it, or run `qa index build`."
        )
    version = engine.open(placed.collection, placed.version)
    if version.counts() != counts:
        raise damaged(folder, f"its vectors in {placed.kind}")
    first, second = (
        version.dense(part, (count, dimension)) for part, count in zip(VectorPart, counts, strict=True)
    )
    lexical = version.lexical(folder / terms)
    lexical.check(counts[0])
    return (first, second), lexical


def follow(engine: VectorEngine | None, data_dir: Path) -> None:
    """Have the engine use the version that is in use, and drop all that the data folder does not have.

    Raises StorageError.
    """
    if engine is None or not (data_dir / FOLDER / KEY).is_file():
        return
    held = {path.name for path in list_versions(data_dir) if (path / PLACED).is_file()}
    used = None
    with suppress(IndexMissingError):
        used = current_version(data_dir).name
    engine.settle(key_of(data_dir), held, used if used in held else None)


def leave(engine: VectorEngine | None, data_dir: Path) -> None:
    """Drop all that the engine holds of a data folder. Raises StorageError."""
    if engine is not None and (data_dir / FOLDER / KEY).is_file():
        engine.settle(key_of(data_dir), (), None)
