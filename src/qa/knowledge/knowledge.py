"""What the corpus knows beside its text: entities, attributes, editions, facts and their reporters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from index.errors import CorpusError
from index.yamlfile import invalid_item, load_yaml
from qa.knowledge.attributes import Attribute
from qa.knowledge.editions import Edition, Editions
from qa.knowledge.entities import Entities, Entity
from qa.knowledge.facts import Fact, FactStore

M = TypeVar("M", Entity, Attribute, Edition, Fact)


class Reporter(BaseModel):
    """An article that facts are reported by; None where it does not state its publisher or date."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    publisher: str | None
    title: str
    url: str | None
    published: str | None
    language: str
    edition: str


@dataclass(frozen=True)
class Knowledge:
    entities: Entities
    attributes: dict[str, Attribute]
    editions: Editions
    facts: FactStore
    reporters: dict[str, Reporter]

    @classmethod
    def empty(cls) -> Knowledge:
        """No knowledge: documents are all there is."""
        return cls(Entities({}), {}, Editions({}), FactStore(()), {})

    @classmethod
    def load(cls, corpus: Path) -> Knowledge:
        """Read the YAML files of a corpus folder.

        Every file is optional: documents alone are a corpus too. Raises CorpusError with file and line.
        """
        facts = [fact for path in sorted((corpus / "facts").glob("*.yaml")) for fact in _models(path, Fact)]
        knowledge = cls(
            entities=Entities(_by_id(corpus / "entities.yaml", Entity)),
            attributes=load_attributes(corpus),
            editions=Editions(_by_id(corpus / "editions.yaml", Edition)),
            facts=FactStore(tuple(facts)),
            reporters=_reporters(corpus / "sources.yaml"),
        )
        problems = knowledge.problems()
        if problems:
            raise CorpusError(corpus, "; ".join(problems[:5]))
        return knowledge

    def problems(self) -> list[str]:
        """Dangling references and double ids, each named; empty when all is well."""
        known, out = self.entities, []
        for entity in known:
            links = (entity.lab, entity.part_of, entity.country, *entity.groups)
            out += [
                f"entity {entity.id} refers to unknown entity {link!r}"
                for link in links
                if link is not None and link not in known
            ]
            if entity.id in known.descendants(entity.id, itself=True):
                out.append(f"entity {entity.id} is part of itself")
        for fact in self.facts.facts:
            if fact.subject not in known:
                out.append(f"fact {fact.id} is about unknown entity {fact.subject!r}")
            if fact.attribute not in self.attributes:
                out.append(f"fact {fact.id} has unknown attribute {fact.attribute!r}")
            if fact.edition not in self.editions.by_id:
                out.append(f"fact {fact.id} has unknown edition {fact.edition!r}")
            if fact.unit == "entity" and fact.value not in known:
                out.append(f"fact {fact.id} has unknown entity {fact.value!r} as its value")
            out += [
                f"fact {fact.id} names unknown source {key!r}"
                for key in fact.reported_by
                if key not in self.reporters
            ]
        counts = Counter(fact.id for fact in self.facts.facts)
        return out + [f"fact id {name!r} occurs twice" for name, count in counts.items() if count > 1]


def load_attributes(corpus: Path) -> dict[str, Attribute]:
    """The attributes of a corpus folder by id. Raises CorpusError with file and line."""
    return _by_id(corpus / "attributes.yaml", Attribute)


def _by_id(path: Path, model: type[M]) -> dict[str, M]:
    if not path.exists():
        return {}
    found: dict[str, M] = {}
    for item in _models(path, model):
        if item.id in found:
            raise CorpusError(path, f"id {item.id!r} occurs twice")
        found[item.id] = item
    return found


def _reporters(path: Path) -> dict[str, Reporter]:
    if not path.exists():
        return {}
    entries = load_yaml(path) or {}
    if not isinstance(entries, dict):
        raise CorpusError(path, "should map a key to each source", 1)
    found = {}
    for key, value in entries.items():
        try:
            found[str(key)] = Reporter.model_validate(value)
        except ValidationError as error:
            raise invalid_item(path, error, (str(key),)) from error
    return found


def _models(path: Path, model: type[M]) -> list[M]:
    """The items of a YAML list; raises CorpusError naming the line of the first that is not a `model`."""
    entries = load_yaml(path) or []
    if not isinstance(entries, list):
        raise CorpusError(path, "should be a list", 1)
    found = []
    for number, entry in enumerate(entries):
        try:
            found.append(model.model_validate(entry))
        except ValidationError as error:
            raise invalid_item(path, error, (number,)) from error
    return found
