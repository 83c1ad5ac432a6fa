"""Comparisons: two or more figures that are one scale side by side, and which is ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from qa.citation.claim import Claim, Quote
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.statements import Stating
from qa.knowledge.facts import Fact
from qa.knowledge.standings import Standing, current, ordered
from qa.question.frame import Frame

Held: TypeAlias = Mapping[str, Standing]  # by edition


class Comparisons:
    def __init__(self, stating: Stating) -> None:
        self._stating = stating
        self._knowledge, self._figures, self._wording = stating.knowledge, stating.figures, stating.wording

    def compose(self, frame: Frame) -> Draft | Abstention:
        attribute = frame.attributes[0]
        found = {entity: self._standings(frame, attribute, entity) for entity in frame.entities}
        lacking = [entity for entity, held in found.items() if not held]
        facts = [fact for held in found.values() for standing in held.values() for fact in standing.facts]
        if lacking:
            return self._stating.nothing(frame, attribute, tuple(lacking), facts)
        picked = list(self._picked(attribute, list(found.values())))
        if not picked:
            return self._stating.all_of(frame, facts)
        sections = tuple(self._comparison(frame, attribute, standings) for standings in picked)
        shown = [fact for standings in picked for standing in standings for fact in standing.facts]
        return self._stating.draft(frame, sections, shown)

    def _standings(self, frame: Frame, attribute: str, entity: str) -> Held:
        """An entity's own figure in each edition; for a lab, country or group that of its best."""
        found = self._figures.of(attribute, entity, frame.editions)
        own = [fact for fact in found if fact.subject == entity]
        if not own and self._knowledge.entities[entity].kind in ("country", "group"):
            found = self._under(frame, attribute, entity)
        sign = 1 if self._figures.descends(attribute) else -1
        held: dict[str, Standing] = {}
        for standing in current(own or found, self._knowledge.facts):
            best = held.get(standing.edition)
            if best is None or sign * standing.high > sign * best.high:
                held[standing.edition] = standing
        return held

    def _under(self, frame: Frame, attribute: str, scope: str) -> tuple[Fact, ...]:
        store, members = self._knowledge.facts, self._knowledge.entities.members(scope)
        subjects = [subject for subject in store.subjects(attribute) if subject in members]
        return store.find(attribute, subjects, frame.editions)

    def _picked(self, attribute: str, found: Sequence[Held]) -> Iterator[tuple[Standing, ...]]:
        """What may be compared: the figures of each edition that has all, or else the latest of one scale."""
        held = {edition for each in found for edition in each}
        for group in self._figures.groups(attribute, sorted(held)):
            common = [tuple(each[e] for each in found) for e in group if all(e in each for each in found)]
            if not common and all(any(e in each for e in group) for each in found):
                common = [tuple(each[[e for e in group if e in each][-1]] for each in found)]
            for standings in common:
                distinct = tuple({standing.subject: standing for standing in standings}.values())
                if len(distinct) > 1:  # not two names that mean one: DeepSeek and its best model
                    yield distinct

    def _comparison(self, frame: Frame, attribute: str, standings: Sequence[Standing]) -> Section:
        facts = [fact for standing in standings for fact in standing.sides]
        lines = [claim for fact in facts if (claim := self._stating.sentence(fact, frame))]
        if len(lines) < len(facts):  # what cannot be proved cannot be compared
            return Section(tuple(lines))
        margin = self._figures.margin(attribute, [standing.edition for standing in standings])
        verdict = self._verdict(frame, attribute, standings, margin)
        gap = self._gap(frame, standings, margin) if frame.difference else ""
        quotes = _quotes(lines)
        spread = _spread(standings) if len(standings) == 2 else ()
        first = Claim(verdict, quotes, tuple(facts), derived=(margin,))
        last = Claim(gap, quotes, tuple(facts), derived=(margin, *spread))
        return Section((first, *lines, last) if gap else (first, *lines))

    def _verdict(self, frame: Frame, attribute: str, standings: Sequence[Standing], margin: float) -> str:
        """Who is ahead, or level, or that it depends on the source."""
        words, language = self._wording, frame.language
        lines = ordered(standings, margin, descending=self._figures.descends(attribute))
        top = [line for line in lines if line.first == 1]
        rest = [line for line in lines if line.first > 1]
        named = {
            "attribute": words.attribute(attribute, language),
            "edition": words.editions({standing.edition for standing in standings}, language),
        }
        winners = words.names([line.standing.subject for line in top], language)
        losers = words.names([line.standing.subject for line in rest], language)
        if len(top) == 1:
            return words.text(language, "compare-ahead", winner=winners, losers=losers, **named)
        if any(line.first != line.last for line in top):
            return words.text(language, "compare-disputed", names=winners, **named)
        if len({line.standing.high for line in top}) > 1:
            return words.text(
                language, "compare-level", names=winners, margin=self._amount(margin, language), **named
            )
        if rest:
            return words.text(language, "compare-together", winners=winners, losers=losers, **named)
        return words.text(language, "compare-tie", names=winners, **named)

    def _gap(self, frame: Frame, standings: Sequence[Standing], margin: float) -> str:
        """The difference of two figures; "" for more. Where sources disagree, the least and the most."""
        if len(standings) != 2:
            return ""
        words, language, spread = self._wording, frame.language, _spread(standings)
        unit = standings[0].facts[0].unit
        least = min(standing.low for standing in standings)
        ends = (spread[0], spread[-1])
        low, high = (words.gap(_whole(size), unit, language, least) for size in ends)
        named = {"edition": words.editions({standing.edition for standing in standings}, language)}
        if spread[0] != spread[-1]:
            return words.text(language, "difference-disputed", low=low, high=high, **named)
        if 0 < spread[0] <= margin:
            stated = self._amount(margin, language)
            return words.text(language, "difference-within", amount=low, margin=stated, **named)
        return words.text(language, "difference", amount=low, **named)

    def _amount(self, margin: float, language: str) -> str:
        return self._wording.value(_whole(margin), "count", language)


def _spread(standings: Sequence[Standing]) -> tuple[float, ...]:
    """Every difference of two standings that one source or other gives, the smallest first."""
    one, other = standings
    return tuple(sorted({round(abs(a.number - b.number), 6) for a in one.sides for b in other.sides}))


def _quotes(claims: Sequence[Claim]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quote for claim in claims for quote in claim.quotes))


def _whole(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
