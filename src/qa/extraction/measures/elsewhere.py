"""Whether the prose of a document tells the figures of a table otherwise: the same digits in other units."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.blocks import TABULAR
from index.documents import Document
from index.layout import layout
from qa.extraction.measures.stated import Stated
from qa.extraction.measures.units import money_before, unit_at
from qa.language.wordlists import plain
from qa.numbers.reader import read

MONEY: Final = re.compile(r"[A-Z]{3}")
LEAST: Final = 3  # digits of a number that is known again
MOST: Final = 6
MOST_PROSE: Final = 200_000  # characters that are looked through
APART: Final = frozenset({2, 3, 4, 6, 8, 9})  # powers of ten by which a scale may be missed


@dataclass(frozen=True, slots=True)
class ToldAmount:
    """An amount of prose: its value, its digits from the first to the last that is not nought, its unit."""

    value: float
    size: int
    unit: str


def told_amounts(document: Document) -> Iterator[ToldAmount]:
    seen = 0
    for unit in layout(document.text).units:
        if unit.block.kind in TABULAR or not unit.quotable or seen > MOST_PROSE:
            continue
        text = document.text[unit.block.start : unit.block.end]
        seen += len(text)
        flat = plain(text)
        for number in read(flat):
            size = len(_digits(number.value).rstrip("0"))
            if number.in_words or not LEAST <= size <= MOST:
                continue
            money = money_before(text, number.start, document.language, flat)
            named = money or unit_at(text, number.end, document.language, flat)
            if named:
                value = number.value * (1 if money else named.unit.scale)
                yield ToldAmount(value, size, named.unit.unit)


def contradicted(document: Document, tables: Sequence[Sequence[Stated]]) -> set[tuple[int, str]]:
    """The tables by their places, and units in them, of whose figures prose tells the digits otherwise."""
    told: dict[tuple[int, str], list[ToldAmount]] = defaultdict(list)
    for amount in told_amounts(document):
        told[amount.size, _rounded(amount.value, amount.size)[0]].append(amount)
    sizes = {size for size, _ in told}
    votes: dict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    for at, table in enumerate(tables if told else ()):
        for one in {(one.value, one.unit) for one in table if one.value}:
            value, unit = one
            for size in sizes:
                mantissa, power = _rounded(value, size)
                for amount in told.get((size, mantissa), ()):
                    by = power - _rounded(amount.value, size)[1]
                    kind = bool(MONEY.fullmatch(unit)), bool(MONEY.fullmatch(amount.unit))
                    if unit == amount.unit and by == 0:
                        votes[at, unit][0] += 1
                    elif all(kind) and by in APART:
                        votes[at, unit][by] += 1
                    elif all(kind) and -by in APART:
                        votes[at, unit][by] += 1
    return {key for key, found in votes.items() if _is_contradicted(found)}


def _is_contradicted(found: Counter[int]) -> bool:
    agreeing = found.pop(0, 0)
    by = max(found, key=lambda one: found[one], default=0)
    return found[by] > 1 and found[by] > 2 * agreeing


def _digits(value: float) -> str:
    return f"{abs(value):.9e}".partition("e")[0].replace(".", "").rstrip("0") or "0"


def _rounded(value: float, size: int) -> tuple[str, int]:
    mantissa, _, power = f"{abs(value):.{size - 1}e}".partition("e")
    return mantissa, int(power)
