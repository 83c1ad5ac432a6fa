"""A paragraph with all that is marked in it: names, cues, quantities, dates, and where its sentences end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

from index.sentences import sentences_of
from qa.extraction.mentions.clause import HARD, foreign
from qa.extraction.mentions.cues import Cue, Cues
from qa.extraction.mentions.name import LONGEST_NAME, Named
from qa.extraction.mentions.names import Names
from qa.extraction.mentions.quantities import FIRST_YEAR, quantities
from qa.extraction.mentions.quantity import Quantity
from qa.knowledge.kinds import Role
from qa.numbers.dates import Moment, Quarter, moments, quarters

# No unit is part of their names; "US dollars" are no country's.
OWNERS: Final[tuple[Role, ...]] = ("maker", "model", "family", "application")
COMMA: Final = 5  # the cost of a mark that parts clauses
MOST: Final = 40  # the cost of foreign characters, however many there are
FARTHEST: Final = 300  # characters between a name or cue and its number
LEAD_END: Final = 60  # where a name ends that leads its paragraph: "Tencent: …"
DEPTH: Final = 4  # names of a heading that paragraphs under it may speak of
LONG: Final = 160  # characters of a paragraph that introduces nothing
MARKS: Final = re.compile(r"[,、，]|(?P<stop>[;；])")
JOINING: Final = re.compile(r"'s?\b|(?<![a-z])(?:de|d'|the|le|la|l')(?![a-z])|的|の")
CLOSERS: Final = re.compile(r"[”’\"'）)\]】」』》〉»\s]+\Z")


M = TypeVar("M", Named, Quantity, Cue, Moment, Quarter)


class Marks(tuple[M, ...]):
    """What is marked in a text, in its order."""

    __slots__ = ()

    def within(self, low: int, high: int) -> tuple[M, ...]:
        """What begins in `text[low:high]`."""
        first = bisect_left(self, low, key=lambda one: one.start)
        return self[first : bisect_left(self, high, first, key=lambda one: one.start)]


@dataclass(frozen=True, eq=False)
class Paragraph:
    """Folded text `flat` of `document.text[start:end]`; all places count in `flat`.

    `masked` is the whole document's masked text; `cued` are the attributes for which words may stand here.
    What is marked is looked for when it is asked for first: most paragraphs state nothing of an attribute.
    """

    start: int
    end: int
    flat: str
    cued: frozenset[str]
    masked: str
    finder: Names
    words: Cues

    @cached_property
    def _marked(self) -> tuple[Marks[Named], Marks[Cue]]:
        """The names and the cues: a new name that is a cue is none, and a benchmark's name is a cue."""
        found = self.finder.find(self.masked[self.start : self.end])
        marks = self.words.find(self.flat, [(n.start, n.end) for n in found if n.has("benchmark")])
        return Marks(n for n in found if n.known or not _is_word(n, marks)), Marks(marks)

    @property
    def names(self) -> Marks[Named]:
        return self._marked[0]

    @property
    def cues(self) -> Marks[Cue]:
        return self._marked[1]

    @cached_property
    def moments(self) -> Marks[Moment]:
        return Marks(moments(self.flat, FIRST_YEAR))

    @cached_property
    def quarters(self) -> Marks[Quarter]:
        found = quarters(self.flat)
        return Marks(q for q in found if not _overlaps(q, self.names))

    @cached_property
    def quantities(self) -> Marks[Quantity]:
        named = self.names
        marks: tuple[Named | Moment | Quarter, ...] = (*named, *self.moments, *self.quarters)
        edges = {n.start for n in named if not n.known or n.has(*OWNERS)} | {n.end for n in named}
        return Marks(quantities(self.flat, sorted((one.start, one.end) for one in marks), edges))

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """The sentences as they are quoted."""
        found = sentences_of(self.masked, self.start, self.end)
        return tuple((start - self.start, end - self.start) for start, end in found)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The whole sentences, a long one undivided."""
        return _whole(self.flat, self.quotes)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.sentences)

    @property
    def idle(self) -> re.Pattern[str]:
        """Words that part no name from its value."""
        return self.words.idle

    def sentence(self, place: int) -> tuple[int, int]:
        """The whole sentence around a place."""
        return self.sentences[max(bisect_right(self._starts, place) - 1, 0)]

    def names_before(self, place: int) -> tuple[Named, ...]:
        """The names of a place's sentence that begin in the FARTHEST characters before it."""
        return self.names.within(max(self.sentence(place)[0], place - FARTHEST), place)

    def names_after(self, place: int) -> tuple[Named, ...]:
        """The names of a place's sentence that begin in the FARTHEST characters behind it."""
        return self.names.within(place, min(self.sentence(place)[1], place + FARTHEST))

    def distance(self, start: int, end: int) -> float:
        """The cost of `flat[start:end]`: its characters outside idle words, and a toll for each mark."""
        led = 0.0
        if end - start <= FARTHEST and self.names and self.names[0].end <= start <= LEAD_END:
            colon = self.flat.find(":", start, end)
            start, led = (colon + 1, COMMA) if colon > start else (start, 0.0)
        gap = self._without(start, end, self.names, self.moments)
        return min(foreign(gap, self.idle), MOST) + toll(gap, COMMA) + led

    def joint(self, start: int, end: int) -> str:
        """A gap between two names without the names in it and the words that tell whose they are."""
        return JOINING.sub(" ", self._without(start, end, self.names)).strip()

    def _without(self, start: int, end: int, *kinds: Marks[Named] | Marks[Moment]) -> str:
        out, place = [], start
        for first, last in sorted((one.start, one.end) for kind in kinds for one in kind.within(start, end)):
            if place <= first and last <= end:
                out += [self.flat[place:first], " "]
                place = last
        return "".join((*out, self.flat[place:end]))

    def quote(self, start: int, end: int) -> tuple[int, int]:
        """Where in the document the sentences that hold `flat[start:end]` stand, as they are quoted.

        They are two where a long one is divided in it.
        """
        first = max(0, bisect_right(self.quotes, (start, len(self.flat))) - 1)
        last = first
        while last + 1 < len(self.quotes) and self.quotes[last][1] < end:
            last += 1
        return self.start + self.quotes[first][0], self.start + self.quotes[last][1]


@dataclass(frozen=True)
class Context:
    """The list items, introduction and headings `above`, nearest first, and what they announce.

    `attribute` is the empty string where that is another benchmark or figure than the corpus asks for,
    in one of the `units`, None where none is named. `scaled` where a scale is named with it that the numbers
    below leave out: "MAU (millions)". `known` are the attributes that the document names anywhere. `untold`
    where what stands above a list or table says that its numbers are no figures: "Targets for 2026".
    """

    above: tuple[Paragraph, ...] = ()
    attribute: str | None = None
    known: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    scaled: bool = False
    untold: bool = False

    @cached_property
    def names(self) -> tuple[Named, ...]:
        """The subjects that they announce: few of each, and sure ones."""
        return tuple(named for paragraph in self.above for named in _subjects(paragraph))


def _subjects(paragraph: Paragraph) -> tuple[Named, ...]:
    if len(paragraph.flat) > LONG:
        return ()
    sure = tuple(named for named in paragraph.names if named.sure)
    return sure if len(sure) <= DEPTH else ()


def toll(gap: str, each: float) -> float:
    """The toll of the marks in a gap that part clauses; a semicolon counts twice."""
    return sum(each * (2 if match["stop"] else 1) for match in MARKS.finditer(gap))


def _overlaps(quarter: Quarter, named: Marks[Named]) -> bool:
    """Whether what looks like a quarter is of a name: Hunyuan T1."""
    return any(n.end > quarter.start for n in named.within(quarter.start - LONGEST_NAME, quarter.end))


def _is_word(named: Named, marks: Sequence[Cue]) -> bool:
    """Whether what looks like a new name is a cue: a benchmark of another kind, or "Market Cap"."""
    at = bisect_right(marks, named.end - 1, key=lambda cue: cue.start)
    return any(cue.end > named.start and cue.strong for cue in marks[max(0, at - 3) : at])


def _whole(flat: str, quoted: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The sentences with the parts of divided ones joined again."""
    out: list[tuple[int, int]] = []
    for start, end in quoted:
        if out and CLOSERS.sub("", flat[out[-1][0] : out[-1][1]][-8:])[-1:] not in HARD:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out) or ((0, len(flat)),)
