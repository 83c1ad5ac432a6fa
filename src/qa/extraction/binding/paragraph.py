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


@dataclass(frozen=True)
class Paragraph:
    """Folded text `flat` of `document.text[start:end]`; all places count in `flat`."""

    start: int
    flat: str
    names: tuple[Named, ...]
    cues: tuple[Cue, ...]
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    quarters: tuple[Quarter, ...]
    sentences: tuple[tuple[int, int], ...]  # whole ones, a long one undivided
    quotes: tuple[tuple[int, int], ...]  # as they are quoted
    _starts: tuple[int, ...]

    def sentence(self, place: int) -> tuple[int, int]:
        """The whole sentence around a place."""
        return self.sentences[max(bisect_right(self._starts, place) - 1, 0)]

    def names_in(self, low: int, high: int) -> tuple[Named, ...]:
        """The names that begin in `flat[low:high]`."""
        return within(self.names, low, high)

    def quantities_in(self, low: int, high: int) -> tuple[Quantity, ...]:
        return within(self.quantities, low, high)

    def cues_in(self, low: int, high: int) -> tuple[Cue, ...]:
        return within(self.cues, low, high)

    def moments_in(self, low: int, high: int) -> tuple[Moment, ...]:
        return within(self.moments, low, high)

    def quarters_in(self, low: int, high: int) -> tuple[Quarter, ...]:
        return within(self.quarters, low, high)

    def quote(self, start: int, end: int) -> tuple[int, int]:
        """Where in the document the sentences that hold `flat[start:end]` stand, as they are quoted.

        They are two where a long one is divided in it.
        """
        first = max(0, bisect_right(self.quotes, (start, len(self.flat))) - 1)
        last = first
        while last + 1 < len(self.quotes) and self.quotes[last][1] < end:
            last += 1
        return self.start + self.quotes[first][0], self.start + self.quotes[last][1]


def within(marked: tuple[M, ...], low: int, high: int) -> tuple[M, ...]:
    """What begins in `flat[low:high]`, of things that are in the order of the text."""
    first = bisect_left(marked, low, key=lambda one: one.start)
    return marked[first : bisect_left(marked, high, first, key=lambda one: one.start)]


def read_paragraph(masked: str, folded: str, span: tuple[int, int], names: Names, cues: Cues) -> Paragraph:
    """Mark the paragraph `masked[span]`, of which `folded` is the whole document's folded text."""
    start, end = span
    flat = folded[start:end]
    found_names = names.find(masked[start:end])
    marks = cues.find(flat, [(n.start, n.end) for n in found_names if n.has("benchmark")])
    named = tuple(n for n in found_names if n.known or not _is_word(n, marks))
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
        start, flat, named, tuple(marks), tuple(found), dates, turns, whole, quoted,
        tuple(a for a, _ in whole),
    )  # fmt: skip


def _overlaps(quarter: Quarter, named: tuple[Named, ...]) -> bool:
    """Whether what looks like a quarter is of a name: Hunyuan T1."""
    return any(n.end > quarter.start for n in within(named, quarter.start - LONGEST_NAME, quarter.end))


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
