"""Whether quotes say what a statement says: how near they are in meaning, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.embedding import Embedder

NEAR: Final = 0.86  # cosine of a statement and the nearest of its quotes


@dataclass(frozen=True, slots=True)
class Support:
    """Reads meaning with the `embedder` that questions are searched with."""

    embedder: Embedder

    def holds(self, text: str, quotes: Sequence[str]) -> bool:
        """Whether the quotes together, or one of them, say it."""
        together = [" ".join(quotes)] if len(quotes) > 1 else []
        said, *held = self.embedder.embed_passages([text, *quotes, *together])
        return bool(np.max(np.stack(held) @ said) >= NEAR)
