"""Dates and quarters in running text: when a figure held, and of which edition it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from qa.extraction.mentions.vocabulary import vocabulary
from qa.knowledge.editions import Editions
from qa.language.wordlists import alternatives, folded

YEAR: Final = r"(?<![\d.])(?:19|20)\d\d(?![\d.,]\d|\d)"
EAST: Final = re.compile(
    rf"(?P<y>{YEAR})\s?年(?:\s?(?P<m>1[0-2]|0?[1-9])\s?月(?:\s?(?P<d>[12]\d|3[01]|0?[1-9])\s?[日号])?)?"
)
ISO: Final = re.compile(
    r"(?<![\d.])(?P<y>20\d\d|19\d\d)[-/.](?P<m>1[0-2]|0?[1-9])(?:[-/.](?P<d>[12]\d|3[01]|0?[1-9]))?(?![\d.%]|-\d)"
)
EAST_MONTH: Final = re.compile(
    r"(?<![\d.])(?P<m>1[0-2]|0?[1-9])\s?月(?![活间間])(?:\s?(?P<d>[12]\d|3[01]|0?[1-9])\s?[日号])?"
)
BARE: Final = re.compile(rf"(?P<y>{YEAR})(?!\s?[年万亿])")
MONTHS_EAST: Final = re.compile(
    r"(?<![\d.])(?:(?P<y>20\d\d)\s?年の?\s?)?(?P<a>10|[147])\s?月?\s?(?:[~\-–—到至]|から)\s?(?P<b>12|[369])\s?月(?P<term>期)?"
)
STEP: Final = 3  # months of a quarter
NUMERAL: Final = {"1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4, "首": 1}
ORDER: Final = ("first", "second", "third", "fourth")
LONGEST: Final = 40  # characters of a date


@dataclass(frozen=True, slots=True)
class Moment:
    """A date at `text[start:end]`, as exact as it is written; `year` is None for a month alone."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str | None:
        """ISO 8601, as far as it is known; None without a year."""
        if self.year is None:
            return None
        parts = [f"{self.year}"]
        parts += [f"{part:02}" for part in (self.month, self.day if self.month else None) if part]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year at `text[start:end]`; `year` is None where none stands beside it."""

    start: int
    end: int
    year: int | None
    quarter: int

    def edition(self, editions: Editions) -> str | None:
        """The edition it names: one of the corpus, or a new one, such as 2025-Q3; None without a year."""
        if self.year is None:
            return editions.quarter(self.quarter, None)
        return editions.quarter(self.quarter, self.year) or f"{self.year}-Q{self.quarter}"


def quarters(text: str) -> tuple[Quarter, ...]:
    """The quarters that folded `text` names: "Q1 2025", 2025年第一季度, 4~6月期, "April–June 2025"."""
    found: dict[int, Quarter] = {quarter.start: quarter for quarter in _by_months(text)}
    for match in _quarter().finditer(text):
        number = _number_of(match)
        before = re.search(
            r"(20\d\d)\s?(?:年)?[\s\-_/的の]{0,3}\Z", text[max(0, match.start() - 10) : match.start()]
        )
        after = re.match(
            r"[\s,\-_/]{0,3}(?:of |de |d'|en |in )?(20\d\d)(?!\d)", text[match.end() : match.end() + 12]
        )
        year = before or after
        start = match.start() - (len(before[0]) if before else 0)
        end = match.end() + (len(after[0]) if after and not before else 0)
        found[match.start()] = Quarter(start, end, int(year[1]) if year else None, number)
    return tuple(found[key] for key in sorted(found))


def _by_months(text: str) -> Iterator[Quarter]:
    """The quarters that are told by their first month and last; without a year only as a term: 1~3月期."""
    for match in (*MONTHS_EAST.finditer(text), *_month_range().finditer(text)):
        year, parts = _number(match["y"]), match.groupdict()
        named = parts.get("name")
        first = _months()[named] if named else int(match["a"])
        last = _months()[match["b"]] if named else int(match["b"])
        if last == first + STEP - 1 and first % STEP == 1 and (year or parts.get("term")):
            yield Quarter(*match.span(), year, last // STEP)


def moments(text: str) -> tuple[Moment, ...]:
    """The dates in folded `text`, longest first where they overlap, in the order of the text."""
    taken: list[Moment] = []
    ends: dict[int, int] = {}
    for pattern in (EAST, ISO, *_named(), EAST_MONTH, BARE):
        for match in pattern.finditer(text):
            reach = range(match.start() - LONGEST, match.end())
            if not any(place in ends and ends[place] > match.start() for place in reach):
                taken.append(_moment(match))
                ends[match.start()] = match.end()
    return tuple(sorted(taken, key=lambda moment: moment.start))


def _moment(match: re.Match[str]) -> Moment:
    parts = match.groupdict()
    name = parts.get("name")
    month = _months()[name] if name else _number(parts.get("m"))
    return Moment(match.start(), match.end(), _number(parts.get("y")), month, _number(parts.get("d")))


def _number(written: str | None) -> int | None:
    return int(written) if written else None


def _number_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    for name, number in zip(ORDER, (1, 2, 3, 4), strict=True):
        if groups[name]:
            return number
    written = next(groups[key] for key in ("latin", "east", "turned") if groups[key])
    return NUMERAL[written]


@cache
def _quarter() -> re.Pattern[str]:
    named = "|".join(f"(?P<{name}>{alternatives(vocabulary().quarters[name])})" for name in ORDER)
    return re.compile(
        rf"{named}|(?<![a-z])[qt]\s?(?P<latin>[1-4])(?=20\d\d(?!\d)|(?![a-z0-9]|\.\d))"
        r"|第\s?(?P<east>[1-4一二三四])\s?(?:四半期|季度?)|(?<![a-z0-9.])(?P<turned>[1-4])q(?=20\d\d|\d\d(?!\d)|(?![a-z0-9]))"
    )


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names  # CLDR's names, loaded when a text is read

    return {
        name.strip("."): number
        for locale in ("fr", "en")
        for width in ("wide", "abbreviated")
        for number, written in get_month_names(width, locale=locale).items()
        for name in folded([written])
    }


@cache
def _month_range() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    between = alternatives(vocabulary().former.between)
    return re.compile(
        rf"(?<![a-zà-ÿ])(?P<name>{names})\.?\s?(?:[-–—~]|{between})\s?(?P<b>{names})(?![a-zà-ÿ])\.?,?\s(?:de\s|of\s)?(?P<y>{YEAR})"
    )


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    name = rf"(?<![a-zà-ÿ])(?P<name>{names})(?![a-zà-ÿ])\.?"
    day = r"(?P<d>[12]\d|3[01]|0?[1-9])"
    return (
        re.compile(rf"(?:(?<!\d){day}(?:er|st|nd|rd|th)?\s(?:of\s)?)?{name},?\s(?:de\s|of\s)?(?P<y>{YEAR})"),
        # "10 juin"; the number in "20 may be" is none
        re.compile(rf"(?<![\d.,$€£]){day}(?:er|st|nd|rd|th)?\s(?:of\s)?(?!may\s[a-z]){name}"),
        re.compile(
            rf"{name}\s(?:{day}(?:st|nd|rd|th)?(?:,\s|\s)?(?P<y>{YEAR})|(?P<e>[12]\d|3[01]|0?[1-9])(?![\d,.]))"
        ),
    )
