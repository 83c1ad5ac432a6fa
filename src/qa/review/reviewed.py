"""A corpus's knowledge as it stands: what was curated, and what was found in its documents.

Most corpora give their facts themselves: what findings need is imported where there are any.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.documents import Document
from index.embedding import Progress
from index.errors import StorageError
from qa.knowledge.knowledge import Knowledge

if TYPE_CHECKING:
    from qa.extraction.finding import Finding
    from qa.review.store import ReviewStore

FILE: Final = "reviews.sqlite3"

EXTRACTION: Final = 1
"""Raised whenever other figures would be found in the same documents."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reviewed:
    """What an engine's knowledge is made from, again and again, as people decide.

    Their decisions are kept in `data_dir`.
    """

    curated: Knowledge
    documents: Mapping[str, Document]
    data_dir: Path

    @cached_property
    def store(self) -> ReviewStore:
        from qa.review.store import ReviewStore

        return ReviewStore(self.data_dir / FILE)

    def knowledge(self) -> Knowledge:
        """The curated knowledge and the findings, as of now; without these where they cannot be read."""
        if not (self.data_dir / FILE).exists():
            return self.curated
        from qa.review.admission import admit

        try:
            return admit(self.curated, self.store.all(), self.documents)
        except StorageError as error:
            log.warning("answers do without what was found in the documents: %s", error)
            return self.curated

    def gather(self, corpus: str, progress: Progress | None = None) -> None:
        """Look for figures in the documents that no curated fact quotes; once, unless they change.

        `corpus` is the hash of all. A folder that cannot be written is not an error: they are searched again.
        A figure is of an edition: documents that belong to none have none.
        """
        quoted = {quote.document_id for fact in self.curated.facts.facts for quote in fact.evidence}
        unquoted = [one for name, one in self.documents.items() if one.edition and name not in quoted]
        if not unquoted:
            return
        try:
            if not self.store.covers(corpus):
                self._extract(unquoted, corpus, progress)
        except StorageError as error:
            log.warning("figures were not looked for in new documents: %s", error)

    def _extract(self, documents: list[Document], corpus: str, progress: Progress | None) -> None:
        from qa.extraction.extractor import Extractor

        states = self.store.unsearched(states_of(documents, self.curated))
        extractor = Extractor(self.curated)
        findings: list[Finding] = []
        for done, name in enumerate(states, 1):
            findings += extractor.extract(self.documents[name])
            if progress:
                progress("figures in new documents", done, len(states))
        self.store.renew(corpus, states, findings)


def states_of(documents: Iterable[Document], knowledge: Knowledge) -> dict[str, str]:
    """All that what is found in each of the documents depends on, as a digest by the document's id."""
    declared = (
        *knowledge.entities,
        *knowledge.entities.kinds.by_id.values(),
        *knowledge.attributes.values(),
        *knowledge.editions.by_id.values(),
    )
    names = hashlib.blake2b(f"{EXTRACTION}".encode(), digest_size=16)
    for item in declared:
        names.update(item.model_dump_json().encode())
    found = {}
    for document in documents:
        state = names.copy()
        state.update(document.model_dump_json().encode())
        found[document.id] = state.hexdigest()
    return found
