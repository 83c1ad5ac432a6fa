"""Guarding figures: whether the sentence that proves one answers this question, as it is read.

What a program found may be another figure than it took it for, and a curated figure may be told for a
question that it was not asked for. What the reader doubts is not told, nor what is concluded from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from index.text import terms
from qa.citation.claim import Claim, Quote
from qa.drafts.answer import FigureAnswer, Resources
from qa.drafts.draft import Draft, Section
from qa.knowledge.facts import Fact
from qa.knowledge.grouping import grouped
from qa.question.frame import Frame, Operation
from qa.reading.reader import EvidenceReader
from qa.reading.window import joined

DOUBTED: Final = -4.5  # log-odds that 99 of 100 sentences that answer lie above, of 1,265 that were kept out
UNDECLARED: Final = 0.5  # likelihood of a figure that nobody declared from which any figure may be another
MOST_READ: Final = 4  # sentences: of longer lists none is read
# What each figure answers by itself. No single sentence tells an order, a change or how many there are: a
# reader that knows this would doubt all of them.
READ: Final = frozenset({Operation.LOOKUP, Operation.COMPARE, Operation.FILTER})


class FigureGuard:
    """Reads what proves the figures of a draft. Holds no state."""

    def __init__(self, reader: EvidenceReader, resources: Resources) -> None:
        self._reader, self._resources = reader, resources

    def kept(self, frame: Frame, draft: Draft) -> Draft | None:
        """The draft without the claims that are doubted; None where nothing of it is left to say.

        Nothing is read where nothing is to be doubted, and otherwise all at once. Raises FootnoteError if the
        reader cannot be opened.
        """
        doubted = self._doubted(frame, draft)
        if not doubted:
            return draft
        sections = [replace(section, claims=_without(section, doubted)) for section in draft.sections]
        held = tuple(section for section in sections if section.claims)
        if frame.yes_no or draft.text or not held:  # a verdict, or a correction, rests on all of the figures
            return None
        return self._of_rest(frame, replace(draft, sections=held), doubted)

    def _doubted(self, frame: Frame, draft: Draft) -> tuple[Fact, ...]:
        """The facts whose sentences do not answer the question."""
        facts = dict.fromkeys(fact for claim in draft.claims for fact in claim.facts)
        proofs = self._questionable(frame, tuple(facts))
        quotes = tuple(dict.fromkeys(proofs.values()))
        if not quotes:
            return ()
        windows = [joined([self._resources.quotes.read(quote).whole]) for quote in quotes]
        readings = self._reader.read(frame.search or frame.question, windows)
        answer = {
            quote: reading.logits[0] >= DOUBTED for quote, reading in zip(quotes, readings, strict=True)
        }
        doubted = {fact for fact, quote in proofs.items() if not answer[quote]}
        conflicts = self._resources.wording.knowledge.facts.conflicts
        # Of figures that contradict each other both sides are told, or neither.
        return tuple(
            fact
            for fact in proofs
            if fact in doubted and (fact.origin == "extracted" or doubted.issuperset(conflicts(fact)))
        )

    def _questionable(self, frame: Frame, facts: Collection[Fact]) -> Mapping[Fact, Quote]:
        """The facts that may be other figures than what is asked for, each with its sentence.

        All, where a single figure is asked for, and perhaps one that nobody declared; what is extracted,
        always, unless the question names it in the words of its document. A bare name asks for nothing that
        can be read.
        """
        if frame.operation not in READ or not self._is_worded(frame) or frame.alike:
            return {}
        extracted = [fact for fact in facts if fact.origin == "extracted"]
        one = frame.operation is Operation.LOOKUP and len(frame.attributes) == 1
        may_be_another = one and frame.undeclared >= UNDECLARED
        for chosen in (facts, extracted) if may_be_another else (extracted,):
            proofs = self._proofs(chosen, frame.language)
            if len(set(proofs.values())) <= MOST_READ:
                return proofs
        return {}

    def _proofs(self, facts: Iterable[Fact], language: str) -> dict[Fact, Quote]:
        proofs = ((fact, self._resources.quotes.proof(fact, language)) for fact in facts)
        return {fact: quote for fact, quote in proofs if quote}

    def _is_worded(self, frame: Frame) -> bool:
        """Whether a question says anything beside names."""
        graph = self._resources.wording.knowledge.entities
        names = [mention.text for mention in frame.mentions]
        names += [name for entity in frame.entities for name in graph[entity].written]
        return not set(terms(frame.search or frame.question)) <= set(terms(" ".join(names)))

    def _of_rest(self, frame: Frame, draft: Draft, doubted: Collection[Fact]) -> Draft:
        """A draft of what was not doubted, with its notices, and with what is not stated then."""
        facts = tuple(dict.fromkeys(fact for claim in draft.claims for fact in claim.facts))
        answer = FigureAnswer(self._resources, frame)
        rest = answer.draft(draft.sections, facts)
        conflicts = answer.knowledge.facts.conflicts
        contested = any(fact in doubted for kept in facts for fact in conflicts(kept))
        notices = (notice for notice in rest.notices if notice.kind != "conflict" or not contested)
        told = {(fact.subject, fact.attribute) for fact in facts}
        # a curated figure is stated, only it is not what was asked for
        lost = [f for f in doubted if f.origin == "extracted" and (f.subject, f.attribute) not in told]
        unstated = (
            answer.not_stated(attribute, tuple(dict.fromkeys(fact.subject for fact in held)))
            for attribute, held in grouped(lost, lambda fact: fact.attribute).items()
        )
        return replace(
            draft,
            notices=tuple(notices),
            entities=rest.entities,
            editions=rest.editions,
            closing="\n".join(filter(None, (draft.closing, *unstated))),
        )


def _without(section: Section, doubted: Collection[Fact]) -> tuple[Claim, ...]:
    """The claims that rest on nothing doubted; what rests on no fact goes on with the claim before it."""
    kept: list[Claim] = []
    dropped = False
    for claim in section.claims:
        dropped = any(fact in doubted for fact in claim.facts) if claim.facts else dropped
        if not dropped:
            kept.append(claim)
    return tuple(kept)
