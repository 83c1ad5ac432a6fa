"""Comparisons: two or more figures that are one scale side by side, and which is ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from qa.citation.claim import Claim
from qa.drafts.answer import FigureAnswer
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.verdicts import agreed, leads, told
from qa.knowledge.facts import Fact
from qa.knowledge.standings import DIGITS, Placed, Standing, current, ordered

OF_OWN: Final = {
    "compare-ahead": "compare-above",
    "compare-first": "compare-highest",
    "compare-together": "compare-highest-together",
}
Held: TypeAlias = Mapping[str, Standing]  # by edition


class Comparison(FigureAnswer):
    """The figures of the entities side by side, which is ahead, and by how much."""

    def compose(self) -> Draft | Abstention:
        """A section for each edition or scale that has all of the figures; what has none is named."""
        found = {entity: self._standings(entity) for entity in self.frame.entities}
        held = [standings for standings in found.values() if standings]
        lacking = [entity for entity, standings in found.items() if not standings]
        facts = [fact for each in held for standing in each.values() for fact in standing.facts]
        if lacking and len(held) < 2:
            return self._one_sided(lacking, facts)
        picked = list(self._picked(held))
        shown = [fact for standings in picked for standing in standings for fact in standing.facts]
        draft = self.draft(tuple(map(self._section, picked)), shown) if picked else self._apart(facts)
        if lacking:
            return replace(draft, closing=self.not_stated(self.attribute, lacking))
        return told(draft, agreed(map(self._leads, picked)), self.words) if self.frame.yes_no else draft

    def _one_sided(self, lacking: Sequence[str], facts: Sequence[Fact]) -> Abstention:
        """That a side has no figure, with what is held of it elsewhere and of the other."""
        nothing = self.nothing(self.attribute, lacking, facts)
        return replace(nothing, held=self.draft_of(nothing.facts) if nothing.facts else None)

    def _apart(self, facts: Sequence[Fact]) -> Draft:
        """All figures, and that they may not be compared, where they are of several things."""
        draft, words = self.draft_of(facts), self.words
        if len({fact.subject for fact in facts}) < 2:
            return draft
        scaled = self.figures.is_scaled(facts[0])
        text = words.text(
            "compare-scales" if scaled else "compare-times",
            names=words.names(self.frame.entities),
            attribute=words.attribute(self.attribute),
            edition=words.editions({fact.edition for fact in facts}),
        )
        return replace(draft, text=text)

    def _leads(self, standings: Sequence[Standing]) -> bool | None:
        """Whether the one named first is ahead, or behind where that is asked."""
        return leads(standings[0], self._ordered(standings, reverse=self.frame.selection.direction == "low"))

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
        """Who is ahead and by how much, and the figures in their order."""
        lines = self._ordered(standings)
        claims = tuple(filter(None, (self._line(line, standings) for line in lines)))
        facts = tuple(fact for line in lines for fact in line.standing.sides)
        stated = {fact for claim in claims for fact in claim.facts}
        if not stated.issuperset(facts):  # what cannot be proved cannot be compared
            return Section(claims)
        quotes = tuple(dict.fromkeys(quote for claim in claims for quote in claim.quotes))
        text, derived = self._verdict(lines)
        return Section((Claim(text, quotes, facts, derived), *claims))

    def _ordered(self, standings: Sequence[Standing], *, reverse: bool = False) -> tuple[Placed, ...]:
        margin = self.figures.margin(self.attribute, _editions(standings))
        return ordered(standings, margin, descending=self.figures.descends(self.attribute) is not reverse)

    def _line(self, line: Placed, standings: Sequence[Standing]) -> Claim | None:
        """A figure; with its place among more than two, and its edition where there are several."""
        message = "fact-line" if len(_editions(standings)) > 1 else "fact-short"
        return self.line(line.standing, message, place=line.place if len(standings) > 2 else "")

    def _verdict(self, lines: Sequence[Placed]) -> tuple[str, tuple[float, ...]]:
        """Who is ahead and by how much, or level, or that it depends on the source; the numbers computed."""
        words, standings = self.words, [line.standing for line in lines]
        top = [line.standing for line in lines if line.first == 1]
        rest = [line.standing for line in lines if line.first > 1]
        message = _outcome(lines, len(rest))
        gaps = _gaps(top, rest[:1]) if rest and message != "compare-disputed" else _gaps(top, top)
        margin = self.figures.margin(self.attribute, _editions(standings))
        apart = gaps[-1:] if message == "compare-disputed" else gaps
        own = self.knowledge.attributes[self.attribute].is_own  # nobody says which end of it is the better
        text = words.text(
            OF_OWN.get(message, message) if own else message,
            names=words.names([standing.subject for standing in top]),
            next=words.name(rest[0].subject) if rest else "",
            value=words.range(top[0]),
            next_value=words.range(rest[0]) if rest else "",
            amount=self._amount(apart, standings),
            margin=words.value(margin, "count"),
            attribute=words.attribute(self.attribute),
            edition=words.editions(_editions(standings)),
        )
        return text, (margin, *gaps)

    def _amount(self, gaps: Sequence[float], standings: Sequence[Standing]) -> str:
        """How far figures are apart: where that depends on the source, from the least to the most."""
        words, unit = self.words, standings[0].facts[0].unit
        least = min(standing.low for standing in standings)
        low, high = (words.gap(size, unit, least) for size in (gaps[0], gaps[-1]))
        return high if low == high else words.text("value-range", low=words.value(gaps[0], unit), high=high)


def _outcome(lines: Sequence[Placed], behind: int) -> str:
    """The message for figures in order, `behind` of which are not in the first place."""
    top = [line for line in lines if line.first == 1]
    if len(top) == 1:
        return "compare-ahead" if behind == 1 else "compare-first"
    if any(line.first != line.last for line in top):
        return "compare-disputed"
    if behind:
        return "compare-together"
    values = {side.number for line in top for side in line.standing.sides}
    return "compare-level" if len(values) > 1 else "compare-tie"


def _editions(standings: Sequence[Standing]) -> set[str]:
    return {standing.edition for standing in standings}


def _gaps(some: Sequence[Standing], others: Sequence[Standing]) -> tuple[float, ...]:
    """Every difference of one of `some` and another of `others` by any source, the smallest first."""
    pairs = ((one, other) for one in some for other in others if one.subject != other.subject)
    sides = ((a.number, b.number) for one, other in pairs for a in one.sides for b in other.sides)
    return tuple(sorted({round(abs(a - b), DIGITS) for a, b in sides}))
