"""A shelf of answers of the shipped corpus, for tests of pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.documents import Document
from qa.models import Citation
from qa.sharing.shared import SharedAnswer


@dataclass
class Kept:
    """Answers by their keys; those in `private` are for signed addresses alone."""

    held: dict[str, SharedAnswer]
    private: set[str] = field(default_factory=set)

    async def revision(self, key: str) -> str | None:
        return str(id(self.held[key])) if key in self.held else None

    async def shared(self, key: str) -> SharedAnswer | None:
        return self.held.get(key)

    async def is_published(self, key: str) -> bool:
        return key not in self.private


@dataclass
class Read:
    """Documents by their ids, all of one version."""

    documents: Mapping[str, Document]
    current: str

    def read(self, cited: Citation) -> Document | None:
        return self.documents.get(cited.document_id)

    def version(self, cited: Citation) -> str | None:
        return self.current
