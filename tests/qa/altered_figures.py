"""New figures for old ones: read in a text, drawn by a seed, written as its language writes them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from babel.dates import get_month_names

from qa.knowledge.knowledge import Knowledge

YEARS: Final = 6  # by which every year is moved
LARGE: Final = 10_000
MILLION: Final = 1_000_000
PLURAL_FR: Final = 2
SCALES: Final = {
    "en": {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "B": 1e9},
    "fr": {"million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "B": 1e9},
    "zh-Hans": {"万亿": 1e12, "兆": 1e12, "亿": 1e8, "万": 1e4, "B": 1e9},
    "zh-Hant": {"萬億": 1e12, "兆": 1e12, "億": 1e8, "萬": 1e4, "B": 1e9},
    "ja": {"兆": 1e12, "億": 1e8, "万": 1e4, "B": 1e9},
}
# What stands for no figure: a dimension, "the top five", how many articles there are, numbered groups.
FIXED: Final = re.compile(r"3D|[Tt]op 5|上位5|[23]本の記事|第\d(?=四半期|グループ|の種類)|[QT][1-4](?!\d)")
URL: Final = re.compile(r"https?://[^\s)>」）]+")
TIME: Final = re.compile(r"(\d\d)(:| h |時)(\d\d)(?!\d)")
PLACE: Final = re.compile(r"(\d)(st|nd|rd|th|er|re|e)(?![\w])|(?<=第)(\d)(?=名|位)|(\d)(?=位)")
YEAR: Final = re.compile(r"(?<!\d)20[12]\d(?!\d)")
DAY: Final = re.compile(r"(?<=月)(\d{1,2})(?=日)")
MONTH: Final = re.compile(r"(?<!\d)(1[0-2]|[1-9])(?=月)")
WHOLE: Final = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,]*\d)")


@dataclass
class Figures:
    """One new value for each old one."""

    knowledge: Knowledge
    gaps: list[tuple[str, str]]
    draw: random.Random
    whole: dict[int, int] = field(init=False)
    large: dict[float, float] = field(init=False)
    places: dict[int, int] = field(init=False)
    months: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        facts = self.knowledge.facts.facts
        small = {int(f.number) for f in facts if f.unit in ("points", "count", "months", "years")}
        large = {f.number for f in facts if f.unit in ("USD", "users", "parameters")}
        for gap, language in self.gaps:
            for value in figures_of(gap, language):
                small.add(int(value)) if value < LARGE else large.add(value)
        self.places = _shuffled([1, 2, 3, 4, 5], self.draw)
        self.months = _shuffled(list(range(1, 13)), self.draw)
        free = [n for n in range(13, 100) if n not in small]
        self.whole = dict(zip(sorted(small), self.draw.sample(free, len(small)), strict=True))
        self.large = {}
        for value in sorted(large):
            digits = 2 if value < MILLION else 3  # so many that count, which every language writes in full
            step = 10 ** (len(str(int(value))) - digits)
            while (new := self.draw.randint(10 ** (digits - 1) + 1, 10**digits - 1) * step) in {
                *large,
                *self.large.values(),
            }:
                continue
            self.large[value] = float(new)

    def text(self, gap: str, language: str) -> str:
        """A stretch without names with all its figures changed."""
        marks = _Marks(
            gap, language, lambda v: self.whole[v], lambda v: self.large[v], self.date_part, self.places
        )
        return marks.text

    def date_part(self, kind: str, value: int) -> int:
        match kind:
            case "year":
                return value + YEARS
            case "month":
                return self.months[value]
            case _:
                return value % 28 + 1

    def date(self, value: str) -> str:
        """2025-01-02, 2025-01, 2025 or 2022–2023."""
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            return YEAR.sub(lambda m: str(int(m[0]) + YEARS), value)
        year, *rest = (int(part) for part in value.split("-"))
        kinds = zip(("month", "day"), rest, strict=False)
        return "-".join((str(year + YEARS), *(f"{self.date_part(kind, part):02d}" for kind, part in kinds)))

    def value(self, value: Any, unit: str) -> Any:
        match unit:
            case "points" | "count" | "months" | "years":
                return self.whole[int(value)]
            case "USD" | "users" | "parameters":
                return int(self.large[float(value)])
            case "rank":
                return self.places[int(value)]
            case "date":
                return self.date(str(value))
            case _:
                return value


class _Marks:
    """Reads a stretch of text figure by figure; what is found is kept aside so that nothing is read twice."""

    def __init__(
        self,
        text: str,
        language: str,
        whole: Callable[[int], int],
        large: Callable[[float], float],
        date: Callable[[str, int], int] = lambda _, value: value,
        places: dict[int, int] | None = None,
    ) -> None:
        self._kept: list[str] = []
        for pattern in (URL, FIXED):
            text = pattern.sub(lambda m: self._keep("https://example.org/" if m[0][0] == "h" else m[0]), text)
        text = TIME.sub(
            lambda m: self._keep(f"{(int(m[1]) + 5) % 24:02d}{m[2]}{(int(m[3]) + 7) % 60:02d}"), text
        )
        text = self._dates(text, language, date)
        text = PLACE.sub(lambda m: self._keep(_place(m, places or {})), text)
        text = _amount(language).sub(
            lambda m: self._keep(written(large(_value(m, language)), language, like=m[0])), text
        )
        text = WHOLE.sub(lambda m: self._keep(str(whole(int(m[0])))), text)
        self.text = re.sub(r"[\ue000-\uf8ff]", lambda m: self._kept[ord(m[0]) - 0xE000], text)

    def _keep(self, text: str) -> str:
        self._kept.append(text)
        return chr(0xE000 + len(self._kept) - 1)

    def _dates(self, text: str, language: str, date: Callable[[str, int], int]) -> str:
        if language in ("en", "fr"):
            names = {name: number for number, name in get_month_names("wide", locale=language).items()}
            months = "|".join(names)
            written = re.compile(
                rf"(?:(?P<day>\d{{1,2}})(?: |(?=er ))(?P<er>er )?)?(?<!\w)(?P<month>{months})(?!\w)"
            )

            def replace(match: re.Match[str]) -> str:
                month = date("month", names[match["month"]])
                day = f"{date('day', int(match['day']))} " if match["day"] else ""
                return self._keep(day + next(name for name, number in names.items() if number == month))

            text = written.sub(replace, text)
        else:
            text = DAY.sub(lambda m: self._keep(str(date("day", int(m[1])))), text)
            text = MONTH.sub(lambda m: self._keep(str(date("month", int(m[1])))), text)
        return YEAR.sub(lambda m: self._keep(str(date("year", int(m[0])))), text)


def _place(match: re.Match[str], places: dict[int, int]) -> str:
    number = int(match[1] or match[3] or match[4])
    new = places.get(number, number)
    if match[2] in ("st", "nd", "rd", "th"):
        return f"{new}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(new, 'th') }"
    if match[2]:
        return f"{new}{'er' if new == 1 else 'e'}"
    return str(new)


def _amount(language: str) -> re.Pattern[str]:
    scales = "|".join(sorted(SCALES[language], key=len, reverse=True))
    grouped = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+" if language in ("en", "fr") else r"\d{1,3}(?:,\d{3})+"
    number = rf"(?:{grouped}|\d+(?:[.,]\d+)?)"
    rest = rf"(?:(?P<rest>\d+(?:,\d{{3}})*)(?P<small>{scales}))?"
    scaled = rf"(?P<number>{number}) ?(?P<scale>{scales})(?![A-Za-zé]){rest}"
    return re.compile(rf"(?<![\d.,])(?:{scaled}|(?P<plain>{grouped}))")


def _value(match: re.Match[str], language: str) -> float:
    if match["plain"]:
        return float(re.sub(r"\D", "", match["plain"]))
    digits = match["number"]
    if re.fullmatch(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+", digits):
        number = float(re.sub(r"\D", "", digits))
    else:
        number = float(digits.replace(",", "."))
    total = number * SCALES[language][match["scale"]]
    if match["rest"]:
        total += float(match["rest"].replace(",", "")) * SCALES[language][match["small"]]
    return float(round(total))


def written(value: float, language: str, like: str = "") -> str:
    """A large number as a text of `language` writes it; `like` may end in B, as the sizes of models do."""
    if like.endswith("B"):
        return f"{value / 1e9:g}B"
    if value < LARGE:
        return f"{value:g}"
    if language in ("en", "fr"):
        text = _spaced(value, language)
        return text.replace(".", ",") if language == "fr" else text
    signs = {"zh-Hans": "兆亿万", "zh-Hant": "兆億萬", "ja": "兆億万"}[language]
    return _in_myriads(value, signs) if language == "ja" else _scaled(value, language, signs, like)


def _spaced(value: float, language: str) -> str:
    if value < 1e6:
        return f"{value:,.0f}".replace(",", "," if language == "en" else " ")
    if language == "en":
        scale, word = next(
            (s, w) for s, w in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")) if value >= s
        )
        return f"{value / scale:g} {word}"
    scale, word = (1e9, "milliard") if value >= 1e9 else (1e6, "million")
    number = (
        f"{value / scale:,g}".replace(",", " ") if value < 1e12 else f"{value / scale:,.0f}".replace(",", " ")
    )
    return f"{number} {word}{'s' if value / scale >= PLURAL_FR else ''}"


def _scaled(value: float, language: str, signs: str, like: str) -> str:
    if value >= 1e12:
        tera = {"zh-Hans": "万亿", "zh-Hant": "萬億"}[language]
        return f"{value / 1e12:g}{tera if tera in like or language == 'zh-Hans' else signs[0]}"
    return f"{value / 1e8:g}{signs[1]}" if value >= 1e8 else f"{value / 1e4:g}{signs[2]}"


def _in_myriads(value: float, signs: str) -> str:
    parts, rest = [], int(value)
    for scale, sign in zip((10**12, 10**8, 10**4, 1), (*signs, ""), strict=True):
        count, rest = divmod(rest, scale)
        parts.append(f"{count}{sign}" if count else "")
    return "".join(parts)


def _shuffled(values: list[int], draw: random.Random) -> dict[int, int]:
    """A permutation that leaves nothing in its place."""
    while True:
        new = draw.sample(values, len(values))
        if all(a != b for a, b in zip(values, new, strict=True)):
            return dict(zip(values, new, strict=True))


def figures_of(text: str, language: str) -> frozenset[float]:
    """Every figure that a text states, dates, places and addresses aside: read as the alteration reads it."""
    found: set[float] = set()

    def seen(value: float) -> float:
        found.add(float(value))
        return value

    _Marks(text, language, lambda value: int(seen(value)), seen)
    return frozenset(found)


def edition_of(name: str) -> str:
    """An id with its year moved: 2025-Q1 is 2031-Q1."""
    return YEAR.sub(lambda m: str(int(m[0]) + YEARS), name)
