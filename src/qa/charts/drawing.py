"""A plot as a picture: a card with its title, legend, panels and sources.

Panels lie below one another, each on a scale of its own, with a visible break between them. The one font is
packaged, so that the same plot gives the same picture on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from qa.charts.palette import DARK, LIGHT, Theme, colours
from qa.charts.plot import Plot
from qa.charts.png import write_png
from qa.charts.rows import (
    GAP,
    LEADING,
    MARGIN,
    SIZE,
    SMALL,
    BarRow,
    Columns,
    PanelRows,
    padlock,
    prepare,
    written,
)
from qa.charts.shapes import Picture, Rect, Shape, Stroke, Text
from qa.charts.svg import write_svg
from qa.charts.typeface import Typeface, typeface

WIDTH: Final = 550.0  # of a picture in Discord, in CSS pixels
PAD: Final = 14.0
TITLE: Final = 16.0
SIGN: Final = 15.0  # the room of a sign in the legend
AXIS: Final = 20.0  # below the rows, for the marks
LEGEND: Final = 140.0  # at most, of a lab's name
MOST: Final = 80  # rows of a picture; the rest is counted
BREAK: Final = 26.0  # the gap between panels, without its reason


def draw(plot: Plot, *, dark: bool = False, format: Literal["png", "svg"] = "png") -> bytes:  # noqa: A002
    """`plot` on an opaque card, `WIDTH` CSS pixels wide; the PNG in double resolution.

    Any text is drawn as characters, never as markup; what the font has not is replaced. Thread-safe.
    """
    face = typeface(plot.language)
    picture = _Layout(plot, DARK if dark else LIGHT, face).picture()
    return write_svg(picture, face) if format == "svg" else write_png(picture, face)


class _Layout:
    """Writes the card from the top down; `_y` is where it has come to."""

    def __init__(self, plot: Plot, theme: Theme, face: Typeface) -> None:
        self._plot, self._theme, self._face = plot, theme, face
        self._steps = plot.kind == "steps"
        self._panels = self._rows()
        rows = [row for panel in self._panels for row in panel]
        self._makers = {row.point.maker: row.point.maker_name for row in rows if row.point.maker}
        labs = [(row.point.maker, row.point.maker_place) for row in rows if row.point.maker]
        places = {lab: place for lab, place in labs if place is not None}
        self._colours = colours((lab for lab, _ in labs), theme, places)
        self._open = bool(plot.open_weights) and any(row.point.open_weights for row in rows)
        self._columns = Columns.of(rows, face, PAD, WIDTH - PAD)
        self._left_out = sum(len(panel.points) for panel in plot.panels) - len(rows)
        self._shapes: list[Shape] = []
        self._y = PAD

    def picture(self) -> Picture:
        plot, theme = self._plot, self._theme
        self._paragraph(plot.title, TITLE, theme.text, lines=2, leading=21)
        self._legend()
        for place, rows in enumerate(self._panels):
            if place:
                self._break(plot.apart if place == 1 else "")
            self._panel(plot.panels[place].title, rows)
        if self._left_out:
            self._paragraph(
                f"{self._face.ellipsis} +{self._left_out}", SMALL, theme.muted, lines=1, leading=LEADING
            )
        self._paragraph(plot.sources, SMALL, theme.muted, lines=3, leading=LEADING - 1)
        title = self._face.clean(plot.alt)
        height = self._y + PAD - 6
        return Picture(WIDTH, height, theme.card, plot.language, title, tuple(self._shapes))

    def _rows(self) -> list[tuple[BarRow, ...]]:
        """The rows of the panels that are shown: MOST of them in all."""
        panels: list[tuple[BarRow, ...]] = []
        room = MOST
        for panel in self._plot.panels:
            if room > 0:
                panels.append(prepare(panel.points[:room], self._face, steps=self._steps))
                room -= len(panels[-1])
        return panels

    def _paragraph(self, text: str, size: float, colour: str, *, lines: int, leading: float) -> None:
        wrapped = self._face.wrap(self._face.clean(text), size, WIDTH - 2 * PAD, lines)
        self._shapes += written(wrapped, PAD, self._y + size, size, colour, leading)
        self._y += len(wrapped) * leading

    def _legend(self) -> None:
        """The labs' colours and the sign for open weights, in as many lines as they take."""
        x, y, end = PAD, self._y + 9, WIDTH - PAD
        for colour, name in self._entries():
            width = SIGN + self._face.width(name, SMALL)
            if x > PAD and x + width > end:
                x, y = PAD, y + LEADING + 1
            sign = [Rect(x, y - 5, 10, 10, colour, 2)] if colour else padlock(x, y, self._theme.text)
            self._shapes += [*sign, Text(x + SIGN, y + 4, name, SMALL, self._theme.muted)]
            x += width + 14
        self._y = y + 14 if x > PAD else self._y + 4

    def _entries(self) -> Iterator[tuple[str, str]]:
        """(colour, name) of what the legend explains; no colour for the sign."""
        for maker, name in self._makers.items():
            if cleaned := self._face.clean(name or ""):
                yield self._colours[maker], self._face.fit(cleaned, SMALL, LEGEND)
        if self._open:
            yield "", self._face.fit(self._face.clean(self._plot.open_weights), SMALL, 2 * LEGEND)

    def _panel(self, title: str, rows: Sequence[BarRow]) -> None:
        theme, width = self._theme, WIDTH - 2 * PAD
        lines = self._face.wrap(self._face.clean(title), SIZE, width - 2 * MARGIN, 2)
        drawn = PanelRows(theme, self._colours, self._columns, rows, self._plot.language)
        top = self._y + len(lines) * 17 + 10
        bottom = top + drawn.height + AXIS
        self._shapes.append(Rect(PAD, self._y, width, bottom - self._y, theme.panel, 6))
        self._shapes += written(lines, PAD + MARGIN, self._y + 19, SIZE, theme.text, 17)
        self._shapes += drawn.shapes(top, steps=self._steps)
        self._y = bottom + GAP

    def _break(self, reason: str) -> None:
        """Two strokes across a line that is cut, and why the next panel is on another scale."""
        x, theme = PAD + 18, self._theme
        lines = self._face.wrap(self._face.clean(reason), SMALL, WIDTH - 2 * PAD - 42, 6)
        top, height = self._y - GAP, max(BREAK, len(lines) * LEADING + 10)
        middle = top + height / 2
        for start in (top, middle + 4):
            self._shapes.append(Rect(x - 0.75, start, 1.5, height / 2 - 4, theme.muted))
        for y in (middle - 4, middle + 4):
            self._shapes.append(Stroke(((x - 8, y + 4), (x + 8, y - 4)), theme.text, 1.75))
        baseline = middle - (len(lines) - 1) * LEADING / 2 + 4
        self._shapes += written(lines, PAD + 42, baseline, SMALL, theme.text)
        self._y = top + height
