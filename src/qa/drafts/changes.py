"""What changed from one edition to the next: told edition by edition, and never across scales."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from qa.citation.claim import Claim
from qa.drafts.answer import FigureAnswer, Resources
from qa.drafts.draft import Abstention, Draft, Section
from qa.knowledge.facts import QUANTITIES, Fact
from qa.knowledge.selection import ALL
from qa.knowledge.standings import Standing, current
from qa.question.frame import Frame

FIRST: Final = 3  # places of each edition
NAMED: Final = 5  # subjects that are new
IN_BOTH: Final = 2  # subjects whose figures of both editions are shown
OTHERS: Final = 2  # other figures that differ
UNANSWERED: Final = 0.1  # confidence that there is nothing to set against each other


class Changes(FigureAnswer):
    """The first places of two editions, who is new, and the figures that both give."""

    def __init__(self, resources: Resources, frame: Frame, editions: Sequence[str]) -> None:
        """`editions` are all that are held; undeclared ones are no editions of one report."""
        super().__init__(resources, frame)
        self._held = [edition for edition in editions if edition in self.knowledge.editions.by_id]
        graph = self.knowledge.entities
        self._subjects = {one for e in frame.entities for one in (e, *graph.descendants(e))}

    def compose(self) -> Draft | Abstention | None:
        """The changes between the two editions asked for, or the latest two; None where no figure is held."""
        if len(self._held) < 2:
            name = self.words.editions(self._held)
            message = "changes-one" if name else "changes-none"
            return Abstention(self.words.text(message, edition=name), confidence=UNANSWERED)
        earlier, later = self.editions
        sections = [
            Section(tuple(self._of_edition(earlier)), self.words.edition(earlier)),
            Section((*self._of_edition(later), *self._new(earlier, later)), self.words.edition(later)),
            Section(tuple(self._in_both(earlier, later)), self.words.text("changes-both")),
        ]
        held = tuple(section for section in sections if section.claims)
        facts = [fact for section in held for claim in section.claims for fact in claim.facts]
        return replace(self.draft(held, facts), editions=(earlier, later)) if held else None

    @property
    def editions(self) -> tuple[str, str]:
        """The two editions that are set against each other, the earlier first."""
        asked = [edition for edition in self._held if edition in self.frame.editions]
        if len(asked) > 1:
            return asked[0], asked[-1]
        at = max(1, self._held.index(asked[0])) if asked else len(self._held) - 1
        return self._held[at - 1], self._held[at]

    def _of_edition(self, edition: str) -> Iterator[Claim]:
        """The first places of an edition in one line."""
        first, words = self._ranked(edition)[:FIRST], self.words
        told = [
            words.text("with-detail", text=words.name(one.subject), detail=words.standing(one))
            for one in first
        ]
        yield from self._line("changes-first", first, told)

    def _new(self, earlier: str, later: str) -> Iterator[Claim]:
        """Who has a figure in the later edition alone."""
        before = {standing.subject for standing in self._ranked(earlier)}
        new = [standing for standing in self._ranked(later) if standing.subject not in before][:NAMED]
        yield from self._line("changes-new", new, [self.words.name(standing.subject) for standing in new])

    def _line(self, message: str, standings: Sequence[Standing], told: Sequence[str]) -> Iterator[Claim]:
        """What is told of the standings in one line, where all of them can be proved."""
        proofs = [proof for standing in standings for proof in self.proofs(standing)]
        if not standings or len({fact.subject for fact, _ in proofs}) < len(standings):
            return
        attribute = self.words.attribute(standings[0].facts[0].attribute)
        text = self.words.heading(message, attribute=attribute, names=self.words.series(told))
        quotes = dict.fromkeys(quote for _, quote in proofs)
        yield Claim(text, tuple(quotes), tuple(fact for fact, _ in proofs))

    def _in_both(self, earlier: str, later: str) -> Iterator[Claim]:
        """The figures of what both editions give one for: a line for each edition, never a difference."""
        default = self.knowledge.default_attribute
        pairs = [pair for name in self.knowledge.attributes for pair in self._pairs(name, earlier, later)]
        scored = [pair for pair in pairs if pair[0].facts[0].attribute == default][:IN_BOTH]
        others = [pair for pair in pairs if pair[0].facts[0].attribute != default][:OTHERS]
        for standing in (standing for pair in (*scored, *others) for standing in pair):
            attribute = self.words.attribute(standing.facts[0].attribute)
            claim = self.line(standing, "changes-figure", attribute=attribute)
            if claim:
                yield claim

    def _pairs(self, attribute: str, earlier: str, later: str) -> Iterator[tuple[Standing, Standing]]:
        """The standings of each subject in both editions whose values differ."""
        before, after = (self._standings(attribute, edition) for edition in (earlier, later))
        for subject in filter(after.__contains__, before):
            pair = before[subject], after[subject]
            if (pair[0].low, pair[0].high) != (pair[1].low, pair[1].high):
                yield pair

    def _standings(self, attribute: str, edition: str) -> dict[str, Standing]:
        store = self.knowledge.facts
        facts = [fact for fact in store.within(attribute, edition) if self._is_wanted(fact)]
        return {standing.subject: standing for standing in current(facts, store)}

    def _ranked(self, edition: str) -> list[Standing]:
        """The standings of an edition by the attribute that the corpus ranks by, the best first."""
        attribute = self.knowledge.default_attribute
        lines = self.figures.rank(ALL, attribute, (edition,)).lines if attribute else ()
        return [line.standing for line in lines if self._is_wanted(line.standing.facts[0])]

    def _is_wanted(self, fact: Fact) -> bool:
        return fact.unit in QUANTITIES and (not self._subjects or fact.subject in self._subjects)
