"""What a sentence states in numbers: dates as exact as they are given, and amounts with their units.

Used to tell whether two sentences state the same: `qa.numbers` knows values, here each has its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from babel.core import Locale
from pydantic import BaseModel, ConfigDict

from index.text import aligned, fold, terms
from index.yamlfile import load_yaml
from qa.language.lexicon import lexicon
from qa.numbers.values import stated

TABLE: Final = Path(__file__).with_name("measures.yaml")
DATE: Final = "date"
UNNAMED: Final = ""
MONTHS_OF: Final = ("en", "fr")  # the languages that name months; the others number them
CJK: Final = r"\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
BESIDE: Final = 24  # characters before and after a number among which hedges and units are looked for
SEPARATED: Final = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?"
MYRIADS: Final = "[百千万亿億兆]+"
NUMBER: Final = re.compile(
    rf"(?<![a-z0-9_.,\-–])(?:{SEPARATED}|\d+(?:[.,]\d+)?)"
    rf"(?:{MYRIADS}(?:\d+{MYRIADS})*|\s?(?:thousand|mille|(?:m|b|tr)illions?|milliards?)\b)?(?![\d]|[.,–\-~]\d)"
)
NEXT: Final = re.compile(rf"[\s-]?(?:d['’]|de\s)?(?P<unit>[%‰$€£]|°c?|us dollars?|[a-zà-ÿ]+|[{CJK}]{{1,4}})")
CURRENCY: Final = re.compile(r"(?:us)?[$€£]\s?$")

Date: TypeAlias = tuple[int | None, int | None, int | None]


class Table(BaseModel):
    """The content of measures.yaml; see the comments there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    units: dict[str, tuple[str, ...]]
    hedged_before: tuple[str, ...]
    hedged_after: tuple[str, ...]
    before_year: tuple[str, ...]
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
    folded = aligned(text)
    found = list(_dates(folded))
    taken = {place for measure in found for place in range(measure.start, measure.end)}
    found += [m for m in _amounts(folded) if not taken & set(range(m.start, m.end))]
    return tuple(sorted(found, key=lambda measure: measure.start))


def without_negation(text: str, language: str) -> tuple[str, int]:
    """Folded `text` without the words that deny, and how many there are."""
    pattern = _negations(language.partition("-")[0])
    return pattern.subn(" " if language in MONTHS_OF else "", fold(text)) if pattern else (fold(text), 0)


@cache
def table() -> Table:
    return Table.model_validate(load_yaml(TABLE))


def _dates(folded: str) -> Iterator[Measure]:
    taken: set[int] = set()
    for pattern in _date_patterns():
        for match in pattern.finditer(folded):
            date = _date(match)
            start = min(match.start(name) for name, written in match.groupdict().items() if written)
            places = set(range(start, match.end()))
            if date is not None and not taken & places:
                taken |= places
                yield Measure(DATE, start, match.end(), date=date)


def _date(match: re.Match[str]) -> Date | None:
    groups = match.groupdict()
    year, day = (int(groups[name]) if groups.get(name) else None for name in ("year", "day"))
    month = groups.get("month")
    number = None if month is None else int(month) if month.isdigit() else _months()[month]
    plausible = (number is None or 1 <= number <= 12) and (day is None or 1 <= day <= 31)
    return (year, number, day) if plausible else None


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    """How dates are written, the longer forms first."""
    month = "(?P<month>" + "|".join(sorted(map(re.escape, _months()), key=len, reverse=True)) + r")\b"
    before = "|".join(map(re.escape, table().before_year))
    year = r"(?P<year>1[0-9]\d\d|20\d\d)"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?(?:\s+(?:of|de))?\s+{month}(?:\.?,?\s+{year}(?!\d))?",
            rf"\b{month}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d)(?:,?\s+{year}(?!\d))?",
            rf"\b{month}\.?,?\s+(?:of\s+|de\s+)?{year}(?!\d)",
            rf"(?<![\d.]){year}\s?年(?!间|間)(?:度)?(?:\s?(?P<month>\d{{1,2}})\s?月(?:\s?(?P<day>\d{{1,2}})\s?[日号])?)?",
            r"(?<!\d)(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]",
            rf"(?<![\d-]){year}[-/](?P<month>\d\d)(?:[-/](?P<day>\d\d))?(?!\d)",
            rf"(?<![\w.,$€£¥–-])(?:(?<!\w)(?:{before})\s+)?(?<![\d.,]){year}(?![\w%°]|[.,–-]\d|\s+[a-zà-ÿ])",
            rf"(?<!\w)(?:{before})\s+{year}(?![\w%°]|[.,–-]\d)",
        )
    )


@cache
def _months() -> Mapping[str, int]:
    """The names of months and their short forms, folded."""
    return {
        aligned(name).rstrip("."): number
        for language in MONTHS_OF
        for width in ("wide", "abbreviated")
        for number, name in Locale.parse(language).months["format"][width].items()
    }


def _amounts(folded: str) -> Iterator[Measure]:
    for match in NUMBER.finditer(folded):
        values = stated(match[0])
        after = folded[match.end() : match.end() + BESIDE]
        follows = NEXT.match(after)
        currency = CURRENCY.search(folded, max(0, match.start() - 4), match.start())
        if follows and follows[0][:1].isascii() and follows[0][:1].isalpha() and _known(follows) is None:
            continue  # 1st, 4o: part of a name or a place in an order
        start = currency.start() if currency else match.start()
        unit, length = (currency[0].strip(), 0) if currency else _unit(follows)
        if values:
            yield Measure(
                _by_form().get(unit, unit),
                start,
                match.end() + length,
                value=values[0],
                hedged=_hedged(folded[max(0, start - BESIDE) : start], after[length:]),
            )


def _known(follows: re.Match[str]) -> str | None:
    """The longest known unit that stands there."""
    unit = follows["unit"]
    return next((unit[:end] for end in range(len(unit), 0, -1) if _is_unit(unit, end)), None)


def _is_unit(written: str, end: int) -> bool:
    """Whether a known unit ends there; words of letters are taken whole."""
    return written[:end] in _by_form() and (end == len(written) or not written[end - 1].isascii())


def _unit(follows: re.Match[str] | None) -> tuple[str, int]:
    """The unit that follows a number, and how many characters it takes."""
    if follows is None:
        return UNNAMED, 0
    known = _known(follows)
    if known is not None:
        return known, follows.start("unit") + len(known)
    unit = follows["unit"]
    if unit[0].isascii() or (unit[0].isalpha() and unit[0] < "\u3000"):
        return (UNNAMED, 0) if unit in _joining() else ((terms(unit) or [UNNAMED])[0], follows.end())
    return unit[:2], follows.start("unit") + len(unit[:2])


@cache
def _joining() -> frozenset[str]:
    """Words that stand after a number and are no unit of it: "4 of 7"."""
    return frozenset().union(*(lexicon(language).function_words for language in MONTHS_OF))


@cache
def _by_form() -> Mapping[str, str]:
    return {form: unit for unit, forms in table().units.items() for form in forms}


def _hedged(before: str, after: str) -> bool:
    before, after = before.rstrip(), after.lstrip()
    return _ends(before, table().hedged_before) or after.startswith(table().hedged_after)


def _ends(text: str, words: Sequence[str]) -> bool:
    """Whether `text` ends in one of `words`, which of letters stand alone."""
    return any(
        text.endswith(word) and not (word[0].isascii() and text[: -len(word)][-1:].isalpha())
        for word in words
    )


def _rounds(one: float, other: float) -> bool:
    """Whether the less exact of two numbers is the other one rounded: 500 and 503, 1.7 and 1.67."""
    digits = min(_significant(one), _significant(other))
    return f"{one:.{digits - 1}e}" == f"{other:.{digits - 1}e}"


def _significant(value: float) -> int:
    return len(f"{value:.12e}".partition("e")[0].replace(".", "").rstrip("0")) or 1


@cache
def _negations(tongue: str) -> re.Pattern[str] | None:
    words = table().negations.get(tongue)
    return re.compile("|".join(words)) if words else None
