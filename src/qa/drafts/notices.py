"""Notices: what a reader must know beside an answer, in their language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from qa.citation.claim import Quote
from qa.citation.proof import states
from qa.citation.quotes import QuoteFinder
from qa.knowledge.facts import Fact
from qa.knowledge.figures import Figures
from qa.knowledge.grouping import grouped
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.scales import MEASURED
from qa.knowledge.standings import Standing
from qa.language.compact import key_of
from qa.language.inline import clipped, in_line
from qa.models import Notice
from qa.question.frame import Frame, Operation
from qa.retrieval.corroboration import Side
from qa.wording.wording import Wording, Words

TOGETHER: Final = "/"  # between editions that are one scale
MOST_NAMED: Final = 3  # extracted figures of one document that are named; of more, how many there are


class Notices:
    def __init__(self, knowledge: Knowledge, figures: Figures, quotes: QuoteFinder, wording: Wording) -> None:
        self._knowledge, self._figures = knowledge, figures
        self._quotes, self._wording = quotes, wording

    def of_facts(self, frame: Frame, facts: Sequence[Fact]) -> tuple[Notice, ...]:
        """What a reader must know beside figures, and which of them nobody has checked yet."""
        words = self._wording.words(frame.language)
        return (*self._beside(frame, facts), *of_extraction(facts, words, self._quotes))

    def _beside(self, frame: Frame, facts: Sequence[Fact]) -> Iterator[Notice]:
        """Comparability across editions, contradictions between sources, an order at odds with its scores."""
        words = self._wording.words(frame.language)
        apart = self._figures.incomparable(facts) or self._apart_from_before(facts, frame.previous_editions)
        if apart:
            yield self._incomparable(apart, words)
        yield from self._contradictions(frame, facts, words)
        yield from self._orders(frame, facts, words)

    def of_quotes(self, frame: Frame, quotes: Sequence[Quote]) -> tuple[Notice, ...]:
        """What must be known beside the facts that the quoted sentences prove: a quote speaks for itself."""
        store = self._knowledge.facts
        if not store.facts:
            return ()
        if frame.comparable:
            return self._all_editions(self._wording.words(frame.language))
        dates = "date" in frame.wants  # disputed dates matter only to those who ask for one
        stated = [
            fact
            for quote in quotes
            for fact in self._quotes.proved_by(quote, store)
            if dates or fact.unit != "date"
        ]
        disputed = [fact for fact in store.disputed if any(self._tells_both_sides(q, fact) for q in quotes)]
        return tuple(self._beside(frame, list(dict.fromkeys((*stated, *disputed)))))

    def _tells_both_sides(self, quote: Quote, fact: Fact) -> bool:
        """Whether a sentence itself states a contradiction: it names the subject and both values."""
        text, language = self._quotes.text(quote), self._quotes.language(quote)
        folded = key_of(text)
        names = self._knowledge.entities[fact.subject].written
        if not any(key_of(name) in folded for name in names):
            return False
        sides = (fact, *self._knowledge.facts.conflicts(fact))
        return all(states(self._knowledge, side, text, language) for side in sides)

    def between(self, editions: Sequence[str], words: Words) -> tuple[Notice, ...]:
        """That scores of these editions may not be compared; () where they may."""
        return (self._incomparable(editions, words),) if self._figures.scales.apart(editions) else ()

    def _incomparable(self, editions: Sequence[str], words: Words) -> Notice:
        """Why scores of the editions may not be compared; editions that are one scale are named together."""
        groups = self._figures.scales.groups(sorted(editions), MEASURED)
        names = [TOGETHER.join(map(words.edition, group)) for group in groups]
        reason = words.reason(editions)
        text = words.text("notice-comparability", editions=words.join(names), reason=reason)
        return Notice(kind="comparability", text=text)

    def _all_editions(self, words: Words) -> tuple[Notice, ...]:
        """Which editions may not be compared, for those who ask exactly that."""
        table = self._knowledge.editions
        apart = [e for e in table.ids if any(not table.comparable(e, other) for other in table.ids)]
        return (self._incomparable(apart, words),) if apart else ()

    def _apart_from_before(self, facts: Sequence[Fact], earlier: Sequence[str]) -> tuple[str, ...]:
        """The editions of scaled facts and of the turn before, where those may not be compared."""
        scaled = {fact.edition for fact in facts if self._figures.is_scaled(fact)}
        table = self._knowledge.editions
        together = sorted({*scaled, *earlier})
        return tuple(together) if any(not table.comparable(a, b) for a in scaled for b in earlier) else ()

    def _contradictions(self, frame: Frame, facts: Sequence[Fact], words: Words) -> Iterator[Notice]:
        """Each contradiction that a question touches once; one of times alone only for who asks for that."""
        seen = set()
        for fact in facts:
            others = self._knowledge.facts.conflicts(fact)
            in_time = all(other.value == fact.value for other in others)
            untouched = frame.attributes and fact.attribute not in frame.attributes
            if not others or fact.key in seen or untouched or (in_time and not _asks_when(frame, fact)):
                continue
            seen.add(fact.key)
            yield Notice(kind="conflict", text=_contradiction((fact, *others), words))

    def _orders(self, frame: Frame, facts: Sequence[Fact], words: Words) -> Iterator[Notice]:
        """Where an order that sources state is at odds with the scores, edition by edition."""
        scored = self._knowledge.default_attribute
        counted = frame.operation in (Operation.FILTER, Operation.COUNT)
        if scored is None or counted or not any(self._figures.is_scaled(fact) for fact in facts):
            return
        frame = replace(frame, attributes=(scored,))
        shown = {*frame.entities, *(fact.subject for fact in facts)}
        for edition in dict.fromkeys(fact.edition for fact in facts):
            stated = self._figures.stated_order(frame.selection, scored, edition)
            if frame.operation is Operation.RANK:
                yield from self._other_order(stated, [f for f in facts if f.edition == edition], words)
            elif lines := self._inversions([one for one in stated if one.subject in shown], words):
                text = words.text("notice-conflict-order", lines=words.clauses(lines))
                yield Notice(kind="conflict", text=text)

    def _other_order(
        self, stated: Sequence[Standing], facts: Sequence[Fact], words: Words
    ) -> Iterator[Notice]:
        """The order that sources state, where what is shown stands otherwise in it or is left out of it."""
        if not stated:
            return
        shown, last = {fact.subject for fact in facts}, min(map(self._reach, stated))
        missing = {fact.subject for fact in facts if fact.number > last} - {one.subject for one in stated}
        if missing or any(
            {lower.subject, higher.subject} & shown for lower, higher in self._inverted(stated)
        ):
            names = words.series(words.name(standing.subject) for standing in stated)
            text = words.text("notice-order", names=names, edition=words.edition(stated[0].edition))
            yield Notice(kind="conflict", text=text)

    def _inversions(self, stated: Sequence[Standing], words: Words) -> list[str]:
        """Each model listed right below one that scores less, in words."""
        return [
            words.text(
                "notice-conflict-order-pair",
                lower=words.name(lower.subject),
                value_lower=words.range(lower),
                higher=words.name(higher.subject),
                value_higher=words.range(higher),
            )
            for lower, higher in self._inverted(stated)
        ]

    def _inverted(self, stated: Sequence[Standing]) -> list[tuple[Standing, Standing]]:
        """Each listed right below one that scores less, whichever source and margin one takes; and that."""
        return [(lower, higher) for higher, lower in pairwise(stated) if lower.low > self._reach(higher)]

    def _reach(self, standing: Standing) -> float:
        """What a figure must exceed to be ahead of a standing."""
        margin = self._figures.margin(standing.facts[0].attribute, (standing.edition,))
        return standing.high + margin


def _asks_when(frame: Frame, fact: Fact) -> bool:
    return fact.subject in frame.entities or "date" in frame.wants


def of_documents(conflicts: Sequence[Sequence[Side]], words: Words) -> tuple[Notice, ...]:
    """Where documents contradict each other: what each states, and which document, of what date."""
    stated = (words.clauses(_document_side(side, words) for side in sides) for sides in conflicts)
    return tuple(
        Notice(kind="conflict", text=words.text("notice-conflict-documents", sides=sides)) for sides in stated
    )


def of_translation(languages: Collection[str], words: Words) -> tuple[Notice, ...]:
    """Which languages the quotes are in, where that is not the asker's."""
    foreign = sorted(set(languages) - {words.language})
    if not foreign:
        return ()
    named = words.join([words.language_name(name) for name in foreign])
    return (Notice(kind="translation", text=words.text("notice-translation", language=named)),)


def of_extraction(facts: Sequence[Fact], words: Words, quotes: QuoteFinder) -> list[Notice]:
    """A notice for each document in which a program found any of `facts`, with how sure it was of them."""
    unchecked = (fact for fact in facts if fact.origin == "extracted")
    found = grouped(unchecked, lambda fact: fact.evidence[0].document_id)
    return [
        Notice(
            kind="extracted",
            text=words.text(
                "notice-extracted",
                number=len(held),
                document=clipped(quotes.title(document)),
                figures=_figures_found(held, words),
                confidence=words.percent(min(fact.confidence or 0.0 for fact in held)),
            ),
        )
        for document, held in found.items()
    ]


def _figures_found(facts: Sequence[Fact], words: Words) -> str:
    if len(facts) > MOST_NAMED:
        return words.text("notice-extracted-many", number=len(facts))
    named = (
        words.text("fact-short", subject=words.name(fact.subject), value=words.fact_value(fact))
        for fact in facts
    )
    return words.series(dict.fromkeys(named))


def _contradiction(facts: Sequence[Fact], words: Words) -> str:
    """What each side states, or when, where the sources differ in that alone; and who states it."""
    in_time = len({fact.value for fact in facts}) == 1
    sides = dict.fromkeys(
        words.text(
            "notice-conflict-side",
            value=words.date(fact.as_of or "") if in_time else words.fact_value(fact),
            sources=words.reporters(fact),
        )
        for fact in facts
    )
    return words.text(
        "notice-conflict-time" if in_time else "notice-conflict",
        attribute=words.attribute(facts[0].attribute),
        subject=words.name(facts[0].subject),
        value=words.fact_value(facts[0]),
        sides=words.clauses(sides),
    )


def _document_side(side: Side, words: Words) -> str:
    """What a document states, its title, who published it and when, and its edition."""
    document = side.document
    publishers = dict.fromkeys(source.publisher for source in document.sources if source.publisher)
    dates = [source.published for source in document.sources if source.published]
    published = document.published or max(dates, default=None)
    parts = (
        clipped(document.title),
        *map(clipped, publishers),
        words.date(published) if published else "",
        words.edition(document.edition),
    )
    quoted = words.text("quote", text=in_line(side.states))
    sources = words.details(dict.fromkeys(filter(None, parts)))
    return words.text("notice-conflict-side", value=quoted, sources=sources)
