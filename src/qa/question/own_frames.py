"""Questions for figures of measures that documents name, as frames: of what, at which time, in what order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qa.knowledge.knowledge import Knowledge
from qa.models import Turn
from qa.question.extremes import asks_for_end, extreme
from qa.question.frame import Frame, Missing, Operation
from qa.question.near_lines import CLEARLY, NAMED
from qa.question.own_followups import OwnFollowUps
from qa.question.own_lines import CHOSEN, LEAST, AskedFigure, OwnLine
from qa.question.own_measures import LITERAL, OwnMeasures
from qa.question.own_times import Time, dated, editions_of, met, through, times_in
from qa.question.own_vocabulary import BEGUN
from qa.question.own_words import said
from qa.question.reading import Reading

ORDERED: Final = 0.55  # of the measure of an order, where none is named
POSSIBLE: Final = 0.5  # and from which one may be, where no likelier one has a figure of the time
FEWEST: Final = 2  # times of a development, or things of an order
BESIDE: Final = 0.2  # share of a line's likelihood from which another subject is asked for, too
SURELY: Final = 0.85  # the same where an attribute that the corpus declares seems to be asked for
TOLD_IN_WORDS: Final = frozenset({"date", "reason"})
SAID_ALL: Final = 0.85  # share of a question that is explained, from which it leaves its subject out
MOST_MEASURES: Final = 3  # that are told at once
ASKED: Final = frozenset(Operation) - {Operation.SMALLTALK, Operation.DOCUMENTS}


class OwnFrames:
    """Makes frames of questions for what only documents name."""

    def __init__(self, knowledge: Knowledge, measures: OwnMeasures) -> None:
        self._knowledge, self._facts, self._measures = knowledge, knowledge.facts, measures
        self._follow_ups = OwnFollowUps(knowledge, measures.vocabulary)

    def frame(self, frame: Frame, reading: Reading, turns: Sequence[Turn] = ()) -> Frame:
        """The frame of a question for a figure of an own measure; `frame` itself, where none is asked for.

        `turns` are those before it, which it may go on from.
        """
        if not self._measures or frame.smalltalk or frame.operation not in ASKED:
            return frame
        if carried := self._follow_ups.frame(frame, reading, turns):
            return carried
        frame = replace(frame, sources=self._measures.sources(said(reading)[0]))
        if _asks_in_words(reading):
            return frame
        times = times_in(reading.text, reading.language)

        def at(subject: str, attribute: str) -> bool:
            facts = self._facts.find(attribute, (subject,))
            return bool(editions_of(facts, dated(facts, times)))

        found = self._measures.lines(
            AskedFigure(reading.text, *said(reading), frame.tongue, at if times else None)
        )
        frame = replace(frame, others=frozenset((o.subject, o.attribute) for o in found if o.is_other))
        lines = [one for one in found if one.chosen or self._is_of(one, reading)]
        least = SURELY if frame.attributes and self._knowledge.declares else LEAST
        ends = any(reading.has("operations", end) for end in ("top", "bottom", "ranking"))
        ordered = reading.lists or ends or asks_for_end(reading.text)
        likely = [line for line in lines if line.score >= least]
        several = bool(likely) and len(self._narrowest(_subjects(lines))) > 1  # "is A or B cheaper?"
        if ordered and not several and (order := self._ordered(frame, reading, lines, times, least)):
            return order
        return self._of_subjects(frame, reading, lines, times) if likely else frame

    def _ordered(
        self, frame: Frame, reading: Reading, lines: Sequence[OwnLine], times: Sequence[Time], least: float
    ) -> Frame | None:
        """The frame of an order by a measure that is named, or else by one that is meant."""
        named = [line for line in lines if line.order >= least]
        if not named and not any(line.score >= least for line in lines):
            named = [line for line in self._measures.ordering(*said(reading)) if line.order >= ORDERED]
        return self._order(frame, named, times)

    def _is_of(self, line: OwnLine, reading: Reading) -> bool:
        """Whether no name in a question is of something else."""
        if any(not term.isascii() for term in line.told):
            return True  # beside "青川汽车" its Latin name is a name of the same
        names = [name for name in reading.likely_names if name.isascii()]
        return all(self._measures.explains(line, name) for name in names)

    def _order(self, frame: Frame, lines: Sequence[OwnLine], times: Sequence[Time]) -> Frame | None:
        """An order of all that a measure is held of, but for what they are parts of; None for one."""
        for best in sorted(lines, key=lambda line: (-line.order, -line.score))[:1]:
            named = {one.subject for one in lines if one.attribute == best.attribute and one.named > BEGUN}
            wholes = {
                subject
                for subject in self._facts.subjects(best.attribute)
                if self._measures.is_whole(subject)
            }
            parts = set(self._facts.subjects(best.attribute)) - wholes
            if len(parts) < 2 or named - wholes:
                return None
            facts = self._facts.find(best.attribute, parts)
            times = dated(facts, times)
            editions = editions_of(facts, times)
            if len({fact.subject for fact in facts if fact.edition in editions}) < FEWEST and editions:
                return None
            narrowed = replace(frame.selection, scopes=(), excluded=(), wholes=tuple(sorted(wholes)))
            direction = extreme(frame.question, self._unit(best)) or narrowed.direction
            narrowed = replace(narrowed, direction=direction)
            asked = _asked(frame, (best.attribute,), (), editions, times)
            return replace(asked, operation=Operation.RANK, selection=narrowed)
        return None

    def _of_subjects(
        self, frame: Frame, reading: Reading, lines: Sequence[OwnLine], times: Sequence[Time]
    ) -> Frame:
        best, subjects = lines[0], self._spoken_of(reading, lines)
        if not subjects:
            return frame
        facts = self._facts.find(best.attribute, subjects)
        times = dated(facts or self._facts.find(best.attribute, self._facts.subjects(best.attribute)), times)
        if times and not editions_of(facts, times):
            best = self._at(best, times, subjects, lines)
            facts = self._facts.find(best.attribute, subjects)
        if not editions_of(facts, times) and not self._measures.are_cells(best.attribute, best.subject):
            return frame
        develops = len(subjects) == 1 and (len(times) > 1 or reading.asks("history", "change"))
        if develops and (len(through(facts, times)) < FEWEST or met(facts, times) < len(times)):
            best = self._longest(best, subjects, lines, times)
            facts = self._facts.find(best.attribute, subjects)
        editions = through(facts, times) if develops else editions_of(facts, times)
        operation = _operation(subjects, editions)
        single = operation is Operation.HISTORY
        measures = (best.attribute,) if single else _measures(best, lines)
        direction = extreme(frame.question, self._unit(best)) or frame.selection.direction
        selection = replace(frame.selection, direction=direction)
        asked = _asked(frame, measures, subjects, editions, times)
        alike = best.measured >= LITERAL and best.named >= NAMED and best.explained >= LITERAL
        return replace(asked, operation=operation, selection=selection, alike=alike and best.literal)

    def _spoken_of(self, reading: Reading, lines: Sequence[OwnLine]) -> tuple[str, ...]:
        """The subjects that are named, or else the one that is meant; () where it may be another's figure."""
        best = lines[0]
        if subjects := self._narrowest(_subjects(lines)):
            return subjects
        if best.sure >= CHOSEN:
            named = {one.subject for one in lines if one.named >= NAMED}
            return (best.subject,) if self._measures.is_beside(best.subject, named) else ()
        others = len(self._facts.subjects(best.attribute)) > 1
        unsaid = others or reading.proper or best.explained < SAID_ALL
        return () if unsaid else (best.subject,)

    def _narrowest(self, subjects: tuple[str, ...]) -> tuple[str, ...]:
        """The subjects without those that only say what another is a part of."""
        graph = self._knowledge.entities
        wholes = {graph[subject].part_of for subject in subjects}
        return tuple(subject for subject in subjects if subject not in wholes)

    def _at(
        self, best: OwnLine, times: Sequence[Time], subjects: Sequence[str], lines: Sequence[OwnLine]
    ) -> OwnLine:
        """The likeliest line that has a figure of the times, and says as much of the measure."""
        for one in _likely(lines, subjects):
            if one.met >= best.met and editions_of(self._facts.find(one.attribute, subjects), times):
                return one
        return best

    def _longest(
        self, best: OwnLine, subjects: Sequence[str], lines: Sequence[OwnLine], times: Sequence[Time]
    ) -> OwnLine:
        """The line of the subjects that has figures of most of the times of a development.

        It is a likely one, or one whose name says of the measure all that the question does.
        """

        def held(line: OwnLine) -> tuple[int, int]:
            facts = self._facts.find(line.attribute, subjects)
            return met(facts, times), len(through(facts, times))

        alike = (o for o in lines if o.subject in subjects and o.held and best.met and o.met >= best.met)
        return max([best, *_likely(lines, subjects), *alike], key=held)

    def _unit(self, line: OwnLine) -> str:
        return self._knowledge.attributes[line.attribute].unit


def _asked(
    frame: Frame,
    measures: tuple[str, ...],
    subjects: tuple[str, ...],
    editions: tuple[str, ...],
    times: Sequence[Time],
) -> Frame:
    """The frame about figures of own measures, of editions that are held or else of those asked for."""
    asked = tuple(time.edition for time in times if time.year)
    return replace(
        frame,
        entities=subjects,
        attributes=measures,
        editions=editions or asked,
        edition_carried=False,
        aggregate=False,
        yes_no=False,
        missing=Missing(),
        undeclared=0.0,
        content=(),
        ties=(),
        years=(),
    )


def _asks_in_words(reading: Reading) -> bool:
    """Whether a date, a reason or a manner is asked for, which no figure tells."""
    wants = reading.wants
    return bool(wants & TOLD_IN_WORDS) and "number" not in wants


def _subjects(lines: Sequence[OwnLine]) -> tuple[str, ...]:
    """The subjects that are named: that of the best line, and others as clearly named of the same measure.

    What also names another is not said of this one.
    """
    best = lines[0]
    if best.named < NAMED:
        return ()
    found, told = [best.subject], best.told
    for one in lines[1:]:
        beside = one.sure >= BESIDE * best.sure or not best.chosen
        alike = one.attribute == best.attribute and one.held and one.named >= CLEARLY
        if alike and beside and one.told - told:
            found.append(one.subject)
            told |= one.told
    return tuple(dict.fromkeys(found))


def _operation(subjects: Sequence[str], editions: Sequence[str]) -> Operation:
    if len(subjects) > 1:
        return Operation.COMPARE
    return Operation.HISTORY if len(editions) > 1 else Operation.LOOKUP


def _likely(lines: Sequence[OwnLine], subjects: Sequence[str]) -> list[OwnLine]:
    """The lines of subjects that may be what is asked for."""
    return [one for one in lines if one.score >= POSSIBLE and one.subject in subjects and one.held]


def _measures(best: OwnLine, lines: Sequence[OwnLine]) -> tuple[str, ...]:
    """The measures that are named: that of the best line, and others as clearly named in other words."""
    found, met = [best.attribute], best.met
    for one in lines:
        beside = one.subject == best.subject and one.held and one.measured >= LITERAL
        if beside and one.met - met and best.met - one.met and len(found) < MOST_MEASURES:
            found.append(one.attribute)
            met |= one.met
    return tuple(found)
