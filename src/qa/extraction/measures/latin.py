"""Frames of English and French sentences: subject and verb, "X of NUMBER", "NUMBER things", labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from qa.extraction.measures.amounts import TIME, Amount, MaskedText
from qa.extraction.measures.frames import Span, Stating
from qa.extraction.measures.latin_patterns import LatinPatterns, latin_patterns
from qa.extraction.measures.noun_phrases import LEADING, POSSESSED, RELATIVE, NounPhrases
from qa.language.wordlists import LETTER

REACH: Final = 180  # characters before a number in which its frame stands
ASIDE: Final = re.compile(r"\s\([^()\x01]{1,40}\)")
APPOSED: Final = re.compile(
    r"(?:the |la |le |l')?(?P<np>[^,;:.()\x01\x02]{2,50}), (?:an?|the|une?|l[ea]|l'|based|basée?|spécialisée?"
    r"|maker|which)[^,\x01]{2,100}, [^,;:\x01]{0,40}\Z"
)
OWNED: Final = re.compile(r"(?<![a-zà-ÿ'])(?:its|their|our|son|sa|ses|leur|leurs|notre|nos)\s")
ON: Final = re.compile(r"\s(?:on|in|at|for|sur|au|à|en)\s(?:the\s|l[ea]\s|l')?")
TEST: Final = re.compile(r"[A-Z][A-Za-z]*[A-Z0-9][\w+-]*(?:\.\d+)?(?:\s[A-Z0-9][\w+-]*){0,3}")
RATED_ON: Final = re.compile(  # "on the Intelligence Index", "à l'indice d'intelligence"
    r"\s(?:on (?:the )?(?P<name>[A-Z][\w+-]*(?:\s[A-Z0-9][\w+-]*){0,3})"
    r"|(?:à l['’]|au |sur l['’])(?P<fr>(?:indice|test|banc)(?:\sd['’]|\sde\s)?[a-zà-ÿ]{0,20}))"
)
SHARE_OF: Final = re.compile(r"\s(?:of|de|des|du|d')(?![a-z])")
COMPARING: Final = re.compile(
    r"\s?(?:higher|lower|more|less|fewer|de plus|de moins|points? (?:of|de)\b|ahead|behind"
    r"|of the\b(?! market)|(?:of|out of|sur) \x01)"
)
UNIT_WORD: Final = re.compile(rf"\s(?:d'|de )?[{LETTER}]{{2,}}")
NOUN: Final = re.compile(
    rf"\s(?:(?:d'|de |of )?)(?P<noun>[{LETTER}][{LETTER}'-]*(?:\s[{LETTER}][{LETTER}'-]*){{0,3}})"
)
COUNTABLE: Final = re.compile(r"\w*(?:[sx]|people|staff)\Z")
COUNTED: Final = ("bare", "other")
RATED: Final = ("%", "points", "")
NAME_WORDS: Final = 7  # of a subject
MEASURE_WORDS: Final = 4  # of a measure behind its number


def latin_statings(masked: MaskedText, start: int, end: int, language: str) -> Iterator[Stating]:
    """The frames of the sentence `masked.skeleton[start:end]`."""
    phrases = NounPhrases(latin_patterns(language), masked, start)
    for amount in masked.within(start, end):
        one = _LatinReading(phrases, start, end, amount).stating()
        if one:
            yield one


@dataclass(frozen=True)
class _LatinReading:
    """One amount in its sentence."""

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
        return max(self.start, self.amount.start - REACH) - 1

    @cached_property
    def left(self) -> str:
        left = " " + self.masked.skeleton[self.low + 1 : self.amount.start]
        return ASIDE.sub(lambda match: " " * len(match[0]), left)

    @cached_property
    def right(self) -> str:
        return self.masked.skeleton[self.amount.end : min(self.end, self.amount.end + REACH)]

    @cached_property
    def _opening(self) -> str:
        """The sentence up to the number; "" where that is long."""
        near = self.amount.start - self.start <= 2 * REACH
        return self.masked.skeleton[self.start : self.amount.start] if near else ""

    @cached_property
    def is_of_unread_unit(self) -> bool:
        """Whether a noun behind a bare number is a unit that is not read."""
        noun = self.amount.unit == "" and UNIT_WORD.match(self.right)
        return bool(noun) and not self.patterns.stops.match(self.right)

    def stating(self) -> Stating | None:
        if COMPARING.match(self.right) or (self.amount.unit == "%" and SHARE_OF.match(self.right)):
            return None
        for pattern, form in ((self.patterns.move, "move"), (self.patterns.state, "state")):
            if match := pattern.search(self.left):
                return self._by_state(match, form)
        found = None if self.is_of_unread_unit else self._by_of()
        if found:
            return found
        if match := self.patterns.label.search(self._opening):
            return self._of_measure(match["np"], self.start + match.start("np"), "label")
        return self._by_verb()

    def _by_state(self, match: re.Match[str], form: str) -> Stating | None:
        if self.is_of_unread_unit:
            return None
        before = self.left[: match.start()]
        strong = self.amount.kind in ("money", "share") and self.patterns.strong.match(match[0]) is not None
        return self._on_test(before) or self._of_measure(before, self.low, form, strong=strong)

    def _by_of(self) -> Stating | None:
        """As in "posted revenue of NUMBER", "operating margin of NUMBER"."""
        if (match := self.patterns.carried.search(self.left)) and self.phrases.is_measure(match["np"]):
            span = self.phrases.trimmed(self.low + match.start("np"), self.low + match.end("np"))
            return self._of_subject(self.left[: match.start()], span, "of")
        match = self.patterns.phrase.search(self.left)
        if match is None:
            return None
        begin, end = match.span("np")
        owned = OWNED.search(self.left, begin + 1, end)
        if owned:
            return self._of_measure(self.left[owned.start() : end], self.low + owned.start(), "phrase")
        if self.phrases.is_measure(match["np"]) and begin >= self.phrases.clause(self.left[:end]):
            return self._of_measure(self.left[:end], self.low, "phrase")
        return None

    def _on_test(self, before: str) -> Stating | None:
        """A score in what is named behind it: "reaches 51.9 % on FactWeave"."""
        found = ON.match(self.right)
        if self.amount.unit not in RATED or not found:
            return None
        begin = self.amount.end + found.end()
        name = TEST.match(self.masked.text, begin, self.end)
        if not name or TIME in self.masked.skeleton[begin : name.end()]:
            return None
        return self._of_subject(before, (begin, name.end()), "test")

    def _by_verb(self) -> Stating | None:
        """A verb that names its measure, or that has the measure behind the number, or counts."""
        for kind, measure, pattern in self.patterns.named:
            fits = kind == self.amount.kind or (kind == "count" and self.amount.kind in COUNTED)
            if fits and (match := pattern.search(self.left)):
                unit = "" if kind == "count" else None
                if kind == "score" and (name := RATED_ON.match(self.masked.text, self.amount.end, self.end)):
                    return self._of_subject(
                        self.left[: match.start()], name.span(name.lastgroup or 0), "test", unit
                    )
                return self._of_subject(self.left[: match.start()], measure, "verb", unit)
        if match := self.patterns.reported.search(self.left):
            before = self.left[: match.start()]
            if found := self._on_test(before) or self._into(before):
                return found
        whole = self.amount.value == int(self.amount.value)
        return self._counted() if whole and self.amount.kind in COUNTED else None

    def _into(self, before: str) -> Stating | None:
        """As in "generated 6.4 million euros in sales"."""
        into = self.patterns.into.match(self.right)
        if into is None:
            return None
        noun = self.patterns.stops.split(" " + into["np"])[0]
        if not self.patterns.head.search(noun.strip()) or len(noun.split()) > MEASURE_WORDS:
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

    def _noun(self) -> str:
        """What is counted behind a number; "" for nothing that is."""
        at, unit = self.amount.end, self.amount.unit
        if unit:
            at -= len(unit) + 1
            if self.masked.text[at + 1 : self.amount.end] != unit:
                return ""
        found = NOUN.match(self.masked.flat, at)
        noun = self.patterns.stops.split(" " + found["noun"])[0].strip() if found else ""
        words = noun.split()
        if not found or not words or words[0] in self.patterns.words.uncounted:
            return ""
        start = found.start("noun")
        return self.masked.text[start : start + len(noun)] if COUNTABLE.match(words[-1]) else ""

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
        self, before: str, measure: Span | str, form: str, unit: str | None = None
    ) -> Stating | None:
        """The frame whose grammatical subject is whom the measure is of; `before` ends at its verb."""
        unit = self.amount.unit if unit is None else unit
        begin = self._begun(before)
        np, at = before[begin:].rstrip(" ,"), self.low + begin
        if not np:
            return Stating(self.amount, measure, None, form, unit, "", at, ("elided",))
        if held := self.phrases.holder(np):
            return Stating(self.amount, measure, None, form, unit, held, at)
        determined = self.patterns.determined.match(np)
        span = (at + (determined.end() if determined else 0), at + len(np))
        if not self.phrases.is_name(*span):
            apposed = self._apposed() if begin else None
            return apposed and Stating(self.amount, measure, apposed, form, unit, "", at, ("apposed",))
        if RELATIVE.search(np) or POSSESSED.search(np) or len(np.split()) > NAME_WORDS:
            return None
        return Stating(self.amount, measure, span, form, unit, "", at)

    def _apposed(self) -> Span | None:
        """The name that the sentence begins with, where one apposition stands between it and the verb."""
        found = APPOSED.match(self._opening)
        if not found or self.patterns.preposition.search(found["np"]):
            return None
        span = self.start + found.start("np"), self.start + found.end("np")
        return span if self.phrases.is_name(*span) else None
