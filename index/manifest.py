"""What an index says about itself, so that it is never used with a model or format that it does not fit."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike, NDArray
from pydantic import ValidationError

from index.documents import Frozen
from index.embedding import Embedder, Vectors
from index.errors import IndexDamagedError, IndexMismatchError, IndexMissingError, StorageError

FORMAT: Final = 5
"""Raised whenever an index built earlier would be read wrongly or give other passages."""

MANIFEST: Final = "manifest.json"
PROBE: Final = "probe.npy"

_PROBE_TEXTS: Final = ("Which report, which edition?", "它们的分数是多少？ディープシーク R1 : 89")
_SAME_SPACE: Final = 0.995  # cosine; one model in 4 bits and in floats gives 0.9999, two models far less


class FileState(Frozen):
    """The size of a file in bytes and its BLAKE2b digest."""

    size: int
    digest: str


class Manifest(Frozen):
    """What an index was built from and holds; `created` is in UTC, `files` are keyed by path in the index."""

    format: int
    model: str
    dimension: int
    corpus_hash: str
    documents: int
    passages: int
    sentences: int
    created: str
    files: dict[str, FileState]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the index in `folder`, whose files are there in full size.

    Raises IndexMissingError, IndexDamagedError, or IndexMismatchError if it is of another format.
    """
    text = read_part(folder, folder / MANIFEST)
    if f'"format":{FORMAT},' not in text.replace(" ", ""):  # another one may have other keys
        raise IndexMismatchError(
            f"The index in {folder} was built by another version of Footnote; run `qa index build`."
        )
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError as error:
        raise damaged(folder, MANIFEST) from error
    _check_sizes(folder, manifest)
    return manifest


def write_manifest(folder: Path, embedder: Embedder, digest: str, counts: tuple[int, int, int]) -> None:
    """Say what is in `folder`: `counts` are of documents, passages and sentences. Raises OSError."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = Manifest(
        format=FORMAT,
        model=embedder.name,
        dimension=embedder.dimension,
        corpus_hash=digest,
        documents=counts[0],
        passages=counts[1],
        sentences=counts[2],
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        files={path.relative_to(folder).as_posix(): file_state(path) for path in files},
    )
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")


def read_part(folder: Path, path: Path) -> str:
    """The text of a file that every index in `folder` has; raises IndexMissingError or StorageError."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise IndexMissingError(f"There is no index in {folder}; run `qa index build`.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"The index in {folder} cannot be read ({error}).") from error


def file_state(path: Path) -> FileState:
    with path.open("rb") as file:
        return FileState(size=path.stat().st_size, digest=hashlib.file_digest(file, "blake2b").hexdigest())


def _check_sizes(folder: Path, manifest: Manifest) -> None:
    """Raise IndexDamagedError if a file is gone or cut short: what opening can afford to look at."""
    for name, state in manifest.files.items():
        path = folder / name
        # Also keeps a truncated file from being mapped into memory, which would end the process.
        if not path.is_file() or path.stat().st_size != state.size:
            raise damaged(folder, name)


def read_sound(folder: Path, manifest: Manifest, name: str) -> bytes:
    """The content of a file of the index, whose digest is checked.

    For what answers are quoted from: the digest takes a small part of the time that parsing takes. Raises
    OSError, and IndexDamagedError if the content is not what was built or the manifest does not name it.
    """
    content = (folder / name).read_bytes()
    state = manifest.files.get(name)
    if state is None or hashlib.blake2b(content).hexdigest() != state.digest:
        raise damaged(folder, name)
    return content


def load_array(folder: Path, name: str, dtype: DTypeLike, shape: tuple[int | None, ...]) -> NDArray[Any]:
    """The array in a file of the index, mapped into memory; None in `shape` stands for any length.

    Raises IndexDamagedError if it is not there or of another kind or shape.
    """
    try:
        array: NDArray[Any] = np.asarray(np.load(folder / name, mmap_mode="r"))
    except Exception as error:  # numpy and its parser of headers each raise their own kinds
        raise damaged(folder, name) from error
    alike = len(array.shape) == len(shape) and all(
        wanted in (None, held) for wanted, held in zip(shape, array.shape, strict=True)
    )
    if array.dtype != dtype or not alike:
        raise damaged(folder, name)
    return array


def damaged(folder: Path, name: str) -> IndexDamagedError:
    return IndexDamagedError(f"The index in {folder} is damaged ({name}); run `qa index build`.")


def probe(embedder: Embedder) -> Vectors:
    """Vectors [2, d] that tell one model's space from another's."""
    return embedder.embed_passages(_PROBE_TEXTS)


def same_space(first: Vectors, second: Vectors) -> bool:
    """Whether two probes were made by one model, whatever its number format."""
    return first.shape == second.shape and float((first * second).sum(axis=1).min()) >= _SAME_SPACE


def check_embedder(folder: Path, manifest: Manifest, embedder: Embedder, *, thorough: bool = False) -> None:
    """Raise IndexMismatchError unless `embedder` maps into the space of the index in `folder`.

    The same name is taken on trust unless `thorough`. Another name will do if it gives the same vectors: the
    bundled model and a SentenceTransformer with its weights are interchangeable.
    """
    if embedder.name == manifest.model and not thorough:
        return
    if same_space(load_array(folder, PROBE, np.float32, (len(_PROBE_TEXTS), None)), probe(embedder)):
        return
    raise IndexMismatchError(
        f"The index in {folder} was built with the embedding model {manifest.model!r}, the settings say "
        f"{embedder.name!r}, and their vectors differ; run `qa index build` or set the model of the index."
    )
