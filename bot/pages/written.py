"""Documents as pages have them: written once without marks, and what an answer quotes once for that."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeAlias

from bot.pages.marked import Outline, PartShape, Quoted, marked, outline, shapes
from bot.pages.rendering import PageWriter
from index.documents import Document

LARGEST: Final = 32_000_000  # characters of all documents that are held
Name: TypeAlias = tuple[str, str, str]
"""The id of a document, the version that it is of, and the language of the page."""


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A document with its parts, each as it is written without marks."""

    text: str
    shaped: tuple[PartShape, ...]
    plain: tuple[str, ...]
    outline: tuple[Outline, ...]

    def __len__(self) -> int:
        return len(self.text) + sum(map(len, self.plain))


class WrittenDocuments:
    """Holds those that were read last. Threads may share it."""

    def __init__(self, writer: PageWriter, largest: int = LARGEST) -> None:
        self._writer, self._largest = writer, largest
        self._held: OrderedDict[Name, WrittenDocument] = OrderedDict()
        self._lock = Lock()

    def find(self, document: Document, version: str, language: str) -> WrittenDocument:
        """A document of a version, for a page in a language."""
        name = (document.id, version, language)
        with self._lock:
            if name in self._held:
                self._held.move_to_end(name)
                return self._held[name]
        made = self._made(document, language)
        with self._lock:
            self._held[name] = made
            size = sum(map(len, self._held.values()))
            while size > self._largest:
                size -= len(self._held.popitem(last=False)[1])
        return made

    def whole(self, written: WrittenDocument, quotes: Sequence[Quoted], language: str) -> str:
        """All parts, with the words of quotes marked."""
        begun = set[int]()
        return "".join(
            self._writer.part(marked(written.text, shape, quotes, begun), language)
            if any(shape.meets(one.start, one.end) for one in quotes)
            else plain
            for shape, plain in zip(written.shaped, written.plain, strict=True)
        )

    def _made(self, document: Document, language: str) -> WrittenDocument:
        shaped = tuple(shapes(document))
        plain = tuple(self._writer.part(marked(document.text, one, (), set()), language) for one in shaped)
        return WrittenDocument(document.text, shaped, plain, outline(document.text, shaped))
