"""Questions for figures of measures that documents name, as frames: of what, at which time, in what order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from qa.knowledge.editions import in_order, period_of
from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import HAN, KANA
from qa.language.lexicon import plain as plain_words
from qa.language.wordlists import any_of, plain
from qa.numbers.measure_period import PART_YEAR, MeasurePeriod, PeriodNaming
from qa.numbers.terms import terms
from qa.numbers.times import periods
from qa.question.content_words import content_words
from qa.question.extremes import asks_for_end, extreme, without_extremes
from qa.question.frame import Frame, Missing, Operation
from qa.question.own_measures import BEGUN, LITERAL, NAMED, OwnLine, OwnMeasures
from qa.question.reading import Reading, blanked

MEANT: Final = 0.62  # score from which a line is what is asked for
ORDERED: Final = 0.55  # of the measure of an order, where none is named
POSSIBLE: Final = 0.5  # and from which one may be, where no likelier one has a figure of the time
FEWEST: Final = 2  # times of a development
SURELY: Final = 0.85  # the same where an attribute that the corpus declares seems to be asked for
TOLD_IN_WORDS: Final = frozenset({"date", "reason"})
SAID_ALL: Final = 0.85  # share of a question that is explained, from which it leaves its subject out
MOST_MEASURES: Final = 3  # that are told at once
CLEARLY: Final = 0.6  # and from which another subject is as well
LETTER: Final = re.compile(r"(?<=[a-z] )[b-z](?![\w'’])")  # "Series B"
UNSPACED: Final = re.compile(f"[{HAN.pattern[1:-1]}{KANA.pattern[1:-1]}ー々]+")
COMPARED: Final = re.compile("比|同期比|对比|增减|増减")  # 前期比 is no time
OWNING: Final = re.compile(r"['’]s?(?![a-z])")
NUMBERED: Final = re.compile(
    r"(?<![\w.])[a-z]*\d[\w.]*[a-z][\w.]*|(?<![\w.])[a-z]+\d+(?![\w.])|(?<![\d.,])\d{1,3}(?![\d.,%])"
)
UNSAID: Final = (
    *(
        ("operations", name)
        for name in ("top", "bottom", "ranking", "compare", "difference", "count", "overview", "list")
    ),
    *(("types", name) for name in ("date", "person", "place", "number", "reason", "manner")),
)
ASKED: Final = frozenset(Operation) - {Operation.SMALLTALK, Operation.DOCUMENTS}


class OwnFrames:
    """Makes frames of questions for what only documents name."""

    def __init__(self, knowledge: Knowledge, measures: OwnMeasures) -> None:
        self._knowledge, self._facts, self._measures = knowledge, knowledge.facts, measures

    def frame(self, frame: Frame, reading: Reading) -> Frame:
        """The frame of a question for a figure of an own measure; `frame` itself, where none is asked for."""
        if not self._measures or frame.smalltalk or frame.operation not in ASKED:
            return frame
        frame = replace(frame, sources=self._measures.sources(said(reading)[0]))
        if _asks_in_words(reading):
            return frame
        times = times_in(reading.text, reading.language)

        def at(subject: str, attribute: str) -> bool:
            facts = self._facts.find(attribute, (subject,))
            return bool(_editions(facts, _dated(facts, times)))

        found = self._measures.lines(*said(reading), at if times else None)
        lines = [one for one in found if self._is_of(one, reading)]
        least = SURELY if frame.attributes and self._knowledge.declares else MEANT
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
            times = _dated(facts, times)
            editions = _editions(facts, times)
            narrowed = replace(frame.selection, scopes=(), excluded=(), wholes=tuple(sorted(wholes)))
            direction = extreme(frame.question, self._unit(best)) or narrowed.direction
            narrowed = replace(narrowed, direction=direction)
            asked = _asked(frame, (best.attribute,), (), editions, times)
            return replace(asked, operation=Operation.RANK, selection=narrowed)
        return None

    def _of_subjects(
        self, frame: Frame, reading: Reading, lines: Sequence[OwnLine], times: Sequence[Time]
    ) -> Frame:
        best = lines[0]
        subjects = self._narrowest(_subjects(lines))
        if not subjects:
            others = len(self._facts.subjects(best.attribute)) > 1
            if others or reading.proper or best.explained < SAID_ALL:
                return frame
            subjects = (best.subject,)
        facts = self._facts.find(best.attribute, subjects)
        times = _dated(facts or self._facts.find(best.attribute, self._facts.subjects(best.attribute)), times)
        if times and not _editions(facts, times):
            best = self._at(times, subjects, lines) or best
            facts = self._facts.find(best.attribute, subjects)
        if not _editions(facts, times) and not self._measures.are_cells(best.attribute, best.subject):
            return frame
        develops = len(subjects) == 1 and reading.asks("history", "change")
        if develops and len(_through(facts, times)) < FEWEST:
            best = self._longest(subjects, lines, times) or best
            facts = self._facts.find(best.attribute, subjects)
        editions = _through(facts, times) if develops else _editions(facts, times)
        several = len(editions) > 1
        operation = (
            Operation.COMPARE if len(subjects) > 1 else Operation.HISTORY if several else Operation.LOOKUP
        )
        measures = (
            _measures(best, lines)
            if operation in (Operation.LOOKUP, Operation.COMPARE)
            else (best.attribute,)
        )
        direction = extreme(frame.question, self._unit(best)) or frame.selection.direction
        selection = replace(frame.selection, direction=direction)
        asked = _asked(frame, measures, subjects, editions, times)
        alike = best.measured >= LITERAL and best.named >= NAMED and best.explained >= LITERAL
        return replace(asked, operation=operation, selection=selection, alike=alike and best.literal)

    def _narrowest(self, subjects: tuple[str, ...]) -> tuple[str, ...]:
        """The subjects without those that only say what another is a part of."""
        graph = self._knowledge.entities
        wholes = {graph[subject].part_of for subject in subjects}
        return tuple(subject for subject in subjects if subject not in wholes)

    def _at(self, times: Sequence[Time], subjects: Sequence[str], lines: Sequence[OwnLine]) -> OwnLine | None:
        """The likeliest line of the subjects that has a figure of the times."""
        likely = (one for one in lines if one.score >= POSSIBLE and one.subject in subjects and one.held)
        return next((o for o in likely if _editions(self._facts.find(o.attribute, subjects), times)), None)

    def _longest(
        self, subjects: Sequence[str], lines: Sequence[OwnLine], times: Sequence[Time]
    ) -> OwnLine | None:
        """The likely line of the subjects that has figures of most of the times of a development."""
        likely = [one for one in lines if one.score >= POSSIBLE and one.subject in subjects and one.held]
        return max(
            likely,
            key=lambda one: len(_through(self._facts.find(one.attribute, subjects), times)),
            default=None,
        )

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


def said(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a question that tell what is asked, names included, and those that tell how: "highest".

    Times are none of them.
    """
    function = frozenset[str]().union(*(words.function_words for words in reading.lexicons))
    text = plain_words(reading.text)
    if len(plain(reading.text)) == len(text):
        text = blanked(text, [(one.start, one.end) for one in named_times(reading.text, reading.language)])
    text = whole = OWNING.sub(" ", text)
    text = without_extremes(text)
    for group, name in UNSAID:
        for words in reading.lexicons:
            text = blanked(text, words.spans(group, name, text))
    return _worded(text, function), _worded(whole, function)


def _worded(text: str, function: frozenset[str]) -> tuple[str, ...]:
    """The words of folded text that say something, and all its Chinese and Japanese: names may hold any."""
    spaced = [word for word in content_words(UNSPACED.sub(" ", text), function) if word not in function]
    return (*spaced, *NUMBERED.findall(text), *LETTER.findall(text), *UNSPACED.findall(text))


def _subjects(lines: Sequence[OwnLine]) -> tuple[str, ...]:
    """The subjects that are named: that of the best line, and others as clearly named of the same measure.

    What also names another is not said of this one.
    """
    best = lines[0]
    if best.named < NAMED:
        return ()
    found, told = [best.subject], best.told
    for one in lines[1:]:
        if one.attribute == best.attribute and one.named >= CLEARLY and one.held and one.told - told:
            found.append(one.subject)
            told |= one.told
    return tuple(dict.fromkeys(found))


def _measures(best: OwnLine, lines: Sequence[OwnLine]) -> tuple[str, ...]:
    """The measures that are named: that of the best line, and others as clearly named in other words."""
    found, met = [best.attribute], best.met
    for one in lines:
        beside = one.subject == best.subject and one.held and one.measured >= LITERAL
        if beside and one.met - met and best.met - one.met and len(found) < MOST_MEASURES:
            found.append(one.attribute)
            met |= one.met
    return tuple(found)


def _editions(facts: Sequence[Fact], times: Sequence[Time]) -> tuple[str, ...]:
    """The editions of the times asked for, or, where none is, the latest; () where none is held."""
    held = in_order({fact.edition for fact in facts})
    if not held:
        return ()
    if not times:
        return (_latest(held),)
    asked = [time.edition for time in times]
    return tuple(dict.fromkeys(e for one in asked for e in ([one] if one in held else _parts(held, one))))


def _dated(facts: Sequence[Fact], times: Sequence[Time]) -> tuple[Time, ...]:
    """The times with the years that they leave out: counted from the latest that is held."""
    latest = max((int(fact.edition[:4]) for fact in facts if fact.edition[:4].isdigit()), default=0)
    return tuple(dict.fromkeys(dated for time in times if (dated := time.dated(latest)).year))


def _parts(held: Sequence[str], time: str) -> list[str]:
    """What is held of a time in parts, or of the month that it ends with."""
    return [edition for edition in held if edition.startswith(f"{time}-")]


def _through(facts: Sequence[Fact], times: Sequence[Time]) -> tuple[str, ...]:
    """The editions of a development: from the first to the last of the times asked for, all as long."""
    held = in_order({fact.edition for fact in facts})
    asked = _editions(facts, times)
    if len(asked) > 1 or not times:
        sizes = {_length(edition) for edition in asked}
        alike = [edition for edition in held if _length(edition) in sizes]
        return tuple(one for one in alike if not times or asked[0] <= one <= asked[-1])
    return asked


@dataclass(frozen=True, slots=True)
class Time:
    """A year or a part of it that a question names; `back` counts years from the latest that is held."""

    year: int | None
    part: str = ""
    back: int | None = None

    @property
    def edition(self) -> str:
        return f"{self.year}-{self.part[:2]}" if self.part else f"{self.year}"

    def dated(self, latest: int) -> Time:
        """The same with the year that it leaves out."""
        return self if self.year else replace(self, year=latest and latest - (self.back or 0))


def times_in(text: str, language: str) -> tuple[Time, ...]:
    """The times that a question names; a part of a year that stands alone is of the year beside it."""
    found = [one.period for one in named_times(text, language) if one.period.part != PART_YEAR]
    if any(one.year for one in found):
        found = [one for one in found if one.back is None]  # "last year (2024)"
    years = [one for one in found if not one.part]
    parts = [one for one in found if one.part]
    if len(years) == 1 and parts and all(one.year is None for one in parts):
        return tuple(Time(years[0].year, one.part, years[0].back) for one in parts)
    return tuple(dict.fromkeys(Time(one.year, one.part, one.back) for one in found))


def named_times(text: str, language: str) -> tuple[PeriodNaming, ...]:
    """Where a question names times; in Chinese and Japanese "last year" stands among other words."""
    found = list(periods(text, language))
    for back, words in enumerate((terms().current, terms().prior)):
        for match in any_of(words).finditer(plain(text)):
            beside = all(match.end() <= one.start or one.end <= match.start() for one in found)
            if beside and not match[0].isascii() and not COMPARED.match(text, match.end()):
                found.append(PeriodNaming(MeasurePeriod(None, back=back), *match.span()))
    return tuple(sorted(found, key=lambda one: one.start))


def _length(edition: str) -> int:
    period = period_of(edition)
    return period.last - period.first if period else -1


def _latest(held: Sequence[str]) -> str:
    """The latest edition, of those that end at one time the longest."""
    return max(held, key=lambda one: ((p.until if (p := period_of(one)) else one), _length(one)))
