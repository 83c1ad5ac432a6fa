"""What is said beside a number, against what is told beside the same number: its way, its unit, its doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from index.sentences import split_sentences
from index.text import terms
from qa.numbers.measures import DATE, Measure, measure_words, measures
from qa.prose.senses import OPPOSITES, WAYS, Sense, at_odds, clauses, nearest_way, senses
from qa.prose.told import ToldPieces, ToldText

SHARE: Final = "%"
LIKE: Final = 0.5  # of the words of a statement: fewer are another sentence
ALIKE: Final = (
    {"point", "minute"},
    {"kilometre", "kilogram"},
    {"person", "user"},
    {"CNY", "TWD"},
    {"CNY", "HKD"},
)
"""Units that one word may stand for: 分, キロ, 名, 元."""


@dataclass(frozen=True, slots=True)
class AnchoredClause:
    """An amount, and what its clause says of it: of more and less what stands nearest."""

    measure: Measure
    senses: frozenset[Sense]

    @classmethod
    def all(cls, text: ToldText) -> Iterator[AnchoredClause]:
        found = [one for one in measures(text.text) if one.unit != DATE]
        for start, end in clauses(text.text):
            part = text.text[start:end]
            times = senses(part, text.language) - frozenset(WAYS)
            for one in found:
                if start <= one.start < end:
                    way = nearest_way(part, text.language, one.start - start, one.end - start)
                    yield cls(one, times | way)


def opposed(said: ToldText, told: ToldPieces) -> bool:
    """Whether a number rises where it is told to fall, or the other way round; else whether all does.

    All is what is told in the sentence that is most like what is said, if one is, or else everywhere.
    """
    pairs = [(one, held) for one, held in _pairs(said, told) if held]
    if any(_has_way(one) for one, _ in pairs):
        return any(all(at_odds(one.senses, other.senses) for other in held) for one, held in pairs)
    like = _most_like(said, told)
    if pairs and like is None:
        return False
    stated = frozenset[Sense]().union(
        *(senses(text.text, text.language) for text in ((like,) if like else told.texts))
    )
    return at_odds(senses(said.text, said.language), stated)


def _has_way(clause: AnchoredClause) -> bool:
    return not clause.senses.isdisjoint(OPPOSITES)


def _most_like(said: ToldText, told: ToldPieces) -> ToldText | None:
    """The sentence that has most of the words that are said, if it has most of them."""
    wanted = {*terms(said.text)}
    best, found = LIKE * len(wanted), None
    for text in told.texts:
        for start, end in split_sentences(text.text) if text.tongue == said.tongue else ():
            sentence = text.text[start:end]
            shared = len(wanted & {*terms(sentence)})
            if shared > best:
                best, found = shared, replace(text, text=sentence)
    return found


def other_unit(said: ToldText, told: ToldPieces) -> bool:
    """Whether a number has another known unit than where it is told, or is no share where one is told."""
    known = measure_words().units.keys()
    for one, pairs in _pairs(said, told):
        unit, units = one.measure.unit, {other.measure.unit for other in pairs}
        if not units or unit in units or not units <= known:
            continue
        if any({unit, other} <= alike for other in units for alike in ALIKE):
            continue
        if unit in known or (units == {SHARE} and unit):
            return True
    return False


def _pairs(said: ToldText, told: ToldPieces) -> Iterator[tuple[AnchoredClause, list[AnchoredClause]]]:
    """The numbers that are said, each with the same number wherever it is told."""
    held = [one for text in told.texts for one in AnchoredClause.all(text)]
    for one in AnchoredClause.all(said):
        yield one, [other for other in held if other.measure.value == one.measure.value]
