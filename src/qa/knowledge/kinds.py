"""Kinds of entities: what each may be asked, said in the corpus as roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Literal

from qa.knowledge.files import CorpusItem, items_by_id
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


class Kind(CorpusItem):
    """A kind of entity with its roles: `corpus/kinds.yaml` says what each means."""

    roles: tuple[Role, ...] = ()


def _with(*roles: Role) -> cached_property[frozenset[str]]:
    return cached_property(lambda kinds: kinds.having(*roles))


@dataclass(frozen=True)
class EntityKinds:
    """The kinds of a corpus, and which of them play a part: ids; one that is not declared has no roles."""

    by_id: Mapping[str, Kind]

    makers = _with("maker")
    models = _with("model")
    families = _with("family")
    applications = _with("application")
    groups = _with("group")
    indexes = _with("index")
    benchmarks = _with("benchmark")
    context = _with("context")
    products = _with("model", "family", "application")
    named = _with("maker", "model", "family", "application")  # by proper names
    items = _with("item", "model", "application")  # what stands for itself alone
    weighted = _with("model", "family")  # what weights are declared open of, or closed
    scored = _with("scored", "model", "family")  # what has scores, itself or through its parts
    collectives = _with("country", "group")  # what has figures through its members
    scopes = _with("maker", "family", "country", "group")  # what narrows a ranking

    @cached_property
    def passing(self) -> frozenset[str]:
        """What is named in passing: it says what a question is about, not whose figure it asks for."""
        return self.context - self.items

    def having(self, *roles: Role) -> frozenset[str]:
        """The kinds with any of `roles`."""
        return frozenset(kind.id for kind in self.by_id.values() if not set(kind.roles).isdisjoint(roles))

    def usual(self, role: str) -> Kind:
        """The first kind with a role; where none has it, one of that name."""
        return next((kind for kind in self.by_id.values() if role in kind.roles), self[role])

    def __getitem__(self, kind: str) -> Kind:
        return self.by_id.get(kind) or Kind(id=kind)


def load_kinds(corpus: Path) -> EntityKinds:
    """The kinds that a corpus folder declares, or the shipped ones. Raises CorpusError with file and line."""
    path = corpus / FILE
    return EntityKinds(items_by_id(path, Kind)) if path.exists() else shipped_kinds()


@cache
def shipped_kinds() -> EntityKinds:
    """The kinds of the corpus that comes with Footnote."""
    return EntityKinds(items_by_id(shipped_corpus() / FILE, Kind))
