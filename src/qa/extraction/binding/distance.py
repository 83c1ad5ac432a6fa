"""How far apart two places of a paragraph are: by what stands between them that does not join them."""

from __future__ import annotations

import re
from typing import Final

from qa.extraction.binding.paragraph import Paragraph
from qa.extraction.mentions.clause import foreign

COMMA, STOP = 5, 10  # the costs of marks that part clauses
MOST: Final = 40  # the cost of foreign characters, however many there are
FARTHEST: Final = 300  # characters between a name or cue and its number
LEAD_END: Final = 60  # where a name ends that leads its paragraph: "Tencent: …"
MARKS: Final = re.compile(r"[,、，]|(?P<stop>[;；])")
JOINING: Final = re.compile(r"'s?\b|(?<![a-z])(?:de|d'|the|le|la|l')(?![a-z])|的|の")


def distance(paragraph: Paragraph, start: int, end: int) -> float:
    """The cost of `flat[start:end]`: its characters outside idle words, and a toll for each mark."""
    led = 0.0
    if end - start <= FARTHEST and paragraph.names and paragraph.names[0].end <= start <= LEAD_END:
        colon = paragraph.flat.find(":", start, end)
        start, led = (colon + 1, COMMA) if colon > start else (start, 0.0)
    gap = _without(paragraph, start, end, dates=True)
    return min(foreign(gap, paragraph.idle), MOST) + marks(gap, COMMA) + led


def marks(gap: str, each: float) -> float:
    """The toll of the marks in a gap; a semicolon counts twice."""
    return sum(each * (2 if match["stop"] else 1) for match in MARKS.finditer(gap))


def joint(paragraph: Paragraph, start: int, end: int) -> str:
    """A gap between two names without the names in it and the words that tell whose they are."""
    return JOINING.sub(" ", _without(paragraph, start, end, dates=False)).strip()


def _without(paragraph: Paragraph, start: int, end: int, *, dates: bool) -> str:
    flat, out, place = paragraph.flat, [], start
    spans = [(one.start, one.end) for one in paragraph.names.within(start, end)]
    if dates:
        spans += [(one.start, one.end) for one in paragraph.moments.within(start, end)]
    for first, last in sorted(spans):
        if place <= first and last <= end:
            out += [flat[place:first], " "]
            place = last
    return "".join((*out, flat[place:end]))
