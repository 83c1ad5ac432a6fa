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
NEAR: Final = 20  # the same without "from": "rose 5 points to 89"
BEHIND: Final = 24  # characters behind the second in which a range is closed or a change told
ENDED: Final = re.compile(r"[;。!?\n]|\.\s")
COUNTED: Final = frozenset({"percent", "ratio", "other"})

Span = tuple[int, int]
Pair = Literal["range", "choice", "change"]


def untold(
    text: str, numbers: Sequence[Quantity], taken: Sequence[Span], edges: Collection[int]
) -> frozenset[int]:
    """The places in `numbers` of those that are no figures: the ends of ranges, and what was before.

    `taken` are names and dates, `edges` where names begin or end: with a name between them two numbers are
    two statements, with a date the second is later.
    """
    found: set[int] = set()
    later: set[int] = set()  # those that a change has led to: the 75 of "from 71 to 75 to 80"
    for at, (one, other) in enumerate(pairwise(numbers)):
        if not 0 <= other.start - one.end <= LONGEST or not _alike(one, other):
            continue
        if not edges_free(edges, one.end, other.start) or is_difference(text, other):
            continue
        dated = bisect_left(taken, (one.end,)) < bisect_left(taken, (other.start,))
        pair = _pair(text, one, other, dated=dated or at in later)
        if pair == "change":
            found.add(at)
            later.add(at + 1)
        elif pair:
            found |= {at, at + 1} if pair == "range" else {at + 1, *_listed(text, numbers, at)}
    return frozenset(found)


def is_joined(text: str, start: int, end: int, then: int) -> bool:
    """Whether what stands at `text[start:end]` makes a range or a choice with what begins at `then`."""
    gap = text[end:then]
    joints = [found for name in ("to", "or") if (found := _joint(name).search(gap))]
    opened = _joint("between").search(text[max(0, start - REACH) : start]) is not None
    return any(_is_pure(gap, one) for one in joints) or (
        opened and _joint("and").fullmatch(gap.strip()) is not None
    )


def is_choice(gap: str) -> bool:
    """Whether what stands between two names lets one of them be meant: "R1 or o1"."""
    return _joint("or").fullmatch(gap.strip(" ,、")) is not None


def edges_free(edges: Collection[int], start: int, end: int) -> bool:
    """Whether no name begins or ends from `start` to `end`."""
    return not any(place in edges for place in range(start, end + 1))


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be of one thing: the first of "5 to 10 points" leaves its unit out."""
    return (one.unit == other.unit or "plain" in (one.unit, other.unit)) and one.value != other.value


def _pair(text: str, one: Quantity, other: Quantity, *, dated: bool) -> Pair | None:
    before = ENDED.split(text[max(0, one.start - REACH) : one.start])[-1]
    gap, behind = _repeated(text[one.end : other.start], one, other), text[other.end : other.end + BEHIND]
    if one.qualifier == "over" and other.qualifier == "under" and len(gap) <= NEAREST:
        return "range"
    if gap.startswith("から") and pattern(r"\s*%(changes.behind)s").match(behind):
        return "change"
    to, alternative = _joint("to").search(gap), _joint("or").search(gap)
    closed = _joint("between").search(before) or pattern(r"\s*%(ranges.behind)s").match(behind)
    if closed and (to or alternative or _joint("and").search(gap)):
        return "range"
    if alternative and _is_pure(gap, alternative):
        return "choice" if one.unit == other.unit or other.unit not in COUNTED else None
    return _reach(text, one, to, (before, gap, behind), dated=dated) if to else None


def _reach(
    text: str, one: Quantity, to: re.Match[str], around: tuple[str, str, str], *, dated: bool
) -> Pair | None:
    """What "5 to 10" is: a change where that is said, or a date stands between; else a range."""
    before, gap, behind = around
    pure, begun = _is_pure(gap, to), _joint("from").search(before)
    if not pure and BREAK.search(gap):
        return None
    within = compiled("changes.between").search(gap) is not None
    changed = dated or within or bool(compiled("changes.verbs").search(before if begun else before[-NEAR:]))
    changed = changed or pattern(r"\s*%(changes.behind)s").match(behind) is not None
    if changed and (dated or not _joint("to").search(before)) and (pure or begun or within):
        by = is_difference(text, one) and one.unit == "plain" and one.scale == 1  # "grew by 5 to 10 million"
        return "range" if by else "change"
    return "range" if pure or (begun and not begun[0].startswith("d")) else None


def _repeated(gap: str, one: Quantity, other: Quantity) -> str:
    """The gap without the word that both numbers count: "5 marks to 10 marks"."""
    rest = gap.lstrip().removeprefix(one.noun) if one.noun == other.noun else gap
    return rest if rest.strip() else gap


def _is_pure(gap: str, joint: re.Match[str]) -> bool:
    """Whether nothing but the joint stands between two numbers; a long dash between spaces is none."""
    return gap != " — " and not gap[: joint.start()].strip(" ,、(")


def _listed(text: str, numbers: Sequence[Quantity], last: int) -> set[int]:
    """The place `last` and those of the numbers that are listed before it: the 5 of "5, 6 or 7 million"."""
    found = {last}
    for at in range(last - 1, -1, -1):
        one, other = numbers[at : at + 2]
        if text[one.end : other.start].strip() not in (",", "、") or one.unit != other.unit:
            break
        found.add(at)
    return found


@cache
def _joint(name: str) -> re.Pattern[str]:
    """A word of `ranges`, at the end of a text but for words that say how exact the number behind it is."""
    words = (
        *word_list("ranges.loose"),
        *qualifiers().between,
        *(word for group in qualifiers().before.values() for word in group),
    )
    return re.compile(rf"{alternatives(word_list(f'ranges.{name}'))}\s*(?:{alternatives(words)}\s*)*\Z")
