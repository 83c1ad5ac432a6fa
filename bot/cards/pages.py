"""Long texts on pages that fit Discord: nothing is dropped, nothing is cut inside a sentence without need."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from bot.cards.markup import NOTHING, Size, size
from qa.language.marks import Span, clipped

PAGE: Final = 3_900  # UTF-16 units of text on a page; Discord allows 4,000 in a message
SCRAP: Final = Size(240, 720)  # a block starts in less room than this only if all of it fits
DISPLAYS: Final = 12  # texts on a page; with rows and buttons well below Discord's 40 components
JOINT: Final = size("\n")
FRAME: Final = Size(0, 70)  # what stands around a text in JSON: {"type":10,"content":""}, and a separator

BREAKS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\n[ \t]*\n",
        r"\n",
        r"(?:[.!?…](?=\s)|[。！？])(?:[ \t]*\[\d+\])*[ \t]*",  # a sentence keeps its citations
        r"[ \t]+",
    )
)
OPEN_MARKER: Final = re.compile(r"\[\d{0,9}$")


Emphasise: TypeAlias = Callable[[str, Sequence[Span]], str]


@dataclass(frozen=True, slots=True)
class CardText:
    """A text and its rendering, `joined` to the line above or `set_off` from it unless it starts a page.

    `needs` is the room without which the block goes to a new page: its own length for what
    should not be split, more for a heading. With `marks`, offsets in the text, `emphasise` writes it instead.
    """

    text: str
    render: Callable[[str], str]
    joined: bool = False
    set_off: bool = False
    needs: Size = NOTHING
    marks: tuple[Span, ...] = ()
    emphasise: Emphasise | None = None

    def written(self, start: int, end: int) -> str:
        """The rendering of `text[start:end]`."""
        part = self.text[start:end]
        marks = clipped(self.marks, start, end)
        return self.emphasise(part, marks) if self.emphasise and marks else self.render(part)


@dataclass(slots=True)
class Display:
    """Rendered text that is shown in one piece."""

    text: str
    set_off: bool


@dataclass(slots=True)
class _Page:
    displays: list[Display]
    limit: Size
    used: Size = NOTHING

    def room(self, block: CardText) -> Size:
        return self.limit - self.used - (JOINT if block.joined and self.displays else FRAME)

    def full(self, block: CardText) -> bool:
        return len(self.displays) >= DISPLAYS and not block.joined

    def add(self, block: CardText, text: str) -> None:
        if block.joined and self.displays:
            self.displays[-1].text += "\n" + text
            self.used += JOINT + size(text)
        else:
            self.displays.append(Display(text, block.set_off and bool(self.displays)))
            self.used += FRAME + size(text)


def paginate(blocks: Iterable[CardText], room: Size) -> tuple[tuple[Display, ...], ...]:
    """Pages of rendered texts, each page in `room` and of at most DISPLAYS texts; at least one page."""
    pages = [_Page([], room)]
    for block in blocks:
        for text in _pieces(block, pages):
            if text:
                pages[-1].add(block, text)
    return tuple(tuple(page.displays) for page in pages if page.displays) or ((),)


def _pieces(block: CardText, pages: list[_Page]) -> Iterator[str]:
    """The parts of a block in order, written; opens a page in `pages` where the next part needs one."""
    start, end = 0, len(block.text)
    while start < end:
        page = pages[-1]
        if page.full(block) or (page.displays and not block.needs.fits(page.room(block))):
            pages.append(_Page([], page.limit))
            continue
        whole = block.written(start, end)
        if size(whole).fits(page.room(block)):
            yield whole
            return
        if page.displays and not SCRAP.fits(page.room(block)):
            pages.append(_Page([], page.limit))
            continue
        length = cut(block.text[start:], partial(_begun, block, start), page.room(block))
        if not length and not page.displays:
            length = 1  # where not even a character has room, pages must still come to an end
        if length:
            yield block.written(start, start + length)
            start += length
        pages.append(_Page([], page.limit))


def _begun(block: CardText, start: int, text: str) -> str:
    """The rendering of `text`, the beginning of what is left of the block from `start` on."""
    return block.written(start, start + len(text))


def cut(text: str, render: Callable[[str], str], room: Size) -> int:
    """How much of `text` to put where its rendering has `room`: up to the best break in reach.

    The best break is the end of a paragraph, else of a line, a sentence, a word; the last in the second half
    of what fits. 0 if nothing fits. A rendering must not get shorter when its text gets longer.
    """
    reach = min(len(text), 2 * room.units)
    fits = bisect_right(range(1, reach + 1), 0, key=lambda n: not size(render(text[:n])).fits(room))
    for pattern in BREAKS:
        ends = [match.end() for match in pattern.finditer(text, fits // 2, fits)]
        if ends:
            return ends[-1]
    marker = OPEN_MARKER.search(text, 0, fits)
    return marker.start() if marker and marker.start() else fits
