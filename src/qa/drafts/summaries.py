"""Summaries: three to six headlines of each edition or document, figures first, each with its citation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from index.documents import Document
from qa.citation.claim import Claim, Quote
from qa.drafts.answer import FigureAnswer, Resources
from qa.drafts.draft import Draft, Section, quotation
from qa.drafts.works import Work, works
from qa.knowledge.facts import QUANTITIES, Fact
from qa.knowledge.figures import Ranking
from qa.knowledge.selection import ALL
from qa.language.compact import key_of
from qa.question.frame import Frame
from qa.retrieval.headlines import Headlines

MOST_WORKS: Final = 3  # editions or documents that one answer sums up
ALONE: Final = 6  # headlines of one that is summed up by itself
TOGETHER: Final = 3  # of each of several
FIGURES: Final = 0.5  # the share of headlines that are figures, where those are held
PLACES: Final = "rank"  # the unit of a place, which says nothing without the figure that it is of


class Summaries(FigureAnswer):
    """What matters most in each edition or document that is asked for."""

    def __init__(
        self, resources: Resources, frame: Frame, documents: Mapping[str, Document], headlines: Headlines
    ) -> None:
        super().__init__(resources, frame)
        self._documents, self._headlines = documents, headlines
        self._subjects = self._narrowed()

    def compose(self) -> Draft | None:
        """A section for each edition or document, the latest first; None where nothing speaks of it."""
        held = works(self._documents, self.words, self.frame.editions)
        most = ALONE if len(held) == 1 else TOGETHER
        sections = [self._section(work, most) for work in held[:MOST_WORKS]]
        sections = [section for section in sections if section.claims]
        if not sections:
            return None
        more = len(held) - MOST_WORKS
        closing = self.words.text("summary-more", number=more) if more > 0 else ""
        facts = [fact for section in sections for claim in section.claims for fact in claim.facts]
        return replace(self.draft(tuple(sections), facts), closing=closing)

    def _narrowed(self) -> frozenset[str]:
        """Whom the figures are to be of: the entities asked for and their parts; empty for all."""
        graph = self.knowledge.entities
        return frozenset(
            one for entity in self.frame.entities for one in (entity, *graph.descendants(entity))
        )

    def _section(self, work: Work, most: int) -> Section:
        figures = list(self._figures(work.edition, round(most * FIGURES)))
        beside = {(quote.document_id, quote.start) for claim in figures for quote in claim.quotes}
        names = {key_of(name) for e in self.frame.entities for name in self.knowledge.entities[e].written}
        ids = {document.id for document in work.documents}
        places = self._headlines.choose(ids, most - len(figures), names, beside)
        return Section((*figures, *map(self._quoted, places)), work.title)

    def _figures(self, edition: str, most: int) -> Iterator[Claim]:
        """The leaders of the attributes that most is held of, that which the corpus ranks by before all."""
        store, wanted = self.knowledge.facts, list[tuple[bool, int, str]]()
        for attribute in self.knowledge.attributes.values():
            held = [fact for fact in store.within(attribute.id, edition) if self._is_wanted(fact)]
            if held:
                default = attribute.id == self.knowledge.default_attribute
                wanted.append((not default, -len({fact.subject for fact in held}), attribute.id))
        claims = (self._leader(attribute, edition) for _, _, attribute in sorted(wanted, key=lambda w: w[:2]))
        yield from [claim for claim in claims if claim][:most]

    def _is_wanted(self, fact: Fact) -> bool:
        countable = fact.unit in QUANTITIES and fact.unit != PLACES
        return countable and (not self._subjects or fact.subject in self._subjects)

    def _leader(self, attribute: str, edition: str) -> Claim | None:
        """The first of an order, with those that are level; of one that stands alone what is said of it."""
        ranking = self._ranking(attribute, edition)
        if not ranking.lines:
            return None
        first = ranking.lines[0].standing
        level = [line.standing for line in ranking.lines if line.standing.sides[0].value == first.low]
        if len(ranking.lines) == 1 or first.disputed or self._subjects:
            return self.sentence(first.sides[-1])
        facts = [standing.sides[0] for standing in level if not standing.disputed]
        proofs = [(fact, quote) for fact in facts if (quote := self.proof(fact))]
        if not proofs:
            return None
        text = self.words.heading(
            "summary-leader",
            attribute=self.words.attribute(attribute),
            names=self.words.names(fact.subject for fact, _ in proofs),
            value=self.words.fact_value(proofs[0][0]),
        )
        return Claim(text, tuple(dict.fromkeys(q for _, q in proofs)), tuple(fact for fact, _ in proofs))

    def _ranking(self, attribute: str, edition: str) -> Ranking:
        ranking = self.figures.rank(ALL, attribute, (edition,))
        return self.figures.cut(
            ranking, lambda line: not self._subjects or line.standing.subject in self._subjects
        )

    def _quoted(self, place: tuple[str, int, int]) -> Claim:
        quote = Quote(*place)
        return quotation(quote, self.resources.quotes.text(quote), self.words)
