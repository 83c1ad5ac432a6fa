"""Choosing facts: which figures answer a question, edition by edition, never across incomparable ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from qa.knowledge.attributes import OWN, Attribute
from qa.knowledge.facts import Fact
from qa.knowledge.grouping import grouped
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.scales import MEASURED, SCALED_UNITS, Scales
from qa.knowledge.selection import Selection
from qa.knowledge.standings import Placed, Standing, current, ordered

MOST_RANKINGS: Final = 256  # that are kept, with all their lines


@dataclass(frozen=True, slots=True)
class Ranking:
    """The standings of editions that are one scale, in order; `margin` is 0 if no place is shared for it."""

    editions: tuple[str, ...]
    lines: tuple[Placed, ...]
    margin: float = 0.0

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for line in self.lines for fact in line.standing.sides)


class Figures:
    """Looks figures up. Pure functions of the knowledge; nothing is kept of questions."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.scales = Scales(knowledge.editions)
        self._ranked_facts = cache(self._primary_within)  # of an edition with thousands of models
        self._rankings = lru_cache(MOST_RANKINGS)(self._rank)

    def of(self, attribute: str, entity: str, editions: Collection[str] = ()) -> tuple[Fact, ...]:
        """Facts of `attribute` on `entity`, or on what is part of it, or on what it is part of.

        A model has its lab's funding and a lab its models' scores, but a model never another model's score:
        going up stops at attributes that are stated of the entity's own kind.
        """
        graph, store = self._knowledge.entities, self._knowledge.facts
        own = store.find(attribute, (entity,), editions)
        if own or attribute.startswith(OWN):  # a document's parts and wholes may have nothing in common
            return own
        below = store.find(attribute, sorted(graph.descendants(entity)), editions)
        if below:
            return self._of_nearest_kind(below)
        if graph[entity].kind in self._knowledge.attributes[attribute].subjects:
            return ()
        for above in graph.ancestors(entity):
            found = store.find(attribute, (above,), editions)
            if not found and graph[above].kind not in graph.kinds.makers:
                found = store.find(attribute, sorted(graph.descendants(above)), editions)
            if found:
                return found
        return self._of_siblings(attribute, entity, editions)

    def applies(self, attribute: str, entity: str) -> bool:
        """Whether the attribute could be stated of `entity`, its parts, or what it is part of."""
        kind, named = self._knowledge.entities[entity].kind, self._knowledge.entities.kinds.named
        subjects = self._knowledge.attributes[attribute].subjects
        return kind in subjects or (kind in named and not named.isdisjoint(subjects))

    def _of_nearest_kind(self, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        """Where both an application and its lab hold a figure, the one it is first of all stated of."""
        return tuple(self.primary(facts, self._knowledge.attributes[facts[0].attribute])) or tuple(facts)

    def _of_siblings(self, attribute: str, entity: str, editions: Collection[str]) -> tuple[Fact, ...]:
        """For a model the users of its lab's application, and the like."""
        lab = self._knowledge.entities.lab(entity)
        if lab is None:
            return ()
        others = sorted(self._knowledge.entities.descendants(lab))
        return self._knowledge.facts.find(attribute, others, editions)

    def primary(self, facts: Iterable[Fact], attribute: Attribute) -> list[Fact]:
        """The facts whose subject is of the kind that the attribute is first of all stated of."""
        graph = self._knowledge.entities
        listed = list(facts)
        for kind in attribute.subjects:
            fitting = [fact for fact in listed if graph[fact.subject].kind == kind]
            if fitting:
                return fitting
        return listed

    def _primary_within(self, attribute: str, edition: str) -> tuple[Fact, ...]:
        held = self._knowledge.facts.within(attribute, edition)
        return tuple(self.primary(held, self._knowledge.attributes[attribute]))

    def candidates(self, selection: Selection, attribute: str, edition: str) -> list[Fact]:
        """The facts of one edition under all scopes: any lab named, and any country."""
        graph = self._knowledge.entities
        alternatives = grouped(selection.scopes, self._scope_class)
        wanted = [frozenset().union(*map(graph.members, scopes)) for scopes in alternatives.values()]
        unwanted = frozenset(selection.wholes).union(*map(graph.members, selection.excluded))
        return [
            fact
            for fact in self._ranked_facts(attribute, edition)
            if fact.subject not in unwanted
            and all(fact.subject in held for held in wanted)
            and (selection.open_weights is None or selection.open_weights is graph[fact.subject].open_weights)
        ]

    def _scope_class(self, scope: str) -> str:
        """Scopes of one class are alternatives, of several conditions: Chinese and (this lab or that)."""
        kind, kinds = self._knowledge.entities[scope].kind, self._knowledge.entities.kinds
        if kind in kinds.groups:
            return f"group {scope}"
        return "maker" if kind in kinds.makers | kinds.families else kind

    def editions(self, attribute: str, asked: Sequence[str]) -> tuple[str, ...]:
        """The editions that hold any fact of `attribute`, of those asked for (all, where none is)."""
        held = self._knowledge.facts.editions(attribute)
        return tuple(e for e in (asked or self._knowledge.editions.ids) if e in held)

    def groups(self, attribute: str, asked: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """The editions that hold any fact of `attribute`, in groups that are one scale each."""
        declared = self._knowledge.attributes[attribute]
        unit = "" if declared.is_own else declared.unit  # one document's own points are one scale
        return self.scales.groups(self.editions(attribute, asked), unit)

    def margin(self, attribute: str, editions: Iterable[str]) -> float:
        """How far apart figures of the attribute may be and still be ties; 0 where no edition says."""
        return self.scales.margin(editions, self._knowledge.attributes[attribute].unit)

    def descends(self, attribute: str) -> bool:
        """Whether more is better."""
        return self._knowledge.attributes[attribute].better != "low"

    def rank(self, selection: Selection, attribute: str, editions: Sequence[str]) -> Ranking:
        """All candidates of editions that are one scale, each as it last stood, in the order asked for."""
        return self._rankings(selection.ordering, attribute, tuple(editions))

    def _rank(self, selection: Selection, attribute: str, editions: tuple[str, ...]) -> Ranking:
        latest: dict[str, Standing] = {}
        for edition in editions:
            facts = [
                f for f in self.candidates(selection, attribute, edition) if not isinstance(f.value, str)
            ]
            latest |= {held.subject: held for held in current(facts, self._knowledge.facts)}
        standings, margin = tuple(latest.values()), self.margin(attribute, editions)
        descending = self.descends(attribute) is (selection.direction == "high")
        lines = ordered(standings, margin, descending=descending)
        shares = margin > 0 and lines != ordered(standings, 0.0, descending=descending)
        return Ranking(editions, lines, margin if shares else 0.0)

    def cut(self, ranking: Ranking, keep: Callable[[Placed], bool]) -> Ranking:
        """The lines of a ranking that `keep` admits."""
        return replace(ranking, lines=tuple(line for line in ranking.lines if keep(line)))

    def filtered(self, selection: Selection, attribute: str, editions: Sequence[str]) -> Ranking:
        """The candidates that the threshold admits, by one of their sources at least."""
        ranking, bound = self.rank(selection, attribute, editions), selection.threshold
        return self.cut(
            ranking,
            lambda line: bound is None or any(bound.admits(f.number) for f in line.standing.sides),
        )

    def stated_order(self, selection: Selection, attribute: str, edition: str) -> tuple[Standing, ...]:
        """The scores of what an edition's sources list as first places, in their order; () without one."""
        rank, store = self._knowledge.attribute_of("rank"), self._knowledge.facts
        scored = self._knowledge.attributes[attribute].unit == MEASURED
        if rank is None or not scored or selection.narrows or selection.direction == "low":
            return ()
        places = sorted(store.within(rank, edition), key=lambda fact: fact.number)
        scores = [store.find(attribute, (fact.subject,), (edition,)) for fact in places]
        return tuple(standing for held in scores for standing in current(held, store))

    @staticmethod
    def is_scaled(fact: Fact) -> bool:
        """Whether the value means something only within its edition."""
        return fact.unit in SCALED_UNITS and not fact.attribute.startswith(OWN)

    def incomparable(self, facts: Iterable[Fact]) -> tuple[str, ...]:
        """The editions of scaled facts that may not stand on one scale; () where all may."""
        editions = sorted({fact.edition for fact in facts if self.is_scaled(fact)})
        return tuple(editions) if self.scales.apart(editions) else ()
