"""Who makes what: known from the graph of entities, stated only where a sentence names both."""

from __future__ import annotations

from collections.abc import Mapping

from index.documents import Document
from index.sentences import split_sentences
from qa.knowledge.entities import Entity
from qa.knowledge.facts import Evidence, Fact
from qa.knowledge.knowledge import Knowledge
from qa.language.compact import key_of


class Makers:
    """Facts of the attribute whose role is `maker`, made when they are asked for."""

    def __init__(self, knowledge: Knowledge, documents: Mapping[str, Document]) -> None:
        self._entities = knowledge.entities
        self._attribute = knowledge.maker_attribute
        self._documents = documents

    def of(self, entity: str) -> tuple[Fact, ...]:
        """The maker of `entity` with one proving sentence a document; () where none names both."""
        lab = self._entities.lab(entity)
        if lab is None or lab == entity:
            return ()
        evidence = [
            Evidence(document_id=document.id, quote=quote)
            for document in self._documents.values()
            if (quote := _sentence_with(document, self._entities[entity], self._entities[lab]))
        ]
        editions = sorted({self._documents[e.document_id].edition for e in evidence})
        if not editions:
            return ()
        latest = [e for e in evidence if self._documents[e.document_id].edition == editions[-1]]
        return (
            Fact(
                id=f"{self._attribute}-{entity}",
                subject=entity,
                attribute=self._attribute,
                value=lab,
                unit="entity",
                edition=editions[-1],
                reported_by=tuple(e.document_id for e in latest),
                evidence=tuple(latest),
            ),
        )


def _sentence_with(document: Document, one: Entity, other: Entity) -> str | None:
    """The shortest sentence of a document that names both entities."""
    ours, theirs = (tuple({key_of(n) for n in entity.written}) for entity in (one, other))
    if not any(name in document.text for name in one.written):
        return None
    found = []
    for start, end in split_sentences(document.text):
        text = key_of(document.text[start:end])
        named = next((name for name in sorted(ours, key=len, reverse=True) if name in text), None)
        if named and any(name in text.replace(named, "\n") for name in theirs):
            found.append(document.text[start:end])
    return min(found, key=len, default=None)
