"""Collections of a test's own: documents, declared figures, and desks over them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

from index.documents import Document
from index.embedding import Embedder
from index.shelf import Library, LibraryEntry
from qa.collections.catalogue import CollectionCatalogue
from qa.collections.desk import OPEN, Desk
from qa.instruments import Instruments
from qa.settings import Settings
from tests.index.samples import TermEmbedder

SCORED: Final = "{model} of {lab} scores {value} points."
SCORE: Final = {
    "id": "sky_index",
    "subjects": ["model"],
    "unit": "points",
    "default_for": ["model"],
    "better": "high",
    "names": {"en": "Sky Index score"},
    "description": "The score of a model, in points.",
    "examples": ["What did {subject} score?", "top models by points"],
    "sentence": {"en": "{subject} scores {value} in the {edition} edition."},
}
FRONT: Final = """---
id: {id}
title: {title}
edition: {edition}
language: en
published: 2030-04-02
license: MIT
sources: [{{publisher: Gazette, title: Sky, url: null, published: "2030-04-02", language: en}}]
---
{text}
"""


def paper(id_: str, title: str, text: str, *, file: str | None = None, edition: str = "") -> Document:
    return Document(
        id=id_,
        title=title,
        edition=edition,
        language="en",
        published=None,
        sources=(),
        license=None,
        text=text,
        file=file,
    )


def stacks(folder: Path) -> Settings:
    """Settings of an empty data folder and an empty corpus that take any sentence for an answer."""
    (folder / "corpus").mkdir()
    return Settings(data_dir=folder / "data", corpus=folder / "corpus", model="bundled", threshold=0.0)


def desk_over(settings: Settings, *, embedder: Embedder | None = None, most: int = OPEN) -> Desk:
    return Desk(settings, instruments=Instruments(embedder or TermEmbedder(dimension=512)), most=most)


def settings_of(catalogue: CollectionCatalogue, name: str) -> Settings:
    return catalogue.settings_of(catalogue.find(name))


def put(catalogue: CollectionCatalogue, name: str, *documents: Document) -> None:
    """Take documents into a collection, as `qa ingest` does once it has read them."""
    library = Library(settings_of(catalogue, name).shelf_dir)
    for one in documents:
        key = hashlib.blake2b(one.model_dump_json().encode(), digest_size=16).hexdigest()
        entry = LibraryEntry(id=one.id, title=one.title, origin=f"/{one.id}", key=key, added="2030-01-01")
        library.put(entry, one)


def take_out(catalogue: CollectionCatalogue, name: str, id_: str) -> None:
    library = Library(settings_of(catalogue, name).shelf_dir)
    entry = library.find(id_)
    assert entry is not None
    library.remove(entry)


def declare(
    corpus: Path, edition: str, scores: Mapping[str, int], *, lab: str = "Northwind", id_: str = ""
) -> None:
    """Write a corpus that declares the `scores` of models, each stated in its one document.

    The models' ids are m0, m1 … whatever they are called.
    """
    document = id_ or f"sky-{edition.lower()}"
    quotes = {model: SCORED.format(model=model, lab=lab, value=value) for model, value in scores.items()}
    text = "# Scores\n\n" + "\n\n".join(quotes.values()) + "\n"
    front = FRONT.format(id=document, title=f"Sky Report of {lab}", edition=edition, text=text)
    entities = [{"id": "lab", "kind": "lab", "names": {"en": lab}}]
    facts = []
    for place, (model, value) in enumerate(scores.items()):
        own = {"id": f"m{place}", "kind": "model", "lab": "lab", "names": {"en": model}}
        evidence = [{"document_id": document, "quote": quotes[model]}]
        entities.append(own)
        facts.append(
            {
                "id": f"f{place}",
                "subject": own["id"],
                "attribute": SCORE["id"],
                "value": value,
                "unit": "points",
                "edition": edition,
                "reported_by": ["gazette"],
                "evidence": evidence,
            }
        )
    gazette = {"publisher": "Gazette", "title": "Sky", "url": None, "published": "2030-04-02"}
    files = {
        "entities.yaml": entities,
        "attributes.yaml": [SCORE],
        "editions.yaml": [{"id": edition, "title": {"en": f"Sky Report {edition} of {lab}"}}],
        "sources.yaml": {"gazette": gazette | {"language": "en", "edition": edition}},
        "facts/all.yaml": facts,
    }
    for name, data in files.items():
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    (corpus / "digests").mkdir(exist_ok=True)
    (corpus / "digests" / "scores.md").write_text(front, encoding="utf-8")
