"""A picture as an SVG document."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from qa.charts.shapes import EDGE, Dot, Picture, Rect, Shape, Stroke
from qa.charts.typeface import Typeface

NAMESPACE: Final = "http://www.w3.org/2000/svg"


def write_svg(picture: Picture, face: Typeface) -> bytes:
    """The document in UTF-8; its text stays text, in the face's family."""
    size = f'width="{_n(picture.width)}" height="{_n(picture.height)}"'
    family = quoteattr(f"'{face.family}', sans-serif")
    head = f'<svg xmlns="{NAMESPACE}" {size} viewBox="0 0 {_n(picture.width)} {_n(picture.height)}"'
    ground = f'<rect {size} rx="8" fill="{picture.ground}"/>'
    body = "".join(map(_element, picture.shapes))
    return (
        f'{head} font-family={family} xml:lang="{picture.language}" role="img">'
        f"<title>{escape(picture.title)}</title>{ground}{body}</svg>"
    ).encode()


def _element(shape: Shape) -> str:
    if isinstance(shape, Rect):
        stroke = f' stroke="{shape.stroke}"' if shape.stroke else ""
        return (
            f'<rect x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" '
            f'height="{_n(shape.height)}" rx="{_n(shape.radius)}" fill="{shape.fill}"{stroke}/>'
        )
    if isinstance(shape, Stroke):
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
        return (
            f'<polyline points="{points}" fill="none" stroke="{shape.stroke}" '
            f'stroke-width="{_n(shape.width)}"/>'
        )
    if isinstance(shape, Dot):
        return (
            f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius - EDGE / 2)}" '
            f'fill="{shape.fill}" stroke="{shape.stroke}" stroke-width="{EDGE}"/>'
        )
    return (
        f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}" fill="{shape.fill}" '
        f'text-anchor="{shape.anchor}">{escape(shape.text)}</text>'
    )


def _n(value: float) -> str:
    """A length in two decimals at most, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
