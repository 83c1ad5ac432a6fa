"""Whether what was found is what a key states: value, subject, measure, unit and time, each by itself."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from babel.numbers import is_currency

from index.text import fold, follow, terms
from qa.evaluation.stated.key import StatedFigure, Trap
from qa.numbers.measures import measure_words
from qa.numbers.values import values

EXACT: Final = 1e-9  # how far two values may differ, of the larger one
DIGITS: Final = 9  # by which a number is known, whatever its scale
UNDATED: Final = "undated"  # the edition of a document that names none
BARE: Final = frozenset({"", "count", "rank"})  # what has no unit
COUNTED: Final = frozenset({"person", "time"})  # units that count
ALIKE: Final = {  # what people write for one unit, beside its forms in measures.yaml
    **dict.fromkeys(("user", "人次"), "person"),
    **dict.fromkeys(("毫秒", "ミリ秒", "millisecond", "milliseconde"), "ms"),
    **dict.fromkeys(("percentage point", "point de pourcentage", "百分点", "个百分点"), "pp"),
}
ABBREVIATED: Final = 3  # letters of a unit that is no word
WITHIN: Final = re.compile(r"-\d\d(?:-\d\d)?")  # a month or a day, behind its year; a day, behind its month

Part = Literal["value", "subject", "measure", "unit", "time"]


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A number as a program found it; its one subject and measure by all of their names."""

    value: float
    subjects: tuple[str, ...]
    measures: tuple[str, ...]
    unit: str
    time: str | None


def unlike(found: FoundFigure, stated: StatedFigure) -> tuple[Part, ...]:
    """The parts in which what was found is not what is stated; none where it is right."""
    alike: Mapping[Part, bool] = {
        "value": same_value(found.value, stated.value),
        "subject": any(_contains(one, other) for one in found.subjects for other in stated.subject),
        "measure": any(_is_called(one, other) for one in found.measures for other in stated.measure),
        "unit": same_unit(found.unit, stated.unit),
        "time": same_time(found.time, stated.time),
    }
    return tuple(part for part, same in alike.items() if not same)


def same_value(one: float, other: float) -> bool:
    """Whether two values are one, a minus aside: costs stand in parentheses or not."""
    return math.isclose(abs(one), abs(other), rel_tol=EXACT)


def same_digits(one: float, other: float) -> bool:
    """Whether two values differ by nothing but their scale and sign."""
    return _digits(one) == _digits(other)


def same_unit(one: str, other: str) -> bool:
    """Whether two units are one; a bare number may be of anything that is counted."""
    first, second = _unit(one), _unit(other)
    if not first or not second:
        return _counts(first or second, fold(one or other).strip())
    return first == second


def same_time(found: str | None, stated: str | None) -> bool:
    """Whether a time agrees with the key's: what says none does, and a year with a month of that year."""
    if found in (None, UNDATED) or stated is None or found == stated:
        return True
    return stated.startswith(str(found)) and WITHIN.fullmatch(stated, len(str(found))) is not None


def is_of(trap: Trap, value: float, quote: str) -> bool:
    """Whether a number that was found in `quote` is that of a trap: its digits, in its words."""
    if not any(same_digits(value, one) for one in values(trap.as_printed)):
        return False
    if not trap.context:
        return _contains(quote, trap.as_printed)
    held, context = _words(quote), _words(trap.context)
    return _half(context, held) or _half(held, context)


def _contains(one: str, other: str) -> bool:
    """Whether one name is the other or some words of it; accents, case and width do not matter."""
    first, second = _words(one), _words(other)
    return bool(first and second) and (follow(first, second) or follow(second, first))


def _is_called(found: str, stated: str) -> bool:
    return _contains(found, stated) or _half(_words(stated), _words(found))


def _half(wanted: Iterable[str], held: Iterable[str]) -> bool:
    """Whether at least half of the different words that are wanted are held."""
    words = set(wanted)
    return bool(words) and 2 * len(words & set(held)) >= len(words)


@lru_cache(maxsize=16_384)
def _words(text: str) -> tuple[str, ...]:
    """Words without accents and plurals; of Chinese and Japanese the pairs of characters."""
    return tuple(terms(text))


def _digits(value: float) -> str:
    return f"{abs(value):.{DIGITS}e}".partition("e")[0]


@lru_cache(maxsize=1024)
def _unit(written: str) -> str:
    """One name for a unit however it is written; "" for none."""
    folded = fold(written).strip()
    if folded in BARE:
        return ""
    named = _units().get(folded) or (" ".join(_words(written)) if _is_wording(folded) else folded)
    return ALIKE.get(named) or ALIKE.get(folded) or named


@cache
def _units() -> Mapping[str, str]:
    return {form: unit for unit, forms in measure_words().units.items() for form in forms}


def _counts(unit: str, written: str) -> bool:
    """Whether a unit may be left out: it counts something, and is no money, share, point or metre.

    `written` is how it stands there: "beds", of which the unit is "bed", is no abbreviation.
    """
    known = unit in measure_words().units and unit not in COUNTED
    if not unit or unit in COUNTED:
        return True
    if known or is_currency(unit.upper()) or not _is_wording(unit):
        return False
    return not unit.isascii() or len(written) > ABBREVIATED


def _is_wording(unit: str) -> bool:
    return unit.replace(" ", "").isalpha()
