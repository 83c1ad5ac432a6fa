"""A second encoder small enough for every test."""

from __future__ import annotations

from collections.abc import Sequence

from index.crossing import CrossingEncoder
from index.embedding import Vectors
from tests.index.samples import TermEmbedder


class FakeCrossing(CrossingEncoder):
    """Terms in place of the second encoder; keeps what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return TermEmbedder(dimension=self.dimension).embed_passages(texts)
