"""Comparisons: two or more figures that are one scale side by side, and which is ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from qa.citation.claim import Claim
from qa.drafts.answer import FigureAnswer
from qa.drafts.draft import Abstention, Draft, Section
from qa.knowledge.standings import Standing, current, ordered

Held: TypeAlias = Mapping[str, Standing]  # by edition


class Comparison(FigureAnswer):
    """The figures of the entities side by side, and which is ahead."""

    def compose(self) -> Draft | Abstention:
        """A section for each edition or scale that has all of the figures."""
        found = {entity: self._standings(entity) for entity in self.frame.entities}
        lacking = [entity for entity, held in found.items() if not held]
        facts = [fact for held in found.values() for standing in held.values() for fact in standing.facts]
        if lacking:
            return self.nothing(self.attribute, lacking, facts)
        picked = list(self._picked(list(found.values())))
        if not picked:
            return self.draft_of(facts)
        shown = [fact for standings in picked for standing in standings for fact in standing.facts]
        return self.draft(tuple(map(self._section, picked)), shown)

    def _standings(self, entity: str) -> Held:
        """An entity's own figure in each edition; for a lab, country or group that of its best."""
        graph, store = self.knowledge.entities, self.knowledge.facts
        found = self.figures.of(self.attribute, entity, self.frame.editions)
        own = [fact for fact in found if fact.subject == entity]
        if not own and graph[entity].kind in graph.kinds.collectives:
            members = graph.members(entity)
            subjects = [subject for subject in store.subjects(self.attribute) if subject in members]
            found = store.find(self.attribute, subjects, self.frame.editions)
        sign = 1 if self.figures.descends(self.attribute) else -1
        held: dict[str, Standing] = {}
        for standing in current(own or found, store):
            best = held.get(standing.edition)
            if best is None or sign * standing.high > sign * best.high:
                held[standing.edition] = standing
        return held

    def _picked(self, found: Sequence[Held]) -> Iterator[tuple[Standing, ...]]:
        """What may be compared: the figures of each edition that has all, or else the latest of one scale."""
        held = {edition for each in found for edition in each}
        for group in self.figures.groups(self.attribute, sorted(held)):
            common = [tuple(each[e] for each in found) for e in group if all(e in each for each in found)]
            if not common and all(any(e in each for e in group) for each in found):
                common = [tuple(each[[e for e in group if e in each][-1]] for each in found)]
            for standings in common:
                distinct = tuple({standing.subject: standing for standing in standings}.values())
                if len(distinct) > 1:  # not two names that mean one: DeepSeek and its best model
                    yield distinct

    def _section(self, standings: Sequence[Standing]) -> Section:
        facts = tuple(fact for standing in standings for fact in standing.sides)
        lines = self.sentences(facts)
        if len(lines) < len(facts):  # what cannot be proved cannot be compared
            return Section(lines)
        margin = self.figures.margin(self.attribute, _editions(standings))
        quotes = tuple(dict.fromkeys(quote for line in lines for quote in line.quotes))
        first = Claim(self._verdict(standings, margin), quotes, facts, derived=(margin,))
        if not self.frame.difference or len(standings) != 2:
            return Section((first, *lines))
        spread = _spread(*standings)
        text = self._difference(standings, spread, margin)
        return Section((first, *lines, Claim(text, quotes, facts, derived=(margin, *spread))))

    def _verdict(self, standings: Sequence[Standing], margin: float) -> str:
        """Who is ahead, or level, or that it depends on the source."""
        words = self.words
        lines = ordered(standings, margin, descending=self.figures.descends(self.attribute))
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
            attribute=words.attribute(self.attribute),
            edition=words.editions(_editions(standings)),
        )

    def _difference(self, standings: Sequence[Standing], spread: Sequence[float], margin: float) -> str:
        """How far two figures are apart; where sources disagree, at least and at most."""
        words, unit = self.words, standings[0].facts[0].unit
        least = min(standing.low for standing in standings)
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
