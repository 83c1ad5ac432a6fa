"""Leaders: who comes first by what is stated of several, the most telling figures of an edition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final

from qa.citation.claim import Claim
from qa.drafts.answer import FigureAnswer, Resources
from qa.drafts.draft import Draft, Section
from qa.knowledge.attributes import is_quantity
from qa.knowledge.facts import Fact
from qa.knowledge.figures import Ranking
from qa.knowledge.selection import ALL
from qa.knowledge.standings import Standing
from qa.question.frame import Frame

PLACE: Final = "rank"  # the unit of a place, which says nothing without the figure that it is of


class Leaders(FigureAnswer):
    """What answers about whole editions share: the figures of everybody, or of the entities asked for."""

    def __init__(self, resources: Resources, frame: Frame) -> None:
        super().__init__(resources, frame)
        graph = self.knowledge.entities
        self.subjects = frozenset(
            one for entity in frame.entities for one in (entity, *graph.descendants(entity))
        )

    def is_wanted(self, fact: Fact) -> bool:
        """Whether a fact is a quantity, and of an entity asked for or a part of one, where any is."""
        countable = is_quantity(fact.unit) and fact.unit != PLACE
        return countable and (not self.subjects or fact.subject in self.subjects)

    def ranking(self, attribute: str, edition: str) -> Ranking:
        """The figures of an attribute in order."""
        ranking = self.figures.rank(ALL, attribute, (edition,))
        return self.figures.cut(ranking, lambda line: self.is_wanted(line.standing.facts[0]))

    def leaders(self, edition: str, without: Collection[str] = ()) -> Iterator[Claim]:
        """Who is first by each attribute but `without`, the most held first.

        An attribute of a single subject is in no order, and is left out where no entity is asked for. The
        one that the corpus ranks by comes before all.
        """
        default, held = self.knowledge.default_attribute, list[tuple[str, int]]()
        for attribute in self.knowledge.attributes:
            facts = filter(self.is_wanted, self.knowledge.facts.within(attribute, edition))
            number = len({fact.subject for fact in facts})
            if attribute not in without and number > (0 if self.subjects else 1):
                held.append((attribute, number))
        for attribute, _ in sorted(held, key=lambda one: (one[0] != default, -one[1])):
            if (claim := self._leader(attribute, edition)) is not None:
                yield claim

    def told(self, sections: Iterable[Section]) -> Draft | None:
        """A draft of the sections that say something; None where none states anything.

        Contradictions between sources are left to those who ask for the figure.
        """
        held = tuple(section for section in sections if section.claims or section.remarks)
        facts = [fact for section in held for claim in section.claims for fact in claim.facts]
        if not any(section.claims for section in held):
            return None
        draft = self.draft(held, facts)
        return replace(draft, notices=tuple(n for n in draft.notices if n.kind != "conflict"))

    def together(self, message: str, standings: Collection[Standing], *, valued: bool) -> Claim | None:
        """Several figures of one attribute and scale in one line, or only whose; None without any."""
        lines = {standing: line for standing in standings if (line := self.line(standing))}
        if not lines:
            return None
        told = [self._told(standing) if valued else self.words.name(standing.subject) for standing in lines]
        facts = tuple(fact for line in lines.values() for fact in line.facts)
        quotes = dict.fromkeys(quote for line in lines.values() for quote in line.quotes)
        attribute = self.words.attribute(facts[0].attribute)
        text = self.words.heading(message, attribute=attribute, names=self.words.series(told))
        return Claim(text, tuple(quotes), facts)

    def _told(self, standing: Standing) -> str:
        value = self.words.standing(standing)
        return self.words.text("with-detail", text=self.words.name(standing.subject), detail=value)

    def _leader(self, attribute: str, edition: str) -> Claim | None:
        """The first of an order, with those whose figure is the same; of entities asked for what is said."""
        lines = self.ranking(attribute, edition).lines
        if not lines:
            return None
        first = lines[0].standing
        if self.subjects:
            return self.sentence(first.sides[-1])
        level = [
            line.standing
            for line in lines
            if (line.standing.low, line.standing.high) == (first.low, first.high)
        ]
        return self.together("summary-leader", level, valued=True)
