"""What pages are made of, as the pages need it: published answers, and the documents that they quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from index.documents import Document
from index.page_pictures import DocumentPages
from qa.models import Citation
from qa.sharing.shared import SharedAnswer


@dataclass(frozen=True, slots=True)
class ShelvedAnswer:
    """What is to be known of an answer before it is shown.

    `revision` is another text whenever the answer changes, or a document that it quotes. `published` says
    that anybody with the address may read it; otherwise it takes a signed one. `server` is where it was
    asked, and so what may be read.
    """

    revision: str
    published: bool
    server: int | None = None


class AnswerShelf(Protocol):
    """The answers that others may read. Raises StorageError where they cannot be read."""

    async def find(self, key: str) -> ShelvedAnswer | None:
        """What is known of the answer of `key`; None where there is none, or it may be read no more."""

    async def shared(self, key: str) -> SharedAnswer | None:
        """The answer with all its proof."""


class Documents(Protocol):
    """The documents as they are now; called from threads. Raises FootnoteError."""

    def cited(self, cited: Citation, server: int | None) -> tuple[Document, str] | None:
        """The document that a citation quotes, and the version of the documents that it belongs to.

        None where it is no more, or may not be read in `server` any more.
        """

    def pages(self, cited: Citation, server: int | None) -> DocumentPages | None:
        """The pages of the PDF that a citation quotes; None where it was none, or may not be read."""
