"""Notices: what a reader must know beside an answer, in their language."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from qa.citation.proof import states
from qa.citation.quotes import Quoting
from qa.drafts.draft import Note, Quote
from qa.drafts.provenance import extracted
from qa.knowledge.facts import Fact
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.scales import MEASURED
from qa.knowledge.standings import Standing
from qa.language.inline import clipped, in_line
from qa.linking.names import key_of
from qa.question.frame import Frame, Operation
from qa.retrieval.corroboration import Side
from qa.wording.wording import Wording

TOGETHER: Final = "/"  # between editions that are one scale


class Notices:
    def __init__(self, knowledge: Knowledge, figures: Figures, quoting: Quoting, wording: Wording) -> None:
        self._knowledge = knowledge
        self._figures = figures
        self._quoting = quoting
        self._wording = wording

    def of_facts(self, frame: Frame, facts: Sequence[Fact]) -> tuple[Note, ...]:
        """What `_beside` says, and which figures a program found that nobody has checked yet."""
        found = extracted(facts, frame.language, self._wording, self._quoting)
        return (*self._beside(frame, facts), *found)

    def _beside(self, frame: Frame, facts: Sequence[Fact]) -> tuple[Note, ...]:
        """Comparability across editions, contradictions between sources, an order at odds with its scores."""
        return tuple(
            filter(
                None,
                (
                    self._comparability(frame, facts),
                    *self._contradictions(facts, frame.language),
                    *self._orders(frame, facts),
                ),
            )
        )

    def of_quotes(self, frame: Frame, quotes: Sequence[Quote]) -> tuple[Note, ...]:
        """What must be known beside the facts that the quoted sentences prove: a quote speaks for itself."""
        if not self._knowledge.facts.facts:
            return ()
        if frame.comparable:
            return tuple(filter(None, (self._all_editions(frame.language),)))
        store = self._knowledge.facts
        dates = "date" in frame.wants  # who does not ask when is not told that the sources disagree on it
        stated = [
            fact
            for quote in quotes
            for fact in self._quoting.proved_by(quote, store)
            if dates or fact.unit != "date"
        ]
        told = [fact for fact in store.disputed if any(self._tells_both_sides(q, fact) for q in quotes)]
        return self._beside(frame, list(dict.fromkeys((*stated, *told))))

    def of_documents(self, conflicts: Sequence[Sequence[Side]], language: str) -> tuple[Note, ...]:
        """Where documents contradict each other: what each states, and which document, of what date."""
        apart = self._wording.text(language, "clause-separator")
        return tuple(
            Note(
                "conflict",
                self._wording.text(
                    language,
                    "notice-conflict-documents",
                    sides=apart.join(self._document_side(side, language) for side in sides),
                ),
            )
            for sides in conflicts
        )

    def _document_side(self, side: Side, language: str) -> str:
        """What a document states, its title, who published it and when, and its edition."""
        document = side.document
        publishers = dict.fromkeys(source.publisher for source in document.sources if source.publisher)
        dates = [source.published for source in document.sources if source.published]
        published = document.published or max(dates, default=None)
        parts = [
            clipped(document.title),
            *map(clipped, publishers),
            self._wording.date(published, language) if published else "",
            self._wording.edition(document.edition, language),
        ]
        separator = self._wording.text(language, "list-separator")
        quoted = self._wording.text(language, "quote", text=in_line(side.states))
        sources = separator.join(dict.fromkeys(filter(None, parts)))
        return self._wording.text(language, "notice-conflict-side", value=quoted, sources=sources)

    def _tells_both_sides(self, quote: Quote, fact: Fact) -> bool:
        """Whether a sentence itself tells of a contradiction: it names the subject and both values."""
        text, language = self._quoting.text(quote), self._quoting.language(quote)
        folded = key_of(text)
        names = self._knowledge.entities[fact.subject].written
        if not any(key_of(name) in folded for name in names):
            return False
        sides = (fact, *self._knowledge.facts.conflicts(fact))
        return all(states(self._knowledge, side, text, language) for side in sides)

    def translation(self, languages: Collection[str], language: str) -> Note | None:
        """Says which languages the quotes are in, where that is not the asker's."""
        foreign = sorted({name for name in languages if name != language})
        if not foreign:
            return None
        names = [
            self._wording.text(language, f"language-{name}") if self._has_language(language, name) else name
            for name in foreign
        ]
        return Note(
            "translation",
            self._wording.text(language, "notice-translation", language=self._wording.join(names, language)),
        )

    def _has_language(self, language: str, name: str) -> bool:
        return self._wording.messages.has(language, f"language-{name}")

    def _comparability(self, frame: Frame, facts: Sequence[Fact]) -> Note | None:
        editions = self._figures.incomparable(facts)
        if not editions and frame.previous_editions:
            editions = self._apart(facts, frame.previous_editions)
        if not editions:
            return None
        return self._incomparable(editions, frame.language)

    def between(self, editions: Sequence[str], language: str) -> Note | None:
        """That scores of these editions are no one scale; None where they are."""
        return self._incomparable(editions, language) if self._figures.scales.apart(editions) else None

    def _incomparable(self, editions: Sequence[str], language: str) -> Note:
        """Why the editions are no one scale; those of them that are, are named together."""
        words = self._wording
        groups = self._figures.scales.groups(sorted(editions), MEASURED)
        names = [TOGETHER.join(words.edition(e, language) for e in group) for group in groups]
        return Note(
            "comparability",
            words.text(
                language,
                "notice-comparability",
                editions=words.join(names, language),
                reason=words.reason(editions, language),
            ),
        )

    def _all_editions(self, language: str) -> Note | None:
        """What may be compared with what, for who asks just that."""
        table = self._knowledge.editions
        apart = [e for e in table.ids if any(not table.comparable(e, other) for other in table.ids)]
        return self._incomparable(apart, language) if apart else None

    def _apart(self, facts: Sequence[Fact], earlier: Sequence[str]) -> tuple[str, ...]:
        """The editions of scaled facts and of the turn before, where those may not be compared."""
        scaled = {fact.edition for fact in facts if self._figures.is_scaled(fact)}
        table = self._knowledge.editions
        together = sorted({*scaled, *earlier})
        return tuple(together) if any(not table.comparable(a, b) for a in scaled for b in earlier) else ()

    def _contradictions(self, facts: Sequence[Fact], language: str) -> list[Note]:
        notes, told = [], set()
        for fact in facts:
            others = self._knowledge.facts.conflicts(fact)
            if not others or fact.key in told:
                continue
            told.add(fact.key)
            notes.append(Note("conflict", self._contradiction((fact, *others), language)))
        return notes

    def _contradiction(self, facts: Sequence[Fact], language: str) -> str:
        words = self._wording
        in_time = len({fact.value for fact in facts}) == 1
        sides = [self._side(fact, language, in_time=in_time) for fact in facts]
        return words.text(
            language,
            "notice-conflict-time" if in_time else "notice-conflict",
            attribute=words.attribute(facts[0].attribute, language),
            subject=words.name(facts[0].subject, language),
            value=words.fact_value(facts[0], language),
            sides=words.text(language, "clause-separator").join(dict.fromkeys(sides)),
        )

    def _side(self, fact: Fact, language: str, *, in_time: bool) -> str:
        """One side: what is stated, or when, where the sources differ in that alone; and who states it."""
        when = self._wording.date(fact.as_of or "", language)
        value = when if in_time else self._wording.fact_value(fact, language)
        sources = self._wording.reporters(fact, language)
        return self._wording.text(language, "notice-conflict-side", value=value, sources=sources)

    def _orders(self, frame: Frame, facts: Sequence[Fact]) -> list[Note]:
        if frame.operation in (Operation.FILTER, Operation.COUNT):
            return []
        if not any(self._figures.is_scaled(fact) for fact in facts):
            return []
        scored = next((a.id for a in self._knowledge.attributes.values() if a.default_for), None)
        if scored is None:
            return []
        frame = replace(frame, attributes=(scored,))
        notes = []
        for edition in dict.fromkeys(fact.edition for fact in facts):
            stated = self._figures.stated_order(frame, frame.attributes[0], edition)
            if frame.operation is not Operation.RANK:
                shown = {*frame.entities, *(fact.subject for fact in facts)}
                listed = [standing for standing in stated if standing.subject in shown]
                lines = self._inversions(listed, frame.language)
            else:
                lines = self._disorder(frame, stated, edition) if stated else []
            if lines:
                joined = self._wording.text(frame.language, "clause-separator").join(lines)
                notes.append(
                    Note(
                        "conflict", self._wording.text(frame.language, "notice-conflict-order", lines=joined)
                    )
                )
        return notes

    def _inversions(self, stated: Sequence[Standing], language: str) -> list[str]:
        """Each model listed right below one that scores less, whichever source and margin one takes."""
        return [
            self._wording.text(
                language,
                "notice-conflict-order-pair",
                lower=self._wording.name(lower.subject, language),
                value_lower=self._wording.range(lower, language),
                higher=self._wording.name(higher.subject, language),
                value_higher=self._wording.range(higher, language),
            )
            for higher, lower in pairwise(stated)
            if lower.low > higher.high + self._margin(lower)
        ]

    def _margin(self, standing: Standing) -> float:
        return self._figures.margin(standing.facts[0].attribute, (standing.edition,))

    def _disorder(self, frame: Frame, stated: Sequence[Standing], edition: str) -> list[str]:
        """The inversions of a stated order, and each model left out that scores more than the last listed."""
        lines = self._inversions(stated, frame.language)
        listed = {standing.subject for standing in stated}
        last = min(standing.high + self._margin(standing) for standing in stated)
        ranking = self._figures.rank(frame, frame.attributes[0], (edition,))
        held = [line.standing for line in ranking.lines]
        left_out = [standing for standing in held if standing.subject not in listed and standing.low > last]
        lines += [
            self._wording.text(
                frame.language,
                "notice-conflict-order-missing",
                name=self._wording.name(standing.subject, frame.language),
                value=self._wording.range(standing, frame.language),
            )
            for standing in left_out
        ]
        return lines
