"""What is said to be the most or the least of all, against the figures and the quotes."""

from __future__ import annotations

from collections.abc import Iterator

from qa.models import Row
from qa.numbers.measures import DATE, measures
from qa.numbers.values import values
from qa.prose.names import NameReader
from qa.prose.owners import is_one_of, keys_of
from qa.prose.senses import Extreme, clauses, extreme
from qa.prose.told import ToldPieces, ToldText, figure_of


def not_the_most(said: ToldText, told: ToldPieces, names: NameReader) -> bool:
    """Whether a statement says of a thing that it is the most or the least, which it is not.

    Its figure is not, among those of one kind and edition, or its quotes say the opposite of the same number.
    """
    end = extreme(said.text, said.language)
    if end is None:
        return False
    ends = {
        other
        for number in _ends(said)
        for text in told.texts
        for other in _ends(text)
        if number[0] == other[0]
    }
    if ends and all(other != end for _, other in ends):
        return True
    subjects = [row.subject for row in told.rows]
    things = names.named(said.text, subjects)
    mine = [row for row in told.rows if any(is_one_of(one, keys_of([row.subject], names)) for one in things)]
    if len({row.subject for row in mine}) != 1:
        return False
    numbers = values(said.text)
    return any(
        (value < other) if end == "most" else (value > other)
        for row in mine
        if (value := figure_of(row)) is not None and value in numbers
        for other in _others(row, told)
    )


def _ends(text: ToldText) -> Iterator[tuple[float, Extreme]]:
    """The amounts of a text that are said to be at an end: in their clause, or else alone in the text."""
    amounts = [one for one in measures(text.text) if one.unit != DATE]
    whole = extreme(text.text, text.language) if len(amounts) == 1 else None
    for start, stop in clauses(text.text):
        end = extreme(text.text[start:stop], text.language) or whole
        yield from ((one.value, end) for one in amounts if end and start <= one.start < stop)


def _others(row: Row, told: ToldPieces) -> Iterator[float]:
    """The same figure of other things."""
    for other in told.rows:
        if (other.figure, other.edition) == (row.figure, row.edition) and other.subject != row.subject:
            value = figure_of(other)
            if value is not None:
                yield value
