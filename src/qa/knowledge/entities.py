"""Entities: what the reports speak of, with their names, and how they belong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from index.fields import Line
from qa.knowledge.editions import Localised
from qa.knowledge.files import CorpusItem
from qa.knowledge.grouping import grouped
from qa.knowledge.kinds import EntityKinds, shipped_kinds
from qa.language.compact import key_of


class Entity(CorpusItem):
    """A model, lab, application, country …; `lab`, `part_of`, `country` and `groups` name other entities.

    The `role` "open_weights" makes it the group of all that is declared `open_weights`.
    """

    kind: str
    names: Localised
    aliases: tuple[Line, ...] = ()
    lab: str | None = None
    part_of: str | None = None
    country: str | None = None
    groups: tuple[str, ...] = ()
    open_weights: bool | None = None
    role: Literal["open_weights"] | None = None

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names.get("en") or self.id

    @property
    def written(self) -> tuple[str, ...]:
        """Every way the entity is written, names first."""
        return tuple(dict.fromkeys((*self.names.values(), *self.aliases)))


@dataclass(frozen=True)
class Entities:
    """The graph of entities: a model is of a family and a lab, which is of a country and of groups."""

    by_id: Mapping[str, Entity]
    kinds: EntityKinds = field(default_factory=shipped_kinds)
    _members: dict[str, frozenset[str]] = field(init=False, default_factory=dict)

    @cached_property
    def _below(self) -> dict[str, set[str]]:
        """What is directly part of each entity, or made by it."""
        found: dict[str, set[str]] = {}
        for entity in self:
            for above in filter(None, (entity.part_of, entity.lab)):
                found.setdefault(above, set()).add(entity.id)
        return found

    def __getitem__(self, entity: str) -> Entity:
        return self.by_id[entity]

    def __contains__(self, entity: object) -> bool:
        return entity in self.by_id

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.by_id.values())

    def descendants(self, entity: str, *, itself: bool = False) -> frozenset[str]:
        """Everything that is part of `entity` or made by it, through any number of steps.

        `itself` leaves the entity in where it is part of itself, which no corpus should say.
        """
        found: set[str] = set()
        waiting = [entity]
        while waiting:
            for child in self._below.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return frozenset(found if itself else found - {entity})

    def ancestors(self, entity: str) -> tuple[str, ...]:
        """What `entity` is part of, nearest first, then its lab."""
        found, lab = [above.id for above in self._upwards(entity)][1:], self.lab(entity)
        return (*found, lab) if lab and lab != entity and lab not in found else tuple(found)

    def lab(self, entity: str) -> str | None:
        """The lab of an entity: itself where it is one, else its own or its family's."""
        for here in self._upwards(entity):
            if here.kind in self.kinds.makers:
                return here.id
            if here.lab:
                return here.lab
        return None

    def _upwards(self, entity: str) -> Iterator[Entity]:
        """The entity and what it is part of, nearest first."""
        seen: set[str] = set()
        current: str | None = entity
        while current and current not in seen:
            seen.add(current)
            yield self.by_id[current]
            current = self.by_id[current].part_of

    def named_in(self, text: str) -> tuple[str, ...]:
        """The entities whose names, in any language, a text holds, in the corpus's order."""
        folded = key_of(text)
        return tuple(entity for entity, keys in self._keys.items() if any(key in folded for key in keys))

    @cached_property
    def _keys(self) -> dict[str, tuple[str, ...]]:
        return {e.id: tuple(dict.fromkeys(filter(None, map(key_of, e.names.values())))) for e in self}

    def members(self, scope: str) -> frozenset[str]:
        """Everything that falls under `scope`, itself included: a lab, a family, a country, a group."""
        if scope not in self._members:
            self._members[scope] = self._found_members(scope)
        return self._members[scope]

    def _found_members(self, scope: str) -> frozenset[str]:
        below = self.descendants(scope) | {scope}
        if scope in self and self[scope].role == "open_weights":
            return below | {entity.id for entity in self if entity.open_weights is True}
        placed = self._placed.get(scope, ())
        return below.union(placed, *(self._made_by.get(maker, ()) for maker in placed))

    @cached_property
    def _placed(self) -> dict[str, set[str]]:
        """The entities of each country and group, by what is said of themselves."""
        found: dict[str, set[str]] = {}
        for entity in self:
            for place in filter(None, (entity.country, *entity.groups)):
                found.setdefault(place, set()).add(entity.id)
        return found

    @cached_property
    def _made_by(self) -> dict[str | None, tuple[str, ...]]:
        """The entities of each lab, directly or through their families; under None those of no lab."""
        return grouped(self.by_id, self.lab)
