"""A document that nobody has taken facts from, and what is found in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from index.corpus_files import load_documents
from index.documents import Document
from qa.extraction.finding import Finding
from tests.qa.small import write_small_corpus

NEWS: Final = "sky-news-en"
TEXT: Final = """\
# News
Zephyr 4 of Northwind scores 80 points. Zephyr 3 scores 77 points in the new edition.
Borealis One scores 50 points.
Northwind has raised 3 billion US dollars. Nothing else is known.
"""
FRONT: Final = """\
---
id: sky-news-en
title: "Sky **news** @everyone"
edition: 2030-Q3
language: en
published: 2030-10-01
sources:
  - {publisher: Wire, title: News, url: "https://example.org/news", published: 2030-09-30, language: en}
license: CC-BY-4.0
---
"""
SENTENCES: Final = {
    "zephyr-4": "Zephyr 4 of Northwind scores 80 points.",
    "zephyr-3": "Zephyr 3 scores 77 points in the new edition.",
    "borealis-one": "Borealis One scores 50 points.",
}


def write_news(folder: Path) -> Path:
    """The small corpus with the document."""
    corpus = write_small_corpus(folder)
    (corpus / "digests" / "2030-Q3-en.md").write_text(FRONT + TEXT, encoding="utf-8")
    return corpus


def documents(corpus: Path) -> dict[str, Document]:
    return {document.id: document for document in load_documents(corpus)}


def finding(subject: str = "zephyr-3", value: object = 77, **changes: Any) -> Finding:
    """What stands in the document of `subject`; `changes` may be of any field."""
    quote = str(changes.get("quote", SENTENCES.get(subject, SENTENCES["zephyr-3"])))
    start = max(TEXT.find(quote), 0)
    told: dict[str, Any] = {
        "subject": subject,
        "name": subject.replace("-", " ").title(),
        "known": subject != "zephyr-4",
        "kind": "model",
        "attribute": "sky_index",
        "value": value,
        "unit": "points",
        "edition": None,
        "document_id": NEWS,
        "language": "en",
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "confidence": 0.9,
    }
    return Finding.model_validate(told | changes)


NEW: Final = finding("zephyr-4", 80)
KNOWN: Final = finding()
OTHER: Final = finding("borealis-one", 50)
