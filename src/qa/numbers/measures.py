"""What a sentence states in numbers: dates as exact as they are given, and amounts with their units.

Used to decide whether two sentences state the same: `qa.numbers.values` knows bare values, here each has
its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from index.text import fold, terms
from qa.language.lexicon import joining_words
from qa.language.wordlists import LETTER, WordFile, plain
from qa.numbers.dates import MONTHS_OF, Moment, leading_to_year, moments
from qa.numbers.numerals import Number
from qa.numbers.qualifiers import qualifier
from qa.numbers.reader import read
from qa.numbers.struck import unstruck

DATE: Final = "date"
UNNAMED: Final = ""
CJK: Final = r"\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
BESIDE: Final = 24  # characters behind a number among which its unit is looked for
PART_BEFORE: Final = re.compile(r"[a-z0-9_.,\-–]")  # of a name, a code or a range
PART_AFTER: Final = re.compile(r"\d|[.,–\-~]\d")
JOINED: Final = re.compile(r"[\w.,$€£¥–-]")  # before four digits that are no year
COUNTING: Final = re.compile(r"[\w%°]|[.,–-]\d")  # behind four digits that are no year
COUNTED: Final = re.compile(rf"{COUNTING.pattern}|\s+[{LETTER}]")
NEXT: Final = re.compile(rf"[\s-]?(?:d['’]|de\s)?(?P<unit>[%‰$€£]|°c?|us dollars?|[a-zà-ÿ]+|[{CJK}]{{1,4}})")
LETTER_SCALE: Final = re.compile(r" ?[a-z]")
CURRENCY: Final = re.compile(r"(?:us|nt|hk|[acrs])?[$€£]\s?$")

Date: TypeAlias = tuple[int | None, int | None, int | None]


class MeasureWords(WordFile):
    """The content of measures.yaml; see the comments there."""

    units: dict[str, tuple[str, ...]]
    negations: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One date or amount, at `text[start:end]`.

    `unit` is DATE, a unit, or UNNAMED; `date` is year, month and day, None where they are not stated; a
    `hedged` amount is a bound or an estimate.
    """

    unit: str
    start: int
    end: int
    value: float = 0.0
    date: Date = (None, None, None)
    hedged: bool = False

    def same(self, other: Measure) -> bool:
        """Whether both say the same of one thing: a date may be less exact, a number rounded."""
        if self.unit == DATE:
            return all(a is None or b is None or a == b for a, b in zip(self.date, other.date, strict=True))
        return self.value == other.value or _rounds(self.value, other.value)


def measures(text: str) -> tuple[Measure, ...]:
    """The dates and amounts of `text`, in order and disjoint."""
    flat = plain(unstruck(text))
    found = list(_dates(flat))
    taken = {place for measure in found for place in range(measure.start, measure.end)}
    found += [m for m in _amounts(flat) if not taken & set(range(m.start, m.end))]
    return tuple(sorted(found, key=lambda measure: measure.start))


def without_negation(text: str, language: str) -> tuple[str, int]:
    """Folded `text` without the words that deny, and how many there are."""
    pattern = _negations(language.partition("-")[0])
    return pattern.subn(" " if language in MONTHS_OF else "", fold(text)) if pattern else (fold(text), 0)


@cache
def measure_words() -> MeasureWords:
    return MeasureWords.beside(__file__, "measures.yaml")


def _dates(flat: str) -> Iterator[Measure]:
    for moment in moments(flat):
        if _is_date(flat, moment):
            date = (moment.year, moment.month, moment.day)
            yield Measure(DATE, moment.start, moment.end, date=date)


def _is_date(flat: str, moment: Moment) -> bool:
    """Whether a date says when: no month alone, and no four digits that count what follows them."""
    if moment.month:
        return moment.year is not None or moment.day is not None
    if flat[moment.start : moment.end].isdigit():
        led = leading_to_year().search(flat, max(0, moment.start - BESIDE), moment.start)
        if not led and JOINED.match(flat[moment.start - 1 : moment.start]):
            return False
        return (COUNTING if led else COUNTED).match(flat, moment.end) is None
    return True


def _amounts(flat: str) -> Iterator[Measure]:
    for number in read(flat):
        currency = CURRENCY.search(flat, max(0, number.start - 4), number.start)
        lettered = LETTER_SCALE.fullmatch(flat, number.stop, number.end) and not currency  # 5 m is no million
        value, stop = (number.parts[0][0], number.stop) if lettered else (number.value, number.end)
        follows = NEXT.match(flat, stop, stop + BESIDE)
        if number.in_words or _is_part(flat, number) or _is_word(follows):
            continue
        start = currency.start() if currency else number.start
        unit, end = (currency[0].strip(), stop) if currency else _unit(follows, stop)
        hedged = qualifier(flat, start, stop, end) is not None
        yield Measure(_by_form().get(unit, unit), start, end, value=value, hedged=hedged)


def _is_part(flat: str, number: Number) -> bool:
    """Whether a number is of a name, a code or a range: R1-0528, v4.1, 80–85."""
    before = PART_BEFORE.match(flat[number.start - 1 : number.start])
    return bool(before or PART_AFTER.match(flat, number.end))


def _is_word(follows: re.Match[str] | None) -> bool:
    """Whether a number is of a word, a name or a place in an order: 1st, 4o."""
    return (
        follows is not None
        and follows[0][0].isascii()
        and follows[0][0].isalpha()
        and _known(follows) is None
    )


def _known(follows: re.Match[str]) -> str | None:
    """The longest known unit that stands there."""
    unit = follows["unit"]
    return next((unit[:end] for end in range(len(unit), 0, -1) if _is_unit(unit, end)), None)


def _is_unit(written: str, end: int) -> bool:
    """Whether a known unit ends there; words of letters are taken whole."""
    return written[:end] in _by_form() and (end == len(written) or not written[end - 1].isascii())


def _unit(follows: re.Match[str] | None, stop: int) -> tuple[str, int]:
    """The unit behind a number that ends at `stop`, and where the unit ends."""
    if follows is None:
        return UNNAMED, stop
    known = _known(follows)
    if known is not None:
        return known, follows.start("unit") + len(known)
    unit = follows["unit"]
    if unit[0].isascii() or (unit[0].isalpha() and unit[0] < "\u3000"):
        return (UNNAMED, stop) if unit in joining_words() else ((terms(unit) or [UNNAMED])[0], follows.end())
    return unit[:2], follows.start("unit") + len(unit[:2])


@cache
def _by_form() -> Mapping[str, str]:
    return {form: unit for unit, forms in measure_words().units.items() for form in forms}


def _rounds(one: float, other: float) -> bool:
    """Whether the less exact of two numbers is the other one rounded: 500 and 503, 1.7 and 1.67."""
    digits = min(_significant(one), _significant(other))
    return f"{one:.{digits - 1}e}" == f"{other:.{digits - 1}e}"


def _significant(value: float) -> int:
    return len(f"{value:.12e}".partition("e")[0].replace(".", "").rstrip("0")) or 1


@cache
def _negations(tongue: str) -> re.Pattern[str] | None:
    words = measure_words().negations.get(tongue)
    return re.compile("|".join(words)) if words else None
