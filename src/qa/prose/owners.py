"""Whose each number is: a statement may give none to another thing than its quotes do."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.text import aligned
from qa.language.wordlists import plain
from qa.models import Row
from qa.numbers.dates import spans
from qa.numbers.measures import DATE, Measure, measures
from qa.numbers.values import values
from qa.prose.names import NamedThing, NameReader, distinct
from qa.prose.senses import clauses
from qa.prose.told import ToldPieces, ToldText

LAST_OF_NAMES: Final = 20  # the greatest number that is read as the end of a name
AGAINST: Final = re.compile(r"\b(?:against|versus|vs|contre|compared|instead|au lieu)\b|[对比较対]|より")
BETWEEN: Final = re.compile(r"\s(?:in|at|for|of|by|à|au|pour|chez|de)\s(?:the\s|la\s|le\s)?")
"""A number and whose it is, where that is behind it."""
SEVERAL: Final = 2  # things without which there is nothing to mix up


@dataclass(frozen=True, slots=True)
class OwnedNumbers:
    """The numbers of a text and the things that it names, in order."""

    numbers: tuple[Measure, ...]
    things: tuple[NamedThing, ...]

    @classmethod
    def of(cls, text: str, names: NameReader, known: Sequence[str] = ()) -> OwnedNumbers:
        dates = spans(plain(text))
        things = tuple(
            one
            for one in names.named(text, known)
            if not any(start < one.end and one.start < end for start, end in dates)
        )
        taken = [(one.start, one.end) for one in things]
        numbers = tuple(
            one
            for one in measures(text)
            if one.unit != DATE and not any(start <= one.start < end for start, end in taken)
            if not _ends_name(one, things)
        )
        return cls(numbers, things)

    def among(self, keys: frozenset[Hashable]) -> OwnedNumbers:
        """The same with those things alone that are known by one of the keys: of whom figures are."""
        return OwnedNumbers(self.numbers, tuple(one for one in self.things if is_one_of(one, keys)))


@dataclass(frozen=True, slots=True)
class OwnedNumber:
    """A number of a statement, whose it is, by any of the keys, and of what figure."""

    number: Measure
    keys: frozenset[Hashable]
    figure: str = ""


def mistaken(said: ToldText, told: ToldPieces, names: NameReader) -> bool:
    """Whether a statement gives a number to another thing than the figures, or else the quotes, it rests on.

    Figures are looked at where they have the number; quotes where they name several things. Of several
    editions each may have its own: there it is looked at whether whose it is is named at all.
    """
    subjects = [row.subject for row in told.rows]
    mine = OwnedNumbers.of(said.text, names, subjects)
    rows = {
        number: [row for row in told.rows if number.value in values(row.value)] for number in mine.numbers
    }
    theirs = mine.among(keys_of(subjects, names)).things
    figures = {
        row.figure
        for row in told.rows
        if any(is_one_of(one, keys_of([row.subject], names)) for one in theirs)
    }
    owned = [
        OwnedNumber(number, keys_of((row.subject for row in held), names), held[0].figure)
        for number, held in rows.items()
        if any(row.figure in figures for row in held) and not _is_of_alias(number, held, mine, told)
    ]
    if len(told.editions) > 1:
        return bool(theirs) and any(not any(is_one_of(one, n.keys) for one in theirs) for n in owned)
    if owned and theirs and not _fits(owned, theirs, said.text):
        return True
    named = frozenset(key for one in mine.things for key in (*one.keys, aligned(one.text)))
    quotes = [OwnedNumbers.of(text.text, names, subjects).among(named) for text in told.texts]
    if any(_taken(mine, quote, said.text) for quote in quotes):
        return True
    left = tuple(number for number, held in rows.items() if not held)
    return _unlike(OwnedNumbers(left, mine.things), quotes, said.text)


def _is_of_alias(number: Measure, held: Sequence[Row], mine: OwnedNumbers, told: ToldPieces) -> bool:
    """Whether what is named before a number is of the quotes, and whose figure it is, they do not name.

    It may be the same by its name in the quote's language.
    """
    before = _before(number, mine.things)
    quotes = aligned("\n".join(text.text for text in told.texts))
    unnamed = not any(aligned(row.subject) in quotes for row in held)
    return before is not None and unnamed and aligned(before.text) in quotes


def keys_of(subjects: Iterable[str], names: NameReader) -> frozenset[Hashable]:
    """What names are known by: the things that they name, or themselves."""
    found: set[Hashable] = set()
    for subject in subjects:
        found.update(key for one in names.named(subject) for key in one.keys)
        found.add(aligned(subject))
    return frozenset(found)


def is_one_of(thing: NamedThing, keys: frozenset[Hashable]) -> bool:
    """Whether a thing is known by a key: by its own, or as words that belong to one name alone."""
    if not thing.keys.isdisjoint(keys):
        return True
    words = set(re.findall(r"\w+", aligned(thing.text)))
    return any(isinstance(key, str) and words <= set(re.findall(r"\w+", key)) for key in keys)


def _taken(said: OwnedNumbers, quote: OwnedNumbers, text: str) -> bool:
    """Whether a number is the first behind one thing, and in a quote naming it behind others alone."""
    for number in said.numbers:
        mine = _leading(number, said, anew=False)
        if (follows := _behind(number, said.things)) and BETWEEN.fullmatch(text, number.end, follows.start):
            continue  # "1,185 in Mill Lane"
        if mine is None or not any(is_one_of(mine, thing.keys) for thing in quote.things):
            continue
        alike = (other for other in quote.numbers if other.value == number.value)
        theirs = [one for other in alike if (one := _leading(other, quote, anew=True))]
        if theirs and not any(is_one_of(mine, one.keys) or is_one_of(one, mine.keys) for one in theirs):
            return True
    return False


def _leading(number: Measure, owned: OwnedNumbers, *, anew: bool) -> NamedThing | None:
    """The one thing named before a number and, with `anew`, behind the number before; no number between."""
    ends = [one.end for one in owned.numbers if one.end <= number.start]
    begin = max(ends, default=0) if anew else 0
    things = [one for one in owned.things if begin <= one.start and one.end <= number.start]
    if len({one.keys for one in things}) != 1 or any(things[-1].end < end for end in ends):
        return None
    return things[-1]


def _unlike(said: OwnedNumbers, quotes: Sequence[OwnedNumbers], text: str) -> bool:
    """Whether quotes that name several things put a number beside others than the text does."""
    owned: list[OwnedNumber] = []
    for number in said.numbers:
        keys = set[Hashable]()
        for quote in quotes:
            if len({one.keys for one in quote.things}) < SEVERAL:
                continue
            for other in quote.numbers:
                if other.value == number.value:
                    beside = (_before(other, quote.things), _behind(other, quote.things))
                    keys.update(
                        key for thing in beside if thing for key in (*thing.keys, aligned(thing.text))
                    )
        if keys:
            owned.append(OwnedNumber(number, frozenset(keys)))
    everybody = frozenset(key for one in owned for key in one.keys)
    mine = said.among(everybody).things
    return (
        len(owned) >= SEVERAL and len({one.keys for one in mine}) >= SEVERAL and not _fits(owned, mine, text)
    )


def _fits(owned: Sequence[OwnedNumber], things: Sequence[NamedThing], text: str) -> bool:
    """Whether numbers and things go together in one of the ways in which sentences put them.

    All do in one way, or those of each figure by themselves.
    """
    return _goes(owned, things) or all(
        _goes(group, things) or _goes_aside(group, things, text) for group in _by_figure(owned)
    )


def _goes(owned: Sequence[OwnedNumber], things: Sequence[NamedThing]) -> bool:
    ways: list[list[NamedThing | None]] = [
        [_before(one.number, things) or _behind(one.number, things) for one in owned],
        [_behind(one.number, things) for one in owned],
    ]
    different = distinct(things)
    if len(different) == len(owned):
        ways.append([*different])  # "A and B have 1 and 2"
    if len(different) == 1:
        ways.append([different[0]] * len(owned))
    return any(_is_way(owned, way) for way in ways)


def _goes_aside(owned: Sequence[OwnedNumber], things: Sequence[NamedThing], text: str) -> bool:
    """Whether numbers of one figure go with things that stand apart from them.

    "A is cheaper than B, at 120" is of A; "A is faster, but B is cheaper: 39 to 44" of B and A; "71 against
    64 for B" has a number of B and one of who is not named, as has "A has 52 against 58".
    """
    first, different = owned[0].number, distinct(things)
    before = _before(first, things)
    if len(owned) == 1:
        return not _beside(first.start, things, text) and _is_way(owned, different[:1])
    if before is None:
        return _is_way(owned[-1:], [_behind(owned[-1].number, things)])
    if len(different) == 1 and len(owned) == SEVERAL:
        against = AGAINST.search(plain(text), first.end, owned[1].number.start)
        return against is not None and _is_way(owned[:1], different)
    if len(owned) == len(different) == SEVERAL and len(_beside(before.start, things, text)) == 1:
        return _is_way(owned, [before, next(one for one in different if one.keys != before.keys)])
    return False


def _beside(place: int, things: Sequence[NamedThing], text: str) -> list[NamedThing]:
    """The things that are named in the clause of a place."""
    held = ((start, end) for start, end in clauses(text) if start <= place < end)
    start, end = next(held, (0, len(text)))
    return distinct([one for one in things if start <= one.start < end])


def _is_way(owned: Sequence[OwnedNumber], way: Sequence[NamedThing | None]) -> bool:
    return all(
        thing is not None and is_one_of(thing, one.keys) for thing, one in zip(way, owned, strict=True)
    )


def _by_figure(owned: Sequence[OwnedNumber]) -> Iterator[list[OwnedNumber]]:
    """The numbers of each figure; of those that follow each other and are one thing's, the first."""
    for figure in dict.fromkeys(one.figure for one in owned):
        group = [one for one in owned if one.figure == figure]
        yield [one for place, one in enumerate(group) if not place or group[place - 1].keys != one.keys]


def _ends_name(number: Measure, things: Sequence[NamedThing]) -> bool:
    """Whether a small bare number stands right behind what is written like a name: "Altus 3"."""
    bare = number.unit == "" and number.value <= LAST_OF_NAMES
    return bare and any(0 <= number.start - one.end <= 1 for one in things)


def _before(number: Measure, things: Sequence[NamedThing]) -> NamedThing | None:
    return next((one for one in reversed(things) if one.end <= number.start), None)


def _behind(number: Measure, things: Sequence[NamedThing]) -> NamedThing | None:
    return next((one for one in things if one.start >= number.end), None)
