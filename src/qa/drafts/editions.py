"""Editions: what each measures, how much of it is here, and what it may be compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from index.documents import Document
from qa.drafts.answer import FigureAnswer, Resources
from qa.drafts.draft import Draft, Section
from qa.drafts.works import edition_title
from qa.knowledge.facts import Fact
from qa.knowledge.scales import MEASURED
from qa.question.frame import Frame


class EditionSummaries(FigureAnswer):
    """What is known of each edition that documents or figures belong to."""

    def __init__(
        self, resources: Resources, frame: Frame, documents: Mapping[str, Document], editions: Sequence[str]
    ) -> None:
        super().__init__(resources, frame)
        self._editions = tuple(editions)
        self._documents = Counter(document.edition for document in documents.values())
        self._facts = cache(self._found)

    def compose(self) -> Draft:
        """A section for each edition; what documents say of its index is cited, the rest is our own."""
        facts = {edition: self._of_index(edition) for edition in self._editions}
        sections = tuple(self._section(edition, held) for edition, held in facts.items())
        return self.draft(sections, [fact for held in facts.values() for fact in held])

    def _section(self, edition: str, facts: Sequence[Fact]) -> Section:
        heading = edition_title(edition, self.words)
        return Section(self.sentences(facts), heading, tuple(self._remarks(edition)))

    def _remarks(self, edition: str) -> Iterator[str]:
        """What is known of an edition beside the documents' own words."""
        known, words = self.knowledge.editions.by_id.get(edition), self.words
        if known and known.index.get(words.language):
            yield words.text("editions-index", index=known.index[words.language])
        if known and known.published:
            yield words.text("editions-published", date=words.date(known.published))
        else:
            yield words.text("editions-unpublished")
        yield self._held(edition)
        if not self._is_scored(edition):
            return
        if known and known.margin:
            yield words.text("editions-margin", margin=words.value(known.margin, "count"))
        else:
            yield words.text("editions-exact")
        yield from self._comparisons(edition)

    def _held(self, edition: str) -> str:
        facts, graph = self._facts(edition), self.knowledge.entities
        models = {fact.subject for fact in facts if graph[fact.subject].kind in graph.kinds.models}
        counts = {"models": len(models), "figures": len(facts), "documents": self._documents[edition]}
        return self.words.text("editions-holds", **counts)

    def _comparisons(self, edition: str) -> Iterator[str]:
        words, table = self.words, self.knowledge.editions
        others = [e for e in self._editions if e != edition and self._is_scored(e)]
        together = [e for e in others if table.comparable(edition, e)]
        apart = [e for e in others if e not in together]
        if together:
            yield words.text("editions-together", editions=words.editions(together))
        if apart:
            names, reason = words.editions(apart), words.reason((edition,))
            yield words.text("editions-apart", editions=names, reason=reason)

    def _of_index(self, edition: str) -> tuple[Fact, ...]:
        graph = self.knowledge.entities
        return tuple(fact for fact in self._facts(edition) if graph[fact.subject].kind in graph.kinds.indexes)

    def _found(self, edition: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.knowledge.facts.facts if fact.edition == edition)

    def _is_scored(self, edition: str) -> bool:
        """Whether scores of the edition are held at all."""
        return any(fact.unit == MEASURED for fact in self._facts(edition))
