"""What names mean: how like they are to what a question says, in one language and across languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Final, Protocol

import numpy as np

from index.crossing import CrossingEncoder
from index.embedding import Embedder, Vectors

REMEMBERED: Final = 64  # texts of questions
KEPT: Final = 20_000  # names whose vectors are kept, the latest: 30 MB


class Encoders(Protocol):
    """The encoder of the index, and one for names in another language than a question, if there is one."""

    @property
    def embedder(self) -> Embedder: ...

    @property
    def crossing(self) -> CrossingEncoder | None: ...


class NameMeanings:
    """Compares texts with names by two encoders. Threads may share it."""

    def __init__(self, encoders: Encoders) -> None:
        self._embedder, self._crossing = encoders.embedder, encoders.crossing
        self._asked = lru_cache(maxsize=REMEMBERED)(self._embedded)
        self._lock, self._kept = Lock(), dict[str, Vectors]()

    def asked(self, text: str) -> Vectors:
        """The vector [d] of a text that is asked."""
        return self._asked(text)

    def alike(self, text: str, names: Sequence[str]) -> Vectors:
        """How much the same a text and each of n names mean [n]."""
        likeness: Vectors = self._vectors(names) @ self._asked(text)
        return likeness

    def across(self, text: str, names: Sequence[str]) -> Vectors:
        """The same of names in another language than the text; nought where no encoder was given for it."""
        if self._crossing is None or not names:
            return np.zeros(len(names), np.float32)
        first, *others = self._crossing.embed([text, *names])
        likeness: Vectors = np.asarray(others, np.float32) @ first
        return likeness

    def _embedded(self, text: str) -> Vectors:
        return np.asarray(self._embedder.embed_queries([text])[0], np.float32)

    def _vectors(self, names: Sequence[str]) -> Vectors:
        """The vectors of names [n, d]: the means of those as passages and as questions."""
        with self._lock:
            held = {name: self._kept[name] for name in names if name in self._kept}
        missing = [name for name in dict.fromkeys(names) if name not in held]
        if missing:
            both = self._embedder.embed_passages(missing) + self._embedder.embed_queries(missing)
            held |= dict(zip(missing, both / np.float32(2), strict=True))
        with self._lock:
            self._kept.update(held)
            for name in list(self._kept)[: max(0, len(self._kept) - KEPT)]:
                del self._kept[name]
        return np.array([held[name] for name in names], np.float32).reshape(-1, self._embedder.dimension)
