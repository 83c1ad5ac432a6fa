"""Kinds of entities: what each may be asked, said in the corpus as roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Literal

from qa.knowledge.files import Item, items_by_id
from qa.settings import shipped_corpus

FILE: Final = "kinds.yaml"

Role = Literal[
    "maker",
    "scored",
    "model",
    "family",
    "application",
    "country",
    "group",
    "index",
    "benchmark",
    "context",
    "item",
]


class Kind(Item):
    """A kind of entity with its roles: `corpus/kinds.yaml` says what each means."""

    roles: tuple[Role, ...] = ()


@dataclass(frozen=True)
class EntityKinds:
    """The kinds that have a role, as sets of ids; a kind that is not declared has none."""

    by_id: Mapping[str, Kind]

    def __getitem__(self, kind: str) -> Kind:
        return self.by_id.get(kind) or Kind(id=kind)

    def having(self, *roles: Role) -> frozenset[str]:
        """The kinds with any of `roles`."""
        return frozenset(kind.id for kind in self.by_id.values() if not set(kind.roles).isdisjoint(roles))

    def usual(self, role: str) -> Kind:
        """The first kind with a role; where none has it, one of that name."""
        return next((kind for kind in self.by_id.values() if role in kind.roles), self[role])

    @cached_property
    def makers(self) -> frozenset[str]:
        return self.having("maker")

    @cached_property
    def models(self) -> frozenset[str]:
        return self.having("model")

    @cached_property
    def families(self) -> frozenset[str]:
        return self.having("family")

    @cached_property
    def applications(self) -> frozenset[str]:
        return self.having("application")

    @cached_property
    def products(self) -> frozenset[str]:
        return self.having("model", "family", "application")

    @cached_property
    def named(self) -> frozenset[str]:
        """What is called by proper names: makers and products."""
        return self.makers | self.products

    @cached_property
    def weighted(self) -> frozenset[str]:
        """What weights are declared open of, or closed."""
        return self.having("model", "family")

    @cached_property
    def scored(self) -> frozenset[str]:
        """What has scores, itself or through its parts."""
        return self.having("scored", "model", "family")

    @cached_property
    def items(self) -> frozenset[str]:
        """What stands for itself alone."""
        return self.having("item", "model", "application")

    @cached_property
    def groups(self) -> frozenset[str]:
        return self.having("group")

    @cached_property
    def collectives(self) -> frozenset[str]:
        """What has figures through its members."""
        return self.having("country", "group")

    @cached_property
    def scopes(self) -> frozenset[str]:
        """What narrows a ranking."""
        return self.makers | self.families | self.collectives

    @cached_property
    def indexes(self) -> frozenset[str]:
        return self.having("index")

    @cached_property
    def benchmarks(self) -> frozenset[str]:
        return self.having("benchmark")

    @cached_property
    def context(self) -> frozenset[str]:
        return self.having("context")

    @cached_property
    def passing(self) -> frozenset[str]:
        """What is named in passing: it says what a question is about, not whose figure it asks for."""
        return self.context - self.items


def load_kinds(corpus: Path) -> EntityKinds:
    """The kinds that a corpus folder declares, or the shipped ones. Raises CorpusError with file and line."""
    path = corpus / FILE
    return EntityKinds(items_by_id(path, Kind)) if path.exists() else shipped_kinds()


@cache
def shipped_kinds() -> EntityKinds:
    """The kinds of the corpus that comes with Footnote."""
    return EntityKinds(items_by_id(shipped_corpus() / FILE, Kind))
