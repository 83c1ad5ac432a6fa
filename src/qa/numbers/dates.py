"""The one reader of dates and of quarters, in five languages, over text folded by `plain`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from qa.language.wordlists import LETTER, WordFile, alternatives, plain

MONTHS_OF: Final = ("en", "fr")  # the languages that name months; the others number them
YEAR: Final = r"(?<![\d.])(?:1\d|20)\d\d(?![\d.,]\d|\d)"
MONTH: Final = r"(?P<m>1[0-2]|0?[1-9])"
DAY: Final = r"(?P<d>[12]\d|3[01]|0?[1-9])"
ORDINAL: Final = r"(?:er|st|nd|rd|th)?"
EAST: Final = re.compile(
    rf"(?P<y>{YEAR})\s?年(?![间間])度?(?:\s?{MONTH}\s?月(?![间間])(?:\s?{DAY}\s?[日号])?)?"
)
ISO: Final = re.compile(rf"(?<![\d.-])(?P<y>20\d\d|1\d\d\d)[-/.]{MONTH}(?:[-/.]{DAY})?(?!\d|[.-]\d|%)")
EAST_MONTH: Final = re.compile(rf"(?<![\d.]){MONTH}\s?月(?![活间間])(?:\s?{DAY}\s?[日号])?")
BARE: Final = re.compile(rf"(?P<y>{YEAR})(?!\s?[年万亿])")
QUARTER_OF_MONTHS: Final = re.compile(
    r"(?<![\d.])(?:(?P<y>20\d\d)\s?年の?\s?)?(?P<a>10|[147])\s?月?\s?(?:[~\-–—到至]|から)\s?(?P<b>12|[369])\s?月(?P<term>期)?"
)
YEAR_BEFORE: Final = re.compile(r"(20\d\d)\s?年?[\s\-_/的の]{0,3}\Z")
YEAR_AFTER: Final = re.compile(r"[\s,\-_/]{0,3}(?:of |de |d'|en |in )?(20\d\d)(?!\d)")
STEP: Final = 3  # months of a quarter
LONGEST: Final = 40  # characters of a date
LONGEST_YEAR: Final = 12  # characters of a year beside a quarter, with the word between


class DateWords(WordFile):
    """The content of dates.yaml; see the comments there."""

    quarters: dict[int, tuple[str, ...]]
    between: tuple[str, ...]
    before_year: tuple[str, ...]
    before_month: tuple[str, ...]
    open_before: tuple[str, ...]
    open_after: tuple[str, ...]


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
    """Quarter `number` of a year at `text[start:end]`; `year` is None where none stands beside it."""

    start: int
    end: int
    year: int | None
    number: int


def quarters(text: str) -> tuple[Quarter, ...]:
    """The quarters that `text` names: "Q1 2025", 2025年第一季度, 4~6月期, "April–June 2025"."""
    found: dict[int, Quarter] = {quarter.start: quarter for quarter in _by_months(text)}
    for match in _quarter().finditer(text):
        before, after = years_beside(text, *match.span())
        start = before.start() if before else match.start()
        end = after.end() if after and not before else match.end()
        year = before or after
        found[match.start()] = Quarter(start, end, int(year[1]) if year else None, _number_of(match))
    return tuple(found[key] for key in sorted(found))


def years_beside(text: str, start: int, end: int) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The years right before and right behind the quarter at `text[start:end]`, each in its group 1."""
    before = YEAR_BEFORE.search(text, max(0, start - LONGEST_YEAR), start)
    return before, YEAR_AFTER.match(text, end, end + LONGEST_YEAR)


def _by_months(text: str) -> Iterator[Quarter]:
    """The quarters named by their first month and last; without a year only as a term: 1~3月期."""
    named: Iterable[re.Match[str]] = _month_range().finditer(text) if _month_within().search(text) else ()
    for match in (*QUARTER_OF_MONTHS.finditer(text), *named):
        year, first, last = _year(match), _month(match["a"]), _month(match["b"])
        term = match.groupdict().get("term")
        if last == first + STEP - 1 and first % STEP == 1 and (year or term):
            yield Quarter(*match.span(), year, last // STEP)


def moments(text: str, since: int = 0) -> tuple[Moment, ...]:
    """The dates in `text`, longest first where they overlap, in the order of the text.

    Four digits may be a year, from `since` on; whether they are one rather than a count is for the caller.
    """
    taken: list[Moment] = []
    ends: dict[int, int] = {}
    named = _named() if _month_within().search(text) else ()
    for pattern in (EAST, ISO, *named, EAST_MONTH, BARE):
        for match in pattern.finditer(text):
            moment = _moment(match)
            if moment.year is not None and moment.year < since:
                continue
            reach = range(moment.start - LONGEST, moment.end)
            if not any(place in ends and ends[place] > moment.start for place in reach):
                taken.append(moment)
                ends[moment.start] = moment.end
    return tuple(sorted(taken, key=lambda moment: moment.start))


def months(text: str) -> tuple[Moment, ...]:
    """The months that `text` names, with their years or alone: "in July 2025", 7月.

    Neither the days of one, nor what only begins or ends with one: "on 3 July", "since July", "May to July".
    """
    dated = moments(text)
    alone = (
        Moment(*match.span("m"), None, _months()[match["m"]])
        for match in _month_alone().finditer(text)
        if not any(one.start <= match.start("m") < one.end for one in dated)
    )
    whole = (one for one in (*dated, *alone) if one.month and not one.day)
    return tuple(one for one in whole if not _is_open(text, one))


def named_months(text: str) -> frozenset[int]:
    """All months that a text names in words, whatever stands beside them: "May to July 2020"."""
    return frozenset(_months()[word] for word in re.findall(r"\w+", plain(text)) if word in _months())


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where `text` names dates, months and quarters."""
    named: tuple[Moment | Quarter, ...] = (*moments(text), *months(text), *quarters(text))
    return tuple((one.start, one.end) for one in named)


def is_of_date(word: str) -> bool:
    """Whether a folded word can be part of a date by itself: a number, a quarter, the name of a month."""
    return word.isdigit() or word in _months() or _quarter().fullmatch(word) is not None


def _is_open(text: str, moment: Moment) -> bool:
    """Whether a time begins or ends at a date."""
    before, after = _open_ended()
    led = before.search(text, max(0, moment.start - LONGEST_YEAR), moment.start)
    return bool(led or after.match(text, moment.end))


@cache
def leading_to_year() -> re.Pattern[str]:
    """Matches at the end of a text by which the four digits behind it are a year: "in", "depuis"."""
    before = "|".join(map(re.escape, _words().before_year))
    return re.compile(rf"(?<!\w)(?:{before})\s+\Z")


def _moment(match: re.Match[str]) -> Moment:
    groups = match.groupdict()
    start = min(match.start(name) for name, written in groups.items() if written)
    month, day = groups.get("m"), groups.get("d")
    return Moment(
        start, match.end(), _year(match), _month(month) if month else None, int(day) if day else None
    )


def _year(match: re.Match[str]) -> int | None:
    year = match.groupdict().get("y")
    return int(year) if year else None


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _months()[written]


def _number_of(match: re.Match[str]) -> int:
    written = next(group for group in match.groups() if group)
    return _numbers()[re.sub(r"\s+", " ", written)]


@cache
def _words() -> DateWords:
    return DateWords.beside(__file__, "dates.yaml")


@cache
def _numbers() -> dict[str, int]:
    """The number of a quarter by its word or numeral."""
    return {plain(word): number for number, words in _words().quarters.items() for word in words}


@cache
def _quarter() -> re.Pattern[str]:
    named = alternatives(word for words in _words().quarters.values() for word in words if len(word) > 1)
    return re.compile(
        rf"({named})|(?<![a-z])[qt]\s?([1-4])(?=20\d\d(?!\d)|(?![a-z0-9]|\.\d))"
        r"|第\s?([1-4一二三四])\s?(?:四半期|季度?)|(?<![a-z0-9.])([1-4])q(?=20\d\d|\d\d(?!\d)|(?![a-z0-9]))"
    )


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names  # CLDR's names, loaded when a text is read

    return {
        plain(written).strip("."): number
        for locale in MONTHS_OF
        for width in ("wide", "abbreviated")
        for number, written in get_month_names(width, locale=locale).items()
    }


def _name(group: str) -> str:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    return rf"(?<![{LETTER}])(?P<{group}>{names})(?![{LETTER}])"


@cache
def _month_within() -> re.Pattern[str]:
    """Any name of a month; most texts have none, which is seen fastest by how names begin."""
    initials = sorted({name[0] for name in _months()})
    tails = {first: "|".join(name[1:] for name in _months() if name[0] == first) for first in initials}
    begun = "|".join(rf"{first}(?<![{LETTER}]{first})(?:{tails[first]})" for first in initials)
    return re.compile(rf"(?:{begun})(?![{LETTER}])")


@cache
def _month_alone() -> re.Pattern[str]:
    before = alternatives(_words().before_month)
    return re.compile(rf"{before}\s*{_name('m')}(?!\.?\s*\d)")


@cache
def _open_ended() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before and after a date at which a time begins or ends."""
    before, after = alternatives(_words().open_before), alternatives(_words().open_after)
    return re.compile(rf"{before}\s*(?:the\s+)?\Z"), re.compile(rf"\s*{after}")


@cache
def _month_range() -> re.Pattern[str]:
    between = rf"\.?\s?(?:[-–—~]|{alternatives(_words().between)})\s?"
    return re.compile(rf"{_name('a')}{between}{_name('b')}\.?,?\s(?:de\s|of\s)?(?P<y>{YEAR})")


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    """Dates with the name of their month, the longer forms first; the 20 of "20 may be" is not a day."""
    name, day = _name("m"), rf"{DAY}{ORDINAL}\s+(?:(?:of|de)\s+)?"
    return (
        re.compile(rf"(?:(?<!\d){day})?{name}\.?,?\s+(?:de\s+|of\s+)?(?P<y>{YEAR})"),
        re.compile(rf"(?<![\d.,$€£]){day}(?!may\s[a-z]){name}"),
        re.compile(rf"{name}\.?\s+{DAY}{ORDINAL}(?!\d|[.,]\d)(?:,?\s+(?P<y>{YEAR}))?"),
    )
