"""Engines over corpora of a test's own."""

from __future__ import annotations

from pathlib import Path

from index.build import build_from_documents
from index.corpus_files import load_documents
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.knowledge.knowledge import Knowledge
from qa.models import Reply
from tests.index.samples import TermEmbedder


def kinds(reply: Reply) -> set[str]:
    return {notice.kind for notice in reply.answer.notices}


def engine_of(corpus: Path, folder: Path, threshold: float = 0.5) -> Engine:
    folder.mkdir()
    embedder = TermEmbedder(dimension=512)
    build_from_documents(load_documents(corpus), folder, embedder)
    return Engine(Knowledge.load(corpus), PassageIndex.open(folder), embedder, threshold)
