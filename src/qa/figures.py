"""Choosing facts: which figures answer a question, edition by edition, never across incomparable ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from qa.attributes import Attribute
from qa.facts import Fact
from qa.frame import Frame
from qa.knowledge import Knowledge

SCALED_UNITS: Final = frozenset({"points", "rank"})  # numbers that mean something only within their edition
MAKERS_AND_MADE: Final = frozenset({"lab", "company", "family", "model", "application"})
STATED_RANK: Final = "global_rank"


@dataclass(frozen=True, slots=True)
class Ranking:
    """The facts of one edition in order; `places[i]` is the place of `facts[i]`, ties sharing one."""

    edition: str
    facts: tuple[Fact, ...]
    places: tuple[int, ...]


class Figures:
    """Looks figures up. Pure functions of the knowledge; nothing is kept between questions."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def of(self, attribute: str, entity: str, editions: Collection[str] = ()) -> tuple[Fact, ...]:
        """Facts of `attribute` on `entity`, or on what is part of it, or on what it is part of.

        A model has its lab's funding and a lab its models' scores, but a model never another model's score:
        going up stops at attributes that are stated of the entity's own kind.
        """
        graph, store = self._knowledge.entities, self._knowledge.facts
        own = store.find(attribute, (entity,), editions)
        if own:
            return own
        below = store.find(attribute, sorted(graph.descendants(entity)), editions)
        if below:
            return self._of_nearest_kind(below)
        if graph[entity].kind in self._knowledge.attributes[attribute].subjects:
            return ()
        for above in graph.ancestors(entity):
            found = store.find(attribute, (above,), editions)
            if not found and graph[above].kind not in ("lab", "company"):
                found = store.find(attribute, sorted(graph.descendants(above)), editions)
            if found:
                return found
        return self._of_siblings(attribute, entity, editions)

    def applies(self, attribute: str, entity: str) -> bool:
        """Whether the attribute could be stated of `entity`, its parts, or what it is part of."""
        kind, subjects = self._knowledge.entities[entity].kind, self._knowledge.attributes[attribute].subjects
        return kind in subjects or (kind in MAKERS_AND_MADE and bool(MAKERS_AND_MADE & set(subjects)))

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

    def candidates(self, frame: Frame, attribute: str, edition: str) -> list[Fact]:
        """The facts of one edition under all scopes of the question: any lab named, and any country."""
        graph, store = self._knowledge.entities, self._knowledge.facts
        known = self._knowledge.attributes[attribute]
        facts = self.primary(store.find(attribute, store.subjects(attribute), (edition,)), known)
        by_kind: dict[str, list[str]] = {}
        for scope in frame.scopes:
            by_kind.setdefault(_scope_class(graph[scope].kind, scope), []).append(scope)
        return [
            fact
            for fact in facts
            if not any(graph.belongs(fact.subject, e) for e in frame.excluded)
            and all(any(graph.belongs(fact.subject, s) for s in scopes) for scopes in by_kind.values())
        ]

    def editions(self, attribute: str, asked: Sequence[str]) -> tuple[str, ...]:
        """The editions that hold any fact of `attribute`, of those asked for (all, where none is)."""
        store = self._knowledge.facts
        held = {fact.edition for fact in store.find(attribute, store.subjects(attribute))}
        return tuple(e for e in (asked or self._knowledge.editions.ids) if e in held)

    def rank(self, frame: Frame, attribute: str, edition: str) -> Ranking:
        """All candidates of one edition in the order asked for."""
        # one line a model: sources that differ only in the time of a score do not make it rank twice
        distinct = {(f.subject, f.value): f for f in reversed(self.candidates(frame, attribute, edition))}
        facts = [fact for fact in reversed(distinct.values()) if not isinstance(fact.value, str)]
        high = frame.direction == "high"
        better = self._knowledge.attributes[attribute].better
        descending = high if better != "low" else not high
        ordered = sorted(facts, key=lambda f: -f.number if descending else f.number)
        places: list[int] = []
        for position, fact in enumerate(ordered):
            tied = position > 0 and fact.value == ordered[position - 1].value
            places.append(places[-1] if tied else position + 1)
        return Ranking(edition, tuple(ordered), tuple(places))

    def cut(self, ranking: Ranking, keep: Callable[[int], bool]) -> Ranking:
        """The part of a ranking whose places `keep` admits."""
        chosen = [(f, p) for f, p in zip(ranking.facts, ranking.places, strict=True) if keep(p)]
        return Ranking(ranking.edition, tuple(f for f, _ in chosen), tuple(p for _, p in chosen))

    def filtered(self, frame: Frame, attribute: str, edition: str) -> Ranking:
        """The candidates whose value the threshold of the question admits."""
        ranking = self.rank(frame, attribute, edition)
        threshold = frame.threshold
        facts = tuple(f for f in ranking.facts if threshold is None or threshold.admits(f.number))
        return Ranking(edition, facts, tuple(range(1, len(facts) + 1)))

    def stated_order(self, frame: Frame, attribute: str, edition: str) -> tuple[Fact, ...]:
        """The scores of what an edition's sources list as first places, in their order; () without one."""
        known = self._knowledge.attributes
        if (
            STATED_RANK not in known
            or known[attribute].unit != "points"
            or frame.scopes
            or frame.direction == "low"
        ):
            return ()
        store = self._knowledge.facts
        ranks = store.find(STATED_RANK, store.subjects(STATED_RANK), (edition,))
        ordered = sorted(ranks, key=lambda fact: fact.number)
        scores = [store.find(attribute, (fact.subject,), (edition,)) for fact in ordered]
        return tuple(score[0] for score in scores if score)

    @staticmethod
    def is_scaled(fact: Fact) -> bool:
        """Whether the value means something only within its edition."""
        return fact.unit in SCALED_UNITS

    def incomparable(self, facts: Iterable[Fact]) -> tuple[str, ...]:
        """The editions of scaled facts that may not stand on one scale; () where all may."""
        editions = sorted({fact.edition for fact in facts if self.is_scaled(fact)})
        table = self._knowledge.editions
        mixed = any(not table.comparable(a, b) for a in editions for b in editions)
        return tuple(editions) if mixed else ()


def _scope_class(kind: str, scope: str) -> str:
    """Scopes of one class are alternatives, of different ones conditions: Chinese and (this lab or that)."""
    if kind == "group":
        return f"group:{scope}"
    return "maker" if kind in ("lab", "company", "family") else kind
