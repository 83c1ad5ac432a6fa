"""A corpus's knowledge as it stands: what was curated, and what was found in its documents.

Most corpora give their facts themselves: what findings need is imported where there are any.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
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
    from qa.review.forms import FormTally
    from qa.review.store import ReviewStore

FILE: Final = "reviews.sqlite3"
LEFT_OUT: Final = 0.2  # share of what is found in a document that is at most left out by who took its facts

EXTRACTION: Final = 3
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
        """Look for figures in the documents, beside those taken as curated facts; once, unless they change.

        `corpus` is the hash of all. A folder that cannot be written is not an error: they are searched again.
        """
        if not self.documents:
            return
        try:
            if not self.store.covers(corpus):
                self._extract(list(self.documents.values()), corpus, progress)
        except StorageError as error:
            log.warning("figures were not looked for in new documents: %s", error)

    def _extract(self, documents: list[Document], corpus: str, progress: Progress | None) -> None:
        from qa.extraction.extractor import Extractor
        from qa.review.forms import form_of

        states = self.store.unsearched(states_of(documents, self.curated))
        extractor, learned = Extractor(self.curated), self.store.learned()
        findings: list[Finding] = []
        forms: dict[str, str] = {}
        for done, name in enumerate(states, 1):
            document = self.documents[name]
            found = self._untaken(document, extractor.extract(document))
            forms |= {finding.id: form_of(finding, document) for finding in found}
            findings += (_taught(finding, learned.get(forms[finding.id])) for finding in found)
            if progress:
                progress("figures in new documents", done, len(states))
        self.store.renew(corpus, states, findings, forms)

    def _untaken(self, document: Document, found: Sequence[Finding]) -> Sequence[Finding]:
        """What curated facts leave out of a document that they quote.

        Nothing where they tell nearly all of it: whoever took that has read it through.
        """
        if document.id not in self._quoted:
            return found
        found = [finding for finding in found if finding.measure is None]  # it was not meant to be looked up
        rest = [f for f in found if (f.subject, f.attribute, f.edition or document.edition) not in self._told]
        return rest if len(rest) > LEFT_OUT * len(found) else ()

    @cached_property
    def _quoted(self) -> frozenset[str]:
        """The documents that curated facts quote."""
        return frozenset(q.document_id for fact in self.curated.facts.facts for q in fact.evidence)

    @cached_property
    def _told(self) -> frozenset[tuple[str, str, str]]:
        return frozenset(fact.key for fact in self.curated.facts.facts)


@dataclass(frozen=True, slots=True)
class ToReview:
    """What people review: the findings of a collection; `name` is "" for those of the data folder itself."""

    name: str
    reviewed: Reviewed


def _taught(finding: Finding, tally: FormTally | None) -> Finding:
    """The finding, as sure as what was decided on its form makes it."""
    if tally is None:
        return finding
    return finding.model_copy(update={"confidence": tally.taught(finding.confidence)})


def states_of(documents: Iterable[Document], knowledge: Knowledge) -> dict[str, str]:
    """All that what is found in each of the documents depends on, as a digest by the document's id.

    Of the curated facts that are those which quote it.
    """
    declared = (
        *knowledge.entities,
        *knowledge.entities.kinds.by_id.values(),
        *knowledge.attributes.values(),
        *knowledge.editions.by_id.values(),
    )
    names = hashlib.blake2b(f"{EXTRACTION}".encode(), digest_size=16)
    for item in declared:
        names.update(item.model_dump_json().encode())
    told: dict[str, list[str]] = {}
    for fact in knowledge.facts.facts:
        for name in {quote.document_id for quote in fact.evidence}:
            told.setdefault(name, []).append("\0".join(map(str, (*fact.key, fact.value))))
    found = {}
    for document in documents:
        state = names.copy()
        state.update(document.model_dump_json().encode())
        state.update("\n".join(sorted(told.get(document.id, ()))).encode())
        found[document.id] = state.hexdigest()
    return found
