"""What pages are made of, as the pages need it: published answers, and the documents that they quote."""

from __future__ import annotations

from typing import Protocol

from index.documents import Document
from qa.models import Citation
from qa.sharing.shared import SharedAnswer


class Shelf(Protocol):
    """The answers that others may read. Raises StorageError where they cannot be read."""

    async def revision(self, key: str) -> str | None:
        """Another text whenever what is kept of `key` changes; None for what is not there."""

    async def shared(self, key: str) -> SharedAnswer | None:
        """The answer of `key` with all its proof."""

    async def is_published(self, key: str) -> bool:
        """Whether anybody with the address may read it; otherwise it takes a signed one."""


class Documents(Protocol):
    """The documents as they are now; called from threads. Raises FootnoteError."""

    def read(self, cited: Citation) -> Document | None:
        """The document that a citation quotes; None where it is no more, or may not be read any more."""

    def version(self, cited: Citation) -> str | None:
        """The version of the documents that it belongs to."""
