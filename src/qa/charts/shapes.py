"""What a picture consists of, before it is written as SVG or PNG; all lengths in CSS pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Place: TypeAlias = tuple[float, float]

EDGE: Final = 1.5  # of a dot


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle; `stroke` is the colour of a thin outline, if any."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0
    stroke: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    points: tuple[Place, ...]
    stroke: str
    width: float = 1


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc with an edge of another colour, inside its radius."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: str


@dataclass(frozen=True, slots=True)
class Text:
    """`text` on the baseline `y`, from `x` on, around it or up to it; clean (`Typeface.clean`)."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    anchor: Literal["start", "middle", "end"] = "start"


Shape: TypeAlias = Rect | Stroke | Dot | Text


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes from the lowest to the topmost on an opaque ground; `title` says what they show."""

    width: float
    height: float
    ground: str
    language: str
    title: str
    shapes: tuple[Shape, ...]
