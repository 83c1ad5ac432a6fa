"""What stands where: a year beside what is told of another, or who did what to whom turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from index.text import aligned
from qa.numbers.measures import DATE, measures
from qa.prose.names import NamedThing, NameReader
from qa.prose.nearest import content
from qa.prose.senses import clauses
from qa.prose.told import ToldPieces, ToldText

PARTED: Final = re.compile(r"[\d,;:。、，；：|()（）]|\b(?:and|or|by|et|ou|par|than|que)\b|[被由と和与]|によ")
"""Between two names: they stand in a list, are measured, or the second one acts."""


def other_date(said: ToldText, told: ToldPieces) -> bool:
    """Whether a clause with one date says of it what is told of another date, and not of its own.

    Only where it says it in words that are told.
    """
    told_words = frozenset[str]().union(*(content(ToldText(one, said.language)) for one in told.sources))
    held = [pair for text in told.texts if text.tongue == said.tongue for pair in _dated(text)]
    for date, words in _dated(said):
        own = frozenset[str]().union(*(terms for other, terms in held if other == date))
        others = [terms for other, terms in held if other != date]
        if own and words <= told_words and not words & own and any(words & terms for terms in others):
            return True
    return False


def turned_round(said: ToldText, told: ToldPieces, names: NameReader) -> bool:
    """Whether one does to another what is told the other way round."""
    held = {pair for text in told.texts if text.tongue == said.tongue for pair in _acting(text, names)}
    return any((second, word, first) in held for first, word, second in _acting(said, names))


def _dated(text: ToldText) -> Iterator[tuple[tuple[int | None, ...], frozenset[str]]]:
    """The dates that stand alone in a clause, each with the words of its clause that say something."""
    dates = [one for one in measures(text.text) if one.unit == DATE]
    for start, end in clauses(text.text):
        here = [one for one in dates if start <= one.start < end]
        if len(here) == 1:
            rest = text.text[start : here[0].start] + " " + text.text[here[0].end : end]
            words = content(ToldText(rest, text.language))
            yield here[0].date, frozenset(word for word in words if not word.isdigit())


def _acting(text: ToldText, names: NameReader) -> Iterator[tuple[str, str, str]]:
    """Two names that follow each other, with each word between them that says something."""
    things: list[NamedThing] = [*{one.start: one for one in names.named(text.text)}.values()]
    for first, second in pairwise(things):
        between = text.text[first.end : second.start]
        if between and not PARTED.search(aligned(between)):
            for word in content(ToldText(between, text.language)):
                yield aligned(first.text), word, aligned(second.text)
