"""A member of a federation, and what its replies are marked with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.documents import Document
from index.page_pictures import DocumentPages, corpus_pages_of, pages_of
from index.shelf import Library
from qa.collections.collection import Collection
from qa.collections.living import still_says
from qa.engine import Engine
from qa.models import Citation, Reply, Turn
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Member:
    """A collection that answers; `names` are those that its engine holds the documents of.

    `folder` is its data folder, where it is a server's own and people may take back what it says.
    `settings` are those that its engine was opened with.
    """

    names: frozenset[str]
    collection: Collection
    engine: Engine
    folder: Path | None = None
    settings: Settings | None = None

    @property
    def name(self) -> str:
        return self.collection.name

    def turns(self, history: Sequence[Turn]) -> tuple[Turn, ...]:
        """Those of earlier turns that are of none or of its collections."""
        return tuple(turn for turn in history if turn.collection is None or turn.collection in self.names)

    def still_says(self, cited: Citation) -> bool:
        """Whether what is quoted of one of its documents was not taken back since its index was built."""
        return self.folder is None or still_says(self.folder, cited)

    def pages(self, document: Document) -> DocumentPages | None:
        """The pages of the PDF that one of its documents was made of; None where it was none, or is gone."""
        if self.settings is None:
            return None
        library, index = Library(self.settings.shelf_dir), self.engine.index
        key, version = index.file_keys.get(document.id, b""), index.folder.name
        corpus = self.settings.corpus
        return pages_of(library, document) or corpus_pages_of(corpus, library, document, key, version)


def stamped(reply: Reply, member: Member, latency: float) -> Reply:
    """The reply, with the collection that it is from on it, what it cites and what is remembered of it."""
    cited = tuple(one.model_copy(update={"collection": member.name}) for one in reply.answer.citations)
    answer = reply.answer.model_copy(update={"citations": cited, "latency_ms": latency})
    turn = _turned(reply.turn, member.name)
    return reply.model_copy(update={"answer": answer, "turn": turn, "collections": names_of((member,))})


def names_of(members: Iterable[Member]) -> tuple[str, ...]:
    """All collections that engines of `members` hold documents of."""
    return tuple(sorted({name for one in members for name in one.names}))


def _turned(turn: Turn, name: str) -> Turn:
    earlier = tuple(_turned(one, name) for one in turn.earlier)
    return turn.model_copy(update={"collection": name, "earlier": earlier})
