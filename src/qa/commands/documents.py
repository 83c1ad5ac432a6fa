"""The documents that facts are about: those of a corpus, and those taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.documents import Document
    from qa.settings import Settings


def documents_of(settings: Settings) -> dict[str, Document]:
    """All of them by their ids. Raises EmptyCorpusError where there is none, CorpusError, LibraryError."""
    from index.corpus_files import load_documents
    from index.errors import EmptyCorpusError
    from index.shelf import Library

    documents = {one.id: one for one in Library(settings.shelf_dir).documents().values()}
    try:
        documents |= {one.id: one for one in load_documents(settings.corpus)}
    except EmptyCorpusError:
        if not documents:
            raise
    return documents
