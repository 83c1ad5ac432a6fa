"""Comparisons: two or more figures of one edition side by side, and which is ahead."""

from __future__ import annotations

from collections.abc import Sequence

from qa.draft import Abstention, Claim, Draft, Quote, Section
from qa.facts import Fact
from qa.frame import Frame
from qa.stating import Stating


class Comparisons:
    def __init__(self, stating: Stating) -> None:
        self._stating = stating
        self._knowledge, self._figures, self._wording = stating.knowledge, stating.figures, stating.wording

    def compose(self, frame: Frame) -> Draft | Abstention:
        attribute = frame.attributes[0]
        found = {entity: self._comparable_facts(frame, attribute, entity) for entity in frame.entities}
        lacking = [entity for entity, facts in found.items() if not facts]
        if lacking:
            nearest = tuple(fact for facts in found.values() for fact in facts)
            return self._stating.nothing(frame, attribute, tuple(lacking), nearest)
        if len({fact.subject for facts in found.values() for fact in facts}) < 2:
            return self._stating.all_of(frame, [fact for facts in found.values() for fact in facts])
        common = [
            edition
            for edition in self._knowledge.editions.ids
            if all(any(fact.edition == edition for fact in facts) for facts in found.values())
        ]
        distinct = {fact.id for facts in found.values() for fact in facts if fact.edition in common}
        if len(distinct) <= len(common):  # nothing, or two names that mean one: DeepSeek and its best model
            return self._stating.all_of(frame, [fact for facts in found.values() for fact in facts])
        sections, shown = [], []
        for edition in common:
            facts = [next(f for f in facts if f.edition == edition) for facts in found.values()]
            sections.append(self._comparison(frame, attribute, facts))
            shown += facts
        return self._stating.draft(frame, tuple(sections), shown)

    def _comparable_facts(self, frame: Frame, attribute: str, entity: str) -> tuple[Fact, ...]:
        """An entity's own figure in each edition; for a lab, country or group that of its best."""
        found = self._figures.of(attribute, entity, frame.editions)
        own = [fact for fact in found if fact.subject == entity]
        if own or not found:
            kind = self._knowledge.entities[entity].kind
            return (
                tuple(own)
                if own or kind not in ("country", "group")
                else self._best_under(frame, attribute, entity)
            )
        ordered = sorted(found, key=lambda f: (f.edition, -f.number if not isinstance(f.value, str) else 0.0))
        return tuple({fact.edition: fact for fact in reversed(ordered)}.values())

    def _best_under(self, frame: Frame, attribute: str, scope: str) -> tuple[Fact, ...]:
        store, graph = self._knowledge.facts, self._knowledge.entities
        facts = [
            fact
            for fact in store.find(attribute, store.subjects(attribute), frame.editions)
            if graph.belongs(fact.subject, scope) and not isinstance(fact.value, str)
        ]
        best: dict[str, Fact] = {}
        for fact in sorted(facts, key=lambda f: f.number):
            best[fact.edition] = fact
        return tuple(best.values())

    def _comparison(self, frame: Frame, attribute: str, facts: Sequence[Fact]) -> Section:
        lines = [claim for fact in facts if (claim := self._stating.sentence(fact, frame))]
        verdict = self._verdict(frame, attribute, facts, lines)
        gap = self._gap(frame, facts, lines) if frame.difference else None
        return Section(tuple(filter(None, (verdict, *lines, gap))))

    def _verdict(
        self, frame: Frame, attribute: str, facts: Sequence[Fact], lines: Sequence[Claim]
    ) -> Claim | None:
        if any(isinstance(fact.value, str) for fact in facts) or len(lines) < len(facts):
            return None
        words, language = self._wording, frame.language
        ordered = sorted(facts, key=lambda f: -f.number)
        top = [fact.subject for fact in ordered if fact.number == ordered[0].number]
        rest = [fact.subject for fact in ordered if fact.subject not in top]
        named = {
            "attribute": words.attribute(attribute, language),
            "edition": words.edition(facts[0].edition, language),
        }
        if len(top) > 1:
            text = words.text(language, "compare-tie", names=words.names(top, language), **named)
        else:
            winner, losers = words.name(top[0], language), words.names(rest, language)
            text = words.text(language, "compare-ahead", winner=winner, losers=losers, **named)
        return Claim(text, _quotes(lines), tuple(facts))

    def _gap(self, frame: Frame, facts: Sequence[Fact], lines: Sequence[Claim]) -> Claim | None:
        if len(facts) != 2 or any(isinstance(fact.value, str) for fact in facts):
            return None
        size = round(abs(facts[0].number - facts[1].number), 6)
        amount = self._wording.gap(int(size) if size.is_integer() else size, facts[0].unit, frame.language)
        edition = self._wording.edition(facts[0].edition, frame.language)
        text = self._wording.text(frame.language, "difference", amount=amount, edition=edition)
        return Claim(text, _quotes(lines), tuple(facts), derived=(size,))


def _quotes(claims: Sequence[Claim]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quote for claim in claims for quote in claim.quotes))
