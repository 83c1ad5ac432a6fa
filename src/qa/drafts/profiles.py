"""Profiles: what is held of a lab: its models, its users, its money, and what is not held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from qa.citation.claim import Claim
from qa.drafts.answer import MOST_LINES, FigureAnswer
from qa.drafts.draft import Abstention, Draft, Section
from qa.knowledge.facts import Fact
from qa.knowledge.standings import Standing, current, ordered

EXPECTED_UNITS: Final = frozenset({"users", "USD", "date"})  # what is looked for, and said to be missing
SHOWN_UNITS: Final = EXPECTED_UNITS | {"entity"}  # with its people; how often it publishes is left out


class LabProfile(FigureAnswer):
    """All that is held of the lab that is asked for, or that made what is."""

    def compose(self) -> Draft | Abstention:
        """Its models, what else is held of it, and what is not; or why there is nothing."""
        words, subject = self.words, self.frame.entities[0]
        lab = self.knowledge.entities.lab(subject)
        if lab is None:
            return Abstention(words.text("abstain-lab", name=words.name(subject)))
        facts, scored = list(self._facts(lab)), list(self._scored(lab))
        sections = (
            *map(self._ranked, scored),
            Section(tuple(self._others(lab, scored)), words.text("profile-others")),
            Section(self.sentences(facts), words.text("profile-figures")),
        )
        held = tuple(section for section in sections if section.claims)
        if not held:
            return Abstention(words.text("abstain-name", name=words.text("quote", text=words.name(lab))))
        shown = [f for standings in scored for standing in standings for f in standing.sides] + facts
        return replace(self.draft(held, shown), title=words.name(lab), closing=self._missing(lab, facts))

    def _scored(self, lab: str) -> Iterator[tuple[Standing, ...]]:
        """The scores of the lab's models in each edition, the latest first, in it the best first."""
        store, below = self.knowledge.facts, sorted(self.knowledge.entities.descendants(lab))
        for attribute in self.frame.attributes:
            for edition in reversed(self.figures.editions(attribute, self.frame.editions)):
                standings = current(store.find(attribute, below, (edition,)), store)
                lines = ordered(standings, 0.0, descending=self.figures.descends(attribute))
                if lines:
                    yield tuple(line.standing for line in lines)

    def _ranked(self, standings: tuple[Standing, ...]) -> Section:
        claims = map(self.line, standings[:MOST_LINES])
        heading = self.words.text(
            "profile-models",
            attribute=self.words.attribute(standings[0].facts[0].attribute),
            edition=self.words.edition(standings[0].edition) + self.cut(len(standings)),
        )
        return Section(tuple(self._with_weights(claim) for claim in claims if claim), heading)

    def _with_weights(self, claim: Claim) -> Claim:
        """The line with its model's open weights, which the corpus declares."""
        if not self.knowledge.entities[claim.facts[0].subject].open_weights:
            return claim
        return replace(claim, text=self.words.text("profile-open", line=claim.text))

    def _others(self, lab: str, scored: Sequence[tuple[Standing, ...]]) -> Iterator[Claim]:
        """The lab's models that have no score, each with a sentence that names it and the lab."""
        graph, editions = self.knowledge.entities, self.frame.editions
        shown = {standing.subject for standings in scored for standing in standings}
        for model in sorted(graph.descendants(lab) - shown)[:MOST_LINES]:
            is_model = graph[model].kind in graph.kinds.models and self.frame.attributes
            made = self.resources.makers.of(model) if is_model else ()
            quote = self.proof(made[0]) if made else None
            if quote and made[0].edition in (editions or (made[0].edition,)):
                yield self._with_weights(Claim(self.words.name(model), (quote,), made))

    def _facts(self, lab: str) -> Iterator[Fact]:
        """What is stated of the lab itself, and the users of its applications, in the corpus's order."""
        graph, store = self.knowledge.entities, self.knowledge.facts
        below = sorted(graph.descendants(lab))
        applications = tuple(e for e in below if graph[e].kind in graph.kinds.applications)
        for attribute in self.knowledge.attributes.values():
            if attribute.unit in SHOWN_UNITS:
                yield from store.find(attribute.id, (lab, *applications), self.frame.editions)

    def _missing(self, lab: str, facts: Sequence[Fact]) -> str:
        """What documents state of other labs and not of this one."""
        kind, held = self.knowledge.entities[lab].kind, {fact.attribute for fact in facts}
        missing = [
            self.words.attribute(attribute)
            for attribute in self.knowledge.attributes.values()
            if attribute.unit in EXPECTED_UNITS
            and kind in attribute.subjects
            and attribute.id not in held
            and self.knowledge.facts.editions(attribute.id)
        ]
        if not missing:
            return ""
        named = {"subject": self.words.name(lab), "attributes": self.words.join(missing)}
        return self.words.text("profile-missing", **named)
