"""Whether the prose of a document tells the figures of a table in another unit or scale, by their digits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Self

from index.blocks import TABULAR
from index.documents import Document
from index.layout import layout
from qa.extraction.measures.stated import Stated
from qa.extraction.measures.units import money_before, unit_at
from qa.language.wordlists import plain
from qa.numbers.measures import measure_words
from qa.numbers.reader import read

REASON: Final = "told otherwise in prose"
MONEY: Final = re.compile(r"[A-Z]{3}")
COUNTED: Final = frozenset({"person", "time", "user"})  # units that count
LEAST: Final = 3  # digits of a number that is known again
MOST: Final = 6
MOST_PROSE: Final = 200_000  # characters that are looked through
APART: Final = frozenset({2, 3, 4, 6, 8, 9})  # powers of ten by which a scale may be missed


@dataclass(frozen=True, slots=True)
class ToldAmount:
    """A number that prose tells: its value with its scale, how many digits that has, its unit."""

    value: float
    size: int
    unit: str


@dataclass
class ProseVotes:
    """How many figures prose tells in the unit that a table gives them, and how many in another one."""

    agreeing: int = 0
    otherwise: int = 0

    def __iadd__(self, other: ProseVotes) -> Self:
        self.agreeing += other.agreeing
        self.otherwise += other.otherwise
        return self


def _told_amounts(document: Document) -> Iterator[ToldAmount]:
    """The numbers that the prose of a document tells, with as many digits as are known again."""
    seen = 0
    for unit in layout(document.text).units:
        if unit.block.kind in TABULAR or not unit.quotable or seen > MOST_PROSE:
            continue
        text = document.text[unit.block.start : unit.block.end]
        seen += len(text)
        flat = plain(text)
        for number in read(flat):
            size = _size(number.value)
            if number.in_words or not LEAST <= size <= MOST:
                continue
            money = money_before(text, number.start, document.language, flat)
            named = money or unit_at(text, number.end, document.language, flat)
            scale = named.unit.scale if named and not money else 1
            yield ToldAmount(number.value * scale, size, named.unit.unit if named else "")


def told_otherwise(document: Document, tables: Sequence[Sequence[Stated]]) -> list[list[Stated]]:
    """The cells of tables, with the reason of those whose digits prose tells in another unit or scale.

    That is so of all cells of one measure in one unit, where prose tells more of them otherwise than it
    confirms; where it tells none of them, of all cells of the table in that unit.
    """
    told: dict[tuple[int, str], list[ToldAmount]] = defaultdict(list)
    for amount in _told_amounts(document) if any(tables) else ():
        told[amount.size, _rounded(amount.value, amount.size)[0]].append(amount)
    return [_contradicted(table, told) for table in tables] if told else [[*table] for table in tables]


def _contradicted(table: Sequence[Stated], told: Mapping[tuple[int, str], list[ToldAmount]]) -> list[Stated]:
    sizes = {size for size, _ in told}
    by_measure: dict[tuple[str, str], ProseVotes] = defaultdict(ProseVotes)
    for measure, unit, value in {(one.measure, one.unit, one.value) for one in table if one.value}:
        by_measure[measure, unit] += _votes(value, unit, sizes, told)
    by_unit: dict[str, ProseVotes] = defaultdict(ProseVotes)
    for (_, unit), votes in by_measure.items():
        by_unit[unit] += votes

    def is_told(one: Stated) -> bool:
        own = by_measure[one.measure, one.unit]
        votes = by_unit[one.unit] if own.agreeing == own.otherwise else own
        return votes.otherwise > votes.agreeing

    return [replace(one, unread=(*one.unread, REASON)) if is_told(one) else one for one in table]


def _votes(
    value: float, unit: str, sizes: Iterable[int], told: Mapping[tuple[int, str], list[ToldAmount]]
) -> ProseVotes:
    """Of one figure: whether prose tells it as it is, or the very digits in another unit or scale."""
    own, otherwise = _size(value), False
    for size in sizes:
        mantissa, power = _rounded(value, size)
        for amount in told.get((size, mantissa), ()) if size <= own else ():
            by = abs(power - _rounded(amount.value, size)[1])
            if by == 0 and amount.unit == unit:
                return ProseVotes(1, 0)
            missed = by == 0 and not unit and own == size and _is_unit(amount.unit)
            known = unit and amount.unit == unit and (own == size or MONEY.fullmatch(unit))
            otherwise = otherwise or missed or bool(known and by in APART)
    return ProseVotes(0, int(otherwise))


@cache
def _is_unit(unit: str) -> bool:
    """Whether a unit is money or measures something, and is no word for what is counted."""
    known = {form for name, forms in measure_words().units.items() if name not in COUNTED for form in forms}
    return MONEY.fullmatch(unit) is not None or plain(unit) in known


def _size(value: float) -> int:
    """How many digits a value has from its first to the last that is not nought."""
    return len(f"{abs(value):.9e}".partition("e")[0].replace(".", "").rstrip("0"))


def _rounded(value: float, size: int) -> tuple[str, int]:
    mantissa, _, power = f"{abs(value):.{size - 1}e}".partition("e")
    return mantissa, int(power)
