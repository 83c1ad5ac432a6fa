"""Numbers of running text with their scale words, units and qualifiers, at their places."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from qa.extraction.mentions.quantity import Quantity
from qa.extraction.mentions.ranges import untold
from qa.extraction.mentions.vocabulary import compiled, pattern, vocabulary, word_list
from qa.language.wordlists import alternatives, any_of, folded
from qa.numbers.numerals import Number, numerals
from qa.numbers.qualifiers import qualifier
from qa.numbers.reader import read

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
FRACTION: Final = r"%(fractions)s(?!间)"  # 89分之间 is no fraction
NEGATIVE: Final = re.compile(r"(?:\A|[\s(:=|])[-−][$€£¥]?\Z|(?:±|\+/-|[±+]\s-)\s?\Z")
SHARE: Final = re.compile(r"\s(?:of|out of|sur)\s(?:[a-z]{2,5}\s)?(?P<whole>\d+)(?![\d.,])")  # 41 of my 50
WHOLE: Final = re.compile(r"\d\s(?:of|out of|sur)\s(?:[a-z]{2,5}\s)?\Z")
LETTERS: Final = re.compile(r"[a-zà-ÿ]+\Z")
FEW: Final = 10  # numbers in words up to this mostly count something
LATIN_WORD: Final = re.compile(r"\s([a-zà-ÿ][a-zà-ÿ'-]+)")
FIRST_YEAR: Final = 1900  # no figure is older: lower numbers of four digits are values
LOOK_BACK: Final = 40
LOOK_AHEAD: Final = 48


def quantities(
    text: str, taken: Sequence[tuple[int, int]] = (), starts: Collection[int] = ()
) -> list[Quantity]:
    """The numbers of folded `text` outside the spans `taken`, in order.

    `starts` are places where names begin or end: no unit reaches into one, and no range out of one. The ends
    of a range, alternatives and what was before a change are of the unit "other".
    """
    found, free = [], []
    last = 0
    for number in read(text):
        while last < len(taken) and taken[last][1] <= number.start:
            last += 1
        if last < len(taken) and taken[last][0] < number.end:
            continue
        quantity = _quantity(text, number, starts)
        if quantity:
            found.append(quantity)
            free.append(_is_free(text, number) and not _in_range(text, number.start, number.end, starts))
    none = untold(text, found, taken, starts)
    told = (replace(one, unit="other") if at in none else one for at, one in enumerate(found))
    return [one for one, may_be in zip(told, free, strict=True) if may_be]


def _is_free(text: str, number: Number) -> bool:
    """Whether a number may be a value: small ones in words mostly count something, digits may be of a word.

    Behind letters they are free only where these end a word as "atteint89" does.
    """
    if number.in_words:
        return number.value > FEW
    run = LETTERS.search(text, max(0, number.start - LOOK_BACK), number.start)
    return text[number.start - 1 : number.start] != "." and (run is None or glues(run[0]))


def _quantity(text: str, number: Number, starts: Collection[int]) -> Quantity | None:
    digits, stop = number.start, number.end
    before = text[max(0, digits - LOOK_BACK) : digits]
    if (
        text[stop : stop + 1] in _scale_signs()
        or pattern(FRACTION).match(text, stop)
        or NEGATIVE.search(before)
        or WHOLE.search(before)
        or (before.endswith("[") and text.startswith("]", stop))  # the number of a note
    ):
        return None
    money = MONEY_BEFORE.search(before)
    start = digits - len(money[0]) if money else digits
    unit, end, noun = _unit(text, stop, starts)
    if money and unit in {"plain", "USD", "other"}:
        unit = "USD" if money["usd"] else "money"
        end = max(end, stop) if unit == "USD" and noun == "" else stop
    if NUMBERED.search(before) and not money:
        unit = "other"
    if (share := SHARE.match(text, stop)) and share["whole"] != "100":
        unit, end = "ratio", share.end()
    exactness = qualifier(text, start, number.stop, stop, end)
    return Quantity(start, end, digits, stop, number.value, unit, number.scale, exactness, noun)


def glues(word: str) -> bool:
    """Whether a number may be written right behind a word of small letters: "atteint89", "indice74"."""
    return len(word) > 1 and _glued().fullmatch(word) is not None


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
        if place in starts or compiled("not_units").match(text, place):
            continue
        known = _units().match(text, place)
        if known:
            word = re.sub(r"\s+", " ", known[0].strip())
            return _groups()[word], known.end(), word
    noun = LATIN_WORD.match(text, stop)
    return "plain", stop, noun[1] if noun else ""


@cache
def _scale_signs() -> frozenset[str]:
    return frozenset(word for word in numerals().scales if len(word) == 1 and not word.isascii())


@cache
def _glued() -> re.Pattern[str]:
    cues = [cue for entry in vocabulary().attributes.values() for cue in entry.written]
    return any_of(
        part for word in (*word_list("connectors"), *cues) for part in word.split()[-1:] if len(part) > 1
    )


@cache
def _groups() -> dict[str, str]:
    return {word: unit for unit, words in vocabulary().units.items() for word in folded(words)}


@cache
def _units() -> re.Pattern[str]:
    return re.compile(alternatives(_groups()))
