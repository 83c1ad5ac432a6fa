"""What is said beside a number, against what is told beside the same number: its way, its unit, its doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.numbers.measures import DATE, Measure, measure_words, measures
from qa.prose.senses import Sense, at_odds, clauses, senses
from qa.prose.told import Told, ToldText


@dataclass(frozen=True, slots=True)
class AnchoredClause:
    """A clause, and one of the amounts that it states."""

    measure: Measure
    senses: frozenset[Sense]

    @classmethod
    def all(cls, text: ToldText) -> Iterator[AnchoredClause]:
        found = [one for one in measures(text.text) if one.unit != DATE]
        for start, end in clauses(text.text):
            here = senses(text.text[start:end], text.language)
            yield from (cls(one, here) for one in found if start <= one.start < end)


def turned(said: ToldText, told: Told) -> bool | None:
    """Whether a number rises where it is told to fall, or the other way round; None where none is told."""
    pairs = [(one, held) for one, held in _pairs(said, told) if held]
    if not pairs:
        return None
    return any(all(at_odds(one.senses, other.senses) for other in held) for one, held in pairs)


def other_unit(said: ToldText, told: Told) -> bool:
    """Whether a number has another known unit than wherever it is told."""
    tongues = {text.language.partition("-")[0] for text in told.texts}
    if tongues != {said.language.partition("-")[0]}:
        return False
    known = measure_words().units.keys()
    for one, pairs in _pairs(said, told):
        units = {other.measure.unit for other in pairs}
        if one.measure.unit in known and units <= known and one.measure.unit not in units and units:
            return True
    return False


def _pairs(said: ToldText, told: Told) -> Iterator[tuple[AnchoredClause, list[AnchoredClause]]]:
    """The numbers that are said, each with the same number wherever it is told."""
    held = [one for text in told.texts for one in AnchoredClause.all(text)]
    for one in AnchoredClause.all(said):
        yield one, [other for other in held if other.measure.value == one.measure.value]
