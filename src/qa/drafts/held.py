"""What is held of things under the measures that documents name, as commands ask for it.

Each measure is held at times of its own: what is told of it is the latest that all subjects have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from qa.drafts.answer import FigureAnswer, Resources
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.figures import answer_from_figures, joined
from qa.knowledge.attributes import Attribute
from qa.knowledge.editions import UNDATED, length, period_of
from qa.knowledge.facts import Fact
from qa.knowledge.grouping import grouped
from qa.knowledge.held import held_measures
from qa.question.frame import Frame, Operation

MOST_TOLD: Final = 12  # measures of one thing
MOST_SET_OUT: Final = 6  # measures by which things are compared or ordered, or that are followed through time
MOST_NAMED: Final = 10  # measures that are named where none is asked for
ORDERED: Final = 2  # things that make an order


class HeldFigures(FigureAnswer):
    """The figures of the attributes of a frame, each at its own latest time."""

    def compose(self) -> Draft | Abstention:
        """The figures, or which measures there are, or why there is none."""
        frame = self.frame
        if frame.missing.measure is not None:
            return self._unknown(frame.missing.measure, frame.missing.near_measures)
        if not frame.attributes:
            return self._measures() if frame.operation is Operation.RANK else self._nothing()
        if frame.operation is Operation.LOOKUP:
            return self._told()
        return self._set_out()

    def _told(self) -> Draft | Abstention:
        """The latest figures of each measure, a sentence each; how many measures more there are."""
        most = self.frame.selection.limit or MOST_TOLD
        entity, told = self.frame.entities[0], self.frame.attributes[:most]
        facts = [fact for attribute in told for fact in self._latest(attribute, entity)]
        if not facts:
            return self.nothing(self.attribute, (entity,))
        return replace(self.draft_of(facts), closing=self._more(most))

    def _latest(self, attribute: str, entity: str) -> Sequence[Fact]:
        facts = self.figures.of(attribute, entity)
        times = self._times({fact.edition for fact in facts})
        wanted = times if self.frame.editions else times[-1:]
        return [fact for fact in facts if fact.edition in wanted]

    def _set_out(self) -> Draft | Abstention:
        """One measure after another: compared, in order, or through time."""
        shown = self.frame.attributes[:MOST_SET_OUT]
        found = [answer_from_figures(self.resources, self._alone(attribute)) for attribute in shown]
        draft = found[0] if len(found) == 1 else joined(found)
        if isinstance(draft, Abstention):
            return draft
        facts = [fact for claim in draft.claims for fact in claim.facts]
        closing = "\n".join(filter(None, (draft.closing, self._more(MOST_SET_OUT))))
        notices = self.resources.notices.of_facts(self.frame, list(dict.fromkeys(facts)))
        return replace(draft, closing=closing, notices=notices)

    def _alone(self, attribute: str) -> Frame:
        """The frame about one measure, at the times that are wanted of it."""
        frame, store = self.frame, self.knowledge.facts
        each = [{fact.edition for fact in self.figures.of(attribute, one)} for one in frame.entities]
        if frame.operation is Operation.RANK:
            held = {e for e in store.editions(attribute) if len(store.within(attribute, e)) >= ORDERED}
            times = self._times(held or store.editions(attribute))
        else:
            times = self._times(set[str].intersection(*(held for held in each if held)))
        if frame.operation is Operation.HISTORY:
            wanted = _of_one_length(times)
        else:
            wanted = times if frame.editions else times[-1:]
        alone = replace(frame, attributes=(attribute,), editions=wanted or frame.editions, latest=False)
        return replace(alone, selection=replace(frame.selection, wholes=self._wholes(attribute)))

    def _wholes(self, attribute: str) -> tuple[str, ...]:
        """What is left out of an order because its parts are in it; nothing where there would be no order."""
        subjects, graph = self.knowledge.facts.subjects(attribute), self.knowledge.entities
        above = {graph[subject].part_of for subject in subjects}
        wholes = tuple(subject for subject in subjects if subject in above)
        return wholes if len(subjects) - len(wholes) >= ORDERED else ()

    def _times(self, held: Collection[str]) -> tuple[str, ...]:
        """Of the editions held those asked for, or what is held of their parts, or all; the latest last."""
        ordered = sorted(held, key=lambda one: (one != UNDATED, _until(one), length(one) or 0))
        asked = self.frame.editions
        return tuple(
            one
            for one in ordered
            if not asked
            or one in asked
            or any(whole not in held and one.startswith(f"{whole}-") for whole in asked)
        )

    def _measures(self) -> Draft:
        """Which measures there are, those of the most things first; of one name each is told of."""
        held = grouped(held_measures(self.knowledge).values(), lambda one: self._called(one.attribute))
        lines = tuple(
            self.words.text(
                "measure-held", measure=name, number=" + ".join(str(one.subjects) for one in each)
            )
            for name, each in islice(held.items(), MOST_NAMED)
        )
        closing = self._rest(len(held) - MOST_NAMED)
        return Draft((Section((), self.words.text("measures"), lines),), closing=closing)

    def _unknown(self, measure: str, near: Sequence[str]) -> Abstention:
        """That nothing is called so, and what is called most like it."""
        words = self.words
        called = dict.fromkeys(words.text("quote", text=words.attribute(name)) for name in near)
        asked = words.text("quote", text=measure)
        text = words.text("abstain-measure", measure=asked, near=words.series(called))
        return Abstention(text, searched=False)

    def _nothing(self) -> Abstention:
        """That there is no measure which all subjects have, or none that is followed through time."""
        frame, words = self.frame, self.words
        several = "abstain-common" if len(frame.entities) > 1 else "abstain-figures"
        message = "abstain-history" if frame.operation is Operation.HISTORY else several
        facts = [fact for entity in frame.entities for fact in self.knowledge.facts.of(entity)]
        text = words.text(message, names=words.names(frame.entities))
        return Abstention(text, tuple(facts[:MOST_TOLD]), searched=False)

    def _called(self, attribute: Attribute) -> str:
        """A measure with its unit, where that is written."""
        name, sign = self.words.attribute(attribute), self.words.unit(attribute.unit)
        return self.words.text("with-detail", text=name, detail=sign) if sign else name

    def _more(self, shown: int) -> str:
        return self._rest(len(self.frame.attributes) - shown)

    def _rest(self, number: int) -> str:
        """How many measures are not told; "" for none."""
        return self.words.text("measures-more", number=number) if number > 0 else ""


def held_figures(resources: Resources, frame: Frame) -> Draft | Abstention:
    return HeldFigures(resources, frame).compose()


def _until(edition: str) -> str:
    period = period_of(edition)
    return period.until if period else edition


def _of_one_length(editions: Iterable[str]) -> tuple[str, ...]:
    """The editions of the commonest length, of several the longest: quarters are not set beside years."""
    alike = grouped(editions, length)
    return tuple(max(alike.items(), key=lambda pair: (len(pair[1]), pair[0] or 0))[1]) if alike else ()
