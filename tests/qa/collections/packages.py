"""Packages of a test's own: a collection with all that one can hold, and archives of any members."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from index.shelf import Library, LibraryEntry
from qa.collections.archive import MANIFEST
from qa.collections.catalogue import CollectionCatalogue
from qa.review.reviewed import FILE
from qa.review.store import ReviewStore
from qa.settings import Settings
from tests.qa.collections.stacks import paper
from tests.qa.review.found import NEWS, TEXT
from tests.qa.small import write_small_corpus

NAME: Final = "sky"
PIERS: Final = "The pier of Brannoch is 41 metres long. It was built in 1903.\n"


def catalogue_in(folder: Path) -> CollectionCatalogue:
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    return CollectionCatalogue(Settings(data_dir=folder / "data", corpus=corpus, threshold=0.0))


def full_collection(folder: Path) -> CollectionCatalogue:
    """A catalogue with a collection that declares figures, holds an upload, and was decided on."""
    catalogue = catalogue_in(folder)
    catalogue.create(NAME, "Sky reports", owner=7, corpus=write_small_corpus(folder / "sky"))
    catalogue.give(NAME, 8)
    upload = catalogue.folder(NAME).absolute() / "uploads" / "12" / "piers.txt"
    upload.parent.mkdir(parents=True)
    upload.write_text(PIERS, encoding="utf-8")
    origins = {"piers": str(upload), NEWS: "https://reports.example/news", "far": "/reports/far.txt"}
    texts = {"piers": PIERS, NEWS: TEXT, "far": "The far pier is closed.\n"}
    for id_, origin in origins.items():
        root = str(upload.parent) if id_ == "piers" else None
        entry = LibraryEntry(id=id_, title=id_, origin=origin, key=id_, added="2030-01-01", root=root)
        Library(catalogue.folder(NAME)).put(entry, paper(id_, id_, texts[id_]))
    return catalogue


def reviews_of(catalogue: CollectionCatalogue, name: str) -> ReviewStore:
    return ReviewStore(catalogue.folder(name) / FILE)


def members(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_package(path: Path, held: Mapping[str, bytes], *, sealed: bool = True, mode: int = 0) -> Path:
    """An archive of these members; `sealed`, with a manifest that names them as they are."""
    told = json.loads(held[MANIFEST])
    if sealed:
        told["members"] = {
            name: {"size": len(content), "digest": hashlib.blake2b(content).hexdigest()}
            for name, content in held.items()
            if name != MANIFEST
        }
    content = {**held, MANIFEST: json.dumps(told).encode()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that occur twice
        for name, raw in content.items():
            info = ZipInfo(name)
            info.external_attr = (mode if name != MANIFEST else 0) << 16
            archive.writestr(info, raw, ZIP_DEFLATED)
    return path
