"""Which subject and which attribute the numbers of a paragraph belong to.

Each number looks for the cue that governs it and for its subject, by what stands between them: the
less there is that is neither a connecting word nor punctuation, the surer the two belong together. Where two
readings are as good, or none is, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from qa.extraction.binding.attributes import LARGE, Meaning, Meanings
from qa.extraction.binding.paragraph import FARTHEST, Context, Paragraph
from qa.extraction.binding.series import listed, runs, together
from qa.extraction.binding.subjects import Subjects
from qa.extraction.mentions.clause import (
    BREAK,
    clause_around,
    foreign,
    is_announced,
    is_distance,
    is_given,
    is_nonfactual,
    is_speculated,
)
from qa.extraction.mentions.cues import Cues
from qa.extraction.mentions.name import Named
from qa.extraction.mentions.quantity import Quantity
from qa.extraction.mentions.vocabulary import has_word, pattern
from qa.knowledge.attributes import Attribute
from qa.knowledge.entities import Entities

SAME_BEFORE: Final = r"%(same_before)s(?:\s[\w'’-]+){0,3}?\s*\Z"  # "as did [its older] Step-2-16k"
SHARING: Final = 80  # characters behind a value in which another name shares it
COMMENT: Final = 80  # characters of a sentence that only comments on the one before
ASCII: Final = re.compile(r"[\x00-\u024f]+")
BESIDE: Final = 24  # characters behind a name in which its verb stands
DESCRIBED: Final = re.compile(r"[的るすくむつぬぶうただい]\Z")  # Chinese and Japanese
FOREIGN: Final = 2  # Chinese or Japanese characters of a name
LISTED: Final = 2.0  # the cost of a name and its value that are listed apart


@dataclass(frozen=True, slots=True)
class Bound:
    """A number with its subject and attribute; `cost` measures how far they stand apart.

    `inherited` if the sentence names no subject.
    """

    named: Named
    meaning: Meaning
    quantity: Quantity
    cost: float
    inherited: bool = False

    @property
    def attribute(self) -> str:
        return self.meaning.attribute


class Binder:
    """Binds the numbers of paragraphs, by the attributes and entities of a corpus."""

    def __init__(self, attributes: Mapping[str, Attribute], entities: Entities, cues: Cues) -> None:
        self._kinds = {name: frozenset(attribute.subjects) for name, attribute in attributes.items()}
        self._of_apps = {
            name for name, one in attributes.items() if one.subjects[0] in entities.kinds.applications
        }
        self._scores = {name for name, one in attributes.items() if one.unit == "points"}
        self._meanings = Meanings(cues)
        self._subjects = Subjects(entities)

    def bind(self, paragraph: Paragraph, context: Context) -> list[Bound]:
        """All that the paragraph states: in the order of its numbers, those that names share behind them."""
        meant = self._readings(paragraph, context)
        bound: list[Bound] = []
        for run in list(runs(paragraph, meant)):
            names = listed(paragraph, run, self._kinds[meant[run[0]].attribute])
            if names is not None:
                pairs = zip(names, run, strict=False)
                bound += [Bound(named, meant[quantity], quantity, LISTED) for named, quantity in pairs]
                for quantity in run:
                    del meant[quantity]
        bound = [one for one in bound if self._is_asserted(paragraph, one)]
        taken: dict[str, set[int]] = {}
        for one in bound:
            taken.setdefault(one.attribute, set()).add(one.named.start)
        for quantity, meaning in meant.items():
            places = taken.setdefault(meaning.attribute, set())
            for one in self._of(paragraph, quantity, meaning, context, places):
                if self._is_asserted(paragraph, one):
                    bound.append(one)
                    places.add(one.named.start)
        bound.sort(key=lambda one: one.quantity.start)
        return [*bound, *self._shared(paragraph, bound)]

    def _shared(self, paragraph: Paragraph, bound: Sequence[Bound]) -> Iterator[Bound]:
        """The scores that the sentence gives to another name without writing them again."""
        for one in bound:
            scored = one.attribute in self._scores
            sharing = _sharing(paragraph, one, self._kinds[one.attribute]) if scored else None
            if sharing:
                yield replace(one, named=sharing, cost=max(one.cost, LISTED))

    def _readings(self, paragraph: Paragraph, context: Context) -> dict[Quantity, Meaning]:
        """What the numbers are of."""
        if context.untold:
            return {}
        return {
            q: meaning for q in paragraph.quantities if (meaning := self._meanings.of(paragraph, q, context))
        }

    def _of(
        self, paragraph: Paragraph, quantity: Quantity, meaning: Meaning, context: Context, taken: set[int]
    ) -> Iterator[Bound]:
        """The number with each of its subjects: the nearest name and what shares its value."""
        kinds = self._kinds[meaning.attribute]
        nearest = self._subjects.nearest(paragraph, quantity, kinds, taken)
        if nearest:
            cost, named = nearest
            for one in together(paragraph, quantity, named, kinds):
                yield Bound(one, meaning, quantity, cost)
        elif quantity.qualifier not in ("over", "under"):
            subject = self._subjects.before(paragraph, quantity, kinds, context)
            if subject:
                yield Bound(subject, meaning, quantity, 0.0, inherited=True)

    def _is_asserted(self, paragraph: Paragraph, one: Bound) -> bool:
        """Whether the clause states the value, of this subject alone."""
        quantity, flat = one.quantity, paragraph.flat
        low, high = paragraph.sentence(quantity.start)
        start, end = clause_around(flat, quantity.start, quantity.end, low, high)
        if start < one.named.start < quantity.start and DESCRIBED.search(flat, start, one.named.start):
            start = one.named.start  # what describes a name says nothing of its value: 瞄准企业市场的R1
        clause = flat[start:end]
        if self._is_of_another(paragraph, one):
            return False
        given = one.named.start > quantity.end and is_given(flat, quantity.start, quantity.end)
        if not given and is_nonfactual(clause, quantity.end - start):
            return False
        if is_announced(flat[low : quantity.start]) or self._is_supposed(paragraph, one):
            return False
        if is_speculated(flat[max(low, quantity.start - FARTHEST) : quantity.start]):
            return False
        if has_word(_behind(paragraph, quantity), "retracted"):
            return False
        if quantity.value < LARGE and is_distance(flat[start : quantity.start]):
            return False
        if has_word(clause, "averages", "thresholds") or (one.inherited and has_word(clause, "both")):
            return False
        return not (has_word(clause, "sums") and self._several(paragraph, low, quantity, one.attribute))

    def _is_supposed(self, paragraph: Paragraph, one: Bound) -> bool:
        """Whether a value is a condition for what follows: "With 20 million users, Kimi would …"."""
        behind = paragraph.flat[one.quantity.end : one.named.end + BESIDE]
        return one.named.start > one.quantity.end and has_word(behind, "conditional")

    def _is_of_another(self, paragraph: Paragraph, one: Bound) -> bool:
        """Whether a lab's figure is rather that of an app named in Chinese after it: 腾讯元宝月活4200万."""
        named = one.named
        if one.attribute not in self._of_apps or not named.known or not named.has("maker"):
            return False
        start = max([named.end, *(m.end for m in paragraph.moments.within(named.end, one.quantity.start))])
        gap = paragraph.flat[start : one.quantity.start]
        if has_word(gap, "possessives"):
            return False  # 其…表现强劲，并拥有: the lab is spoken of still
        return foreign(ASCII.sub(" ", gap), paragraph.idle) >= FOREIGN

    def _several(self, paragraph: Paragraph, low: int, quantity: Quantity, attribute: str) -> bool:
        """Whether a sentence names several that a value may be the sum of."""
        kinds = self._kinds[attribute]
        names = paragraph.names.within(max(low, quantity.start - FARTHEST), quantity.end)
        return len({fit.ids for named in names if (fit := named.fitting(kinds))}) > 1


def _behind(paragraph: Paragraph, quantity: Quantity) -> str:
    """What is said right behind a value: up to the next one, with the sentence after if it only comments."""
    _, high = paragraph.sentence(quantity.start)
    _, end = paragraph.sentence(high + 1)
    if (
        end - high <= COMMENT
        and not paragraph.quantities.within(high, end)
        and not paragraph.names.within(high, end)
    ):
        high = end
    others = paragraph.quantities.within(quantity.end, high)
    if not others:
        return paragraph.flat[quantity.end : high][:FARTHEST]
    own, _ = clause_around(paragraph.flat, others[0].start, others[0].start, quantity.end, others[0].start)
    return paragraph.flat[quantity.end : own]  # the clause of the next value is about that one


def _sharing(paragraph: Paragraph, one: Bound, kinds: frozenset[str]) -> Named | None:
    """The name that the words behind a score give it to as well: one of the two names that follow."""
    value, (_, high) = one.quantity, paragraph.sentence(one.quantity.start)
    end = min(high, value.end + SHARING)
    end = next((other.start for other in paragraph.quantities.within(value.end, end)), end)
    names = [fit for n in paragraph.names.within(value.end, end) if (fit := n.fitting(kinds))]
    stops = [*(named.start for named in names[1:]), end]
    for named, stop in zip(names[:2], stops, strict=False):
        tail = BREAK.split(paragraph.flat[named.end : stop])[0]
        before = paragraph.flat[value.end : named.start]
        same = pattern(SAME_BEFORE).search(before) or has_word(tail, "same_after")
        if same and named.ids != one.named.ids:
            return named
    return None
