"""Numbers of running text with their scale words, units and qualifiers, at their places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from qa.extraction.mentions.vocabulary import alternatives, any_of, labelled, vocabulary
from qa.numbers.numerals import Spelled, numerals, scale_words, spelled

Qualifier = Literal["about", "nearly", "under", "over"]

DIGITS: Final = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:\.\d+|,\d+(?!\d|\s?[月日]))?)"
)
# what stands before a number that counts, ranks or numbers something rather than being a value
NUMBERED: Final = re.compile(
    r"(?:第|no\.?|n°|nº|#|top|rank|ranked|tier|level|niveau|step|phase|version|ver\.|v|vol\.|chapter|图|表"
    r"|fig\.|figure|table|page|p\.|rang|place|トップ|前)\s?\Z"
)
MONEY_BEFORE: Final = re.compile(
    r"(?P<usd>us\$|\$us|usd|(?<![a-z])\$)\s?\Z|(?P<other>[a-z]{1,3}\$|€|£|¥|₩|₹|rmb|eur|cny|gbp|jpy|hkd)\s?\Z"
)
BETWEEN: Final = re.compile(
    r"\s?(?:(?:or so|多|余|数|\+|以上)\s?)?(?:(?:de |d'|of |in |个|名|位|人の|的|の|-|名の)\s?)?"
)
RANGE_BEFORE: Final = re.compile(r"(?:[a-z0-9]-|\d\s?(?:[-–—~/:到至]|分の|分之)\s?|\d\.)\Z")
RANGE_AFTER: Final = re.compile(r"(?:\s?[–—~到至]\s?|-|/|:)\$?\d|\.\d|[a-z]")
NEGATIVE: Final = re.compile(r"(?:\A|[\s(:=|])[-−][$€£¥]?\Z")
SHARE: Final = re.compile(r"\s(?:of|out of|sur)\s(?:[a-z]{2,5}\s)?(?P<whole>\d+)(?![\d.,])")  # 41 of my 50
WHOLE: Final = re.compile(r"\d\s(?:of|out of|sur)\s(?:[a-z]{2,5}\s)?\Z")
LETTERS: Final = re.compile(r"[a-zà-ÿ]+\Z")
FEW: Final = 10  # numbers in words up to this mostly count something
LATIN_WORD: Final = re.compile(r"\s([a-zà-ÿ][a-zà-ÿ'-]+)")
LOOK_BACK: Final = 40
LOOK_AHEAD: Final = 48


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `text[digits:stop]` that stands, with its currency and unit, at `text[start:end]`.

    `unit` is a group of vocabulary.yaml ("plain" where none is named), `written` the number without its
    scale word, `scale` whether it has one.
    """

    start: int
    end: int
    digits: int
    stop: int
    value: float
    unit: str
    scale: float
    qualifier: Qualifier | None = None
    noun: str = ""


def quantities(
    text: str, taken: Sequence[tuple[int, int]] = (), starts: Collection[int] = ()
) -> list[Quantity]:
    """The numbers of folded `text` outside the spans `taken`, in order.

    `starts` are places where names begin or end: no unit reaches into one, and no range out of one.
    """
    found = []
    last = 0
    for written in sorted((*_in_digits(text), *_in_words(text)), key=lambda one: one.start):
        while last < len(taken) and taken[last][1] <= written.start:
            last += 1
        if last < len(taken) and taken[last][0] < written.end:
            continue
        quantity = _quantity(text, written, starts)
        if quantity:
            found.append(quantity)
    return found


def _in_digits(text: str) -> Iterator[Spelled]:
    """The numbers that digits write; behind a letter only where that ends a word as "atteint89" does."""
    for match in _number().finditer(text):
        run = LETTERS.search(text, max(0, match.start() - LOOK_BACK), match.start())
        if run is None or glues(run[0]):
            yield Spelled(*match.span(), *_value(match))


def _in_words(text: str) -> Iterator[Spelled]:
    return (number for number in spelled(text) if number.value > FEW)


def _quantity(text: str, written: Spelled, starts: Collection[int]) -> Quantity | None:
    digits, stop = written.start, written.end
    before = text[max(0, digits - LOOK_BACK) : digits]
    if (
        text[stop : stop + 1] in _scale_signs()
        or _fraction().match(text, stop)
        or _in_range(text, digits, stop, starts)
    ):
        return None
    money = MONEY_BEFORE.search(before)
    start = digits - len(money[0]) if money else digits
    unit, end, noun = _unit(text, stop, starts)
    if money and unit in {"plain", "USD", "other"}:
        unit = "USD" if money["usd"] else "money"
        end = max(end, stop) if unit == "USD" and noun == "" else stop
    if NEGATIVE.search(before) or WHOLE.search(before):
        return None
    if NUMBERED.search(before) and not money:
        unit = "other"
    if (share := SHARE.match(text, stop)) and share["whole"] != "100":
        unit, end = "ratio", share.end()
    qualifier = _qualifier(text, start, stop, end)
    return Quantity(start, end, digits, stop, written.value, unit, written.scale, qualifier, noun)


def glues(word: str) -> bool:
    """Whether a number may be written right behind a word of small letters: "atteint89", "indice74"."""
    return len(word) > 1 and _glued().fullmatch(word) is not None


def _value(match: re.Match[str]) -> tuple[float, float]:
    scales = numerals().scales
    total, largest = 0.0, 1.0
    for part in _part().finditer(match[0]):
        scale = scales.get(part["word"] or part["letter"] or part["han"] or "", 1.0)
        total += to_float(part["digits"]) * scale
        largest = max(largest, scale)
    return float(f"{total:.12g}"), largest


def to_float(digits: str) -> float:
    """Thousands in "1,670" and "1 670", decimals in "1,67" and "1.67"."""
    if re.fullmatch(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?", digits):
        return float(re.sub(r"[, ]", "", digits))
    return float(digits.replace(",", "."))


def _in_range(text: str, start: int, stop: int, edges: Collection[int]) -> bool:
    """Whether the number is of a range, a ratio or a code: "80-85", "16:20", "R1-0528"."""
    before = RANGE_BEFORE.search(text[max(0, start - 5) : start])
    if before and start - len(before[0]) + 1 not in edges:
        return True
    return stop not in edges and RANGE_AFTER.match(text, stop) is not None


def _unit(text: str, stop: int, starts: Collection[int]) -> tuple[str, int, str]:
    """The group of the unit after a number, where it ends, and the word itself."""
    if stop in starts:
        return "plain", stop, ""
    gap = BETWEEN.match(text, stop, stop + LOOK_AHEAD)
    for place in dict.fromkeys((gap.end() if gap else stop, stop)):
        if place in starts or _not_unit().match(text, place):
            continue
        known = _units().match(text, place)
        if known:
            word = re.sub(r"\s+", " ", known[0].strip())
            return _groups()[word], known.end(), word
    noun = LATIN_WORD.match(text, stop)
    return "plain", stop, noun[1] if noun else ""


def _qualifier(text: str, start: int, stop: int, end: int) -> Qualifier | None:
    before = text[max(0, start - LOOK_BACK) : start]
    best: tuple[int, Qualifier] | None = None
    for name, pattern in _before():
        found = pattern.search(before)
        if found and (best is None or len(found[0]) > best[0]):
            best = (len(found[0]), name)
    if best:
        return best[1]
    places = dict.fromkeys((stop, end))
    return next((name for place in places for name, pattern in _after() if pattern.match(text, place)), None)


@cache
def _scale_signs() -> frozenset[str]:
    return frozenset(word for word in numerals().scales if len(word) == 1 and not word.isascii())


@cache
def _scale_pattern() -> str:
    latin = scale_words(ascii_only=True)
    words = "|".join(word for word in latin if len(word) > 1)
    letters = "".join(word for word in latin if len(word) == 1)
    return (
        rf"(?:[ -]?(?P<word>{words})(?![a-z])| ?(?P<letter>[{letters}])(?![a-z0-9])"
        rf"|\s?(?P<han>{'|'.join(scale_words(ascii_only=False))}))"
    )


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"(?P<digits>{DIGITS}){_scale_pattern()}?")


@cache
def _number() -> re.Pattern[str]:
    """Digits with a scale word; in Chinese and Japanese with the smaller parts that follow: 16亿7000万."""
    signs = "|".join(scale_words(ascii_only=False))
    rest = rf"(?:\d[\d,]*(?:{signs}))*"
    return re.compile(rf"(?<![\d.,])(?:{DIGITS}){_scale_pattern()}?{rest}")


@cache
def _glued() -> re.Pattern[str]:
    words = vocabulary()
    cues = [cue for entry in words.attributes.values() for cue in (*entry.strong, *entry.weak)]
    return any_of(part for word in (*words.connectors, *cues) for part in word.split()[-1:] if len(part) > 1)


@cache
def _groups() -> dict[str, str]:
    return labelled(vocabulary().units)


@cache
def _units() -> re.Pattern[str]:
    return re.compile(alternatives(_groups()))


@cache
def _fraction() -> re.Pattern[str]:
    return re.compile(alternatives(vocabulary().fractions))


@cache
def _not_unit() -> re.Pattern[str]:
    return re.compile(alternatives(vocabulary().not_units))


def _patterns(side: str) -> Iterator[tuple[Qualifier, re.Pattern[str]]]:
    words = vocabulary().qualifiers
    names: tuple[Qualifier, ...] = ("over", "under", "nearly", "about")
    between = alternatives(words.between)
    for name in names:
        if side == "before":
            yield name, re.compile(rf"{alternatives(words.before[name])}(?:\s*{between})?\s*\Z")
        else:
            yield name, re.compile(r"\s?" + alternatives(words.after[name]))


@cache
def _before() -> tuple[tuple[Qualifier, re.Pattern[str]], ...]:
    return tuple(_patterns("before"))


@cache
def _after() -> tuple[tuple[Qualifier, re.Pattern[str]], ...]:
    return tuple(_patterns("after"))
