"""Which of two things a statement puts first, and whether their figures do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from qa.models import Row
from qa.numbers.values import stated
from qa.prose.names import NamedThing, NameReader
from qa.prose.owners import is_one_of, keys_of
from qa.prose.senses import senses

THAN: Final = re.compile(r"\s*(?:より|に比べ|と比べ)")  # behind what something is measured by, in Japanese


def in_order(text: str, rows: Sequence[Row], names: NameReader, language: str) -> bool | None:
    """Whether a text says more of the one of two things whose figure is more, or less of the other.

    None where that cannot be told: it says both ways or none, or does not name two things with a figure each,
    of one kind and one edition.
    """
    said = senses(text, language) & {"more", "less"}
    if len(said) != 1:
        return None
    first, second = _compared(text, rows, names)
    if first is None or second is None:
        return None
    for one, other in combinations(rows, 2):
        if (one.figure, one.edition) != (other.figure, other.edition):
            continue
        pair = [one, other] if _is_of(one, first, names) else [other, one]
        if _is_of(pair[0], first, names) and _is_of(pair[1], second, names):
            more, less = (_figure(row) for row in pair)
            if more is not None and less is not None and more != less:
                return (more > less) == ("more" in said)
    return None


def _compared(
    text: str, rows: Sequence[Row], names: NameReader
) -> tuple[NamedThing | None, NamedThing | None]:
    """What is compared, and by what: the first two things that a text names."""
    subjects = [row.subject for row in rows]
    known = keys_of(subjects, names)
    named = [one for one in names.named(text, subjects) if is_one_of(one, known)]
    things = {one.keys: one for one in reversed(named)}
    pair = sorted(things.values(), key=lambda one: one.start)[:2]
    if len(things) != 2:
        return None, None
    first, second = pair
    return (second, first) if THAN.match(text, first.end) else (first, second)


def _is_of(row: Row, thing: NamedThing, names: NameReader) -> bool:
    return is_one_of(thing, keys_of((row.subject,), names))


def _figure(row: Row) -> float | None:
    numbers = stated(row.value)
    return numbers[0] if len(numbers) == 1 else None
