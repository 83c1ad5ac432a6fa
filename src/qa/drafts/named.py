"""Whether quotes are about what a question names: another's figure is no answer, however well it fits.

A corpus that declares entities knows whose a name is. Where only documents are held, a name is whatever is
likely to be one, and a quote is about it if the name stands in it, in what it stands under, or in the title
of its document, or if the document speaks of it again and again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Final

from index.documents import Document
from qa.citation.claim import Claim, Quote
from qa.citation.quotes import QuoteFinder
from qa.drafts.draft import Draft
from qa.drafts.passages import PassageAnswers
from qa.language.compact import key_of
from qa.question.frame import Frame

OFTEN: Final = 4  # times that a document names what it is about
REMEMBERED: Final = 8  # documents whose folded text is kept


class NamedQuotes:
    """Leaves out of drafts what is about something else than the question names."""

    def __init__(
        self, quotes: QuoteFinder, documents: Mapping[str, Document], passages: PassageAnswers
    ) -> None:
        self._quotes, self._documents, self._passages = quotes, documents, passages
        self._folded = lru_cache(maxsize=REMEMBERED)(self._fold)

    def kept(self, frame: Frame, draft: Draft) -> Draft | None:
        """The draft with the claims that are about what is named; None where that is none.

        A name that no document has is not looked for: it may be written otherwise, in another language.
        """
        names = [
            key for name in frame.names if (key := key_of(name)) in self._titles or self._passages.hold(name)
        ]
        if not names and not frame.sources:
            return draft
        sections = [
            replace(
                section, claims=tuple(c for c in section.claims if self._is_about(c, names, frame.sources))
            )
            for section in draft.sections
        ]
        held = tuple(section for section in sections if section.claims)
        return replace(draft, sections=held) if held else None

    @cached_property
    def _titles(self) -> str:
        """The titles of all documents, folded."""
        return "\n".join(key_of(document.title) for document in self._documents.values())

    def _is_about(self, claim: Claim, names: Collection[str], sources: Collection[str]) -> bool:
        if sources and any(quote.document_id in sources for quote in claim.quotes):
            return not names or self._any_names(claim, names)
        return not claim.quotes or (bool(names) and self._any_names(claim, names))

    def _any_names(self, claim: Claim, names: Collection[str]) -> bool:
        return any(self._names(quote, name) for quote in claim.quotes for name in names)

    def _names(self, quote: Quote, name: str) -> bool:
        read, title = self._quotes.read(quote), self._quotes.title(quote.document_id)
        around = key_of(f"{title} {read.lead} {read.whole}")
        return name in around or self._folded(quote.document_id).count(name) >= OFTEN

    def _fold(self, document: str) -> str:
        return key_of(self._documents[document].text)
