"""A shared answer as a picture: question, answer, quotes with their sources, and a code to scan for its page.

It is drawn in the typeface that charts are drawn in, so that it is the same on every machine and right in all
five languages; any text is drawn as characters, never as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa.charts.palette import LIGHT, Theme
from qa.charts.png import write_png
from qa.charts.shapes import Picture, Rect, Shape, Text
from qa.charts.typeface import Typeface, typeface
from qa.language.inline import in_line
from qa.models import Citation, Line
from qa.replies.lines import HEADINGS
from qa.replies.places import places
from qa.sharing.shared import SharedAnswer
from qa.wording.formats import written_date
from qa.wording.messages import Messages

WIDTH: Final = 600.0  # CSS pixels; 1,200 of the picture, as wide as pages show a linked one
PAD: Final = 28.0
QUESTION, ANSWER, QUOTE, SMALL = 20.0, 17.0, 14.0, 12.0  # sizes of the text
LEADING: Final = 1.45  # of its size, from line to line
GAP: Final = 14.0  # between parts
CODE: Final = 96.0  # the side of the code
QUIET: Final = 4  # modules of ground around a code, without which it cannot be scanned
MOST_LINES: Final = 14  # of the answer; what does not fit is on its page
MOST_QUOTES: Final = 4
QUOTE_LINES: Final = 3


def picture_card(shared: SharedAnswer, *, theme: Theme = LIGHT) -> bytes:
    """The picture as a PNG in double resolution, as high as its text."""
    face = typeface(shared.language)
    return write_png(_Card(shared, theme, face).picture(), face)


class _Card:
    """Writes the card from the top down; `_y` is where it has come to."""

    def __init__(self, shared: SharedAnswer, theme: Theme, face: Typeface) -> None:
        self._shared, self._theme, self._face = shared, theme, face
        self._answer = shared.reply.answer
        self._shapes: list[Shape] = []
        self._y = PAD

    def picture(self) -> Picture:
        if self._answer.question:
            self._paragraph(in_line(self._answer.question), QUESTION, self._theme.text, lines=4)
            self._y += GAP / 2
        self._body(self._shared.reply.lines)
        worded = self._answer.worded
        for text in (*(one.text for one in self._answer.notices), *([worded.text] if worded else ())):
            self._paragraph(in_line(text), QUOTE, self._theme.muted, lines=4)
            self._y += GAP
        self._quotes(self._answer.citations)
        self._foot()
        title = self._answer.question or self._answer.answer
        language = self._shared.language
        return Picture(WIDTH, self._y, self._theme.card, language, title, tuple(self._shapes))

    def _body(self, lines: Sequence[Line]) -> None:
        room = MOST_LINES
        for line in lines:
            if room <= 0:
                self._paragraph("…", ANSWER, self._theme.muted, lines=1)
                break
            muted = line.kind in HEADINGS or line.kind == "note"
            colour = self._theme.muted if muted else self._theme.text
            room -= self._paragraph(line.written, ANSWER, colour, lines=room)
        self._y += GAP

    def _quotes(self, citations: Sequence[Citation]) -> None:
        for cited in citations[:MOST_QUOTES]:
            top = self._y
            text = f"[{cited.number}] “{in_line(cited.view.text)}”"
            self._paragraph(text, QUOTE, self._theme.text, lines=QUOTE_LINES, indent=GAP)
            self._paragraph(self._source(cited), SMALL, self._theme.muted, lines=2, indent=GAP)
            self._shapes.append(Rect(PAD, top, 3, self._y - top, self._theme.makers[0], radius=1.5))
            self._y += GAP
        more = len(citations) - MOST_QUOTES
        if more > 0:
            self._paragraph(f"+ {more}", SMALL, self._theme.muted, lines=1, indent=GAP)

    def _source(self, cited: Citation) -> str:
        named = [source.publisher or source.title for source in cited.sources]
        about = (*places(cited, self._shared.language), cited.edition)
        told = (in_line(cited.title), *about, *(in_line(name) for name in named))
        return " · ".join(filter(None, told))

    def _foot(self) -> None:
        """Whose answer this is and of when; with an address, the code that leads there."""
        say = Messages().format
        code = _code(self._shared.url, self._theme) if self._shared.url else ()
        room = WIDTH - 2 * PAD - (CODE + GAP if code else 0)
        top = self._y
        self._paragraph("Footnote", ANSWER, self._theme.text, lines=1, width=room)
        asked = written_date(self._shared.asked, self._shared.language)
        told = say(self._shared.language, "share-card-checked", date=asked)
        self._paragraph(told, SMALL, self._theme.muted, lines=3, width=room)
        if self._shared.url:
            self._paragraph(self._shared.url, SMALL, self._theme.muted, lines=2, width=room)
            self._shapes += [_moved(rect, WIDTH - PAD - CODE, top) for rect in code]
            self._y = max(self._y, top + CODE)
        self._y += PAD

    def _paragraph(
        self,
        text: str,
        size: float,
        colour: str,
        *,
        lines: int,
        indent: float = 0.0,
        width: float = WIDTH - 2 * PAD,
    ) -> int:
        """Write `text` in at most `lines` lines; how many it took."""
        wrapped = self._face.wrap(self._face.clean(text), size, width - indent, lines)
        for line in wrapped:
            self._y += size * LEADING
            self._shapes.append(Text(PAD + indent, self._y - size * (LEADING - 1), line, size, colour))
        return len(wrapped)


def _code(url: str, theme: Theme) -> tuple[Rect, ...]:
    """The QR code of an address, as dark squares on a light one, `CODE` wide."""
    import segno

    matrix = segno.make(url, error="m", micro=False).matrix
    side = CODE / (len(matrix) + 2 * QUIET)
    dark = "#000000"  # on white, in whatever theme: not every reader takes an inverted code
    squares = [Rect(0, 0, CODE, CODE, "#ffffff", stroke=theme.grid)]
    for row, modules in enumerate(matrix):
        squares += [
            Rect((column + QUIET) * side, (row + QUIET) * side, side, side, dark)
            for column, module in enumerate(modules)
            if module
        ]
    return tuple(squares)


def _moved(rect: Rect, across: float, down: float) -> Rect:
    return Rect(rect.x + across, rect.y + down, rect.width, rect.height, rect.fill, rect.radius, rect.stroke)
