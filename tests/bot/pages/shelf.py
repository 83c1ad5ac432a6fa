"""A shelf of answers of the shipped corpus, for tests of pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.pages.shelf import ShelvedAnswer
from index.documents import Document
from index.page_pictures import DocumentPages, pages_of
from index.shelf import Library
from qa.models import Citation
from qa.sharing.shared import SharedAnswer


@dataclass
class Kept:
    """Answers by their keys; those in `private` are for signed addresses alone."""

    held: dict[str, SharedAnswer]
    read: Read
    private: set[str] = field(default_factory=set)

    async def find(self, key: str) -> ShelvedAnswer | None:
        if key not in self.held:
            return None
        revision = f"{id(self.held[key])} {self.read.current}"
        return ShelvedAnswer(revision, published=key not in self.private)

    async def shared(self, key: str) -> SharedAnswer | None:
        return self.held.get(key)


@dataclass
class Read:
    """Documents by their ids, all of one version; the PDFs of some in a library."""

    documents: Mapping[str, Document]
    current: str
    kept: Library | None = None

    def cited(self, cited: Citation, _server: int | None) -> tuple[Document, str] | None:
        document = self.documents.get(cited.document_id)
        return (document, self.current) if document else None

    def pages(self, cited: Citation, _server: int | None) -> DocumentPages | None:
        document = self.documents.get(cited.document_id)
        return pages_of(self.kept, document) if document and self.kept else None
