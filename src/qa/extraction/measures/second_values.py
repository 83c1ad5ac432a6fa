"""Further values of a sentence: what a figure was before, and what is told beside it without a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from qa.extraction.measures.amounts import TIME, Amount, MaskedText, Span
from qa.extraction.measures.latin_patterns import latin_patterns
from qa.extraction.measures.noun_phrases import NounPhrases
from qa.extraction.measures.own_names import OwnNames
from qa.extraction.measures.second_patterns import SecondPatterns, second_patterns
from qa.extraction.measures.stated import Stated
from qa.numbers.numerals import exact

FARTHEST: Final = 120  # characters between two values of one statement
AHEAD: Final = 40  # characters behind a value in which its time stands
UNTOLD: Final = frozenset({"%", "pp", "points"})  # units that a change is told in, too
THOUSAND: Final = 1e3

Told = tuple[Amount, Stated]


@dataclass(frozen=True, slots=True)
class SecondValue:
    """A value beside one that is stated: the statement that it shares, and where the words of its time stand.

    `former` is set where it held before the other; `form` is how it is told.
    """

    amount: Amount
    of: Stated
    form: str
    region: Span
    former: bool = False


@dataclass(frozen=True)
class SecondValues:
    """Finds them in a sentence at `place` of a masked text; `names` tells names."""

    masked: MaskedText
    place: Span
    language: str
    names: OwnNames

    @cached_property
    def patterns(self) -> SecondPatterns:
        return second_patterns(self.language)

    def find(self, told: Sequence[Told], last: Told | None) -> Iterator[SecondValue]:
        """Those beside the figures `told` in the sentence, or beside the `last` of the sentence before."""
        held = sorted(told, key=lambda one: one[0].start)
        taken = {one.start for one, _ in held}
        for amount in self._free(taken):
            found = self._origin(amount, held) or self._behind(amount, held, last)
            if found:
                taken.add(amount.start)
                held = sorted([*held, (found.amount, found.of)], key=lambda one: one[0].start)
                yield found

    def _free(self, taken: set[int]) -> Iterator[Amount]:
        low, high = self.place
        for one in self.masked.shown:
            if low <= one.start and one.end <= high and one.start not in taken:
                yield one

    def _origin(self, amount: Amount, held: Sequence[Told]) -> SecondValue | None:
        """The 40 of "rose from 40 to 46"."""
        after = next(((one, of) for one, of in held if one.start > amount.end), None)
        if after is None or after[0].start - amount.end > FARTHEST:
            return None
        skeleton, (one, of) = self.masked.skeleton, after
        gap = skeleton[amount.end : one.start]
        before = skeleton[max(self.place[0], amount.start - AHEAD) : amount.start]
        led, reached = self.patterns.origin.search(before), self.patterns.reach.fullmatch(gap)
        alike = self._alike(amount, one)
        if not (led and reached and alike):
            return None
        region = (amount.start - len(before) + led.start(), amount.end + max(reached.end("to"), 0))
        return SecondValue(alike, of, "former", region, former=True)

    def _behind(self, amount: Amount, held: Sequence[Told], last: Told | None) -> SecondValue | None:
        """What was before a value, or stands beside it."""
        before = [(one, of) for one, of in held if one.end <= amount.start]
        if not before:
            return self._alone(amount, last)
        one, of = before[-1]
        start, end = one.end, amount.start
        if end - start > FARTHEST or not self._is_told(amount):
            return None
        gap = self.masked.skeleton[start:end]
        right = self.masked.skeleton[amount.end : min(self.place[1], amount.end + AHEAD)]
        alike = self._alike(amount, one)
        former = self.patterns.former(gap, right) if alike else None
        if alike and former is not None:
            region = (start + former, min(self.place[1], amount.end + self._reach(right)))
            return SecondValue(alike, of, "former", region, former=True)
        return self._beside(amount, alike, gap, (one, of))

    def _alone(self, amount: Amount, last: Told | None) -> SecondValue | None:
        """What a sentence tells of another time: "A year earlier it was 40"."""
        if last is None or not self._is_told(amount) or amount.start - self.place[0] > FARTHEST:
            return None
        alike = self._alike(amount, last[0])
        right = self.masked.skeleton[amount.end : min(self.place[1], amount.end + AHEAD)]
        gap = self.masked.skeleton[self.place[0] : amount.start]
        if alike is None or not self.patterns.alone.fullmatch(gap) or not self.patterns.ends.match(right):
            return None
        return SecondValue(alike, last[1], "former", (self.place[0], amount.end), former=True)

    def _is_told(self, amount: Amount) -> bool:
        return any(one.start == amount.start for one in self.masked.within(*self.place))

    def _reach(self, right: str) -> int:
        found = self.patterns.stop.search(right)
        return found.start() if found else len(right)

    @staticmethod
    def _alike(amount: Amount, one: Amount) -> Amount | None:
        """An amount with the unit and scale that it shares with another; None for one of another kind."""
        if amount.unit == one.unit:
            alike = amount
        elif not amount.unit and one.unit not in UNTOLD:
            alike = replace(amount, unit=one.unit)
        else:
            return None
        shares = amount.scale == 1 and one.scale >= THOUSAND and not amount.unit and amount.value < THOUSAND
        return replace(alike, value=exact(alike.value * one.scale)) if shares else alike

    def _beside(self, amount: Amount, alike: Amount | None, gap: str, one: Told) -> SecondValue | None:
        """As in "A scored 81, B 78" and "revenue was 5 million and profit 1 million"."""
        match = self.patterns.beside.fullmatch(gap) if self.patterns.beside else None
        if match is None or TIME in match["np"]:
            return None
        start = one[0].end + match.start("np")
        written = self.masked.text[start : start + len(match["np"])]
        region, of = (start, amount.end), one[1]
        if alike and written[0].isupper() and self._is_name(written):
            return SecondValue(alike, replace(of, subject=written, time=of.time), "listed", region)
        phrases = NounPhrases(latin_patterns(self.language), self.masked, self.place[0])
        if (
            written[0].islower()
            and not phrases.patterns.preposition.match(f" {match['np']}")
            and phrases.is_measure(match["np"])
            and not self.patterns.verb.search(written)
        ):
            a, b = phrases.trimmed(start, start + len(written))
            return SecondValue(amount, replace(of, measure=self.masked.text[a:b]), "beside", region)
        return None

    def _is_name(self, written: str) -> bool:
        return self.names.is_name(written)
