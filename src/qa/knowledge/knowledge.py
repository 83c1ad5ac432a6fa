"""What the corpus knows beside its text: entities, attributes, editions, facts and their reporters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from index.documents import Frozen
from index.errors import CorpusError
from index.fields import Address, Date, Language, Line, Name
from index.shown import brief
from index.yamlfile import load_yaml
from qa.knowledge.attributes import Attribute, AttributeRole
from qa.knowledge.editions import Edition, Editions
from qa.knowledge.entities import Entities, Entity
from qa.knowledge.facts import Fact, FactStore
from qa.knowledge.files import items, items_by_id, validated
from qa.knowledge.kinds import load_kinds
from qa.settings import shipped_corpus

THING: Final = "thing"  # the kind of what a document has a figure of, where nothing else is known of it


class Reporter(Frozen):
    """An article that facts are reported by; None where it does not state its publisher or date."""

    publisher: Line | None
    title: Line
    url: Address | None
    published: Date | None
    language: Language
    edition: Name


@dataclass(frozen=True)
class Knowledge:
    entities: Entities
    attributes: dict[str, Attribute]
    editions: Editions
    facts: FactStore
    reporters: dict[str, Reporter]
    spare: frozenset[str] = frozenset()
    """The attributes that the corpus does not declare: what was found has them, of Footnote's own."""

    @cached_property
    def declares(self) -> bool:
        """Whether the corpus says itself what figures there are, and so knows which names are whose."""
        return bool(self.attributes.keys() - self.spare)

    @cached_property
    def without_own(self) -> Knowledge:
        """All but the figures of measures that documents name, with the things and times they alone are of.

        There may be thousands, whose names are ordinary words: questions are searched for them apart.
        """
        if not any(attribute.is_own for attribute in self.attributes.values()):
            return self
        own = [fact for fact in self.facts.facts if self.attributes[fact.attribute].is_own]
        rest = tuple(fact for fact in self.facts.facts if not self.attributes[fact.attribute].is_own)
        editions = {fact.edition for fact in own} - {fact.edition for fact in rest}
        things = {fact.subject for fact in own} - {fact.subject for fact in rest}
        graph = self.entities
        kept = {one.id: one for one in graph if one.kind != THING or one.id not in things}
        return Knowledge(
            entities=Entities(kept, graph.kinds),
            attributes={name: one for name, one in self.attributes.items() if not one.is_own},
            editions=Editions({k: v for k, v in self.editions.by_id.items() if k not in editions or v.index}),
            facts=FactStore(rest),
            reporters=self.reporters,
            spare=frozenset(name for name in self.spare if not self.attributes[name].is_own),
        )

    @classmethod
    def empty(cls) -> Knowledge:
        """No knowledge: documents are all there is."""
        return cls(Entities({}), {}, Editions({}), FactStore(()), {})

    @classmethod
    def load(cls, corpus: Path) -> Knowledge:
        """Read the YAML files of a corpus folder.

        Every file is optional: documents alone are a corpus too. Raises CorpusError with file and line.
        """
        facts = [fact for path in sorted((corpus / "facts").glob("*.yaml")) for fact in items(path, Fact)]
        knowledge = cls(
            entities=Entities(items_by_id(corpus / "entities.yaml", Entity), load_kinds(corpus)),
            attributes=load_attributes(corpus),
            editions=Editions(items_by_id(corpus / "editions.yaml", Edition)),
            facts=FactStore(tuple(facts)),
            reporters=_reporters(corpus / "sources.yaml"),
        )
        problems = knowledge.problems()
        if problems:
            raise CorpusError(corpus, "; ".join(problems[:5]))
        return knowledge

    @cached_property
    def default_attribute(self) -> str | None:
        """The attribute that models are ranked by, where the corpus names one."""
        return next((a.id for a in self.attributes.values() if a.default_for), None)

    def attribute_of(self, role: AttributeRole) -> str | None:
        """The attribute with that role; None where the corpus has none."""
        return next((a.id for a in self.attributes.values() if a.role == role), None)

    @property
    def maker_attribute(self) -> str:
        """The attribute that says who makes a thing; the graph of entities knows that even without one."""
        return self.attribute_of("maker") or "maker"

    def problems(self) -> list[str]:
        """Dangling references and double ids, each named; empty when all is well."""
        known, out = self.entities, []
        for entity in known:
            links = (entity.lab, entity.part_of, entity.country, *entity.groups)
            out += [
                f"entity {entity.id} refers to unknown entity {brief(link)!r}"
                for link in links
                if link is not None and link not in known
            ]
            if entity.id in known.descendants(entity.id, itself=True):
                out.append(f"entity {entity.id} is part of itself")
        for fact in self.facts.facts:
            if fact.subject not in known:
                out.append(f"fact {fact.id} is about unknown entity {brief(fact.subject)!r}")
            if fact.attribute not in self.attributes:
                out.append(f"fact {fact.id} has unknown attribute {brief(fact.attribute)!r}")
            if fact.edition not in self.editions.by_id:
                out.append(f"fact {fact.id} has unknown edition {brief(fact.edition)!r}")
            if fact.unit == "entity" and fact.value not in known:
                out.append(f"fact {fact.id} has unknown entity {brief(fact.value)!r} as its value")
            out += [
                f"fact {fact.id} names unknown source {brief(key)!r}"
                for key in fact.reported_by
                if key not in self.reporters
            ]
        roles = Counter(a.role for a in self.attributes.values() if a.role)
        out += [f"several attributes have the role {role!r}" for role, count in roles.items() if count > 1]
        counts = Counter(fact.id for fact in self.facts.facts)
        return out + [f"fact id {name!r} occurs twice" for name, count in counts.items() if count > 1]


def load_attributes(corpus: Path) -> dict[str, Attribute]:
    """The attributes of a corpus folder by id. Raises CorpusError with file and line."""
    return items_by_id(corpus / "attributes.yaml", Attribute)


@cache
def shipped_attributes() -> Mapping[str, Attribute]:
    """Those of the corpus that comes with Footnote, which lends them to corpora that declare none."""
    return load_attributes(shipped_corpus())


def _reporters(path: Path) -> dict[str, Reporter]:
    if not path.exists():
        return {}
    entries = load_yaml(path) or {}
    if not isinstance(entries, dict):
        raise CorpusError(path, "should map a key to each source", 1)
    return {str(key): reporter for key, reporter in validated(path, entries, Reporter).items()}
