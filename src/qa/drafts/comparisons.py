"""Comparisons: two or more figures that are one scale side by side, and which is ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from qa.citation.claim import Claim
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.statements import Statements
from qa.knowledge.facts import Fact
from qa.knowledge.standings import Standing, current, ordered
from qa.question.frame import Frame
from qa.wording.wording import Words

Held: TypeAlias = Mapping[str, Standing]  # by edition


class Comparisons:
    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._knowledge, self._figures = statements.knowledge, statements.figures

    def compose(self, frame: Frame) -> Draft | Abstention:
        """The figures of the entities side by side, a section for each edition or scale that has all."""
        attribute = frame.attributes[0]
        found = {entity: self._standings(frame, attribute, entity) for entity in frame.entities}
        lacking = [entity for entity, held in found.items() if not held]
        facts = [fact for held in found.values() for standing in held.values() for fact in standing.facts]
        if lacking:
            return self._statements.nothing(frame, attribute, lacking, facts)
        picked = list(self._picked(attribute, list(found.values())))
        if not picked:
            return self._statements.draft_of(facts, frame)
        sections = tuple(self._comparison(frame, attribute, standings) for standings in picked)
        shown = [fact for standings in picked for standing in standings for fact in standing.facts]
        return self._statements.draft(frame, sections, shown)

    def _standings(self, frame: Frame, attribute: str, entity: str) -> Held:
        """An entity's own figure in each edition; for a lab, country or group that of its best."""
        found = self._figures.of(attribute, entity, frame.editions)
        own = [fact for fact in found if fact.subject == entity]
        if not own and self._knowledge.entities[entity].kind in self._knowledge.entities.kinds.collectives:
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
        facts = tuple(fact for standing in standings for fact in standing.sides)
        lines = self._statements.sentences(facts, frame)
        if len(lines) < len(facts):  # what cannot be proved cannot be compared
            return Section(lines)
        words, margin = self._statements.words(frame), self._figures.margin(attribute, _editions(standings))
        quotes = tuple(dict.fromkeys(quote for line in lines for quote in line.quotes))
        first = Claim(self._verdict(words, attribute, standings, margin), quotes, facts, derived=(margin,))
        if not frame.difference or len(standings) != 2:
            return Section((first, *lines))
        spread = _spread(*standings)
        last = Claim(_difference(words, standings, spread, margin), quotes, facts, derived=(margin, *spread))
        return Section((first, *lines, last))

    def _verdict(self, words: Words, attribute: str, standings: Sequence[Standing], margin: float) -> str:
        """Who is ahead, or level, or that it depends on the source."""
        lines = ordered(standings, margin, descending=self._figures.descends(attribute))
        top = [line for line in lines if line.first == 1]
        rest = [line for line in lines if line.first > 1]
        if len(top) == 1:
            message = "compare-ahead"
        elif any(line.first != line.last for line in top):
            message = "compare-disputed"
        elif len({line.standing.high for line in top}) > 1:
            message = "compare-level"
        else:
            message = "compare-together" if rest else "compare-tie"
        winners = words.names([line.standing.subject for line in top])
        return words.text(
            message,
            winner=winners,
            winners=winners,
            names=winners,
            losers=words.names([line.standing.subject for line in rest]),
            margin=words.value(margin, "count"),
            attribute=words.attribute(attribute),
            edition=words.editions(_editions(standings)),
        )


def _difference(words: Words, standings: Sequence[Standing], spread: Sequence[float], margin: float) -> str:
    """How far two figures are apart; where sources disagree, at least and at most."""
    unit, least = standings[0].facts[0].unit, min(standing.low for standing in standings)
    low, high = (words.gap(size, unit, least) for size in (spread[0], spread[-1]))
    message = "difference"
    if spread[0] != spread[-1]:
        message = "difference-disputed"
    elif 0 < spread[0] <= margin:
        message = "difference-within"
    return words.text(
        message,
        amount=low,
        low=low,
        high=high,
        margin=words.value(margin, "count"),
        edition=words.editions(_editions(standings)),
    )


def _editions(standings: Sequence[Standing]) -> set[str]:
    return {standing.edition for standing in standings}


def _spread(one: Standing, other: Standing) -> tuple[float, ...]:
    """Every difference of two standings that one source or other gives, the smallest first."""
    return tuple(sorted({round(abs(a.number - b.number), 6) for a in one.sides for b in other.sides}))
