"""What a build has made so far, on the disk: one that is killed is gone on with, not begun anew.

    DATA/index/.kept/vectors      records: the key of a text, a digest of the record, its vector
    DATA/index/.kept/documents    lines: the key of a file, and the document that was made of it
    DATA/index/.kept/probe.npy    which model the vectors are of
    DATA/index/.kept/build        the name under which other machines know the build

Both grow at their end only. A record or a line that was cut off by a kill, or by a loss of power, is not
counted, and what comes after it is written in its place. A build that is complete removes the folder.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from index.atomic import write_whole
from index.documents import Document
from index.embedding import KEY_BYTES, Embedder, Vectors
from index.errors import IndexDamagedError, writing
from index.manifest import probe, same_space
from index.private import FILE, private_file

VECTORS: Final = "vectors"
DOCUMENTS: Final = "documents"
PROBE: Final = "probe.npy"
BUILD: Final = "build"
_CHECK_BYTES: Final = 8


class KeptVectors(Mapping[bytes, NDArray[np.float32]]):
    """Vectors by the keys of their texts, in a file; only their places are in memory."""

    def __init__(self, file: IO[bytes], dimension: int) -> None:
        """Takes over what the `file`, open to be read and written, holds whole. Raises OSError."""
        self._file, self._dimension = file, dimension
        self._size = KEY_BYTES + _CHECK_BYTES + 4 * dimension
        self._places: dict[bytes, int] = {}
        file.seek(0)
        while (key := self._sound(file.read(self._size))) is not None and key not in self._places:
            self._places[key] = len(self._places)
        file.truncate(len(self._places) * self._size)

    def put(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Keep `vectors` [n, d]; those that are known stay as they are. Raises OSError."""
        fresh = {key: row for row, key in enumerate(keys) if key not in self._places}
        told = (key + vectors[row].astype("<f4").tobytes() for key, row in fresh.items())
        records = b"".join(one[:KEY_BYTES] + _check(one) + one[KEY_BYTES:] for one in told)
        self._file.seek(len(self._places) * self._size)
        self._file.write(records)
        self._file.flush()
        for key in fresh:
            self._places[key] = len(self._places)

    def __getitem__(self, key: bytes) -> NDArray[np.float32]:
        self._file.seek(self._places[key] * self._size)
        record = self._file.read(self._size)
        if self._sound(record) != key:
            raise IndexDamagedError(
                "What was embedded so far cannot be read back; run `qa index build` again."
            )
        return np.frombuffer(record, "<f4", offset=KEY_BYTES + _CHECK_BYTES)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def close(self) -> None:
        self._file.close()

    def _sound(self, record: bytes) -> bytes | None:
        """The key of a record that is whole and as it was written."""
        key, check = record[:KEY_BYTES], record[KEY_BYTES : KEY_BYTES + _CHECK_BYTES]
        whole = len(record) == self._size and check == _check(key + record[KEY_BYTES + _CHECK_BYTES :])
        return key if whole else None


class KeptBuild:
    """What a build in a data folder has made so far. Nothing is written before there is something to keep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The name of the build, the same after a kill. Raises OSError."""
        file = self.folder / BUILD
        if not file.exists():
            private_file(file)
            write_whole(file, secrets.token_hex(16).encode(), FILE)
        return file.read_text(encoding="ascii")

    def vectors(self, embedder: Embedder) -> KeptVectors:
        """The vectors of the model of `embedder`; those of another one are dropped. Raises OSError."""
        file = private_file(self.folder / VECTORS)
        if not same_space(self._probe(), own := probe(embedder)):
            os.truncate(file, 0)
            with private_file(self.folder / PROBE).open("wb") as opened:
                np.save(opened, own)
        return KeptVectors(file.open("r+b"), embedder.dimension)

    def _probe(self) -> Vectors:
        try:
            held: Vectors = np.load(self.folder / PROBE, allow_pickle=False)
        except (OSError, ValueError, EOFError):  # none, or one that was cut off
            return np.empty((0, 0), dtype=np.float32)
        return held

    def documents(self) -> dict[bytes, Document]:
        """Documents by the keys of their files. Raises StorageError."""
        file, held = self.folder / DOCUMENTS, dict[bytes, Document]()
        if not file.exists():
            return held
        with writing(file), file.open("r+b") as opened:
            end = 0
            for line in opened:
                try:
                    if not line.endswith(b"\n"):
                        break
                    key, told = line[: 2 * KEY_BYTES].decode("ascii"), line[2 * KEY_BYTES + 1 :]
                    held[bytes.fromhex(key)] = Document.model_validate_json(told)
                except (ValueError, ValidationError):
                    break
                end += len(line)
            opened.truncate(end)
        return held

    def keep(self, key: bytes, document: Document) -> None:
        """Keep the document of the file of that key; threads may. Raises StorageError."""
        told = document.model_dump_json(exclude_defaults=True).encode()
        file = self.folder / DOCUMENTS
        with self._lock, writing(file), private_file(file).open("ab") as opened:
            opened.write(key.hex().encode() + b" " + told + b"\n")

    def clear(self) -> None:
        """Remove all of it; what the system refuses stays."""
        shutil.rmtree(self.folder, ignore_errors=True)


def passing_vectors(folder: Path, dimension: int) -> KeptVectors:
    """Vectors that are kept no longer than their build, in a file of `folder` without a name.

    Raises OSError.
    """
    return KeptVectors(tempfile.TemporaryFile(dir=folder), dimension)


def _check(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECK_BYTES).digest()
