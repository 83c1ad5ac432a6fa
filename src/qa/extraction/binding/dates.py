"""When figures of a paragraph held, of which edition they are, and the dates that are facts themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from qa.extraction.binding.paragraph import Paragraph
from qa.extraction.mentions.clause import clause_around, foreign, is_nonfactual, is_question
from qa.extraction.mentions.name import Named
from qa.extraction.mentions.ranges import is_joined
from qa.extraction.mentions.vocabulary import compiled, ending, word_list
from qa.knowledge.attributes import Attribute, AttributeRole
from qa.knowledge.knowledge import Knowledge
from qa.language.wordlists import GOES_ON, any_of
from qa.numbers.dates import Moment, Quarter

REACH: Final = 60  # characters between a date and the value that held then
BESIDE: Final = 16  # characters between a date and the word that says what happened
NEAR: Final = 40  # characters between that and what it happened to
YEAR: Final = re.compile(r"\d{4}")
OF: Final = re.compile(r"[\s,'s]*(?:的|の|of|de|d'|版)?\s*")
VALUE: Final = re.compile(r"[得以]?\s?\d{1,3}\s?(?:分|点|ポイント|points?)?|[“”「」『』\"]")
DATED: Final = re.compile(r"(?<!\d)(0[1-9]|1[0-2])([0-3]\d)\Z")


@dataclass(frozen=True)
class Timing:
    """The times of one paragraph; `stated` is the document's edition, `above` the quarter of its heading."""

    paragraph: Paragraph
    knowledge: Knowledge
    stated: str
    above: Quarter | None

    def edition(self, place: int) -> str:
        """The edition of a value: the quarter of its sentence, else of its heading, else the document's."""
        low, high = self.paragraph.sentence(place)
        named = [q for q in self.paragraph.quarters.within(low, high) if not self._since(q)]
        before = [q for q in named if q.start <= place]
        for quarter in (*before[-1:], *named[:1], *([self.above] if self.above else [])):
            edition = self.knowledge.editions.named(quarter.number, quarter.year)
            if edition:
                return edition
        return self._afterwards(high) or self.stated

    def _afterwards(self, high: int) -> str | None:
        """The edition that the next sentence gives for this one: "That was in the Q1 2025 edition."."""
        paragraph = self.paragraph
        start, end = paragraph.sentence(high + 1)
        if start < high or not compiled("dates.that").match(paragraph.flat[start:].lstrip()):
            return None
        named = paragraph.quarters.within(start, end)[:1]
        aside = named and (
            paragraph.names.within(start, named[0].start)
            or paragraph.quantities.within(start, named[0].start)
        )
        return self.knowledge.editions.named(named[0].number, named[0].year) if named and not aside else None

    def as_of(self, place: int) -> str | None:
        """The month or year named shortly before a value in its sentence."""
        low, _ = self.paragraph.sentence(place)
        for moment in reversed(self.paragraph.moments.within(max(low, place - 2 * REACH), place)[-2:]):
            if place - moment.end > REACH or self.paragraph.quantities.within(moment.end, place):
                return None
            if moment.iso and (moment.month or self._now(moment)) and not self._since(moment):
                return moment.iso
        return None

    def version(self, named: Named, moment: Moment | None = None) -> Named:
        """The version that is meant where a month stands beside a model: "R1 of May 2025" is R1-0528."""
        beside = moment or self._beside(named)
        if beside is None or beside.month is None or not named.known:
            return named
        fitting = [
            entity
            for entity in self.knowledge.entities
            if entity.part_of == named.ids[0]
            and any(
                (found := DATED.search(name)) and int(found[1]) == beside.month for name in entity.written
            )
        ]
        if len(fitting) != 1 or (moment and self._beside(named) != moment):
            return named
        kind = self.knowledge.entities.kinds[fitting[0].kind]
        return replace(named, ids=(fitting[0].id,), kinds=(kind,))

    def _beside(self, named: Named) -> Moment | None:
        for moment in self.paragraph.moments.within(named.start - 2 * REACH, named.end + BESIDE):
            first, second = (
                (moment.end, named.start) if moment.end <= named.start else (named.end, moment.start)
            )
            gap = VALUE.sub("", self.paragraph.flat[first:second])
            if 0 <= second - first <= BESIDE and OF.fullmatch(gap) and gap.strip(" ,"):
                return moment
        return None

    def _since(self, time: Moment | Quarter) -> bool:
        flat = self.paragraph.flat
        after = flat[time.end : time.end + 4]
        return bool(
            ending("dates.since").search(flat[max(0, time.start - 12) : time.start])
            or compiled("dates.since").match(after)
        )

    def _now(self, moment: Moment) -> bool:
        return bool(ending("dates.now").search(self.paragraph.flat[max(0, moment.start - 16) : moment.start]))


DATING: Final[tuple[AttributeRole, ...]] = ("founding", "release")  # roles whose words date a subject


@dataclass(frozen=True, slots=True)
class Dated:
    """A date on which something happened to a subject."""

    named: Named
    attribute: str
    moment: Moment


def dated(paragraph: Paragraph, attributes: Iterable[Attribute]) -> Iterator[Dated]:
    """The dates of `attributes`, which have a role of DATING, that a paragraph states."""
    if not YEAR.search(paragraph.flat):
        return
    for attribute in attributes:
        if not _may_happen(f"dates.{attribute.role}").search(paragraph.flat):
            continue
        for moment in paragraph.moments:
            told = moment.year is not None and not _is_end(paragraph, moment)
            named = _happened(paragraph, moment, attribute) if told else None
            if named:
                yield Dated(named, attribute.id, moment)


@cache
def _may_happen(words: str) -> re.Pattern[str]:
    """The beginning of any word of a list: where no such word begins, none stands, however it is cut off."""
    return any_of(word.removesuffix(GOES_ON) + GOES_ON for word in word_list(words))


def _is_end(paragraph: Paragraph, moment: Moment) -> bool:
    """Whether a date begins or ends a time, or is one of two that may be meant: "in 2022 or 2023"."""
    for other in paragraph.moments.within(moment.start - NEAR, moment.end + NEAR):
        first, second = sorted((moment, other), key=lambda one: one.start)
        if other != moment and is_joined(paragraph.flat, first.start, first.end, second.start):
            return True
    return False


def _happened(paragraph: Paragraph, moment: Moment, attribute: Attribute) -> Named | None:
    flat = paragraph.flat
    low, high = paragraph.sentence(moment.start)
    start, end = clause_around(flat, moment.start, moment.end, low, high)
    happening = compiled(f"dates.{attribute.role}")
    after = happening.search(flat, moment.end, min(end, moment.end + BESIDE))
    before = list(happening.finditer(flat, max(start, moment.start - BESIDE), moment.start))
    verb = after or (before[-1] if before else None)
    if not verb or is_question(flat[low:high][-40:]) or is_nonfactual(flat[start:end], end - start):
        return None
    near = [
        (_gap(paragraph, fit, moment, verb), fit)
        for named in paragraph.names.within(max(low, start - NEAR), end)
        if named.sure and (fit := named.fitting(attribute.subjects))
    ]
    best = min(near, key=lambda option: option[0], default=None)
    return best[1] if best and best[0] <= BESIDE else None


def _gap(paragraph: Paragraph, named: Named, moment: Moment, verb: re.Match[str]) -> int:
    first, last = min(moment.start, verb.start()), max(moment.end, verb.end())
    connectors = compiled("connectors")
    if named.end <= first:
        return foreign(paragraph.flat[named.end : first], connectors)
    return foreign(paragraph.flat[last : named.start], connectors) if named.start >= last else 0
