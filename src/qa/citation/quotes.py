"""Finding the sentences that prove facts, in the asker's language where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from index.documents import Document
from index.layout import layout
from index.reading_text import ReadAs, read_as
from index.sentences import spans_of
from qa.citation.claim import Quote
from qa.knowledge.facts import Fact, FactStore
from qa.numbers.columns import headed

# Whom a reader of one language is most likely to understand, after their own.
NEIGHBOURS: Final = {"zh-Hans": ("zh-Hant",), "zh-Hant": ("zh-Hans",), "ja": (), "fr": (), "en": ()}


class QuoteFinder:
    """Resolves the quotes of facts to places in the stored documents."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._place = cache(self._find)
        self._facts_by_quote: dict[Quote, tuple[Fact, ...]] | None = None

    def proof(self, fact: Fact, language: str) -> Quote | None:
        """The sentence that proves `fact`: in `language`, or else a neighbouring one, English, any.

        None where no stored document holds any of its quotes: such a fact is never stated.
        """
        wanted = (language, *NEIGHBOURS.get(language, ()), "en")
        found: dict[str, Quote] = {}
        for quote in self._places(fact):
            found.setdefault(self.language(quote), quote)
        return next((found[name] for name in wanted if name in found), next(iter(found.values()), None))

    def proved_by(self, quote: Quote, facts: FactStore) -> tuple[Fact, ...]:
        """The facts that one of their quotes, standing at `quote`, proves."""
        if self._facts_by_quote is None:
            self._facts_by_quote = self._all_proofs(facts)
        return self._facts_by_quote.get(quote, ())

    def _all_proofs(self, facts: FactStore) -> dict[Quote, tuple[Fact, ...]]:
        proofs: dict[Quote, tuple[Fact, ...]] = {}
        for fact in facts.facts:
            for quote in self._places(fact):
                proofs[quote] = (*proofs.get(quote, ()), fact)
        return proofs

    def language(self, quote: Quote) -> str:
        return self._documents[quote.document_id].language

    def title(self, document_id: str) -> str:
        return self._documents[document_id].title

    def text(self, quote: Quote) -> str:
        return self._documents[quote.document_id].text[quote.start : quote.end]

    def read(self, quote: Quote) -> ReadAs:
        """How a quote reads by itself."""
        return read_as(self._documents[quote.document_id].text, quote.start, quote.end)

    def following(self, quote: Quote) -> Quote | None:
        """The sentence after a quote, in the same paragraph."""
        text = self._documents[quote.document_id].text
        units = layout(text).within(quote.start, quote.end)
        spans = spans_of(text, units[-1].block) if units else []
        rest = [span for span in spans if span[0] >= quote.end]
        return Quote(quote.document_id, *rest[0]) if rest else None

    def proof_text(self, quote: Quote) -> str:
        """What a quote proves, a row of a table under the head of it."""
        return headed(self._documents[quote.document_id].text, quote.start, quote.end)

    def _places(self, fact: Fact) -> list[Quote]:
        """Where the quotes of a fact stand, of those that do."""
        found = (self._place(evidence.document_id, evidence.quote) for evidence in fact.evidence)
        return [quote for quote in found if quote]

    def _find(self, document_id: str, text: str) -> Quote | None:
        document = self._documents.get(document_id)
        start = document.text.find(text) if document else -1
        return Quote(document_id, start, start + len(text)) if start >= 0 else None
