"""What a picture of an answer's figures shows; drawn elsewhere.

A panel is one scale: the guard on comparability is settled here, before anything is drawn.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from index.documents import Frozen


class Point(Frozen):
    """One figure: a bar, or a step at the time `when` (ISO 8601, as exact as it is known).

    `low` is below `value` where sources contradict each other; `text` is the figure as the answer writes it.
    `maker` is the id of the lab, `maker_name` what the legend calls it, and `maker_place` its place, from 0,
    among the labs of the corpus, those with the most models first: it keeps a lab's colour from plot to plot.
    """

    label: str
    value: float
    low: float
    text: str
    maker: str | None = None
    maker_name: str | None = None
    maker_place: int | None = None
    open_weights: bool | None = None
    when: str | None = None


class Panel(Frozen):
    """Figures of editions that are comparable with one another, in the order in which they are shown."""

    title: str
    editions: tuple[str, ...] = Field(min_length=1)
    points: tuple[Point, ...] = Field(min_length=1)


class Plot(Frozen):
    """A picture in the asker's language.

    `apart` says in a word or two why the panels may not be read on one scale ("" for a single one), `sources`
    is the caption, `alt` what a screen reader says, `open_weights` the legend's word for models whose weights
    are open.
    """

    kind: Literal["bars", "steps"]
    language: str
    title: str
    panels: tuple[Panel, ...] = Field(min_length=1)
    apart: str = ""
    sources: str = ""
    alt: str
    open_weights: str = ""
