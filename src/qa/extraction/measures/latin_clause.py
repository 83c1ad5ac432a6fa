"""An amount in an English or French clause: what stands around it, and whom a frame says that it is of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from qa.extraction.measures import latin_shapes as shapes
from qa.extraction.measures.amounts import AMOUNT, Amount, MaskedText
from qa.extraction.measures.frames import Span, Stating
from qa.extraction.measures.latin_patterns import LatinPatterns
from qa.extraction.measures.noun_phrases import LEADING, POSSESSED, RELATIVE, NounPhrases
from qa.numbers.terms import terms


@cache
def measured_units() -> frozenset[str]:
    """The words for units that measure: what has so many litres is not told by them."""
    return frozenset(word for word in terms().units if len(word) > 1)


@dataclass(frozen=True)
class LatinClause:
    """One amount in its sentence, `phrases.masked.skeleton[start:end]`."""

    phrases: NounPhrases
    start: int
    end: int
    amount: Amount

    @property
    def masked(self) -> MaskedText:
        return self.phrases.masked

    @property
    def patterns(self) -> LatinPatterns:
        return self.phrases.patterns

    @cached_property
    def low(self) -> int:
        """Where `left` begins, in which a space stands before all."""
        return max(self.start, self.amount.start - shapes.REACH) - 1

    @cached_property
    def left(self) -> str:
        left = " " + self.masked.skeleton[self.low + 1 : self.amount.start]
        return shapes.ASIDE.sub(lambda match: " " * len(match[0]), left)

    @cached_property
    def right(self) -> str:
        return self.masked.skeleton[self.amount.end : min(self.end, self.amount.end + shapes.REACH)]

    @cached_property
    def _opening(self) -> str:
        """The sentence up to the number; "" where that is long."""
        near = self.amount.start - self.start <= 2 * shapes.REACH
        return self.masked.skeleton[self.start : self.amount.start] if near else ""

    @cached_property
    def is_of_unread_unit(self) -> bool:
        """Whether a noun behind a bare number is a unit that is not read."""
        noun = self.amount.unit == "" and shapes.UNIT_WORD.match(self.right)
        return bool(noun) and not self.patterns.stops.match(self.right)

    def _unread_unit(self) -> str:
        """The plural noun behind a bare number: "1.2 million hectolitres"."""
        found = shapes.UNIT_WORD.match(self.right) if self.is_of_unread_unit else None
        word = found[0].split()[-1].removeprefix("d'") if found else ""
        return word if word not in self.patterns.words.uncounted and shapes.COUNTABLE.match(word) else ""

    def _noun(self) -> str:
        """What is counted behind a number; "" for nothing that is."""
        at, unit = self.amount.end, self.amount.unit
        if unit:
            at -= len(unit) + 1
            if self.masked.text[at + 1 : self.amount.end] != unit:
                return ""
        if linked := shapes.LINKED.match(self.masked.flat, at):
            at = linked.end()
        found = shapes.NOUN.match(self.masked.flat, at)
        noun = self.patterns.stops.split(" " + found["noun"])[0].strip() if found else ""
        words = noun.split()
        if not found or not words or words[0] in self.patterns.words.uncounted or noun in measured_units():
            return ""
        start = found.start("noun")
        return self.masked.text[start : start + len(noun)] if shapes.COUNTABLE.match(words[-1]) else ""

    def _of_measure(self, before: str, low: int, form: str, *, strong: bool = False) -> Stating | None:
        """The frame whose grammatical subject is the measure; `before` ends at its verb."""
        begin = self._begun(before)
        found = self.phrases.measure(before[begin:], low + begin, strong=strong)
        if found is None:
            return None
        return Stating(
            self.amount, found.measure, found.subject, form, self.amount.unit, found.referred, low + begin,
            found.doubts,
        )  # fmt: skip

    def _begun(self, before: str) -> int:
        """Where the last clause of a text begins, behind its times."""
        begin = self.phrases.clause(before)
        while led := LEADING.match(before, begin):
            begin = led.end()
        return begin

    def _of_subject(
        self, before: str, measure: Span | str, form: str, unit: str | None = None, at: int | None = None
    ) -> Stating | None:
        """The frame whose grammatical subject is whom the measure is of; `before` ends at its verb.

        The subject begins at `at`, else where the last clause does.
        """
        unit = self.amount.unit if unit is None else unit
        begin = self._begun(before) if at is None else at
        led, at = before[begin:].rstrip(" ,"), self.low + begin
        np = shapes.TRAILING.sub("", f" {led}")[1:] or "".join(shapes.ALONE.findall(led)[:1])
        joint = shapes.CONJUNCT.search(before)
        if joint and AMOUNT in before[begin : joint.start()]:
            np, at = "", self.low + joint.start()  # "weighs 3 kg and costs"
        if saying := shapes.SAYING.search(np):
            np = np[: saying.start()]
        if not np:
            return Stating(self.amount, measure, None, form, unit, "same", at, ("elided",))
        if held := self.phrases.holder(np):
            return Stating(self.amount, measure, None, form, unit, held, at)
        determined = self.patterns.determined.match(np)
        span = (at + (determined.end() if determined else 0), at + len(np))
        if described := shapes.DESCRIBED.fullmatch(self.masked.text[slice(*span)]):
            span = (span[0] + described.start("name"), span[1])
        inner = begin and not before[:begin].rstrip().endswith(",")
        closed = inner and before.rstrip().endswith(",")  # "the farm, which we own with NAME, has"
        if closed or not self.phrases.is_name(*span):
            if apposed := self._apposed(self.low + len(before)) if begin else None:
                return Stating(self.amount, measure, apposed, form, unit, "", at, ("apposed",))
            if closed or not determined or RELATIVE.search(np) or len(np.split()) > shapes.SHORT_NAME:
                return None
        if RELATIVE.search(np) or POSSESSED.search(np) or len(np.split()) > shapes.NAME_WORDS:
            return None
        return Stating(self.amount, measure, span, form, unit, "", at)

    def _apposed(self, end: int) -> Span | None:
        """The name that the sentence begins with, with one apposition between it and the verb at `end`."""
        near = end - self.start <= 2 * shapes.REACH
        dateline = shapes.DATELINE.match(self.masked.text, self.start, end)
        start = dateline.end() if dateline else self.start
        found = shapes.APPOSED.match(f"{self.masked.skeleton[start:end]} ") if near else None
        if not found or self.patterns.preposition.search(found["np"]):
            return None
        verb = shapes.TRAILING.sub("", f" {found['behind'].rstrip()}").strip()
        if verb and not shapes.ALSO.search(verb):
            return None  # "NAME, who runs it, says each train costs"
        span = start + found.start("np"), start + found.end("np")
        if described := shapes.DESCRIBED.fullmatch(self.masked.text[slice(*span)]):
            span = (span[0] + described.start("name"), span[1])
        return span if self.phrases.is_name(*span) else None
