"""Whatever may be a unit in what stands around a table: more than is read, to know what was left unread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from qa.extraction.measures.units import (
    PERCENT,
    PERCENTAGE_POINTS,
    POINTS,
    MeasureUnit,
    UnitNaming,
    units_within,
)
from qa.language.wordlists import LETTER, folded, plain
from qa.numbers.terms import terms

REMEMBERED: Final = 4_096  # texts, of which tables repeat many
MONEY: Final = re.compile(r"[A-Z]{3}")
SIGNS: Final = frozenset({"", PERCENT, PERCENTAGE_POINTS, POINTS})
BRACKETS: Final = re.compile(r"[(（\[【](?P<in>[^()（）\[\]【】]{1,60})[)）\]】]")
AMOUNT: Final = re.compile(r"\d[\s,.-]?\Z")  # before a unit that is its own
EAST: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
FULL: Final = "満满"  # behind points: 100点満点
LINK: Final = re.compile(r"(?:[為为はがを：:、，,（(\[/／]|(?:单位|単位)[为是]?)\s?\Z")
TOLD: Final = re.compile(
    rf"(?:(?<![{LETTER}])(?:in|en|are|unit|units|unité)\s(?:the\s|per\s)?|[：:（(])\s?\Z"
)
EXCEPTED: Final = re.compile(
    r"(?:except|other than|unless|sauf|hormis|excluding|hors)\s[^.;]{0,60}\Z|除[^。；]{0,20}\Z"
)
WORD: Final = re.compile(r"[^\W_]{2}")
OPENED, CLOSED = "([", ")]"


@lru_cache(maxsize=REMEMBERED)
def unit_marks(text: str, language: str) -> tuple[UnitNaming, ...]:
    """What reads as a unit in a text and is not that of an amount in it, nor of an exception."""
    flat = plain(text)
    return tuple(one for one in units_within(text, language) if _may_be_unit(one, flat))


@lru_cache(maxsize=REMEMBERED)
def unit_told(text: str, language: str) -> tuple[UnitNaming, ...]:
    """The same of a sentence or a heading, which tell units by a few words: "in euros"."""
    flat = plain(text)
    return tuple(one for one in unit_marks(text, language) if _is_told(one, flat))


@lru_cache(maxsize=REMEMBERED)
def marks_of_label(text: str, language: str) -> tuple[MeasureUnit, ...]:
    """What reads as a unit in the brackets of a label, or is the whole of its last part: 純資産: 円 銭."""
    held = [one.unit for match in BRACKETS.finditer(text) for one in unit_marks(match["in"], language)]
    outer, _, part = text.rpartition(": ")
    return (*held, *(_whole(part, language) if outer else ()))


def _whole(part: str, language: str) -> Iterator[MeasureUnit]:
    """The units of a text that is nothing else."""
    rest, found = plain(part), unit_marks(part, language)
    for one in reversed(found):
        rest = rest[: one.start] + rest[one.end :]
    if not WORD.search(rest):
        yield from (one.unit for one in found)


def _may_be_unit(one: UnitNaming, flat: str) -> bool:
    before, behind, name = flat[: one.start], flat[one.end :], flat[one.start : one.end]
    bounded = not (EAST.match(name[-1]) and EAST.match(behind[:1]) and behind[0] not in FULL)
    if behind[:1].isdigit() or EXCEPTED.search(before):
        return False
    if AMOUNT.search(before):
        return one.unit.unit == POINTS and bounded
    opened = sum(before.count(mark) for mark in OPENED) > sum(before.count(mark) for mark in CLOSED)
    sign = one.unit.unit in SIGNS or MONEY.fullmatch(one.unit.unit)
    if not sign and not (opened or not before or TOLD.search(before) or LINK.search(before)):
        return False
    if not sign and name in _times() and not (opened and behind[:1] in tuple(CLOSED)):
        return False
    if len(name) == 1 and name.isalpha() and name < "\u3000":
        return before.rstrip()[-1:] in tuple(OPENED) and behind.lstrip()[:1] in (*CLOSED, "/")
    if EAST.match(name) and not (len(name) > 1 and MONEY.fullmatch(one.unit.unit)):
        return bounded and (not EAST.match(before[-1:]) or LINK.search(before) is not None)
    return True


def _is_told(one: UnitNaming, flat: str) -> bool:
    before = flat[: one.start]
    return TOLD.search(before) is not None or LINK.search(before) is not None or one.unit.unit == POINTS


@cache
def _times() -> frozenset[str]:
    """Units of time, which more often say when than in what."""
    held = terms()
    return frozenset(
        folded((*held.time_heads, *held.time_words, *held.full_years, *held.timed, "years", "ans"))
    )
