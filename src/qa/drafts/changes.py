"""What changed from one edition to the next: told edition by edition, and never across scales."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from qa.citation.claim import Claim
from qa.drafts.answer import Resources
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.leaders import Leaders
from qa.knowledge.standings import Standing, current
from qa.question.frame import Frame

FIRST: Final = 3  # places of each edition
NAMED: Final = 5  # subjects that are new
IN_BOTH: Final = 2  # subjects whose figures of both editions are shown, and as many other figures
MEASURED_ANEW: Final = 2  # attributes that only the later edition gives
UNANSWERED: Final = 0.1  # confidence that there is nothing to set against each other


class Changes(Leaders):
    """The first places of two editions, who is new, and the figures that both give."""

    def __init__(self, resources: Resources, frame: Frame, editions: Sequence[str]) -> None:
        """`editions` are all that are held; those that nobody declares are no editions of one report."""
        super().__init__(resources, frame)
        self._held = [edition for edition in editions if edition in self.knowledge.editions.by_id]

    def compose(self) -> Draft | Abstention | None:
        """The changes between the two editions asked for, or the latest two; None where no figure is held."""
        if len(self._held) < 2:
            name = self.words.editions(self._held)
            message = "changes-one" if name else "changes-none"
            return Abstention(self.words.text(message, edition=name), confidence=UNANSWERED)
        earlier, later = self.editions
        sections = (
            self._section(earlier, self._first(earlier)),
            self._section(later, [*self._first(later), *self._new(earlier, later)]),
            Section(tuple(self._in_both(earlier, later)), self.words.text("changes-both")),
        )
        draft = self.told(sections)
        return draft and replace(draft, editions=(earlier, later))

    @property
    def editions(self) -> tuple[str, str]:
        """The two editions that are set against each other, the earlier first."""
        asked = [edition for edition in self._held if edition in self.frame.editions]
        if len(asked) > 1:
            return asked[0], asked[-1]
        at = max(1, self._held.index(asked[0])) if asked else len(self._held) - 1
        return self._held[at - 1], self._held[at]

    def _section(self, edition: str, claims: Sequence[Claim]) -> Section:
        """What an edition says; where it has no figure of whom is asked for, that it has none."""
        label, attribute = self.words.edition(edition), self.knowledge.default_attribute
        if claims or not self.frame.entities or attribute is None:
            return Section(tuple(claims), label)
        named = self.words.attribute(attribute), self.words.names(self.frame.entities)
        none = self.words.text(
            "abstain-attribute-edition", attribute=named[0], subject=named[1], edition=label
        )
        return Section((), label, (none,))

    def _first(self, edition: str) -> list[Claim]:
        """The first places of an edition in one line."""
        claim = self.together("changes-first", self._ranked(edition)[:FIRST], valued=True)
        return [claim] if claim else []

    def _new(self, earlier: str, later: str) -> Iterator[Claim]:
        """Who is ranked in the later edition alone, and who leads by what only that one gives."""
        before = {standing.subject for standing in self._ranked(earlier)}
        new = [standing for standing in self._ranked(later) if standing.subject not in before]
        all_new = len(new) == len(self._ranked(later))  # as the first places show
        if not all_new and (claim := self.together("changes-new", new[:NAMED], valued=False)):
            yield claim
        given = [a for a in self.knowledge.attributes if self.knowledge.facts.within(a, earlier)]
        default = self.knowledge.default_attribute
        yield from islice(self.leaders(later, {*given, default or ""}), MEASURED_ANEW)

    def _in_both(self, earlier: str, later: str) -> Iterator[Claim]:
        """The figures of what both editions give one for: a line for each edition, never a difference."""
        default = self.knowledge.default_attribute
        pairs = [pair for name in self.knowledge.attributes for pair in self._pairs(name, earlier, later)]
        scored = [pair for pair in pairs if pair[0].facts[0].attribute == default]
        others = [pair for pair in pairs if pair not in scored]
        for standing in (one for pair in (*scored[:IN_BOTH], *others[:IN_BOTH]) for one in pair):
            attribute = self.words.attribute(standing.facts[0].attribute)
            if claim := self.line(standing, "changes-figure", attribute=attribute):
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
        facts = filter(self.is_wanted, store.within(attribute, edition))
        return {standing.subject: standing for standing in current(facts, store)}

    def _ranked(self, edition: str) -> list[Standing]:
        """The standings of an edition by the attribute that the corpus ranks by, the best first."""
        attribute = self.knowledge.default_attribute
        return [line.standing for line in self.ranking(attribute, edition).lines] if attribute else []
