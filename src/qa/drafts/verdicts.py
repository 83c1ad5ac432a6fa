"""Yes or no: whether what a question asks to be told is so, as far as figures decide it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from qa.drafts.draft import Draft
from qa.knowledge.attributes import is_quantity
from qa.knowledge.entities import Entities
from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.selection import Selection, Threshold
from qa.knowledge.standings import Placed, Standing
from qa.language.wordlists import plain
from qa.numbers.dates import Moment, moments
from qa.question.frame import Frame
from qa.wording.wording import Words

Verdict: TypeAlias = bool | None  # None: the figures do not decide


def told(draft: Draft, verdict: Verdict, words: Words, *, exists: bool = False) -> Draft:
    """The draft with "Yes." or "No." before it: in its first statement, or above a list.

    Some languages have words of their own for whether there `exists` anything: 有, and not 是的.
    """
    if verdict is None or not draft.claims:
        return draft
    yes, no = ("verdict-some", "verdict-none") if exists else ("verdict-yes", "verdict-no")
    said = words.text(yes if verdict else no)
    first, *others = draft.sections
    above = draft.text or first.heading or first.remarks or not first.claims
    if above or first.claims[0].label:
        return replace(draft, text=(said + draft.text).strip())
    labelled = replace(first.claims[0], label=said)
    return replace(draft, sections=(replace(first, claims=(labelled, *first.claims[1:])), *others))


def agreed(verdicts: Iterable[Verdict]) -> Verdict:
    """What all of the verdicts say; None where they differ, or there is none."""
    found = set(verdicts)
    return found.pop() if len(found) == 1 else None


def of_facts(frame: Frame, facts: Sequence[Fact], knowledge: Knowledge) -> Verdict:
    """Whether facts of one attribute are as the question asks: a bound, a number, a date, a name."""
    units = {(fact.attribute, fact.unit) for fact in facts}
    if len(units) != 1:
        return None
    ((_, unit),) = units
    if unit == "entity":
        return names_value(frame.entities, facts, knowledge.entities)
    if unit == "date":
        return is_dated(frame, facts)
    bound = frame.selection.threshold
    if not is_quantity(unit):
        return None
    return (
        agreed(admits(bound, fact) for fact in facts) if bound else is_valued(frame.values, facts, knowledge)
    )


def admits(bound: Threshold, fact: Fact) -> Verdict:
    """Whether a figure is within a bound; None where "over 100 million" leaves it open."""
    low, high = _range(fact)
    edges = (edge for edge in (bound.value, bound.upper) if low < edge < high)
    return agreed(bound.admits(value) for value in (low, high, *edges))


def is_valued(values: Collection[float], facts: Sequence[Fact], knowledge: Knowledge) -> Verdict:
    """Whether any of the figures is one of `values`; None where only one of the sources says so."""
    if not values:
        return None
    same = [fact for fact in facts if fact.number in values]
    if not same:
        open_to = (low < value < high for low, high in map(_range, facts) for value in values)
        return None if any(open_to) else False
    others = [other.value for fact in same for other in knowledge.facts.conflicts(fact)]
    return True if all(value in values for value in others) else None


def is_dated(frame: Frame, facts: Sequence[Fact]) -> Verdict:
    """Whether the dates are the one that the question names, as far as both are exact."""
    asked = [one for one in moments(plain(frame.question)) if str(one.year) in frame.years]
    if not asked or frame.selection.threshold:
        return None
    return agreed(_falls_on(str(fact.value), one) for fact in facts for one in asked)


def names_value(entities: Collection[str], facts: Sequence[Fact], graph: Entities) -> Verdict:
    """Whether what the facts name is among the entities asked about, or of one of them: a country."""
    subjects, values = {fact.subject for fact in facts}, {str(fact.value) for fact in facts}
    kinds = graph.kinds.collectives | {graph[value].kind for value in values}
    named = [entity for entity in entities if entity not in subjects and graph[entity].kind in kinds]
    return any(not values.isdisjoint(graph.members(entity)) for entity in named) if named else None


def leads(standing: Standing, lines: Sequence[Placed]) -> Verdict:
    """Whether a standing is ahead of all others of an order; a tie is a no."""
    line = next(line for line in lines if line.standing == standing)
    if line.first > 1:
        return False
    level = [other for other in lines if other.first == 1 and other is not line]
    if not level:
        return True
    return None if any(one.first < one.last for one in (line, *level)) else False


def is_placed(frame: Frame, lines: Sequence[Placed]) -> Verdict:
    """Whether any of the lines stands in the places asked for: the first, the n-th, the first n."""
    least, most = _places(frame.position, frame.selection)
    if any(least <= line.first and line.last <= most for line in lines):
        return True
    outside = [line.first > most or line.last < least for line in lines]
    return False if outside and all(outside) else None


def _places(position: int | None, selection: Selection) -> tuple[int, int]:
    """The places asked for, the first and the last of them."""
    return (position, position) if position else (1, selection.limit or 1)


def _range(fact: Fact) -> tuple[float, float]:
    """The least and the most that a figure may be by how exact its source is."""
    match fact.qualifier:
        case "over":
            return math.nextafter(fact.number, math.inf), math.inf
        case "under":
            return -math.inf, math.nextafter(fact.number, -math.inf)
        case "nearly":
            return (math.nextafter(fact.number, -math.inf),) * 2
        case _:
            return fact.number, fact.number


def _falls_on(date: str, moment: Moment) -> Verdict:
    """Whether an ISO date falls on a moment; None where one that agrees is less exact, or a period."""
    if not date.replace("-", "").isdigit():
        return None
    asked = [part for part in (moment.year, moment.month, moment.day) if part]
    held = [int(part) for part in date.split("-")]
    if any(a != b for a, b in zip(asked, held, strict=False)):
        return False
    return True if len(held) >= len(asked) else None
