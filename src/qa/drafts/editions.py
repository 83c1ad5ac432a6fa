"""Holdings: what each edition measures, how much of it is here, and what it may be compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from index.documents import Document
from qa.drafts.draft import Draft, Section
from qa.drafts.statements import Stating
from qa.knowledge.facts import Fact
from qa.knowledge.scales import MEASURED
from qa.question.frame import Frame

INDEX: Final = "index"  # the kind of entity that an edition scores with


class Holdings:
    def __init__(self, stating: Stating, documents: Mapping[str, Document], editions: Sequence[str]) -> None:
        self._stating, self._editions = stating, tuple(editions)
        self._knowledge, self._wording = stating.knowledge, stating.wording
        self._documents = Counter(document.edition for document in documents.values())
        self._facts = cache(self._found)

    def compose(self, frame: Frame) -> Draft:
        """A section for each edition; what documents say of its index is cited, the rest is our own."""
        facts = {edition: self._of_index(edition) for edition in self._editions}
        sections = tuple(self._section(edition, facts[edition], frame) for edition in self._editions)
        return self._stating.draft(frame, sections, [f for held in facts.values() for f in held])

    def _section(self, edition: str, facts: Sequence[Fact], frame: Frame) -> Section:
        known, language = self._knowledge.editions.by_id.get(edition), frame.language
        label = self._wording.edition(edition, language)
        title = known.title.get(language, edition) if known else edition
        named = label in title or title == edition  # an edition that a program found has no title
        heading = f"{label} — {title}" if not named else title if label in title else label
        claims = tuple(filter(None, (self._stating.sentence(fact, frame) for fact in facts)))
        return Section(claims, heading, tuple(self._lines(edition, language)))

    def _lines(self, edition: str, language: str) -> Iterator[str]:
        """What is known of an edition beside the documents' own words."""
        known, words = self._knowledge.editions.by_id.get(edition), self._wording
        if known and known.index.get(language):
            yield words.text(language, "editions-index", index=known.index[language])
        if known and known.published:
            yield words.text(language, "editions-published", date=words.date(known.published, language))
        else:
            yield words.text(language, "editions-unpublished")
        yield self._held(edition, language)
        if not self._is_scored(edition):
            return
        if known and known.margin:
            margin = words.value(known.margin, "count", language)
            yield words.text(language, "editions-margin", margin=margin)
        else:
            yield words.text(language, "editions-exact")
        yield from self._comparisons(edition, language)

    def _held(self, edition: str, language: str) -> str:
        facts, graph = self._facts(edition), self._knowledge.entities
        models = {fact.subject for fact in facts if graph[fact.subject].kind == "model"}
        return self._wording.text(
            language,
            "editions-holds",
            models=len(models),
            figures=len(facts),
            documents=self._documents[edition],
        )

    def _comparisons(self, edition: str, language: str) -> Iterator[str]:
        table, words = self._knowledge.editions, self._wording
        others = [e for e in self._editions if e != edition and self._is_scored(e)]
        together = [e for e in others if table.comparable(edition, e)]
        apart = [e for e in others if e not in together]
        if together:
            yield words.text(language, "editions-together", editions=words.editions(together, language))
        if apart:
            names, reason = words.editions(apart, language), words.reason((edition,), language)
            yield words.text(language, "editions-apart", editions=names, reason=reason)

    def _of_index(self, edition: str) -> tuple[Fact, ...]:
        graph = self._knowledge.entities
        return tuple(fact for fact in self._facts(edition) if graph[fact.subject].kind == INDEX)

    def _found(self, edition: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self._knowledge.facts.facts if fact.edition == edition)

    def _is_scored(self, edition: str) -> bool:
        """Whether scores of the edition are held at all."""
        return any(fact.unit == MEASURED for fact in self._facts(edition))
