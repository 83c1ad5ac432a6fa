"""The quarter, half, month or year that a title or the name of a file names, in many languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from index.fields import is_date
from index.yamlfile import load_yaml

LONGEST: Final = 300
"""Characters of a title or a name that are read."""

Kind: TypeAlias = Literal["quarter", "half", "month"]

_MONTHS: Final[Mapping[Kind, int]] = {"quarter": 3, "half": 6, "month": 1}  # how many each has
_LETTER: Final = r"[^\W_\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af]"  # of words that are parted by spaces
_BEFORE: Final = rf"(?:(?<!{_LETTER})|(?<=19\d\d)|(?<=20\d\d))"
_AFTER: Final = rf"(?:(?!{_LETTER})|(?=['’]?(?:19|20)?\d\d(?!\d)))"
_YEAR: Final = re.compile(r"(?<!\d)(?<!\d[.,])(?P<y>(?:19|20)\d\d)(?=\D|(?:0[1-9]|1[0-2])(?:\d\d)?(?!\d)|\Z)")
_SHORT_YEAR: Final = re.compile(r"[\s'’_\-]{0,2}(?:fy)?['’]?(\d\d)(?![\d.,]|\s?[%年月])")
_FISCAL: Final = re.compile(r"(?<![a-z])fy\s?['’]?(\d\d)(?!\d)")
_RANGE: Final = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?[-–—/~〜]\s?(?:(?:19|20)\d\d(?!\d)|(?:1[3-9]|[2-9]\d)(?![\d\-./]))"
)
_ISO: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-_.]?(0[1-9]|1[0-2])(?:[-_.]?[0-3]\d)?|[-_./](?:0?([1-9])))(?![\d]|[.,]\d)"
)
_MONTH_FIRST: Final = re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])[-./_]((?:19|20)\d\d)(?!\d)")
_EASTERN: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?[年년]度?の?\s?(1[0-2]|0?[1-9])\s?[月월]?"
    r"(?:\s?(?:[-–—~〜～至到]|から|부터)\s?(1[0-2]|[1-9])\s?(?=[月월]))?(?:(?<=[月월])|[月월])(?!期)"
)
_DAY: Final = r"(?:\d{1,2}(?:st|nd|rd|th|er|\.)?[\s,]{0,2})?"

_WORDED: Final = (  # 6 October 2011, 1er mai 2013, 7 de junio de 2013; June 7, 2013
    re.compile(
        r"\b(?P<day>\d{1,2})(?:er|st|nd|rd|th|\.)?\s(?:de\s)?(?P<month>[^\W\d]+)\.?,?\s(?:de\s)?(?P<year>\d{4})\b"
    ),
    re.compile(r"\b(?P<month>[^\W\d]+)\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>\d{4})\b"),
)


class Year(NamedTuple):
    """A year at `text[start:end]`."""

    start: int
    end: int
    value: int


class EditionPeriod(NamedTuple):
    """Quarter, half or month `number` at `text[start:end]`; `year` is None where none stands beside it."""

    start: int
    end: int
    kind: Kind
    number: int
    year: int | None = None

    @property
    def first_month(self) -> int:
        """The month that it begins with, from 1."""
        return (self.number - 1) * _MONTHS[self.kind] + 1

    def named(self, year: int) -> str:
        """What an edition of it is called: 2025-Q2, 2025-H1, 2025-05."""
        return f"{year}-" + {"quarter": "Q{}", "half": "H{}", "month": "{:02}"}[self.kind].format(self.number)


def folded(text: str) -> str:
    """`text` as it is read here: its beginning, in lower case and common forms, eras as years."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    return _words().era.sub(_in_years, plain)


def years(text: str) -> list[Year]:
    """The years that a folded text names, but not those of a span such as 2020–2024."""
    spans = [found.span() for found in _RANGE.finditer(text)]
    found = [Year(*match.span("y"), int(match["y"])) for match in _YEAR.finditer(text)]
    found += [Year(*match.span(), 2000 + int(match[1])) for match in _FISCAL.finditer(text)]
    return sorted(year for year in found if not any(start <= year.start < end for start, end in spans))


def periods(text: str) -> list[EditionPeriod]:
    """The quarters, halves and months that a folded text names, in order; a month always with its year."""
    words, dated = _words(), years(text)
    found = [*_numeric(text)]
    for pattern in (words.quarter, words.half):
        for match in pattern.finditer(text):
            kind: Kind = "quarter" if pattern is words.quarter else "half"
            period = EditionPeriod(*match.span(), kind, words.number(match))
            found.append(period._replace(year=_beside(text, period, dated, words.beside)))
    found += [period for period in _named_months(text, words) if period.year]
    return sorted(found)


def worded_date(written: str) -> str | None:
    """The ISO date of a day in words, with its weekday or time or not: "Thu, 6 Oct 2011", "June 7, 2013"."""
    for pattern in _WORDED:
        found = pattern.search(folded(written))
        month = _words().months.get(found["month"]) if found else None
        if found and month:
            day = f"{found['year']}-{month:02}-{int(found['day']):02}"
            return day if is_date(day) else None
    return None


def _in_years(match: re.Match[str]) -> str:
    written = match[2]
    return f"{_words().eras[match[1]] + (1 if written == '元' else int(written))}年"


def _numeric(text: str) -> Iterator[EditionPeriod]:
    """Months in digits: 2025-05, 20250513, 05/2025, 2025年5月, and spans of them: 2025年4~6月."""
    for match in _ISO.finditer(text):
        yield EditionPeriod(*match.span(), "month", int(match[2] or match[3]), int(match[1]))
    for match in _MONTH_FIRST.finditer(text):
        yield EditionPeriod(*match.span(), "month", int(match[1]), int(match[2]))
    for match in _EASTERN.finditer(text):
        first, last = int(match[2]), int(match[3] or match[2])
        yield _spanning(match, first, last)._replace(year=int(match[1]))


def _named_months(text: str, words: _PeriodWords) -> Iterator[EditionPeriod]:
    """Months by their names, and spans of them: "May 2025", "April–June 2025"."""
    dated, taken = years(text), -1
    for match in words.month.finditer(text):
        if match.start() < taken:
            continue
        first = words.months[match[1]]
        period = _spanning(match, first, words.months[match[2]] if match[2] else first)
        taken = match.end()
        yield period._replace(year=_beside(text, period, dated, words.dated))


def _spanning(match: re.Match[str], first: int, last: int) -> EditionPeriod:
    """The quarter or half that begins and ends with two months, else the first of them."""
    for kind in ("quarter", "half"):
        length = _MONTHS[kind]
        if last - first == length - 1 and last % length == 0:
            return EditionPeriod(*match.span(), kind, last // length)
    return EditionPeriod(*match.span(), "month", first)


def _beside(text: str, period: EditionPeriod, dated: Sequence[Year], between: re.Pattern[str]) -> int | None:
    """The year right before or right behind a period, the nearer one; for Q and H two digits will do."""
    near = [
        (abs(year.start - period.end if after else period.start - year.end), year.value)
        for year in dated
        for after in (year.start >= period.end,)
        if between.fullmatch(text, *((period.end, year.start) if after else (year.end, period.start)))
    ]
    if near:
        return min(near)[1]
    short = _SHORT_YEAR.match(text, period.end) if period.kind != "month" else None
    return 2000 + int(short[1]) if short and text[period.start : period.end].isascii() else None


class _PeriodWords:
    """The content of periods.yaml as patterns; see the comments there."""

    def __init__(self) -> None:
        held = load_yaml(Path(__file__).with_name("periods.yaml"))
        self._numerals = {
            folded_word(word): number for number, words in held["numerals"].items() for word in words
        }
        self._named_halves: dict[str, int] = held["named_halves"]
        self.eras: dict[str, int] = held["eras"]
        self.era = re.compile(rf"({_any(self.eras)})\s?(元|\d{{1,3}})\s?年")
        self.quarter = self._pattern(held["quarters"], held["quarter_signs"])
        self.half = self._pattern(held["halves"], held["half_signs"], self._named_halves)
        beside = "|".join(map(_whole, held["beside_years"]))
        self.beside = re.compile(rf"[\W_]{{0,3}}(?:(?:{beside})[\W_]{{0,3}}){{0,3}}")
        self.dated = re.compile(rf"[\W_]{{0,2}}{_DAY}{self.beside.pattern}")
        self._languages, self._between = held["months_of"], held["between"]

    def _pattern(self, forms: Iterable[str], signs: str, named: Iterable[str] = ()) -> re.Pattern[str]:
        """What any of the forms matches; forms that have the same words before the numeral share it."""
        behind: dict[str, list[str]] = {}
        for form in forms:
            before, after = (_part(part) for part in form.split("{n}"))
            behind.setdefault(before or _BEFORE, []).append(after or _AFTER)
        numeral = _any(self._numerals)
        written = [f"{before}({numeral})(?:{'|'.join(after)})" for before, after in behind.items()]
        written += [rf"{_BEFORE}[{signs}][\s_-]?([1-4]){_AFTER}", rf"{_BEFORE}([1-4])[{signs}]{_AFTER}"]
        return re.compile("|".join((*written, *(f"({re.escape(word)})" for word in named))))

    def number(self, match: re.Match[str]) -> int:
        """The number that a match of `quarter` or `half` writes."""
        written = next(group for group in match.groups() if group)
        return self._numerals.get(written) or self._named_halves[written]

    @cached_property
    def months(self) -> dict[str, int]:
        """The number of a month by its name in any language, whole or abbreviated."""
        from babel.dates import get_month_names  # 0.1 s for all languages

        found: dict[str, int] = {}
        for language in self._languages:
            for width in ("wide", "abbreviated"):
                for context in ("format", "stand-alone"):
                    for number, name in get_month_names(width, context, language).items():
                        found.setdefault(folded_word(name).rstrip("."), number)
        return found

    @cached_property
    def month(self) -> re.Pattern[str]:
        name = rf"{_BEFORE}({_any(self.months)})\.?{_AFTER}"
        between = "|".join(map(_whole, self._between))
        return re.compile(rf"{name}(?:[\s_]{{0,2}}(?:{between})[\s_]{{0,2}}{name})?")


@cache
def _words() -> _PeriodWords:
    return _PeriodWords()


def folded_word(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _part(words: str) -> str:
    """The words before or behind a numeral as a pattern, not as a part of other words."""
    if not words:
        return ""
    return "".join(
        (
            _BEFORE if _is_spaced(words[0]) else "",
            r"[\s_-]{0,2}".join(map(re.escape, words.split(" "))),
            _AFTER if _is_spaced(words[-1]) else "",
        )
    )


def _is_spaced(character: str) -> bool:
    return re.match(_LETTER, character) is not None


def _whole(word: str) -> str:
    """A word as a pattern; if it is of Latin or Cyrillic letters, not as a part of another."""
    written = re.escape(folded_word(word))
    return written + (r"(?![^\W\d_])" if re.fullmatch(rf"(?:{_LETTER}|\s|')*{_LETTER}", word) else "")


def _any(words: Iterable[str]) -> str:
    """Any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
