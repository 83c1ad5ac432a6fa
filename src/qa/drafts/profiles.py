"""Profiles: what is held of a lab: its models, its users, its money, and what is not held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from qa.citation.claim import Claim
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.statements import MOST_LINES, Statements
from qa.knowledge.facts import Fact
from qa.knowledge.makers import Makers
from qa.knowledge.standings import Standing, current, ordered
from qa.question.frame import Frame
from qa.wording.wording import Words

EXPECTED_UNITS: Final = frozenset({"users", "USD", "date"})  # what is looked for, and said to be missing
SHOWN_UNITS: Final = EXPECTED_UNITS | {"entity"}  # with its people; how often it publishes is no portrait


class Profiles:
    def __init__(self, statements: Statements, makers: Makers) -> None:
        self._statements, self._makers = statements, makers
        self._knowledge, self._figures = statements.knowledge, statements.figures

    def compose(self, frame: Frame) -> Draft | Abstention:
        """All that is held of the lab that is asked for, or that made what is; or why there is nothing."""
        words = self._statements.words(frame)
        lab = self._knowledge.entities.lab(frame.entities[0])
        if lab is None:
            return Abstention(words.text("abstain-lab", name=words.name(frame.entities[0])))
        facts = list(self._facts(lab, frame))
        scored = list(self._scored(lab, frame))
        sections = (
            *(self._ranked(standings, words) for standings in scored),
            Section(tuple(self._others(lab, scored, frame)), words.text("profile-others")),
            Section(
                self._statements.sentences(facts, frame),
                words.text("profile-figures", subject=words.name(lab)),
            ),
        )
        held = tuple(section for section in sections if section.claims)
        if not held:
            return Abstention(words.text("abstain-name", name=words.name(lab)))
        shown = [f for standings in scored for standing in standings for f in standing.sides] + facts
        draft = self._statements.draft(frame, held, shown)
        return replace(draft, closing=self._missing(lab, facts, words))

    def _scored(self, lab: str, frame: Frame) -> Iterator[tuple[Standing, ...]]:
        """The scores of the lab's models in each edition, the best first."""
        store, below = self._knowledge.facts, sorted(self._knowledge.entities.descendants(lab))
        for attribute in frame.attributes:
            for edition in self._figures.editions(attribute, frame.editions):
                standings = current(store.find(attribute, below, (edition,)), store)
                lines = ordered(standings, 0.0, descending=self._figures.descends(attribute))
                if lines:
                    yield tuple(line.standing for line in lines)

    def _ranked(self, standings: tuple[Standing, ...], words: Words) -> Section:
        claims = (self._statements.line(standing, words) for standing in standings[:MOST_LINES])
        heading = words.text(
            "profile-models",
            attribute=words.attribute(standings[0].facts[0].attribute),
            edition=words.edition(standings[0].edition) + self._statements.cut(len(standings), words),
        )
        return Section(tuple(self._with_weights(claim, words) for claim in claims if claim), heading)

    def _with_weights(self, claim: Claim, words: Words) -> Claim:
        """The line with its model's open weights, which the corpus declares."""
        if not self._knowledge.entities[claim.facts[0].subject].open_weights:
            return claim
        return replace(claim, text=words.text("profile-open", line=claim.text))

    def _others(self, lab: str, scored: Sequence[tuple[Standing, ...]], frame: Frame) -> Iterator[Claim]:
        """The lab's models that have no score, each with a sentence that names it and the lab."""
        graph, words = self._knowledge.entities, self._statements.words(frame)
        shown = {standing.subject for standings in scored for standing in standings}
        for model in sorted(graph.descendants(lab) - shown)[:MOST_LINES]:
            is_model = graph[model].kind in graph.kinds.models and frame.attributes
            made = self._makers.of(model) if is_model else ()
            quote = self._statements.proof(made[0], frame.language) if made else None
            if quote and made[0].edition in (frame.editions or (made[0].edition,)):
                yield self._with_weights(Claim(words.name(model), (quote,), made), words)

    def _facts(self, lab: str, frame: Frame) -> Iterator[Fact]:
        """What is stated of the lab itself, and the users of its applications, in the corpus's order."""
        graph, store = self._knowledge.entities, self._knowledge.facts
        below = sorted(graph.descendants(lab))
        applications = tuple(e for e in below if graph[e].kind in graph.kinds.applications)
        for attribute in self._knowledge.attributes.values():
            if attribute.unit in SHOWN_UNITS:
                yield from store.find(attribute.id, (lab, *applications), frame.editions)

    def _missing(self, lab: str, facts: Sequence[Fact], words: Words) -> str:
        """What documents state of other labs and not of this one."""
        kind, held = self._knowledge.entities[lab].kind, {fact.attribute for fact in facts}
        missing = [
            words.attribute(attribute)
            for attribute in self._knowledge.attributes.values()
            if attribute.unit in EXPECTED_UNITS
            and kind in attribute.subjects
            and attribute.id not in held
            and self._knowledge.facts.editions(attribute.id)
        ]
        if not missing:
            return ""
        return words.text("profile-missing", subject=words.name(lab), attributes=words.join(missing))
