"""The last gate: every quote is compared with the stored document, every number with the quotes.

What does not pass is not shown. A claim that fails is a defect of ours and is logged; the rest of the answer
stands, and without any claim left the answer is an abstention.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from index.documents import Document
from index.excerpt import Excerpt, joined
from index.reading_text import ReadAs, read_as
from qa.citation.addresses import address_of
from qa.citation.claim import Claim, Quote
from qa.citation.shown import shown
from qa.citation.table import standing
from qa.knowledge.attributes import is_quantity
from qa.language.marks import Span
from qa.models import Citation, Line, PlaceView, QuoteView, SourceView
from qa.numbers.columns import headed
from qa.numbers.values import stated, unsupported, values
from qa.wording.wording import Words

logger = logging.getLogger(__name__)

MarkQuote: TypeAlias = Callable[[Sequence[Claim], str, str], tuple[Span, ...]]


class Citations:
    """The citations of one answer, numbered in the order in which they are first used."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        question: str,
        labels: Iterable[str],
        mark: MarkQuote = lambda *_: (),
        words: Words | None = None,
    ) -> None:
        """`labels` are names of editions, attributes and things: a number in one of them is not a claim.

        `mark` finds the words that answer, given the claims that cite a quote, the quote as it reads and its
        language. `words` are those in which a quote is shown that is no sentence; without them none is.
        """
        self._documents = documents
        self._labels = sorted((label for label in labels if label), key=len, reverse=True)
        self._granted = values(question)
        self._mark, self._words = mark, words
        self._cited: dict[Quote, list[Claim]] = {}  # in order, with the claims that rest on each

    def verify(self, claim: Claim) -> bool:
        """Whether the proof of a claim holds; if so, its quotes are cited."""
        texts = [text for quote in claim.quotes if (text := self._proof(quote)) is not None]
        if not texts or len(texts) < len(claim.quotes):
            logger.error("a claim was left out: its quote is not in the document: %r", claim.text)
            return False
        granted = {*self._granted, *claim.derived, *self._written(claim, texts)}
        loose = unsupported(self._without_labels(claim.text), texts, granted)
        if loose:
            logger.error("a claim was left out: its quotes do not state %s: %r", loose, claim.text)
            return False
        for quote in dict.fromkeys(claim.quotes):
            self._cited.setdefault(quote, []).append(claim)
        return True

    def _written(self, claim: Claim, texts: Sequence[str]) -> Iterator[float]:
        """What the figures that the quotes state read as when answers write them: "11 m" as 11 million."""
        proved = frozenset[float]().union(*map(values, texts)) if self._words else frozenset()
        for fact in claim.facts:
            if self._words and is_quantity(fact.unit) and abs(fact.number) in proved:
                yield from stated(self._words.fact_value(fact))

    def line(self, claim: Claim) -> Line:
        """The statement of a verified claim.

        To be asked when all claims are verified: what answers in a quote depends on all that rest on it.
        """
        order = list(self._cited)
        numbers = tuple(order.index(quote) + 1 for quote in dict.fromkeys(claim.quotes))
        said = joined((claim.label, Excerpt(claim.text, claim.places)))
        marks = said.marked(self._marks(claim.quotes[0])) if claim.places else ()
        return Line(kind="statement", text=said.text, citations=numbers, marks=marks)

    def cite(self, quote: Quote) -> str | None:
        """Cite a quote that no statement rests on, such as the closest one; how it is shown, if it holds."""
        text = self._quoted(quote)
        if text is None:
            return None
        self._cited.setdefault(quote, [])
        return shown(self._read(quote), self._words).text if self._words else text

    def all(self) -> tuple[Citation, ...]:
        return tuple(self._citation(quote, number) for number, quote in enumerate(self._cited, 1))

    def _quoted(self, quote: Quote) -> str | None:
        document = self._documents.get(quote.document_id)
        if document is None or not 0 <= quote.start < quote.end <= len(document.text):
            return None
        return document.text[quote.start : quote.end]

    def _proof(self, quote: Quote) -> str | None:
        """What a quote proves: what it says, after its lead; a row of a table under the head of it."""
        if self._quoted(quote) is None:
            return None
        proof = headed(self._documents[quote.document_id].text, quote.start, quote.end)
        return "\n".join((self._read(quote).lead, proof))

    def _read(self, quote: Quote) -> ReadAs:
        return read_as(self._documents[quote.document_id].text, quote.start, quote.end)

    def _citation(self, quote: Quote, number: int) -> Citation:
        document = self._documents[quote.document_id]
        found = self._marks(quote)
        return Citation(
            number=number,
            document_id=document.id,
            title=document.title,
            edition=document.edition,
            language=document.language,
            quote=document.text[quote.start : quote.end],
            start=quote.start,
            end=quote.end,
            sources=tuple(SourceView.model_validate(one, from_attributes=True) for one in document.sources),
            marks=tuple((start - quote.start, end - quote.start) for start, end in found),
            shown=self._shown(quote, found),
            file=document.file,
            place=_place(document, quote),
            table=standing(self._read(quote), found),
            url=address_of(document, quote.start, quote.end),
            recognised=document.is_recognised(quote.start, quote.end),
            digest=document.digest,
        )

    def _marks(self, quote: Quote) -> tuple[Span, ...]:
        """The words of a quote that answer, as offsets in its document."""
        read, claims = self._read(quote), self._cited[quote]
        language = self._documents[quote.document_id].language
        words = next((one.answers for one in claims if one.answers and one.quotes[0] == quote), None)
        found = read.excerpt.located((words,) if words else self._mark(claims, read.text, language))
        return tuple(span for span in found if quote.start <= span[0] and span[1] <= quote.end)

    def _shown(self, quote: Quote, marks: Sequence[Span]) -> QuoteView | None:
        """How a quote is shown that is no sentence, with the words that answer."""
        read = self._read(quote)
        if self._words is None or read.stands_alone:
            return None
        said = shown(read, self._words)
        return QuoteView(text=said.text, marks=said.marked(marks))

    def _without_labels(self, text: str) -> str:
        if not self._labels:
            return text
        return re.sub("|".join(map(re.escape, self._labels)), " ", text)


def _place(document: Document, quote: Quote) -> PlaceView | None:
    first, last = document.place(quote.start), document.place(quote.end - 1)
    if first is None or last is None:
        return None
    on = last.label if first.kind == "page" and last.label != first.label else None
    return PlaceView(kind=first.kind, label=first.label, last=on)
