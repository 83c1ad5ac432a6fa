"""Texts in batches: what is embedded at once, claimed by one worker, and never lost in halves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol, TypeAlias

import numpy as np

from index.embedding import Embedder, Vectors, text_key

TEXTS: Final = 64
"""The texts of a batch: one to five seconds on a core. What is killed begins no more than that anew."""

_AT_ONCE: Final = 32  # texts that an embedder is given


@dataclass(frozen=True)
class TextBatch:
    """Distinct texts, of about one length."""

    texts: tuple[str, ...]

    @cached_property
    def keys(self) -> tuple[bytes, ...]:
        """What their vectors are filed under."""
        return tuple(map(text_key, self.texts))

    @cached_property
    def key(self) -> bytes:
        """What the batch is filed under: a digest of `keys`."""
        return hashlib.blake2b(b"".join(self.keys), digest_size=16).digest()


Done: TypeAlias = tuple[TextBatch, Vectors]
"""A batch with the vectors [texts, d] of its texts."""


class Workforce(Protocol):
    """Who embeds. Which of them it is never shows in a vector."""

    def embedded(self, batches: Iterable[TextBatch]) -> Iterator[Done]:
        """Each of the batches once it is done, in any order, and others that were left from a build before.

        The batches are taken as they are needed. What was given counts as kept when the next is asked for.
        Raises EmbeddingError and StorageError.
        """


@dataclass(frozen=True, slots=True)
class OneProcess:
    """This process, which embeds one batch after the other."""

    embedder: Embedder

    def embedded(self, batches: Iterable[TextBatch]) -> Iterator[Done]:
        for batch in batches:
            yield batch, embed(self.embedder, batch.texts)


def text_batches(texts: Iterable[str]) -> Iterator[TextBatch]:
    """`texts`, which are distinct, in batches of about one length each: the shortest first."""
    ordered = sorted(texts, key=len)
    for start in range(0, len(ordered), TEXTS):
        yield TextBatch(tuple(ordered[start : start + TEXTS]))


def embed(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """The vectors [texts, d] of texts that an index is made of."""
    some = [texts[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE)]
    return np.concatenate([embedder.embed_documents(part) for part in some]).astype(np.float32, copy=False)
