"""Whose each number is: a statement may give none to another thing than its quotes do."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from index.text import aligned
from qa.models import Row
from qa.numbers.measures import DATE, Measure, measures
from qa.numbers.values import values
from qa.prose.names import NamedThing, NameReader

SEVERAL: Final = 2  # things without which there is nothing to mix up


@dataclass(frozen=True, slots=True)
class OwnedNumbers:
    """The numbers of a text and the things that it names, in order."""

    numbers: tuple[Measure, ...]
    things: tuple[NamedThing, ...]

    @classmethod
    def of(cls, text: str, names: NameReader) -> OwnedNumbers:
        things = names.named(text)
        taken = [(one.start, one.end) for one in things]
        numbers = tuple(
            one
            for one in measures(text)
            if one.unit != DATE and not any(start <= one.start < end for start, end in taken)
        )
        return cls(numbers, things)


def mistaken(text: str, rows: Sequence[Row], quotes: Sequence[str], names: NameReader) -> bool:
    """Whether a text gives a number to another thing than the figures, or else the quotes, it rests on.

    Figures are looked at where they have the number; quotes where they name several things.
    """
    said = OwnedNumbers.of(text, names)
    if not said.numbers or not said.things:
        return bool(said.numbers) and _is_of_several(said, rows)
    wanted = [_owners_in(rows, number.value, names) for number in said.numbers]
    if any(wanted) and not _fits(_of_subjects(said, rows, names), wanted):
        return True
    return any(_at_odds(said, OwnedNumbers.of(quote, names)) for quote in quotes) and not any(wanted)


def _of_subjects(said: OwnedNumbers, rows: Sequence[Row], names: NameReader) -> OwnedNumbers:
    """The same with those things alone that the figures are of: "Zephyr 2 of Northwind" is no two."""
    subjects = frozenset(key for row in rows for key in keys_of(row.subject, names))
    return OwnedNumbers(said.numbers, tuple(one for one in said.things if not one.keys.isdisjoint(subjects)))


def _is_of_several(said: OwnedNumbers, rows: Sequence[Row]) -> bool:
    """Whether nobody can tell whose a number is, as nothing is named and the figures are of several."""
    held = {row.subject for row in rows for number in said.numbers if number.value in values(row.value)}
    return len(held) >= SEVERAL


def _owners_in(rows: Iterable[Row], value: float, names: NameReader) -> frozenset[Hashable]:
    subjects = (row.subject for row in rows if value in values(row.value))
    return frozenset(key for subject in subjects for key in keys_of(subject, names))


def keys_of(subject: str, names: NameReader) -> frozenset[Hashable]:
    """What a name is known by: the things that it names, or itself."""
    return frozenset(key for one in names.named(subject) for key in one.keys) | {aligned(subject)}


def _fits(said: OwnedNumbers, wanted: Sequence[frozenset[Hashable]]) -> bool:
    """Whether numbers and things go together in one of the ways in which sentences put them."""
    pairs = [(one, keys) for one, keys in zip(said.numbers, wanted, strict=True) if keys]
    ways: list[list[NamedThing | None]] = [
        [_before(one, said.things) or _behind(one, said.things) for one, _ in pairs],
        [_behind(one, said.things) for one, _ in pairs],
    ]
    different = tuple({one.keys: one for one in said.things}.values())
    if len(different) == len(pairs):
        ways.append([*different])  # "A and B have 1 and 2"
    if len(different) == 1:
        ways.append([different[0]] * len(pairs))
    owners = [keys for _, keys in pairs]
    return any(all(map(_is_of, way, owners)) for way in ways)


def _is_of(thing: NamedThing | None, keys: frozenset[Hashable]) -> bool:
    return thing is not None and not thing.keys.isdisjoint(keys)


def _at_odds(said: OwnedNumbers, stated: OwnedNumbers) -> bool:
    """Whether a quote that names several things puts a number beside another one than the text does."""
    if len({one.keys for one in stated.things}) < SEVERAL:
        return False
    for number in said.numbers:
        there = [one for one in stated.numbers if one.value == number.value]
        owner = _before(number, said.things) or _behind(number, said.things)
        beside = [near(one, stated.things) for one in there for near in (_before, _behind)]
        if owner and any(beside) and not any(_is_of(one, owner.keys) for one in beside):
            return True
    return False


def _before(number: Measure, things: Sequence[NamedThing]) -> NamedThing | None:
    return next((one for one in reversed(things) if one.end <= number.start), None)


def _behind(number: Measure, things: Sequence[NamedThing]) -> NamedThing | None:
    return next((one for one in things if one.start >= number.end), None)
