"""A statement with its numbers and dates as its quotes write them, and what was calculated with these.

A small model hardly tells that 3,800万 is 38 million, or that 1,600 lies between 9,400 and 11,000. That is
arithmetic, so it is done before the model reads, in use as in training.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from index.excerpt import Span
from qa.language.wordlists import plain
from qa.numbers.measures import DATE, Measure, measures
from qa.numbers.numerals import Number
from qa.numbers.reader import read

LEAST: Final = 3.0  # in words: "one" and "two" stand for "a" and "both" as well
MOST: Final = 48  # numbers whose differences are looked at


@dataclass(frozen=True, slots=True)
class StatementAsQuoted:
    """What the model reads: the statement, and the quotes with a line for each difference that is told.

    `changes` are the places of the original statement that are written otherwise, in order.
    """

    text: str
    pieces: tuple[str, ...]
    changes: tuple[tuple[Span, str], ...] = ()

    def moved(self, span: Span) -> Span:
        """Where a place of the original statement stands; one that was changed is whole."""
        start, end = span
        first = last = 0
        for (begin, stop), text in self.changes:
            more = len(text) - (stop - begin)
            if stop <= start:
                first += more
            elif begin < start:
                first += begin - start
            if stop <= end:
                last += more
            elif begin < end:
                last += begin + len(text) - end
        return start + first, end + last


@dataclass(frozen=True, slots=True)
class _HeldNumber:
    value: float
    text: str


def as_quoted(statement: str, pieces: Sequence[str]) -> StatementAsQuoted:
    """The statement and its quotes as the model reads them."""
    held = [one for piece in pieces for one in _amounts(piece)]
    dates = {one.date: piece[one.start : one.end] for piece in reversed(pieces) for one in _dates(piece)}
    found, notes = list[tuple[Span, str]](), list[str]()
    for one in _dates(statement):
        if one.date in dates:
            found.append(((one.start, one.end), dates[one.date]))
    told = _numbers(statement)
    values = {number.value for number in told}
    for number in told:
        if any(start < number.end and number.start < end for (start, end), _ in found):
            continue
        same = [one.text for one in held if one.value == number.value]
        if same:
            found.append(((number.start, number.end), same[0]))
        elif not number.in_words:
            notes += _difference(number, statement, held, values)
    changes = tuple(
        sorted((span, text) for span, text in found if not _is_written(statement[slice(*span)], text, pieces))
    )
    text = statement
    for (start, end), other in reversed(changes):
        text = text[:start] + other + text[end:]
    return StatementAsQuoted(text, (*pieces, *dict.fromkeys(notes)), changes)


def _is_written(said: str, told: str, pieces: Sequence[str]) -> bool:
    """Whether it is said as it is told, somewhere."""
    return said == told or any(said in piece for piece in pieces)


def _dates(text: str) -> Iterator[Measure]:
    return (one for one in measures(text) if one.unit == DATE and one.date[1] is not None)


def _numbers(text: str) -> list[Number]:
    return [one for one in read(plain(text)) if one.value >= LEAST or (one.value > 0 and not one.in_words)]


def _amounts(text: str) -> Iterator[_HeldNumber]:
    for one in _numbers(text):
        yield _HeldNumber(one.value, text[one.start : one.end])


def _difference(
    number: Number, statement: str, held: Sequence[_HeldNumber], said: set[float]
) -> Iterator[str]:
    """The calculation that a number is the result of; of two, that with numbers that are said as well."""
    pairs = [
        (a, b) if a.value > b.value else (b, a)
        for a, b in combinations({one.value: one for one in held[:MOST]}.values(), 2)
        if round(abs(a.value - b.value), 6) == number.value
    ]
    if pairs:
        more, less = max(pairs, key=lambda pair: sum(one.value in said for one in pair))
        yield f"{more.text} − {less.text} = {statement[number.start : number.end]}"
