"""Two numbers that are one statement: the ends of a range, alternatives, and what was before a change.

No end of a range is a figure, nor is any of several alternatives; of a change the later number is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, Literal

from qa.extraction.mentions.clause import BREAK, is_difference
from qa.extraction.mentions.quantity import Quantity
from qa.extraction.mentions.vocabulary import compiled, pattern, word_list
from qa.language.wordlists import alternatives
from qa.numbers.qualifiers import qualifiers

LONGEST: Final = 40  # characters between the two numbers
NEAREST: Final = 24  # the same of two bounds: "more than 5 but fewer than 10"
REACH: Final = 60  # characters before the first in which a change is told
BEHIND: Final = 24  # characters behind the second in which a range is closed or a change told
ENDED: Final = re.compile(r"[;。!?\n]|\.\s")
COUNTED: Final = frozenset({"percent", "ratio", "other"})

Span = tuple[int, int]
Pair = Literal["range", "change"]


def untold(
    text: str, numbers: Sequence[Quantity], taken: Sequence[Span], edges: Collection[int]
) -> frozenset[int]:
    """The places in `numbers` of those that are no figures: the ends of ranges, and what was before.

    `taken` are names and dates, `edges` where names begin or end: with a name between them two numbers are
    two statements, with a date the second is later.
    """
    found: set[int] = set()
    for at, (one, other) in enumerate(pairwise(numbers)):
        if not 0 <= other.start - one.end <= LONGEST or not _alike(one, other):
            continue
        if not edges_free(edges, one.end, other.start) or is_difference(text, other):
            continue
        dated = bisect_left(taken, (one.end,)) < bisect_left(taken, (other.start,))
        pair = _pair(text, one, other, dated=dated)
        if pair:
            found |= {at} if pair == "change" else {at, at + 1, *_listed(text, numbers[: at + 1])}
    return frozenset(found)


def edges_free(edges: Collection[int], start: int, end: int) -> bool:
    """Whether no name begins or ends from `start` to `end`."""
    return not any(place in edges for place in range(start, end + 1))


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be of one thing: the first of "5 to 10 points" leaves its unit out."""
    return (one.unit == other.unit or "plain" in (one.unit, other.unit)) and one.value != other.value


def _pair(text: str, one: Quantity, other: Quantity, *, dated: bool) -> Pair | None:
    before = ENDED.split(text[max(0, one.start - REACH) : one.start])[-1]
    gap, behind = _repeated(text[one.end : other.start], one, other), text[other.end : other.end + BEHIND]
    to, alternative = _joint("to").search(gap), _joint("or").search(gap)
    if to or alternative or _joint("and").search(gap):
        if _joint("between").search(before) or pattern(r"\s*%(ranges.behind)s").match(behind):
            return "range"
    if alternative and _is_pure(gap, alternative):
        return "range" if one.unit == other.unit or other.unit not in COUNTED else None
    if to:
        return _reach(text, one, to, (before, gap, behind), dated=dated)
    bounds = one.qualifier == "over" and other.qualifier == "under"
    return "range" if bounds and len(gap) <= NEAREST else None


def _reach(
    text: str, one: Quantity, to: re.Match[str], around: tuple[str, str, str], *, dated: bool
) -> Pair | None:
    """What "5 to 10" is: a change where that is said, or a date stands between; else a range."""
    before, gap, behind = around
    pure, begun = _is_pure(gap, to), _joint("from").search(before)
    if not pure and BREAK.search(gap):
        return None
    within = compiled("changes.between").search(gap) is not None
    changed = dated or within or bool(compiled("changes.verbs").search(before))
    changed = changed or pattern(r"\s*%(changes.behind)s").match(behind) is not None
    if changed and not _joint("to").search(before) and (pure or begun or within):
        by = is_difference(text, one) and one.unit == "plain" and one.scale == 1  # "grew by 5 to 10 million"
        return "range" if by else "change"
    return "range" if pure or (begun and not begun[0].startswith("d")) else None


def _repeated(gap: str, one: Quantity, other: Quantity) -> str:
    """The gap without the word that both numbers count: "5 marks to 10 marks"."""
    return gap.lstrip().removeprefix(one.noun) if one.noun == other.noun else gap


def _is_pure(gap: str, joint: re.Match[str]) -> bool:
    """Whether nothing but the joint stands between two numbers."""
    return not gap[: joint.start()].strip(" ,、(")


def _listed(text: str, numbers: Sequence[Quantity]) -> set[int]:
    """The places of those that are listed before the last one: the 5 of "5, 6 or 7 million"."""
    found: set[int] = set()
    for at in range(len(numbers) - 2, -1, -1):
        one, other = numbers[at : at + 2]
        if text[one.end : other.start].strip() not in (",", "、") or not _alike(one, other):
            break
        found.add(at)
    return found


@cache
def _joint(name: str) -> re.Pattern[str]:
    """A word of `ranges`, at the end of a text but for words that say how exact the number behind it is."""
    words = (*qualifiers().between, *(word for group in qualifiers().before.values() for word in group))
    return re.compile(rf"{alternatives(word_list(f'ranges.{name}'))}\s*(?:{alternatives(words)}\s*)*\Z")
