"""Engines over papers of an invented town."""

from __future__ import annotations

from pathlib import Path

from index.build import build_from_documents
from index.documents import Document
from index.embedding import Embedder
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.knowledge.knowledge import Knowledge
from tests.index.samples import TermEmbedder


def engine_over(
    folder: Path,
    *documents: Document,
    threshold: float = 0.0,
    contact: str = "",
    embedder: Embedder | None = None,
) -> Engine:
    """An engine that takes any sentence for an answer, or, from a `threshold` of 1, none."""
    embedder = embedder or TermEmbedder(dimension=256)
    build_from_documents(documents, folder, embedder)
    return Engine(Knowledge.empty(), PassageIndex.open(folder), embedder, threshold, contact=contact)
