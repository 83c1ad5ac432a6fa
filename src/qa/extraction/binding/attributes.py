"""What a number is of: the attribute whose cue governs it, or that it inherits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qa.extraction.binding.paragraph import FARTHEST, Context, Paragraph, toll
from qa.extraction.mentions.clause import is_difference, is_question
from qa.extraction.mentions.cues import RIVAL, Cue, Cues
from qa.extraction.mentions.quantity import Quantity
from qa.extraction.mentions.vocabulary import CueWords, compiled, has_word, vocabulary, word_set
from qa.numbers.numerals import Number
from qa.numbers.reader import read

LARGE: Final = 1000  # from here on a number without a unit is a count, below it a score
LEAST_COUNT: Final = 10_000  # less than that, without a unit, is a year or the name of a device: 4090
LEAST_BARE: Final = 10  # less than that, a number without a unit mostly counts something
WEAK: Final = 0.1  # what a weak cue takes from confidence
FROM_BEFORE, FROM_AFAR = 0.15, 0.3  # the same for an attribute that the sentence does not name
WEAKER: Final = 10  # characters by which a strong cue may be farther than a weak one
BEFORE_MARK, AFTER_MARK = 6, 15  # the tolls of marks between a cue and its number
AFTERWARDS, AFTERWARDS_LARGE = 12, 2  # a cue mostly comes before a score, and on either side of an amount
OTHERS: Final = 40  # the toll of another number between a number and the cue after it
RECENT: Final = 160  # characters before a number in which a ratio says what is counted
PERCENT: Final = re.compile(r"\s?%")
TAIL: Final = 40  # characters of a sentence's end in which a question is looked for
ON: Final = re.compile(
    r"\s*(?:points?|pts|分|点|ポイント)?\s*(?:on|sur|in|at|à|en|的|の)\s?"
    r"(?:the |l'|le |its |son |artificial analysis |aa )*\Z"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """An attribute, and what is taken from confidence because it is not named beside the number."""

    attribute: str
    doubt: float


@dataclass(frozen=True)
class Meanings:
    """Finds what numbers are of."""

    cues: Cues

    def possible(self, paragraph: Paragraph, attributes: Iterable[str]) -> bool:
        """Whether a number of a paragraph, whatever it is of, may be a value of one of `attributes`.

        That is told without the paragraph's names, which take the longest to find.
        """
        words, flat = [self.cues.words[name] for name in attributes], paragraph.flat
        numbers = [n for n in read(flat) if not PERCENT.match(flat, n.end)] if words else []
        numbers = [n for n in numbers if any(_may_state(flat, n, one) for one in words)]
        dates = paragraph.moments if numbers else ()
        return any(all(date.end <= n.start or n.end <= date.start for date in dates) for n in numbers)

    def of(self, paragraph: Paragraph, quantity: Quantity, context: Context) -> Meaning | None:
        """The attribute of a number; None where it is of something else, or of nothing that is known."""
        if quantity.unit in ("percent", "other", "money", "ratio") or is_difference(paragraph.flat, quantity):
            return None
        low, high = paragraph.sentence(quantity.start)
        if is_question(paragraph.flat[max(low, high - TAIL) : high]):
            return None
        governing = self._governing(paragraph, quantity, low, high)
        if governing is None:
            return self._inherited(paragraph, quantity, context)
        if governing.rival or not self._fits(quantity, governing.attribute):
            return None
        return Meaning(governing.attribute, 0.0 if governing.strong else WEAK)

    def _governing(self, paragraph: Paragraph, quantity: Quantity, low: int, high: int) -> Cue | None:
        """The nearest cue in the sentence; a rival before a number outweighs any weak cue."""
        reach = max(low, quantity.start - FARTHEST), min(high, quantity.end + FARTHEST)
        cues = [cue for cue in paragraph.cues.within(*reach) if competes(quantity, cue)]
        best = min(cues, key=lambda cue: self._cost(paragraph, quantity, cue), default=None)
        rivals = [cue for cue in cues if cue.rival and cue.end <= quantity.start]
        if best and not best.strong and rivals and quantity.unit != "users":
            return rivals[-1]
        return best

    def _cost(self, paragraph: Paragraph, quantity: Quantity, cue: Cue) -> float:
        flat, weak = paragraph.flat, 0 if cue.strong else WEAKER
        if cue.end <= quantity.start:
            gap = flat[cue.end : quantity.start]
            return len(gap) + toll(gap, BEFORE_MARK) + weak
        if cue.start < quantity.end and cue.end > quantity.stop:
            return weak  # it is the unit itself, or begins with it
        gap = flat[quantity.end : max(quantity.end, cue.start)]
        if ON.fullmatch(gap) or (len(gap.strip()) <= 1 and quantity.unit != "plain"):
            return weak
        between = any(
            other.end <= cue.start and other.unit == quantity.unit
            for other in paragraph.quantities.within(quantity.end, cue.start)
        )
        after = AFTERWARDS if quantity.value < LARGE else AFTERWARDS_LARGE
        return len(gap) + toll(gap, AFTER_MARK) + weak + after + OTHERS * between

    def _inherited(self, paragraph: Paragraph, quantity: Quantity, context: Context) -> Meaning | None:
        """What a number is of whose sentence does not say it: what stands above, or was spoken of before."""
        if context.attribute == RIVAL and quantity.unit in context.units:
            return None
        if context.attribute and self._may_be(quantity, context.attribute):
            untold = context.scaled and quantity.scale == 1  # no quote would state the value
            return None if untold else Meaning(context.attribute, WEAK)
        low = max(paragraph.sentence(quantity.start)[0], quantity.start - RECENT)
        if any(other.unit == "ratio" for other in paragraph.quantities.within(low, quantity.start)):
            return None  # "41 of my 50 prompts, against 44 for o3"
        last = self._last(paragraph, quantity)
        if last is not None:
            of_it = not last.rival and self._may_be(quantity, last.attribute)
            return Meaning(last.attribute, FROM_BEFORE) if of_it else None
        if quantity.unit not in ("points", "plain"):
            return None
        scored = (a for a in sorted(context.known) if "points" in self.cues.words[a].of)
        doubt = FROM_BEFORE if quantity.unit == "points" else FROM_AFAR
        return next((Meaning(a, doubt) for a in scored if self._may_be(quantity, a)), None)

    def _last(self, paragraph: Paragraph, quantity: Quantity) -> Cue | None:
        """The last strong cue for such a number in its paragraph before its sentence."""
        low, _ = paragraph.sentence(quantity.start)
        before = paragraph.cues.within(low - 2 * FARTHEST, low)
        return next((cue for cue in reversed(before) if cue.strong and competes(quantity, cue)), None)

    def _may_be(self, quantity: Quantity, attribute: str) -> bool:
        return quantity.unit in self.cues.words[attribute].of and self._fits(quantity, attribute)

    def _fits(self, quantity: Quantity, attribute: str) -> bool:
        """Whether a number may be a value of the attribute, by its size, its unit and how exact it is."""
        words = self.cues.words[attribute]
        if words.most is not None and not (0 < quantity.value <= words.most and quantity.scale == 1):
            return False
        if "points" in words.of:
            exact = quantity.qualifier in (None, "about")
            return exact and (
                quantity.unit == "points" or (quantity.value >= LEAST_BARE and _is_bare(quantity))
            )
        if quantity.unit == "plain":
            return quantity.value >= LARGE and (
                quantity.scale > 1 or ("users" in words.of and quantity.value >= LEAST_COUNT)
            )
        return quantity.value >= LARGE


def _may_state(flat: str, number: Number, words: CueWords) -> bool:
    """Whether a number of folded text has a size that an attribute's values have, or the text their unit."""
    if "points" in words.of:
        below = words.most is None or number.value <= words.most
        return below and number.scale == 1 and (number.value >= LEAST_BARE or _is_told(flat, "points"))
    if number.value < LARGE:
        return False
    if "plain" in words.of and (number.scale > 1 or number.value >= LEAST_COUNT):
        return True
    return any(_is_told(flat, unit) for unit in words.of if unit != "plain")


@lru_cache(maxsize=8)  # all numbers of a paragraph ask it of the same few
def _is_told(flat: str, unit: str) -> bool:
    """Whether folded text names a unit."""
    if unit == "USD" and ("$" in flat or "usd" in flat):
        return True
    return unit not in vocabulary().units or has_word(flat, f"units.{unit}")


def competes(quantity: Quantity, cue: Cue) -> bool:
    """Whether a cue may be what a number is of: one without a unit is a score, or if large a count."""
    if quantity.unit != "plain":
        return quantity.unit in cue.of
    small = quantity.scale == 1 and quantity.value < LARGE
    return "plain" in cue.of and ("points" in cue.of) == small


def _is_bare(quantity: Quantity) -> bool:
    """Whether no noun that is counted follows a plain number: "89 and", not "89 languages"."""
    noun = quantity.noun
    known = word_set("joints", "before_subject", "both", "ordinary")
    return bool(
        not noun.endswith("s")
        or noun in known
        or compiled("connectors").fullmatch(noun)
        or compiled("objects_before").fullmatch(noun)
    )
