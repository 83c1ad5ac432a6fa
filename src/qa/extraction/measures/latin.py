"""Frames of English and French sentences: subject and verb, "X of NUMBER", "NUMBER things", labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.extraction.measures import latin_shapes as shapes
from qa.extraction.measures.amounts import TIME, MaskedText
from qa.extraction.measures.frames import Stating
from qa.extraction.measures.latin_clause import LatinClause, measured_units
from qa.extraction.measures.latin_patterns import latin_patterns
from qa.extraction.measures.noun_phrases import NounPhrases


def latin_statings(masked: MaskedText, start: int, end: int, language: str) -> Iterator[Stating]:
    """The frames of the sentence `masked.skeleton[start:end]`."""
    phrases = NounPhrases(latin_patterns(language), masked, start)
    for amount in masked.within(start, end):
        if not amount.unit and shapes.OUT_OF.match(masked.flat, amount.end):
            amount = replace(amount, unit="points")
        one = _LatinReading(phrases, start, end, amount).stating()
        if one:
            yield one


@dataclass(frozen=True)
class _LatinReading(LatinClause):
    """The frames in which one amount may stand in its sentence."""

    def stating(self) -> Stating | None:
        if self.amount.unit == "%" and shapes.SHARE_OF.match(self.right):
            return self._by_part() or self._by_share()
        if shapes.COMPARING.match(self.right):
            return None
        if found := self._by_dimension() or self._by_valuing() or self._by_part():
            return found
        for pattern, form in ((self.patterns.move, "move"), (self.patterns.state, "state")):
            if match := pattern.search(self.left):
                return self._by_state(match, form)
        found = None if self.is_of_unread_unit else self._by_of()
        if found:
            return found
        if match := self.patterns.label.search(self._opening):
            return self._of_measure(match["np"], self.start + match.start("np"), "label")
        return self._by_verb() or self._by_measure() or self._by_count() or self._by_any_verb()

    def _by_measure(self) -> Stating | None:
        """A known measure before any verb: "repair inflation ran at 9 %", "exports brought in 5 million"."""
        match = self.patterns.led_to.search(self.left)
        form = "state"
        if not match and self.amount.kind == "money" and not self.patterns.moving.search(self.left[-40:]):
            match, form = self.patterns.transitive.search(self.left), "state"
        if not match or self.is_of_unread_unit:
            return None
        before = self.left[: match.start()]
        begin = self._begun(before)
        if shapes.REFLEXIVE.search(before) or not self.phrases.is_measure(before[begin:].strip()):
            return None
        return self._of_measure(before, self.low, form)

    def _by_count(self) -> Stating | None:
        """What a clause begins by counting: "12,480 patients took part", "5,148 homes were approved"."""
        whole = self.amount.value == int(self.amount.value)
        begin = self._begun(self.left)
        if (
            not whole
            or self.amount.kind not in shapes.COUNTED
            or not shapes.COUNTING.fullmatch(self.left, begin)
        ):
            return None
        at, unit = self.amount.end, self.amount.unit
        if unit:
            at -= len(unit) + 1
            if self.masked.text[at + 1 : self.amount.end] != unit:
                return None
        found = shapes.MANY.match(self.masked.flat, at, self.end)
        if (
            not found
            or found["noun"].split()[0] in self.patterns.words.uncounted
            or found["noun"] in measured_units()
        ):
            return None
        noun = self.masked.text[slice(*found.span("noun"))]
        part = shapes.PASSIVE.match(self.masked.skeleton, found.end("noun"), self.end)
        if part is None:
            return None
        return Stating(self.amount, f"{noun} {part['part']}", None, "flows", "", "", self.low + begin)

    def _by_any_verb(self) -> Stating | None:
        """What a holder is said to have so many of, by any verb."""
        match = self.patterns.any_verb.search(self.left)
        if match and self.amount.unit and (made := shapes.MADE_OF.match(self.right)):
            noun = self.patterns.stops.split(f" {made['np']}")[0].strip()
            start = self.amount.end + made.start("np")
            end = start + len(noun)
            part = f" {match['verb']}" if shapes.PARTICIPLE.search(match["verb"]) else ""
            if noun and len(noun.split()) <= shapes.MEASURE_WORDS:
                return self._of_subject(
                    self.left[: match.start()], f"{self.masked.text[start:end]}{part}", "in"
                )
        if self.patterns.language != "en":
            return None
        whole = self.amount.value == int(self.amount.value)
        noun = self._noun() if match and whole and self.amount.kind in shapes.COUNTED else ""
        if not match or not noun:
            return None
        if self.patterns.language == "en" and match["verb"].endswith("ed"):
            noun = f"{noun} {match['verb']}"
        return self._of_subject(self.left[: match.start()], noun, "flows", "")

    def _by_state(self, match: re.Match[str], form: str) -> Stating | None:
        unit = self._unread_unit()
        if self.is_of_unread_unit and not unit:
            return None
        before = shapes.REFLEXIVE.sub("", self.left[: match.start()])
        told = self.amount.kind in ("money", "share") and self.patterns.strong.match(match[0]) is not None
        strong = told or form == "move"
        found = (
            self._on_test(before)
            or self._of_measure(before, self.low, form, strong=strong)
            or self._by_participle(before)
        )
        return replace(found, unit=unit) if found and unit else found

    def _by_participle(self, before: str) -> Stating | None:
        """As in "admissions went the other way, falling from 318,400 to"."""
        begin = self._begun(before.rstrip(" ,"))
        verb = shapes.VERBAL.search(before, begin) if before.endswith(",") else None
        if verb is None or not self.phrases.is_measure(before[begin : verb.start()].strip()):
            return None
        return self._of_measure(before[: verb.start()], self.low, "move")

    def _by_of(self) -> Stating | None:
        """As in "posted revenue of NUMBER", "operating margin of NUMBER"."""
        if (match := self.patterns.carried.search(self.left)) and self.phrases.is_measure(match["np"]):
            span = self.phrases.trimmed(self.low + match.start("np"), self.low + match.end("np"))
            return self._of_subject(self.left[: match.start()], span, "of")
        match = self.patterns.phrase.search(self.left)
        if match is None:
            return None
        begin, end = match.span("np")
        if self.patterns.preposition.match(f" {match['np']}"):
            return None  # "against a loss of"
        owned = shapes.OWNED.search(self.left, begin + 1, end)
        if owned:
            return self._of_measure(self.left[owned.start() : end], self.low + owned.start(), "phrase")
        if self.phrases.is_measure(match["np"]) and begin >= self.phrases.clause(self.left[:end]):
            return self._of_measure(self.left[:end], self.low, "phrase")
        return None

    def _by_dimension(self) -> Stating | None:
        """As in "is 42 cm long"."""
        name = next((name for name, behind in self.patterns.dimensions if behind.match(self.right)), None)
        match = self.patterns.copula.search(self.left) if name and self.amount.unit else None
        return self._of_subject(self.left[: match.start()], name, "verb") if name and match else None

    def _by_share(self) -> Stating | None:
        """As in "makes up 9 % of net revenue"."""
        match, whole = self.patterns.shares.search(self.left), shapes.WHOLE.match(self.right)
        name = self.patterns.stops.split(whole["np"])[0].strip() if whole else ""
        if (
            not match
            or not whole
            or name.startswith("what")
            or not 0 < len(name.split()) <= shapes.MEASURE_WORDS
        ):
            return None
        start = self.amount.end + whole.start("np")
        start += len(whole["np"]) - len(whole["np"].lstrip())
        share = "part de" if self.patterns.language == "fr" else "share of"
        measure = f"{share} {self.masked.text[start : start + len(name)]}"
        return self._of_subject(self.left[: match.start()], measure, "share")

    def _by_valuing(self) -> Stating | None:
        match = self.patterns.valued.search(self.left) if self.amount.kind == "money" else None
        name = next(iter(m for _, m, _ in self.patterns.named if m in shapes.VALUATION), "")
        return (
            self._of_subject(self.left[: match.end("np")], name, "verb", at=match.start("np"))
            if match
            else None
        )

    def _by_part(self) -> Stating | None:
        """As in "620 people, of whom 90 are engineers"."""
        if self.amount.kind not in (*shapes.COUNTED, "share") or not self.patterns.parts.search(self.left):
            return None
        share = shapes.WHOLE.match(self.right) if self.amount.kind == "share" else None
        name = self.patterns.stops.split(share["np"])[0].strip() if share else self._noun()
        unit = "" if self.amount.kind in shapes.COUNTED else self.amount.unit
        return Stating(self.amount, name, None, "part", unit, "same", self.amount.start) if name else None

    def _on_test(self, before: str) -> Stating | None:
        """A score in what is named behind it: "reaches 51.9 % on GSM8K"."""
        found = shapes.ON.match(self.right)
        if self.amount.unit not in shapes.RATED or not found:
            return None
        begin = self.amount.end + found.end()
        name = shapes.TEST.match(self.masked.text, begin, self.end)
        if not name or TIME in self.masked.skeleton[begin : name.end()]:
            return None
        return self._of_subject(before, (begin, name.end()), "test")

    def _by_verb(self) -> Stating | None:
        """A verb that names its measure, or that has the measure behind the number, or counts."""
        for kind, measure, pattern in self.patterns.named:
            fits = kind == self.amount.kind or (kind == "count" and self.amount.kind in shapes.COUNTED)
            if fits and (match := pattern.search(self.left)):
                unit = "" if kind == "count" else None
                if kind == "count" and (noun := self._noun()) and not self.patterns.people.search(noun):
                    measure = noun
                if self.amount.value >= shapes.BIG:
                    measure = shapes.COSTS.get(measure, measure)
                if kind == "score" and (
                    name := shapes.RATED_ON.match(self.masked.text, self.amount.end, self.end)
                ):
                    return self._of_subject(
                        self.left[: match.start()], name.span(name.lastgroup or 0), "test", unit
                    )
                if kind == "money" and not (measure := self._spent(measure)):
                    return None
                return self._of_subject(self.left[: match.start()], measure, "verb", unit)
        if match := self.patterns.reported.search(self.left):
            before = self.left[: match.start()]
            if found := self._on_test(before) or self._into(before):
                return found
        whole = self.amount.value == int(self.amount.value)
        return self._counted() if whole and self.amount.kind in shapes.COUNTED else None

    def _spent(self, measure: str) -> str:
        """What money is of, by its verb: a price per hour is none, and "" where it is only for something."""
        if rate := shapes.RATE.match(self.right):
            per = "par" if self.patterns.language == "fr" else "per"
            return f"{shapes.COSTS.get(measure, measure)} {per} {rate['noun']}"
        return "" if measure in shapes.SPENDING and shapes.NARROWED.match(self.right) else measure

    def _into(self, before: str) -> Stating | None:
        """As in "generated 6.4 million euros in sales"."""
        into = self.patterns.into.match(self.right)
        if into is None:
            return None
        noun = self.patterns.stops.split(" " + into["np"])[0]
        if not self.patterns.head.search(noun.strip()) or len(noun.split()) > shapes.MEASURE_WORDS:
            return None
        begin = self.amount.end + into.start("np")
        return self._of_subject(before, self.phrases.trimmed(begin, begin + len(noun) - 1), "in")

    def _counted(self) -> Stating | None:
        """What a holder has so many of; the measure names what is counted, so that no unit is left."""
        held, flowing = self.patterns.held.search(self.left), self.patterns.flowing.search(self.left)
        name = self._noun()
        match = held or flowing
        if match is None or not name:
            return None
        flows = flowing is not None and (held is None or flowing.start() < held.start())
        if flows and flowing is not None and self.patterns.language == "en":
            name = f"{name} {flowing['verb'].split()[-1]}"
        return self._of_subject(self.left[: match.start()], name, "flows" if flows else "holds", "")
