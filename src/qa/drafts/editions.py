"""Editions: what each measures, how much of it is here, and what it may be compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from index.documents import Document
from qa.drafts.draft import Draft, Section
from qa.drafts.statements import Statements
from qa.knowledge.facts import Fact
from qa.knowledge.scales import MEASURED
from qa.question.frame import Frame
from qa.wording.wording import Words


class EditionSummaries:
    def __init__(
        self, statements: Statements, documents: Mapping[str, Document], editions: Sequence[str]
    ) -> None:
        self._statements, self._knowledge = statements, statements.knowledge
        self._editions = tuple(editions)
        self._documents = Counter(document.edition for document in documents.values())
        self._facts = cache(self._found)

    def compose(self, frame: Frame) -> Draft:
        """A section for each edition; what documents say of its index is cited, the rest is our own."""
        facts = {edition: self._of_index(edition) for edition in self._editions}
        sections = tuple(self._section(edition, facts[edition], frame) for edition in self._editions)
        return self._statements.draft(frame, sections, [f for held in facts.values() for f in held])

    def _section(self, edition: str, facts: Sequence[Fact], frame: Frame) -> Section:
        known, words = self._knowledge.editions.by_id.get(edition), self._statements.words(frame)
        label = words.edition(edition)
        title = known.title.get(frame.language, edition) if known else edition
        named = label in title or title == edition  # an edition that a program found has no title
        heading = f"{label} — {title}" if not named else title if label in title else label
        return Section(
            self._statements.sentences(facts, frame), heading, tuple(self._remarks(edition, words))
        )

    def _remarks(self, edition: str, words: Words) -> Iterator[str]:
        """What is known of an edition beside the documents' own words."""
        known = self._knowledge.editions.by_id.get(edition)
        if known and known.index.get(words.language):
            yield words.text("editions-index", index=known.index[words.language])
        if known and known.published:
            yield words.text("editions-published", date=words.date(known.published))
        else:
            yield words.text("editions-unpublished")
        yield self._held(edition, words)
        if not self._is_scored(edition):
            return
        if known and known.margin:
            yield words.text("editions-margin", margin=words.value(known.margin, "count"))
        else:
            yield words.text("editions-exact")
        yield from self._comparisons(edition, words)

    def _held(self, edition: str, words: Words) -> str:
        facts, graph = self._facts(edition), self._knowledge.entities
        models = {fact.subject for fact in facts if graph[fact.subject].kind in graph.kinds.models}
        counts = {"models": len(models), "figures": len(facts), "documents": self._documents[edition]}
        return words.text("editions-holds", **counts)

    def _comparisons(self, edition: str, words: Words) -> Iterator[str]:
        table = self._knowledge.editions
        others = [e for e in self._editions if e != edition and self._is_scored(e)]
        together = [e for e in others if table.comparable(edition, e)]
        apart = [e for e in others if e not in together]
        if together:
            yield words.text("editions-together", editions=words.editions(together))
        if apart:
            names, reason = words.editions(apart), words.reason((edition,))
            yield words.text("editions-apart", editions=names, reason=reason)

    def _of_index(self, edition: str) -> tuple[Fact, ...]:
        graph = self._knowledge.entities
        return tuple(fact for fact in self._facts(edition) if graph[fact.subject].kind in graph.kinds.indexes)

    def _found(self, edition: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self._knowledge.facts.facts if fact.edition == edition)

    def _is_scored(self, edition: str) -> bool:
        """Whether scores of the edition are held at all."""
        return any(fact.unit == MEASURED for fact in self._facts(edition))
