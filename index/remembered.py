"""An embedder that remembers the latest questions: several indexes are asked the same one, at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from index.embedding import Embedder, Vectors

REMEMBERED: Final = 256  # questions, or parts of them; 0.4 MB


class RememberingEmbedder:
    """Embeds as another does, and a single question once. Threads may share it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder: Final = embedder
        self.name: Final = embedder.name
        self._question = lru_cache(maxsize=REMEMBERED)(lambda text: embedder.embed_queries([text]))

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def count_tokens(self, text: str) -> int:
        return self._embedder.count_tokens(text)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._question(texts[0]).copy() if len(texts) == 1 else self._embedder.embed_queries(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed_passages(texts)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed_documents(texts)
