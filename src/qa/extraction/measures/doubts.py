"""What makes the reading of a sentence doubtful: each presumption that it rests on, by a name.

How much each takes from the confidence is learned (sureness.yaml); here nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qa.extraction.measures import latin_shapes
from qa.extraction.measures.amounts import AMOUNT, TIME, MaskedText, Span
from qa.extraction.measures.frames import Stating
from qa.extraction.measures.latin_patterns import latin_patterns
from qa.extraction.measures.own_names import OwnNames
from qa.language.wordlists import plain

FAR, FAR_EAST = 40, 12  # characters between a measure and its number from which others may stand between
LONG, LONG_EAST = 4, 8  # words and characters of a measure's name from which it may hold more than that
MANY: Final = 4  # numbers of a sentence from which one may belong to another
NEAR: Final = 200  # characters of a sentence around a number that are looked at
BEGUN: Final = 3  # characters of a sentence before its first clause
NARROWING: Final = 20  # characters behind a number in which a preposition narrows what is measured
QUOTED: Final = re.compile(r"[“”«»「」『』\"]")
COUNTING: Final = frozenset({"holds", "flows", "part", "verb", "test", "direct"})  # forms of bare numbers


def doubts_of(
    names: OwnNames, masked: MaskedText, place: Span, one: Stating, subject: str, told: tuple[str, ...]
) -> tuple[str, ...]:
    """The presumptions by which the sentence at `place` states `one` of a `subject`, found as `told`."""
    amount = one.amount
    place = max(place[0], amount.start - NEAR), min(place[1], amount.end + NEAR)
    return (
        *_of_measure(names, masked, one),
        *_of_subject(names, masked, place, subject, told),
        *_of_sentence(names, masked, place, one),
    )


def _of_measure(names: OwnNames, masked: MaskedText, one: Stating) -> Iterator[str]:
    """What is presumed of the measure: whether a noun names it, how long that is and where it stands."""
    if isinstance(one.measure, str):
        yield "verb's measure"
        return
    start, end = one.measure
    written = masked.text[start:end]
    size, long = (len(written), LONG_EAST) if names.east else (len(written.split()), LONG)
    if size > long:
        yield "long measure"
    if start >= one.amount.end:
        yield "measure behind"
        return
    if AMOUNT in masked.skeleton[end : one.amount.start]:
        yield "number between"
    if one.amount.start - end > (FAR_EAST if names.east else FAR):
        yield "far measure"


def _of_subject(
    names: OwnNames, masked: MaskedText, place: Span, subject: str, told: tuple[str, ...]
) -> Iterator[str]:
    """What is presumed of whom it is of: how the name is known, and whether others are named beside it."""
    flat = plain(subject)
    if names.is_main(subject):
        if names.main != names.whole or not names.reports:
            yield "headline's subject"
    elif flat not in names.known:
        yield "unlisted subject"
    if not told:
        yield "named subject"
    first = flat.split()[:1]
    others = (name for _, name in names.names(masked.text[slice(*place)]))
    if any(plain(name).split()[:1] != first for name in others):
        yield "other names"


def _of_sentence(names: OwnNames, masked: MaskedText, place: Span, one: Stating) -> Iterator[str]:
    """What is presumed of the number in its sentence."""
    amount, skeleton = one.amount, masked.skeleton
    if not amount.unit and one.form not in COUNTING:
        yield "bare number"
    if one.begun > place[0] + BEGUN:
        yield "later clause"
    if len(masked.within(*place)) > MANY:
        yield "many numbers"
    if QUOTED.search(masked.text, *place):
        yield "quotation"
    if one.referred:
        yield "referred"
    if names.east:
        return
    right = skeleton[amount.end : min(place[1], amount.end + NARROWING)]
    if latin_shapes.RATE.match(right):
        yield "rate"
    behind = latin_patterns(names.document.language).preposition.match(right)
    if behind and not right[behind.end() :].startswith(TIME):
        yield "narrowed"
