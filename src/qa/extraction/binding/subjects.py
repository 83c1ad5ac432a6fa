"""Whose a number is: the name before it, after it, or the one that was spoken of before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from qa.extraction.binding.attributes import LARGE
from qa.extraction.binding.paragraph import COMMA, FARTHEST, Context, Paragraph
from qa.extraction.mentions.clause import (
    POINTING,
    clause_around,
    foreign,
    is_related,
)
from qa.extraction.mentions.name import Named
from qa.extraction.mentions.quantity import Quantity
from qa.extraction.mentions.vocabulary import compiled, has_word, pattern
from qa.knowledge.entities import Entities

TIGHT: Final = 3  # the cost up to which a name and a number stand together
LIMIT: Final = 45  # the cost at which they are not bound any more
LOOSE: Final = 16  # the same of a value that is only bounded: "over 100 million"
TAKEN, OBJECT, UNSURE, UNPOINTED = 38, 25, 20, 20
NEARER, AFTER = 3, 4  # the costs of another name between, and of a name that comes after
OPENING: Final = 12  # characters before a value that opens its sentence
LEAD: Final = 4  # where a name begins that leads its paragraph
INTRODUCED: Final = 5  # foreign characters before a value that goes on about the subject before
WINDOW: Final = 8  # names looked at on each side
BEFORE: Final = 40  # characters before a name that tell how it is used
LEADING: Final = re.compile(r"\s*:")
OPENED: Final = re.compile(r"\s*[(\[]\s*")
RELATIVE: Final = re.compile(r"[\s,]*(?:(?:de |d'|of |by |from )[^,;.。]{1,24},\s*)?")
APPOSED: Final = re.compile(r",\s(?:an?\s|the\s|une?\s|la\s|le\s|l')[^,:;.。!?()]{2,80}[,:]\s")
OBJECT_BEFORE: Final = r"%(objects_before)s[\s\w']{0,14}?\Z"
OBJECT_AFTER: Final = (  # a comparison, or a share of it: 超过o1, Kimi的四倍
    r"[模型モデル\s]{0,4}%(objects_after)s|\s*[的の][^,、。;:]{0,6}?%(shares)s"
)
OWNING: Final = re.compile(r"(?:[(（,]|(?<![a-z])(?:of|by|from|de|par|chez)\s|d')\s*\Z")
OWNED: Final = re.compile(r"\s*(?:'s|的|の|旗下|社の)")
OWN: Final = re.compile(r"\s*(?:'s|的|の|[(\[])\s*")

Option = tuple[float, Named]


@dataclass(frozen=True)
class Subjects:
    """Chooses among the names around a number."""

    entities: Entities

    def fitting(self, named: Named, kinds: frozenset[str]) -> Named | None:
        """The reading of a name that may be a subject: not who publishes an index and reports all this."""
        fit = named.fitting(kinds)
        return None if fit and fit.ids[0] in self._publishers else fit

    @cached_property
    def _publishers(self) -> frozenset[str | None]:
        return frozenset(entity.lab for entity in self.entities if entity.kind in self.entities.kinds.indexes)

    def nearest(
        self, paragraph: Paragraph, quantity: Quantity, kinds: frozenset[str], taken: Collection[int]
    ) -> Option | None:
        """The name of one of `kinds` that a number belongs to most likely, with the cost of it.

        `taken` are the places of names that have a value of the attribute already.
        """
        options = [
            *self._preceding(paragraph, quantity, kinds, taken),
            *self._following(paragraph, quantity, kinds),
        ]
        best = min(self._ranked(paragraph, options), key=lambda option: option[0], default=None)
        limit = LOOSE if quantity.qualifier in ("over", "under") else LIMIT
        return best if best and best[0] < limit else None

    def before(
        self, paragraph: Paragraph, quantity: Quantity, kinds: frozenset[str], context: Context
    ) -> Named | None:
        """The subject of the sentence before, of the lead or heading; None where another name intervenes."""
        low, _ = paragraph.sentence(quantity.start)
        here = paragraph.names_before(quantity.start)
        if any(self.fitting(named, kinds) or not named.known for named in here):
            return None
        if not kinds & self.entities.kinds.makers and any(named.has("maker") for named in here):
            return None
        opening = paragraph.flat[max(low, quantity.start - FARTHEST) : quantity.start]
        if not has_word(opening, "pronouns") and foreign(opening, paragraph.idle) > INTRODUCED:
            return None
        earlier = paragraph.names.within(low - 2 * FARTHEST, low)[-WINDOW // 2 :]
        fits = (fit for named in (*reversed(earlier), *context.names) if (fit := self.fitting(named, kinds)))
        subject = next((fit for fit in fits if fit.sure), None)
        return subject if subject and self._is_of(subject, here) else None

    def _preceding(
        self, paragraph: Paragraph, quantity: Quantity, kinds: frozenset[str], taken: Collection[int]
    ) -> Iterator[Option]:
        low, _ = paragraph.sentence(quantity.start)
        possessive = _possessive(paragraph, quantity, low)
        nearer = 0
        for named in reversed(paragraph.names_before(quantity.start)[-WINDOW:]):
            fit = self.fitting(named, kinds)
            if fit is None:
                continue
            cost = self._reach(paragraph, fit, quantity, possessive) + NEARER * nearer
            claimed = quantity.value < LARGE and _is_claimed(paragraph, fit, quantity)
            equalled = compiled("equalled").match(paragraph.flat, fit.end) is not None
            cost += TAKEN * (fit.start in taken or claimed or equalled)
            yield cost + UNSURE * (not fit.sure and cost > TIGHT and fit.start > LEAD), fit
            nearer += 1

    def _reach(self, paragraph: Paragraph, named: Named, quantity: Quantity, possessive: int | None) -> float:
        """What stands between a name and a value after it; a relative clause or "its" joins them."""
        cost = paragraph.distance(named.end, quantity.start)
        apposed = APPOSED.match(paragraph.flat, named.end, quantity.start)
        if apposed:
            return min(cost, paragraph.distance(apposed.end(), quantity.start) + TIGHT)
        relative = RELATIVE.match(paragraph.flat, named.end, quantity.start)
        if relative and compiled("relatives").match(paragraph.flat, relative.end()):
            return paragraph.distance(relative.end(), quantity.start)
        if cost > TIGHT and _is_object(paragraph, named):
            return cost + OBJECT
        if possessive is not None and named.end <= possessive:
            return min(cost, paragraph.distance(possessive, quantity.start) + 2 * COMMA)
        return cost

    def _following(self, paragraph: Paragraph, quantity: Quantity, kinds: frozenset[str]) -> Iterator[Option]:
        """The name that comes after a value: "89 for R1", 89分的R1, "with 94 points, o3 leads"."""
        low, _ = paragraph.sentence(quantity.start)
        names = paragraph.names_after(quantity.end)[: WINDOW // 2]
        fit = next((fit for named in names if (fit := self.fitting(named, kinds))), None)
        if fit is None:
            return
        gap = paragraph.flat[quantity.end : fit.start]
        if is_related(paragraph.flat, quantity.start, quantity.end):
            yield TIGHT + UNSURE * (not fit.sure), fit
            return
        cost = paragraph.distance(quantity.end, fit.start) + AFTER
        if OPENED.fullmatch(gap):
            cost = 1
        elif not pattern(POINTING).match(gap):
            opening = paragraph.flat[low : quantity.start]
            if len(opening) > OPENING and foreign(opening, paragraph.idle) > INTRODUCED:
                return
            cost += UNPOINTED
        cost += OBJECT * any(q.end <= fit.start for q in paragraph.quantities.within(quantity.end, fit.start))
        cost += OBJECT * (LEADING.match(paragraph.flat, fit.end) is not None)
        cost += OBJECT * (_is_object(paragraph, fit) or self._has_own(paragraph, quantity, fit))
        yield cost + UNSURE * (not fit.sure), fit

    def _has_own(self, paragraph: Paragraph, quantity: Quantity, named: Named) -> bool:
        """Whether a name is followed by another number of the same unit right away."""
        after = paragraph.quantities.within(named.end, named.end + FARTHEST)[:1]
        return any(
            other.unit in (quantity.unit, "plain", "percent")
            and paragraph.distance(named.end, other.start) <= TIGHT
            for other in after
        )

    def _ranked(self, paragraph: Paragraph, options: Sequence[Option]) -> Iterator[Option]:
        """The options; a lab that only owns another comes last: "Talkie, the app of MiniMax"."""
        for cost, named in options:
            others = [o for _, o in options if o is not named]
            owned = [o for o in others if not named.known or named.ids[0] == self._lab(o)]
            modifies = bool(owned) and _is_modifier(paragraph, named)
            yield cost + OBJECT * (modifies or any(_is_apposed(paragraph, o, named) for o in others)), named

    def _lab(self, named: Named) -> str | None:
        return self.entities.lab(named.ids[0]) if named.known else None

    def _is_of(self, named: Named, here: Sequence[Named]) -> bool:
        """Whether a subject of before belongs to the labs that this sentence names, if it names any."""
        labs = {
            i for one in here for i, kind in zip(one.ids, one.kinds, strict=True) if "maker" in kind.roles
        }
        return not labs or self._lab(named) in labs


def _possessive(paragraph: Paragraph, quantity: Quantity, low: int) -> int | None:
    """Where a possessive stands in the clause before a value: "its", 其; None for none."""
    start, _ = clause_around(paragraph.flat, quantity.start, quantity.start, low, quantity.start)
    found = compiled("possessives").search(paragraph.flat, start, quantity.start)
    return found.start() if found else None


def _is_claimed(paragraph: Paragraph, named: Named, quantity: Quantity) -> bool:
    """Whether another number is a name's own, as the 84 in o1の84点を上回る87点."""
    first = paragraph.quantities.within(named.end, quantity.end)[0]
    gap = paragraph.flat[named.end : first.start]
    return first != quantity and first.unit == quantity.unit and OWN.fullmatch(gap) is not None


def _is_modifier(paragraph: Paragraph, named: Named) -> bool:
    """Whether a name only says whose something is: "of MiniMax", 阿里巴巴的, "(Alibaba,"."""
    before = paragraph.flat[max(0, named.start - BEFORE) : named.start]
    return bool(OWNING.search(before) or OWNED.match(paragraph.flat, named.end))


def _is_apposed(paragraph: Paragraph, head: Named, named: Named) -> bool:
    """Whether a name stands in what only explains another: "Talkie, the app that MiniMax runs, …"."""
    apposed = APPOSED.match(paragraph.flat, head.end) if head.end < named.start else None
    return apposed is not None and named.start < apposed.end()


def _is_object(paragraph: Paragraph, named: Named) -> bool:
    """Whether a name is what something is compared with: "than o1", 超过o1, o1より."""
    before = paragraph.flat[max(0, named.start - BEFORE) : named.start]
    after = pattern(OBJECT_AFTER).match(paragraph.flat, named.end)
    return after is not None or pattern(OBJECT_BEFORE).search(before) is not None
