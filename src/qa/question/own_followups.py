"""What a question leaves out that was said of a figure that only documents name: "and in 2023?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qa.knowledge.knowledge import Knowledge
from qa.models import Turn
from qa.question.frame import Frame, Missing, Operation
from qa.question.own_measures import LITERAL
from qa.question.own_times import Time, dated, editions_of, times_in
from qa.question.own_vocabulary import BEGUN, OwnVocabulary
from qa.question.own_words import said
from qa.question.reading import Reading

SHORT: Final = 4  # words of what goes on from a question before


class OwnFollowUps:
    """Makes frames of what goes on from a turn that a figure of an own measure was told in."""

    def __init__(self, knowledge: Knowledge, vocabulary: OwnVocabulary) -> None:
        self._knowledge, self._words = knowledge, vocabulary

    def frame(self, frame: Frame, reading: Reading, turns: Sequence[Turn]) -> Frame | None:
        """The frame of a time, another subject or another measure; None where it says more, or less."""
        last = self._last(turns)
        words = said(reading)[0]
        if last is None or frame.smalltalk or len(words) > SHORT or not _leans(reading):
            return None
        asked = frozenset(term for term in self._words.asked(words) if len(term) > 1 or term.isascii())
        named = self._named(asked) or last.entities
        measure = self._measure(asked, named, last)
        explained = frozenset[str]().union(*(self._words.contexts.words(one) for one in named))
        if not asked <= explained | self._words.measures.words(measure):
            return None
        times = times_in(reading.text, reading.language)
        if not asked and not times:
            return None
        editions = self._editions(measure, named, times, last)
        if not editions:
            return None
        return replace(
            frame,
            operation=_operation(named, editions),
            entities=named,
            attributes=(measure,),
            editions=editions,
            missing=Missing(),
            undeclared=0.0,
            content=(),
            ties=(),
            years=(),
            aggregate=False,
            yes_no=False,
            alike=True,
        )

    def _editions(
        self, measure: str, named: Sequence[str], times: Sequence[Time], last: Turn
    ) -> tuple[str, ...]:
        """Those of the times that are asked for, or else of the turn before, or else the latest."""
        facts = self._knowledge.facts.find(measure, named)
        if times:
            return editions_of(facts, dated(facts, times))
        held = {fact.edition for fact in facts}
        return tuple(one for one in last.editions if one in held) or editions_of(facts, ())

    def _last(self, turns: Sequence[Turn]) -> Turn | None:
        """The last turn, if it told a figure of an own measure that is still held."""
        each = [turn for message in turns for turn in (*message.earlier, message)]
        last = next((turn for turn in reversed(each) if turn.operation != Operation.SMALLTALK), None)
        if last is None or last.attribute not in self._words.attributes or not last.entities:
            return None
        return last if all(entity in self._words.documents for entity in last.entities) else None

    def _named(self, asked: frozenset[str]) -> tuple[str, ...]:
        """What is clearly named: the subjects of which most is said."""
        shares = self._words.names.shares(asked, BEGUN)
        most = max(shares.values(), default=0.0)
        return tuple(subject for subject, share in shares.items() if share == most)[:1]

    def _measure(self, asked: frozenset[str], named: Sequence[str], last: Turn) -> str:
        """The measure of the subjects that is named, or that of the turn before."""
        held = self._words.of_measures
        documents = frozenset[str]().union(*(self._words.documents[one] for one in named))
        shares = self._words.measures.shares(asked, LITERAL)
        near = {one: share for one, share in shares.items() if held[one] & documents}
        return max(near, key=lambda one: (near[one], one), default=last.attribute or "")


def _leans(reading: Reading) -> bool:
    """Whether a question goes on from what was said before."""
    return reading.leans or reading.leans_on_turns


def _operation(named: Sequence[str], editions: Sequence[str]) -> Operation:
    if len(named) > 1:
        return Operation.COMPARE
    return Operation.HISTORY if len(editions) > 1 else Operation.LOOKUP
