"""Planning: which questions were not read surely, what a plan may choose from, and what frame it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from qa.knowledge.knowledge import Knowledge
from qa.linking.names import NameIndex
from qa.models import Turn
from qa.question.attributes import SURE, TOLD
from qa.question.frame import Frame, Missing, Operation
from qa.question.plan import OF_FIGURES, PLANNED, PlanOffer, PlanOption, QuestionPlan
from qa.question.reading import LIKELY, Reading

SURELY: Final = 0.5  # share of the likeliest intent from which it is read surely
MOST_THINGS: Final = 12  # that are offered, nearest first
MOST_FIGURES: Final = 8
MOST_EDITIONS: Final = 8
MOST_TURNS: Final = 3  # that are told


class PlanOffers:
    """Offers what `knowledge` declares and `names` are of, and makes frames of what is chosen."""

    def __init__(self, knowledge: Knowledge, names: NameIndex) -> None:
        self._knowledge, self._names = knowledge, names

    def offer(self, frame: Frame, reading: Reading, turns: Sequence[Turn]) -> PlanOffer | None:
        """What may be chosen for a question; None where it was read surely, or there is nothing to choose."""
        things = self._things(frame, reading, turns)
        if not things or not is_unsure(frame, reading):
            return None
        graph, known, language = self._knowledge.entities, self._knowledge.attributes, frame.language
        said = (turn.question for message in turns for turn in (*message.earlier, message))
        return PlanOffer(
            frame.question,
            language,
            tuple(said)[-MOST_TURNS:],
            tuple(PlanOption(one, graph[one].name(language)) for one in things),
            tuple(PlanOption(one, known[one].name(language)) for one in self._figures(frame, reading, turns)),
            tuple(PlanOption(one, one) for one in self._editions(frame, turns)),
        )

    def frame(self, frame: Frame, plan: QuestionPlan) -> Frame:
        """The frame of a question as a plan has it; its numbers and bounds stay as they were read."""
        graph = self._knowledge.entities
        names = (graph[one].name(frame.language) for one in plan.entities)
        said = frame.search or frame.question
        added = [name for name in names if name.casefold() not in said.casefold()]
        narrowed = plan.operation is Operation.RANK
        scopes = plan.entities if narrowed else frame.selection.scopes
        return replace(
            frame,
            operation=plan.operation,
            entities=plan.entities,
            attributes=plan.attributes,
            editions=plan.editions or frame.editions,
            edition_carried=frame.edition_carried and not plan.editions,
            selection=replace(frame.selection, scopes=scopes),
            search=" ".join((said, *added)),
            missing=Missing(),
            smalltalk=None,
            ties=(),
            undeclared=0.0,
            yes_no=frame.yes_no and plan.operation is not Operation.RANK,
            presumed=None,
            latest=False,
        )

    def _things(self, frame: Frame, reading: Reading, turns: Sequence[Turn]) -> tuple[str, ...]:
        """What is named or was spoken of, and what is written most like a name that nobody knows."""
        graph, kinds = self._knowledge.entities, self._knowledge.entities.kinds
        mentioned = chain.from_iterable(mention.entities for mention in reading.mentions)
        before = chain.from_iterable(
            (*turn.entities, *turn.results) for turn in reversed(turns[-MOST_TURNS:])
        )
        like = (*reading.absent_names, *reading.likely_names, *reading.proper)
        near = chain.from_iterable(self._names.nearest(name, kinds.named) for name in dict.fromkeys(like))
        found = (*frame.entities, *mentioned, *near, *before)
        return _first(MOST_THINGS, (one for one in found if one in graph))

    def _figures(self, frame: Frame, reading: Reading, turns: Sequence[Turn]) -> tuple[str, ...]:
        """The likeliest figures, that of the turn before, and what is ranked by."""
        shares, known = reading.understood.asked.attributes, self._knowledge.attributes
        likely = sorted(shares, key=lambda one: -shares[one])[: MOST_FIGURES // 2]
        before = (turn.attribute for turn in reversed(turns[-MOST_TURNS:]) if turn.attribute)
        found = (*frame.attributes, *likely, *before, *filter(None, (self._knowledge.default_attribute,)))
        return _first(MOST_FIGURES, (one for one in found if one in known))

    def _editions(self, frame: Frame, turns: Sequence[Turn]) -> tuple[str, ...]:
        """Those that were spoken of, and the latest."""
        known = self._knowledge.editions.ids
        before = chain.from_iterable(turn.editions for turn in reversed(turns[-MOST_TURNS:]))
        return _first(
            MOST_EDITIONS, (one for one in (*frame.editions, *before, *reversed(known)) if one in known)
        )


def is_unsure(frame: Frame, reading: Reading) -> bool:
    """Whether a question may mean something else than it was read to mean.

    Of 440 of used sets, on which the limits were chosen, 99 are so, and 0.39 of these were answered wrongly,
    0.16 of the others. Nobody guesses at what has a number in its name, nor at an edition that there is not.
    """
    numbered = any(any(map(str.isdigit, name)) for name in reading.absent_names)
    if frame.smalltalk or frame.ties or frame.scope or reading.absent_editions or numbered:
        return False
    if frame.operation not in PLANNED or not (reading.said or reading.absent_names):
        return False  # where nothing is said but names, the rules for that are as good as a guess
    intents, shares = reading.understood.wants.intents, reading.understood.asked.attributes
    likeliest = max(intents, key=lambda one: intents[one])
    wavers = bool(reading.absent_names) or intents[likeliest] < SURELY
    if frame.operation not in OF_FIGURES:
        return wavers
    asked = next((shares.get(one, 1.0) for one in frame.attributes), 0.0)  # what documents name is read apart
    return asked < SURE and (wavers or asked < LIKELY or likeliest in TOLD)


def _first(most: int, found: Iterable[str]) -> tuple[str, ...]:
    kept: Iterator[str] = iter(dict.fromkeys(found))
    return tuple(one for one, _ in zip(kept, range(most), strict=False))
