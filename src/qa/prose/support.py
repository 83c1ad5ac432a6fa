"""Whether quotes say what a statement says: how near they are in meaning, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from index.embedding import Embedder
from qa.prose.told import Told, ToldText

NEAR: Final = 0.86  # cosine of a statement and the nearest of its quotes


@dataclass(frozen=True, slots=True)
class Support:
    """Reads meaning with the `embedder` that questions are searched with."""

    embedder: Embedder

    def holds(self, said: ToldText, told: Told) -> bool:
        """Whether the quotes together, or one of them, say it."""
        quotes = [one.text for one in told.texts]
        together = [" ".join(quotes)] if len(quotes) > 1 else []
        mine, *held = self.embedder.embed_passages([said.text, *quotes, *together])
        return bool(np.max(np.stack(held) @ mine) >= NEAR)
