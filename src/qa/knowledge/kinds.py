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

Role = Literal["maker", "product", "item", "scored", "country", "group", "index", "benchmark", "context"]


class Kind(Item):
    """A kind of entity with its roles: `corpus/kinds.yaml` says what each means."""

    roles: tuple[Role, ...] = ()


@dataclass(frozen=True)
class EntityKinds:
    """The kinds that have a role, as sets of ids; a kind that is not declared has none."""

    by_id: Mapping[str, Kind]

    def having(self, *roles: Role) -> frozenset[str]:
        """The kinds with all of `roles`."""
        return frozenset(kind.id for kind in self.by_id.values() if set(roles) <= set(kind.roles))

    @cached_property
    def makers(self) -> frozenset[str]:
        return self.having("maker")

    @cached_property
    def products(self) -> frozenset[str]:
        return self.having("product")

    @cached_property
    def families(self) -> frozenset[str]:
        """Products that stand for their members."""
        return self.products - self.items

    @cached_property
    def models(self) -> frozenset[str]:
        """Products that are ranked by their scores."""
        return self.having("product", "item", "scored")

    @cached_property
    def applications(self) -> frozenset[str]:
        """Products without scores of their own."""
        return (self.products & self.items) - self.scored

    @cached_property
    def weighted(self) -> frozenset[str]:
        """What weights are declared open of, or closed."""
        return self.having("product", "scored")

    @cached_property
    def scored(self) -> frozenset[str]:
        return self.having("scored")

    @cached_property
    def items(self) -> frozenset[str]:
        return self.having("item")

    @cached_property
    def countries(self) -> frozenset[str]:
        return self.having("country")

    @cached_property
    def groups(self) -> frozenset[str]:
        return self.having("group")

    @cached_property
    def collectives(self) -> frozenset[str]:
        """Countries and groups: their members have the figures."""
        return self.countries | self.groups

    @cached_property
    def scopes(self) -> frozenset[str]:
        """What narrows a ranking."""
        return self.makers | self.families | self.collectives

    @cached_property
    def named(self) -> frozenset[str]:
        """Makers and products: what is called by proper names."""
        return self.makers | self.products

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
