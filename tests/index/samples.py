"""Documents, a corpus and an embedder small enough for every test."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.documents import Document
from index.embedding import Vectors
from index.text import terms

HEADER = """---
id: {id}
title: Report {id}
edition: 2025-Q1
language: en
published: 2025-03-03
sources:
  - publisher: null
    title: An article
    url: null
    published: 2025-03
    language: en
license: CC-BY-4.0
---
"""

BODIES = {
    "apples": "# Fruit\n\nApples are red. Red apples cost 3.5 dollars.\n\n## Trade\nThe U.S. sells apples.\n",
    "boats": "Boats float on water. A boat of 12 metres is long.\n",
    "书": "## 书\n\n这本书很好。它有三百页！\n",
}


def make_document(text: str, name: str = "sample", **changes: str) -> Document:
    header = {"title": "Sample", "edition": "2025-Q1", "language": "en", "license": "MIT", **changes}
    return Document(id=name, published=None, sources=(), text=text, **header)


def write_corpus(folder: Path, bodies: dict[str, str] | None = None) -> Path:
    digests = folder / "digests"
    digests.mkdir(parents=True, exist_ok=True)
    for name, body in (BODIES if bodies is None else bodies).items():
        (digests / f"{name}.md").write_text(HEADER.format(id=name) + body, encoding="utf-8")
    return folder


class TermEmbedder:
    """A bag of hashed terms as a unit vector: texts that share terms are near; counts what it embeds."""

    def __init__(self, name: str = "terms", dimension: int = 64) -> None:
        self.name, self.dimension = name, dimension
        self.embedded: list[str] = []

    def count_tokens(self, text: str) -> int:
        return len(terms(text))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return self._embed(texts)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.full((len(texts), self.dimension), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for term in terms(text):
                digest = hashlib.blake2b((self.name + term).encode(), digest_size=4).digest()
                vectors[row, int.from_bytes(digest, "big") % self.dimension] += 1
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit
