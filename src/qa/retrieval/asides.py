"""Asides: what documents say of themselves and of their sources, and not of what they are about.

"This digest retells the report from three articles" is no headline. That something is said about a text is
known by its names: the title of a work, or an index without anything that it measures. A section that mostly
says such things is one of them, and so is the section that a digest begins with, where it names the works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Final

from index.documents import Document
from index.passage_index import PassageIndex
from index.text import follow, terms
from qa.knowledge.grouping import grouped
from qa.knowledge.knowledge import Knowledge
from qa.language.compact import key_of

LONG: Final = 4  # terms from which a title is not named by chance
MOSTLY: Final = 0.5  # the share of a section's sentences from which all of it is about the documents
WORK: Final = re.compile(r"(.+)(?:\s[—–-]\s|——|\s[:：]\s|：|[（(])")  # before "— a digest", "（要約）"


class Asides:
    """Tells the sentences of one index that speak of its documents. Reads a document when first asked."""

    def __init__(self, index: PassageIndex, knowledge: Knowledge) -> None:
        self._index, self._knowledge = index, knowledge
        self._of = cache(self._found)

    def __contains__(self, row: int) -> bool:
        """Whether the sentence at a row of the index is an aside."""
        return row in self._of(self._index.sentence_document(row).id)

    def _found(self, document_id: str) -> frozenset[int]:
        """The asides of a document, by their rows."""
        document = self._index.documents[document_id]
        titles = self._titles(document)
        passages = [row for row, one in enumerate(self._index.passages) if one.document_id == document_id]
        sections = grouped(passages, lambda row: self._index.passages[row].headings)
        found: set[int] = set()
        for place, held in enumerate(sections.values()):
            rows = [sentence for row in held for sentence in self._index.sentence_rows(row)]
            own = [row for row in rows if self._speaks_of_works(row, titles)]
            begins = bool(document.sources) and place == 0
            whole = len(sections) > 1 and own and (begins or len(own) >= MOSTLY * len(rows))
            found.update(rows if whole else own)
        return frozenset(found)

    def _speaks_of_works(self, row: int, titles: Sequence[Sequence[str]]) -> bool:
        text = self._index.sentence_text(row)
        spoken = terms(text)
        return any(follow(title, spoken) for title in titles) or self._names_but_an_index(text)

    def _titles(self, document: Document) -> list[list[str]]:
        """The titles of a document's edition, of what it is a digest of, and its own if it is one."""
        edition = self._knowledge.editions.by_id.get(document.edition)
        titles = (*(edition.title.values() if edition else ()), *_digested(document))
        return [title for title in map(terms, titles) if len(title) >= LONG]

    def _names_but_an_index(self, text: str) -> bool:
        """Whether an index is named, and beside it at most who keeps it or publishes about it."""
        folded = key_of(text)
        if not any(key in folded for one in self._indexes for key in self._keys[one]):
            return False
        return not any(
            key in folded for one, keys in self._keys.items() if one not in self._own for key in keys
        )

    @cached_property
    def _keys(self) -> dict[str, tuple[str, ...]]:
        """How each entity is written, compactly."""
        return {one.id: tuple(filter(None, map(key_of, one.written))) for one in self._knowledge.entities}

    @cached_property
    def _indexes(self) -> tuple[str, ...]:
        graph = self._knowledge.entities
        return tuple(one.id for one in graph if one.kind in graph.kinds.indexes)

    @cached_property
    def _own(self) -> frozenset[str]:
        """The indexes, who keeps them, and the publishers of the articles."""
        graph, documents = self._knowledge.entities, self._index.documents.values()
        publishers = {key_of(one.publisher) for doc in documents for one in doc.sources if one.publisher}
        publishing = {one for one, keys in self._keys.items() if not publishers.isdisjoint(keys)}
        keeping = {lab for one in self._indexes if (lab := graph[one].lab)}
        return frozenset({*self._indexes, *keeping, *publishing})


def _digested(document: Document) -> Iterator[str]:
    """The titles of what a document is a digest of, and its own; none of what digests nothing."""
    if document.sources:
        yield from (source.title for source in document.sources)
        yield document.title
        if work := WORK.match(document.title):
            yield work[1]
