"""The paragraphs of a document in order, each with what it inherits from headings, list items and leads."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from index.blocks import Block, blocks
from qa.extraction.binding.attributes import Meanings
from qa.extraction.binding.paragraph import LONG, Context, Paragraph
from qa.extraction.mentions.clause import is_question
from qa.extraction.mentions.cues import Cue, Cues
from qa.extraction.mentions.names import Names
from qa.extraction.mentions.vocabulary import has_word
from qa.language.wordlists import plain
from qa.numbers.columns import scales
from qa.numbers.dates import Quarter
from qa.numbers.numerals import spelled
from qa.numbers.struck import unstruck

NOISE: Final = re.compile(
    r"!?\[(?P<label>[^\]\n]{0,300})\]\([^)\s]{0,2000}\)|https?://[^\s)>\]，。、）]+|www\.[^\s)>\]，。、）]+|[*`]+|</?[a-z][^>\n]{0,300}>"
)
LEAD: Final = re.compile(r"[:：]\s*\Z")
ITEM: Final = re.compile(
    r"[ \t]*(?:[-*+•·][ \t]+|\d{1,3}[.)、][ \t]*|[(（]?[一二三四五六七八九十]{1,2}[)）、])"
)
BOLD: Final = re.compile(r"\s*(\*\*|__)[^*_\n]{1,100}\1[:：]?\s*")  # a heading in all but name
TITLE: Final = 7  # the level of a paragraph that is a heading by its looks
SHORT: Final = 80  # characters of a paragraph that may introduce a list or table
NOTHING: Final = Context(untold=True)  # what is inherited where no number can be of an attribute


def masked(text: str) -> str:
    """`text` with addresses, pictures, marks of emphasis and what is struck out blanked; no place moves."""

    def blank(match: re.Match[str]) -> str:
        label = match["label"]
        if label is None or match[0].startswith("!"):
            return " " * len(match[0])
        return " " + label + " " * (len(match[0]) - len(label) - 1)

    return NOISE.sub(blank, unstruck(text))


class Flow:
    """Walks a document; what a paragraph inherits is kept between calls."""

    def __init__(self, names: Names, cues: Cues, text: str) -> None:
        self._names, self._cues, self._text = names, cues, text
        self._masked = masked(text)
        self._folded = plain(self._masked)
        self._places = cues.places(self._folded)
        found = cues.read(self._places)
        self.named = frozenset(cue.attribute for cue in found if cue.strong and not cue.rival)
        """The attributes that the document names by words for nothing else."""
        self._known = _known(found)
        self._scored = frozenset(name for name in self._known if "points" in cues.words[name].of)
        self._meanings = Meanings(cues)
        self._headings: list[tuple[int, Paragraph]] = []
        self._items: list[tuple[int, Paragraph]] = []
        self._intro: Paragraph | None = None

    def paragraphs(self, start: int, end: int) -> Iterator[tuple[Paragraph, Context]]:
        """The paragraphs of `text[start:end]` with what each inherits; call it with parts in their order."""
        for block in blocks(self._text, start, end):
            indent = self._indent(block)
            if indent is None and not block.level and self._is_idle(block):
                self._items.clear()
                self._intro = None
                continue
            paragraph = self._paragraph(block)
            while self._items and (indent is None or self._items[-1][0] >= indent):
                self._items.pop()
            means = self._may_mean(paragraph)
            yield paragraph, self.context(listed=indent is not None) if means else NOTHING
            self._remember(block, paragraph, indent)

    def _paragraph(self, block: Block) -> Paragraph:
        start, end = block.start, block.end
        flat, cued = self._folded[start:end], self._cued(start, end)
        return Paragraph(start, end, flat, cued, self._masked, self._names, self._cues)

    def _cued(self, start: int, end: int) -> frozenset[str]:
        """The attributes for which words may stand in a paragraph; a word over its edge might hide any."""
        found: set[str] = set()
        for at in range(bisect_right(self._places, start, key=lambda one: one.end), len(self._places)):
            place = self._places[at]
            if place.start >= end:
                break
            whole = start <= place.start and place.end <= end
            found |= place.attributes if whole else self._cues.words.keys()
        return frozenset(found)

    def _may_mean(self, paragraph: Paragraph) -> bool:
        """Whether numbers of a paragraph may be of an attribute: by a word in it, or by what it inherits."""
        return self._meanings.possible(paragraph, paragraph.cued | self.announced() | self._scored)

    def announced(self) -> frozenset[str]:
        """The attributes that what stands above may name."""
        above = [one.cued for _, one in (*self._items, *self._headings)]
        return frozenset[str]().union(*above, self._intro.cued if self._intro else ())

    def context(self, *, listed: bool = True) -> Context:
        """What the next paragraph or table inherits; `listed` if an introduction is for it. A question is."""
        above = [item for _, item in reversed(self._items)]
        above += [self._intro] if self._intro and (listed or is_question(self._intro.flat)) else []
        above += [heading for _, heading in reversed(self._headings)]
        untold = listed and any(_is_untold(paragraph) for paragraph in above if paragraph is not self._title)
        announced = next((paragraph for paragraph in above if _announced(paragraph)), None)
        if announced is None:
            return Context(tuple(above), known=self._known, untold=untold)
        cue = _announced(announced)[0]
        scaled = any(scale.start >= cue.end for scale in scales(announced.flat))
        return Context(tuple(above), cue.attribute, self._known, cue.of, scaled, untold)

    @property
    def _title(self) -> Paragraph | None:
        """The heading of the whole document, which speaks of more than one part."""
        return next((heading for level, heading in self._headings if level == 1), None)

    def quarter(self) -> Quarter | None:
        """The quarter that the nearest heading names."""
        above = [item for _, item in reversed(self._items)] + [h for _, h in reversed(self._headings)]
        return next((paragraph.quarters[0] for paragraph in above if paragraph.quarters), None)

    def _is_idle(self, block: Block) -> bool:
        """Whether a paragraph neither has a number in it nor is so short that it may introduce another."""
        text = self._folded[block.start : block.end]
        return len(text) > LONG and not any(map(str.isdigit, text)) and not any(spelled(text))

    def _indent(self, block: Block) -> int | None:
        """How far a list item is set in; None for other blocks."""
        line = self._text.rfind("\n", 0, block.start) + 1
        if block.level or not ITEM.match(self._text[line : block.start + 4]):
            return None
        return len(self._text[line : block.start]) - len(self._text[line : block.start].lstrip())

    def _remember(self, block: Block, paragraph: Paragraph, indent: int | None) -> None:
        if block.level:
            while self._headings and self._headings[-1][0] >= block.level:
                self._headings.pop()
            self._headings.append((block.level, paragraph))
            self._items.clear()
            self._intro = None
        elif indent is not None:
            self._items.append((indent, paragraph))
        elif BOLD.fullmatch(self._text[block.start : block.end]):
            self._headings = [held for held in self._headings if held[0] < TITLE] + [(TITLE, paragraph)]
            self._intro = None
        else:
            short = LEAD.search(paragraph.flat) or len(paragraph.flat) <= SHORT
            self._intro = paragraph if short else None


def _is_untold(paragraph: Paragraph) -> bool:
    """Whether a heading or lead announces targets, forecasts or rumours."""
    flat = paragraph.flat
    return len(flat) <= SHORT and has_word(flat, "announced.untold") and not has_word(flat, "announced.told")


def _announced(paragraph: Paragraph) -> tuple[Cue, ...]:
    """The cues of the one attribute that a heading or lead announces, be it one that is not asked for."""
    cues = tuple(cue for cue in paragraph.cues if cue.strong)
    return cues if len({cue.attribute for cue in cues}) == 1 else ()


def _known(cues: Sequence[Cue]) -> frozenset[str]:
    """The attributes that a document names; those of mere "scores" where it speaks of no other benchmark."""
    named = frozenset(cue.attribute for cue in cues if cue.strong and not cue.rival)
    if any("points" in cue.of for cue in cues if cue.strong):
        return named
    return named | {cue.attribute for cue in cues if "points" in cue.of}
