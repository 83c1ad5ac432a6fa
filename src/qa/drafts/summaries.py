"""Summaries: three to six headlines of each edition or document, figures first, each with its citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from index.documents import Document
from qa.citation.claim import Claim, Quote
from qa.drafts.answer import Resources
from qa.drafts.draft import Draft, Section, quotation
from qa.drafts.leaders import Leaders
from qa.drafts.works import Work, works
from qa.language.compact import key_of
from qa.question.frame import Frame
from qa.retrieval.headlines import Headlines

MOST_WORKS: Final = 3  # editions or documents that one answer sums up
ALONE: Final = 6  # headlines of one that is summed up by itself
TOGETHER: Final = 3  # of each of several
FIGURES: Final = 0.5  # the share of headlines that are figures, where those are held


class Summaries(Leaders):
    """What matters most in each edition or document that is asked for."""

    def __init__(
        self, resources: Resources, frame: Frame, documents: Mapping[str, Document], headlines: Headlines
    ) -> None:
        super().__init__(resources, frame)
        self._documents, self._headlines = documents, headlines

    def compose(self) -> Draft | None:
        """A section for each edition or document, the latest first; None where nothing speaks of it."""
        held = works(self._documents, self.words, self.frame.editions)
        most = ALONE if len(held) == 1 else TOGETHER
        draft = self.told(self._section(work, most) for work in held[:MOST_WORKS])
        more = len(held) - MOST_WORKS
        return (
            replace(draft, closing=self.words.text("summary-more", number=more))
            if draft and more > 0
            else draft
        )

    def _section(self, work: Work, most: int) -> Section:
        figures = list(islice(self.leaders(work.edition), round(most * FIGURES)))
        beside = {(quote.document_id, quote.start) for claim in figures for quote in claim.quotes}
        names = {key_of(name) for e in self.frame.entities for name in self.knowledge.entities[e].written}
        ids = {document.id for document in work.documents}
        places = self._headlines.choose(ids, most - len(figures), names, beside)
        return Section((*figures, *map(self._quoted, places)), work.title)

    def _quoted(self, place: tuple[str, int, int]) -> Claim:
        quote = Quote(*place)
        return quotation(quote, self.resources.quotes.read(quote), self.words)
