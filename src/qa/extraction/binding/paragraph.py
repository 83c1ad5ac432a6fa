"""A paragraph with all that is marked in it: names, cues, quantities, dates, and where its sentences end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from index.sentences import sentences_of
from qa.extraction.mentions.clause import HARD
from qa.extraction.mentions.cues import Cue, Cues
from qa.extraction.mentions.name import LONGEST_NAME, Named
from qa.extraction.mentions.names import Names
from qa.extraction.mentions.quantities import FIRST_YEAR, Quantity, quantities
from qa.knowledge.kinds import Role
from qa.numbers.dates import Moment, Quarter, moments, quarters

# No unit is part of their names; "US dollars" are no country's.
OWNERS: Final[tuple[Role, ...]] = ("maker", "model", "family", "application")
CLOSERS: Final = re.compile(r"[”’\"'）)\]】」』》〉»\s]+\Z")


M = TypeVar("M", Named, Quantity, Cue, Moment, Quarter)


class Marks(tuple[M, ...]):
    """What is marked in a text, in its order."""

    __slots__ = ()

    def within(self, low: int, high: int) -> tuple[M, ...]:
        """What begins in `text[low:high]`."""
        first = bisect_left(self, low, key=lambda one: one.start)
        return self[first : bisect_left(self, high, first, key=lambda one: one.start)]


@dataclass(frozen=True)
class Paragraph:
    """Folded text `flat` of `document.text[start:end]`; all places count in `flat`."""

    start: int
    flat: str
    names: Marks[Named]
    cues: Marks[Cue]
    quantities: Marks[Quantity]
    moments: Marks[Moment]
    quarters: Marks[Quarter]
    sentences: tuple[tuple[int, int], ...]  # whole ones, a long one undivided
    quotes: tuple[tuple[int, int], ...]  # as they are quoted
    idle: re.Pattern[str]  # words that part no name from its value
    _starts: tuple[int, ...]

    def sentence(self, place: int) -> tuple[int, int]:
        """The whole sentence around a place."""
        return self.sentences[max(bisect_right(self._starts, place) - 1, 0)]

    def quote(self, start: int, end: int) -> tuple[int, int]:
        """Where in the document the sentences that hold `flat[start:end]` stand, as they are quoted.

        They are two where a long one is divided in it.
        """
        first = max(0, bisect_right(self.quotes, (start, len(self.flat))) - 1)
        last = first
        while last + 1 < len(self.quotes) and self.quotes[last][1] < end:
            last += 1
        return self.start + self.quotes[first][0], self.start + self.quotes[last][1]


def read_paragraph(masked: str, folded: str, span: tuple[int, int], names: Names, cues: Cues) -> Paragraph:
    """Mark the paragraph `masked[span]`, of which `folded` is the whole document's folded text."""
    start, end = span
    flat = folded[start:end]
    found_names = names.find(masked[start:end])
    marks = cues.find(flat, [(n.start, n.end) for n in found_names if n.has("benchmark")])
    named = Marks(n for n in found_names if n.known or not _is_word(n, marks))
    dates = moments(flat, FIRST_YEAR)
    turns = tuple(q for q in quarters(flat) if not _overlaps(q, named))
    taken = sorted(
        [(n.start, n.end) for n in named]
        + [(m.start, m.end) for m in dates]
        + [(q.start, q.end) for q in turns]
    )
    merged = _merged(taken)
    edges = {n.start for n in named if not n.known or n.has(*OWNERS)} | {n.end for n in named}
    found = quantities(flat, merged, edges)
    quoted = tuple((a - start, b - start) for a, b in sentences_of(masked, start, end))
    whole = _whole(flat, quoted)
    return Paragraph(
        start, flat, named, Marks(marks), Marks(found), Marks(dates), Marks(turns), whole, quoted,
        cues.idle, tuple(a for a, _ in whole),
    )  # fmt: skip


def _overlaps(quarter: Quarter, named: Marks[Named]) -> bool:
    """Whether what looks like a quarter is of a name: Hunyuan T1."""
    return any(n.end > quarter.start for n in named.within(quarter.start - LONGEST_NAME, quarter.end))


def _is_word(named: Named, marks: Sequence[Cue]) -> bool:
    """Whether what looks like a new name is a cue: a benchmark of another kind, or "Market Cap"."""
    at = bisect_right(marks, named.end - 1, key=lambda cue: cue.start)
    return any(cue.end > named.start and cue.strong for cue in marks[max(0, at - 3) : at])


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _whole(flat: str, quoted: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The sentences with the parts of divided ones joined again."""
    out: list[tuple[int, int]] = []
    for start, end in quoted:
        if out and CLOSERS.sub("", flat[out[-1][0] : out[-1][1]][-8:])[-1:] not in HARD:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out) or ((0, len(flat)),)
