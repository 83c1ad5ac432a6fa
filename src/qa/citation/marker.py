"""Which words of a cited quote answer: the figures that its claims rest on, or what the question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from index.text import fold
from qa.citation.amounts import amounts
from qa.citation.claim import Claim
from qa.citation.proof import PERIOD
from qa.knowledge.attributes import is_quantity
from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.language.compact import compact, key_of, script
from qa.language.marks import Span, merged
from qa.numbers.values import values
from qa.question.frame import Frame, Operation
from qa.reading.reader import EvidenceReader
from qa.reading.window import answering, joined
from qa.wording.formats import date_forms

UNMARKED: Final = frozenset(
    {Operation.OVERVIEW, Operation.SUMMARY, Operation.SMALLTALK}
)  # nothing definite is asked for


class Marker:
    """Marks quotes for the question that they answer. Holds no state."""

    def __init__(self, knowledge: Knowledge, reader: EvidenceReader | None = None) -> None:
        """Without a `reader` only what facts state is marked."""
        self._knowledge, self._reader = knowledge, reader

    def marks(self, frame: Frame, claims: Sequence[Claim], quote: str, language: str) -> tuple[Span, ...]:
        """Where `quote`, in `language`, answers: offsets in it, sorted, disjoint and not empty.

        For claims that rest on facts: the values, and the names of subjects that the question leaves open.
        Where it is asked of an answer whether it is right, or where it is from, no words answer but these.
        """
        if not claims or frame.operation in UNMARKED:
            return ()
        facts = tuple(dict.fromkeys(fact for claim in claims for fact in claim.facts))
        spans = [span for fact in facts for span in self._of_fact(frame, fact, quote, language)]
        if not spans and not frame.smalltalk and all(fact.unit == "text" for fact in facts):
            return self._read(quote, frame.search or frame.question)
        return merged(spans)

    def _read(self, quote: str, question: str) -> tuple[Span, ...]:
        """The words of `quote` that answer `question`, as it is read; none that the question says itself."""
        if self._reader is None:
            return ()
        (reading,) = self._reader.read(question, [joined([quote])])
        ((start, end),) = answering(reading)
        said = fold(quote[start:end]) in fold(question)
        return () if said or start == end else ((start, end),)

    def _of_fact(self, frame: Frame, fact: Fact, quote: str, language: str) -> Iterator[Span]:
        subject = self._named(fact.subject, quote)
        if fact.subject not in frame.entities and not self._named(fact.subject, frame.question):
            yield from subject
        if not is_quantity(fact.unit) or fact.number not in values(frame.question):
            yield from self._value(fact, quote, subject, language)
        if fact.as_of and "date" in frame.wants:
            yield from _dates(fact.as_of, quote, language)

    def stated(self, fact: Fact, quote: str, language: str) -> tuple[Span, ...]:
        """Where `quote` names the subject of `fact` and states its value, for comparing the two."""
        subject = self._named(fact.subject, quote)
        return merged([*subject, *self._value(fact, quote, subject, language)])

    def _value(self, fact: Fact, quote: str, subject: Sequence[Span], language: str) -> Iterable[Span]:
        if is_quantity(fact.unit):
            return _number(fact.number, quote, subject)
        if fact.unit == "entity":
            return self._named(str(fact.value), quote)
        return _dates(str(fact.value), quote, language) if fact.unit == "date" else ()

    def _named(self, entity: str, quote: str) -> list[Span]:
        """The first place where `quote` names the entity, by its longest name there."""
        text = compact(quote)
        names = sorted({key_of(n) for n in self._knowledge.entities[entity].written}, key=len, reverse=True)
        for name in names:
            for match in re.finditer(re.escape(name), text.text) if name else ():
                start, end = text.origin[match.start()], text.origin[match.end() - 1] + 1
                if _whole(quote, start, end):
                    return [(start, end)]
        return []


def _whole(quote: str, start: int, end: int) -> bool:
    """Whether no letter or digit of the same script goes on at either side: the o1 of "o1", not of "o10"."""
    before, after = quote[max(0, start - 1) : start], quote[end : end + 1]
    return not _goes_on(before, quote[start]) and not _goes_on(quote[end - 1], after)


def _goes_on(one: str, other: str) -> bool:
    if not one.isalnum() or not other.isalnum():
        return False
    return {script(one), script(other)} <= {"latin", "digit"} or script(one) == script(other) == "katakana"


def _number(value: float, quote: str, subject: Sequence[Span]) -> list[Span]:
    """Where `value` stands, with its unit: the first place behind the subject's name, or else the first."""
    found = {span for span in amounts(quote) if value in values(quote[span[0] : span[1]])}
    widest = [s for s in found if not any(s != o and o[0] <= s[0] and s[1] <= o[1] for o in found)]
    after = subject[0][1] if subject else 0
    return sorted(widest, key=lambda span: (span[0] < after, span))[:1]


def _dates(value: str, quote: str, language: str) -> Iterable[Span]:
    """Where a date stands, or the years of a period."""
    forms = value.split(PERIOD) if PERIOD in value else date_forms(value, language)
    found = [(at, at + len(form)) for form in forms if (at := quote.find(form)) >= 0]
    return found if PERIOD in value else found[:1]
