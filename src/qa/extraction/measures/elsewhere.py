"""Whether the prose of a document tells the figures of a table in another scale, by their digits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.blocks import TABULAR
from index.documents import Document
from index.layout import layout
from qa.extraction.measures.stated import Stated
from qa.extraction.measures.units import money_before, unit_at
from qa.language.wordlists import plain
from qa.numbers.reader import read

MONEY: Final = re.compile(r"[A-Z]{3}")
REASON: Final = "told otherwise in prose"
LEAST: Final = 3  # digits of a number that is known again
MOST: Final = 6
MOST_PROSE: Final = 200_000  # characters that are looked through
APART: Final = frozenset({2, 3, 4, 6, 8, 9})  # powers of ten by which a scale may be missed


@dataclass(frozen=True, slots=True)
class ToldMoney:
    """Money that prose tells: its value, how many digits that has, its currency."""

    value: float
    size: int
    unit: str


def _told_money(document: Document) -> Iterator[ToldMoney]:
    """The money that the prose of a document tells, with as many digits as are known again."""
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
            if named and MONEY.fullmatch(named.unit.unit):
                yield ToldMoney(number.value * (1 if money else named.unit.scale), size, named.unit.unit)


def told_otherwise(document: Document, tables: Sequence[Sequence[Stated]]) -> list[list[Stated]]:
    """The cells of tables, with the reason of those whose digits prose tells in another scale of money.

    Of a table and its currency, more than one cell has to be told so, and more than twice as many as agree.
    """
    told: dict[tuple[int, str], list[ToldMoney]] = defaultdict(list)
    for amount in _told_money(document) if any(tables) else ():
        told[amount.size, _rounded(amount.value, amount.size)[0]].append(amount)
    wrong = {at: {*_contradicted(table, told)} for at, table in enumerate(tables)} if told else {}
    return [
        [
            replace(one, unread=(*one.unread, REASON)) if one.unit in wrong.get(at, ()) else one
            for one in table
        ]
        for at, table in enumerate(tables)
    ]


def _contradicted(table: Sequence[Stated], told: Mapping[tuple[int, str], list[ToldMoney]]) -> Iterator[str]:
    """The currencies of a table in which prose tells its figures otherwise."""
    sizes = {size for size, _ in told}
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for value, unit in {(one.value, one.unit) for one in table if one.value and MONEY.fullmatch(one.unit)}:
        for size in sizes:
            mantissa, power = _rounded(value, size)
            for amount in told.get((size, mantissa), ()):
                by = power - _rounded(amount.value, size)[1]
                if abs(by) in APART or (by == 0 and unit == amount.unit):
                    votes[unit][by] += 1
    return (unit for unit, found in votes.items() if _is_contradicted(found))


def _is_contradicted(found: Counter[int]) -> bool:
    agreeing = found.pop(0, 0)
    most = max(found.values(), default=0)
    return most > 1 and most > 2 * agreeing


def _size(value: float) -> int:
    """How many digits a value has from its first to the last that is not nought."""
    return len(f"{abs(value):.9e}".partition("e")[0].replace(".", "").rstrip("0"))


def _rounded(value: float, size: int) -> tuple[str, int]:
    mantissa, _, power = f"{abs(value):.{size - 1}e}".partition("e")
    return mantissa, int(power)
