"""Profiles: what is held of a lab: its models, its users, its money, and what is not held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from qa.citation.claim import Claim
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.statements import MOST_LINES, Stating
from qa.knowledge.facts import Fact
from qa.knowledge.makers import Makers
from qa.knowledge.standings import Standing, current, ordered
from qa.question.frame import Frame

MODEL: Final = "model"
APPLICATION: Final = "application"
EXPECTED_UNITS: Final = frozenset({"users", "USD", "date"})  # what is looked for, and said to be missing
TOLD_UNITS: Final = EXPECTED_UNITS | {"entity"}  # with its people; how often it publishes is no portrait


class Profiles:
    def __init__(self, stating: Stating, makers: Makers) -> None:
        self._stating, self._makers = stating, makers
        self._knowledge, self._figures, self._wording = stating.knowledge, stating.figures, stating.wording

    def compose(self, frame: Frame) -> Draft | Abstention:
        """All that is held of the lab that is asked for, or that made what is; or why there is nothing."""
        words, language = self._wording, frame.language
        lab = self._knowledge.entities.lab(frame.entities[0])
        if lab is None:
            name = words.name(frame.entities[0], language)
            return Abstention(words.text(language, "abstain-lab", name=name))
        facts = list(self._facts(lab, frame))
        scored = list(self._scored(lab, frame))
        heading = words.text(language, "profile-figures", subject=words.name(lab, language))
        sections = (
            *(self._ranked(standings, frame) for standings in scored),
            Section(tuple(self._others(lab, scored, frame)), words.text(language, "profile-others")),
            Section(tuple(filter(None, (self._stating.sentence(f, frame) for f in facts))), heading),
        )
        told = tuple(section for section in sections if section.claims)
        if not told:
            return Abstention(
                words.text(language, "abstain-name", name=words.name(lab, language)), applies=True
            )
        shown = [f for standings in scored for standing in standings for f in standing.sides] + facts
        draft = self._stating.draft(frame, told, shown)
        return replace(draft, closing=self._missing(lab, facts, frame))

    def _scored(self, lab: str, frame: Frame) -> Iterator[tuple[Standing, ...]]:
        """The scores of the lab's models in each edition, the best first."""
        store = self._knowledge.facts
        for attribute in frame.attributes:
            for edition in self._figures.editions(attribute, frame.editions):
                below = sorted(self._knowledge.entities.descendants(lab))
                standings = current(store.find(attribute, below, (edition,)), store)
                lines = ordered(standings, 0.0, descending=self._figures.descends(attribute))
                if lines:
                    yield tuple(line.standing for line in lines)

    def _ranked(self, standings: tuple[Standing, ...], frame: Frame) -> Section:
        words, language, first = self._wording, frame.language, standings[0]
        claims = (self._stating.line(standing, frame) for standing in standings[:MOST_LINES])
        heading = words.text(
            language,
            "profile-models",
            attribute=words.attribute(first.facts[0].attribute, language),
            edition=words.edition(first.edition, language) + self._stating.cut(len(standings), language),
        )
        return Section(tuple(self._with_weights(claim, language) for claim in claims if claim), heading)

    def _with_weights(self, claim: Claim, language: str) -> Claim:
        """The line with its model's open weights, which the corpus declares."""
        if not self._knowledge.entities[claim.facts[0].subject].open_weights:
            return claim
        return replace(claim, text=self._wording.text(language, "profile-open", line=claim.text))

    def _others(self, lab: str, scored: list[tuple[Standing, ...]], frame: Frame) -> Iterator[Claim]:
        """The lab's models that have no score, each with a sentence that names it and the lab."""
        graph, told = self._knowledge.entities, {s.subject for standings in scored for s in standings}
        for model in sorted(graph.descendants(lab) - told)[:MOST_LINES]:
            made = self._makers.of(model) if graph[model].kind == MODEL and frame.attributes else ()
            quote = self._stating.proof(made[0], frame.language) if made else None
            if quote and made[0].edition in (frame.editions or (made[0].edition,)):
                yield self._with_weights(
                    Claim(self._wording.name(model, frame.language), (quote,), made), frame.language
                )

    def _facts(self, lab: str, frame: Frame) -> Iterator[Fact]:
        """What is stated of the lab itself, and the users of its applications, in the corpus's order."""
        graph, store = self._knowledge.entities, self._knowledge.facts
        below = sorted(graph.descendants(lab))
        applications = tuple(e for e in below if graph[e].kind == APPLICATION)
        for attribute in self._knowledge.attributes.values():
            if attribute.unit in TOLD_UNITS:
                yield from store.find(attribute.id, (lab, *applications), frame.editions)

    def _missing(self, lab: str, facts: list[Fact], frame: Frame) -> str:
        """What documents state of other labs and not of this one."""
        words, language, store = self._wording, frame.language, self._knowledge.facts
        kind, told = self._knowledge.entities[lab].kind, {fact.attribute for fact in facts}
        missing = [
            words.attribute(attribute, language)
            for attribute in self._knowledge.attributes.values()
            if attribute.unit in EXPECTED_UNITS
            and kind in attribute.subjects
            and attribute.id not in told
            and store.editions(attribute.id)
        ]
        if not missing:
            return ""
        names = words.join(missing, language)
        return words.text(language, "profile-missing", subject=words.name(lab, language), attributes=names)
