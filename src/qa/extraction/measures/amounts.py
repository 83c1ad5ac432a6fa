"""The numbers of running text that may be figures, with their units, and a text in which they are masked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from qa.extraction.measures.prose import prose_words
from qa.extraction.measures.units import MeasureUnit, UnitNaming, money_before, unit_at
from qa.extraction.mentions.quantity import Quantity
from qa.extraction.mentions.ranges import untold
from qa.language.wordlists import LETTER, plain
from qa.numbers.dates import MONTHS_OF, moments, quarters
from qa.numbers.numerals import Number, exact
from qa.numbers.qualifiers import Qualifier, qualifier
from qa.numbers.reader import read

AMOUNT: Final = "\x01"  # stands for every character of an amount in a masked text
TIME: Final = "\x02"  # and of a time
SMALLEST: Final = 2  # number in words that is a figure; "one" is not
NEAREST: Final = 40  # characters before it in which its verb stands
SINCE, UNTIL = 1900, 2100  # the years that four digits are taken for
RANGE_BEFORE: Final = re.compile(r"(?:\d\s?[-–—~/·.]\s?|\d:|[+\-−±]\s?)\Z")
RANGE_AFTER: Final = re.compile(r"\s?[-–—~/:]\s?[$€£¥]?\d|/|\.\d|\s?(?:分の|分之)\d")
CODE_BEFORE: Final = re.compile(
    rf"(?:[{LETTER}]\s?[-–—~/·.]\s?|[{LETTER}][#°№_/~:]?|第|no\.?\s|n°\s?|[#°№_/~])\Z"
)
CODE_AFTER: Final = re.compile(rf"(?<=[\x00-\u024f])(?:[{LETTER}\d]|[-–—/:][{LETTER}])")
NAME_BEFORE: Final = re.compile(r"(?:[A-ZÀ-Þ][\w'’-]*|[\u30a1-\u30ff\u3400-\u9fff」』”])[ \u00a0-]\Z")
JOINT: Final = re.compile(r"\s(?:d'|de\s)")  # "12 millions d'euros"
LARGE: Final = 1e5  # a scale behind which French says "de"
EAST_TIME: Final = re.compile(
    r"(?:前期末|前年末|前年度末|上年末|去年末|去年底|上年底|\d{1,2}年前|一年前)|[一二三四五六七八九十]{1,3}月(?!活|度|均)|(?:上半年|下半年|前三季度?|全年|今年以来|今年|本年度?|当期|本期"
    r"|报告期[内末]?|期内|期末|年末|年底|当中间连结会计期间|当中间会计期间|当中间期|当连结会计年度|当事业年度|当连结|当四半期|通期)(?!间)"
)
DECIMAL: Final = re.compile(r"[1-9]\d{0,2},\d{3}")  # in French "1,249 milliard" is no thousand of them
THOUSAND: Final = 1e3
COUNTER: Final = re.compile(  # what is counted in Chinese and Japanese besides the units of tables
    r"か所|カ所|ヶ所|箇所|拠点|区画|品目|路线|机关|项(?!目)|座|处|张|篇|校|机(?!构|器)|头|羽|轩|基|问|题|锅|条|组|种|名|家|辆|艘|栋|歳|岁|枚|本|戸|户|社|驿"
)
REPUBLIC: Final = re.compile(
    r"(?:民国)?(?<!\d)1[01]\d\s?年(?![间内前后来])度?[底末]?"
)  # a year of the republic's count
MASSES: Final = frozenset(
    {"kg", "g", "t", "公斤", "克", "吨", "kilograms", "kilos", "grams", "grammes", "tonnes"}
)
WORDS: Final = frozenset({"to", "a", "in"})  # units in other letters, and words of sentences
LETTERS: Final = frozenset("mkbt")  # letters that are scales only of money


@dataclass(frozen=True, slots=True)
class Amount:
    """A number at `text[start:end]`, its currency and unit within; `unit` is "" for a bare number."""

    start: int
    end: int
    value: float
    unit: str
    qualifier: Qualifier | None
    scale: float = 1.0  # of its scale word

    @property
    def kind(self) -> str:
        """What a verb tells by it: "money", "mass", "score", "bare" or "other"."""
        if _is_code_of_money(self.unit):
            return "money"
        if self.unit in ("points", "%"):
            return "score" if self.unit == "points" else "share"
        if self.unit in MASSES:
            return "mass"
        return "other" if self.unit else "bare"


Span = tuple[int, int]


@dataclass(frozen=True)
class MaskedText:
    """A text in which amounts and times are masked; places stay.

    Of the amounts that are `shown`, those `told` may be figures by themselves.
    """

    text: str
    flat: str
    skeleton: str
    told: tuple[Amount, ...]
    shown: tuple[Amount, ...] = ()

    def within(self, start: int, end: int) -> tuple[Amount, ...]:
        """The amounts of `text[start:end]` that may be figures."""
        first = bisect_left(self.told, start, key=lambda one: one.start)
        last = bisect_left(self.told, end, first, key=lambda one: one.start)
        return tuple(one for one in self.told[first:last] if one.end <= end)


def masked_amounts(text: str, flat: str, language: str) -> MaskedText:
    """A paragraph `text`, of which `flat` is the folded one."""
    times = _times(flat, language)
    found = [one for number in read(flat) if (one := _amount(text, flat, number, times, language))]
    none = untold(flat, [_quantity(number, one) for number, one in found], times, ())
    free = [not _is_code(text, flat, number.scale, one) for number, one in found]
    shown = [one for (_, one), is_free in zip(found, free, strict=True) if is_free]
    characters = list(flat)
    for start, end, mark in (
        *((a, b, TIME) for a, b in times),
        *((one.start, one.end, AMOUNT) for one in shown),
    ):
        characters[start:end] = mark * (end - start)
    for at, character in enumerate(text):
        if character == "，":
            characters[at] = ","
    told = tuple(
        one
        for at, (_, one) in enumerate(found)
        if free[at] and at not in none and not _is_of_range(flat, one)
    )
    return MaskedText(text, flat, "".join(characters), told, tuple(shown))


def _amount(
    text: str, flat: str, number: Number, times: Sequence[Span], language: str
) -> tuple[Number, Amount] | None:
    """A number with its amount; None for one of a time, a small one in words and what no unit is read of."""
    at = bisect_left(times, (number.end,))
    timed = at > 0 and times[at - 1][1] > number.start
    if timed or (number.in_words and number.scale == 1 and not _is_counted(flat, number, language)):
        return None
    money = money_before(text, number.start, language, flat)
    stop, value = number.end, number.value
    if flat[number.stop : stop].strip() in LETTERS and not money:  # metres, tonnes, and "M€" with its scale
        if text[number.stop : stop].strip() not in ("m", "t") and not _is_money(
            text, flat, number.stop, language
        ):
            return None
        stop, value = number.stop, number.parts[0][0]
    if (
        language.startswith("fr")
        and number.scale >= LARGE
        and DECIMAL.fullmatch(flat, number.start, number.stop)
    ):
        value = exact(value / THOUSAND)
    start, end = money.start if money else number.start, stop
    unit = money.unit if money else MeasureUnit("")
    named = _named(text, flat, number, stop, language)
    if named and not money:
        unit, end = named.unit, named.end
        value = exact(value * unit.scale)
    elif not money and flat[stop : stop + 1] > "\u3000" and (counter := COUNTER.match(flat, stop)):
        unit, end = MeasureUnit(text[stop : counter.end()]), counter.end()
    per = flat.find("/", stop, end)
    name = (
        f"{unit.unit}/{text[per + 1 : end].strip()}"
        if per >= 0 and _is_code_of_money(unit.unit)
        else unit.unit
    )
    exactness = qualifier(flat, start, number.stop, stop, end)
    return number, Amount(start, end, value, name, exactness, number.scale if stop == number.end else 1.0)


def _is_counted(flat: str, number: Number, language: str) -> bool:
    """Whether a small number in words tells how many a verb's subject has: "operates four yards"."""
    if number.value < SMALLEST or not flat.startswith(" ", number.end):
        return False
    return _counting(language).search(flat, max(0, number.start - NEAREST), number.start) is not None


@cache
def _counting(language: str) -> re.Pattern[str]:
    words = prose_words(language)
    return re.compile(rf"\s(?:{words.any('holds')}|{words.any('flows')})\s+(?:{words.any('fillers')}\s*)?\Z")


def _named(text: str, flat: str, number: Number, stop: int, language: str) -> UnitNaming | None:
    """The unit behind a number, or behind the "d'" after millions."""
    named = unit_at(text, stop, language, flat)
    if named is None and number.scale >= LARGE and (joint := JOINT.match(flat, stop)):
        named = unit_at(text, joint.end(), language, flat)
    return None if named is None or text[named.start : named.end] in WORDS else named


def _is_money(text: str, flat: str, stop: int, language: str) -> bool:
    named = unit_at(text, stop, language, flat)
    return named is not None and _is_code_of_money(named.unit.unit)


def _is_code_of_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def _quantity(number: Number, one: Amount) -> Quantity:
    return Quantity(
        one.start,
        one.end,
        number.start,
        number.end,
        one.value,
        one.unit or "plain",
        number.scale,
        one.qualifier,
    )


def _is_of_range(flat: str, one: Amount) -> bool:
    before = RANGE_BEFORE.search(flat[max(0, one.start - 4) : one.start])
    return before is not None or RANGE_AFTER.match(flat, one.end) is not None


def _is_code(text: str, flat: str, scale: float, one: Amount) -> bool:
    """Whether a number is part of a name or a code."""
    if CODE_BEFORE.search(flat[max(0, one.start - 4) : one.start]) or CODE_AFTER.match(flat, one.end):
        return True
    bare = not one.unit and scale == 1
    return bare and NAME_BEFORE.search(text[max(0, one.start - 24) : one.start]) is not None


def _times(flat: str, language: str) -> tuple[Span, ...]:
    """Where times stand, in order and apart."""
    republic = REPUBLIC.finditer(flat) if language == "zh-Hant" else ()
    spans = [(one.start, one.end) for one in quarters(flat)]
    spans += [(one.start, one.end) for one in moments(flat, SINCE) if one.year is None or one.year < UNTIL]
    spans += [match.span(1) for match in _month().finditer(flat)]
    spans += [match.span() for match in republic]
    spans += [match.span() for match in EAST_TIME.finditer(flat)]
    return tuple(_apart(sorted(spans)))


@cache
def _month() -> re.Pattern[str]:
    """The name of a month, behind a word that is none of a verb: "in May", "fin mars"."""
    from babel.dates import get_month_names  # CLDR's names, loaded when a text is read

    names = {plain(name) for locale in MONTHS_OF for name in get_month_names("wide", locale=locale).values()}
    return re.compile(
        rf"(?<![{LETTER}])(?:in|of|since|until|by|en|de|d'|fin|depuis)\s?({'|'.join(names)})(?![{LETTER}])"
    )


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    reached = 0
    for start, end in spans:
        if start >= reached:
            yield start, end
            reached = end
