"""The reliability curve as an SVG picture: how often right, by how sure, beside the diagonal."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from qa.evaluation.measures.reliability import Bin

SIZE: Final = 360  # pixels a side of the plotted square
MARGIN: Final = 48
TICKS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
COLOURS: Final = ("#0b62a4", "#c2410c", "#15803d", "#6d28d9")  # contrast of 4.5 to white and more
LARGEST: Final = 9.0  # radius of the point with the most questions


def reliability_chart(curves: Mapping[str, Sequence[Bin]]) -> str:
    """An SVG with one line a curve; the area of a point grows with its questions."""
    width, height = SIZE + 2 * MARGIN, SIZE + 2 * MARGIN + 18 * len(curves)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">',
        "<title>Share of right answers by confidence</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
        *_axes(),
    ]
    most = max((item.count for bins in curves.values() for item in bins), default=1)
    for place, (name, bins) in enumerate(curves.items()):
        parts.extend(_curve(name, bins, COLOURS[place % len(COLOURS)], place, most))
    return "\n".join([*parts, "</svg>", ""])


def _axes() -> list[str]:
    left, right, top, bottom = _x(0), _x(1), _y(1), _y(0)
    turned = f'transform="translate({left - 34} {_y(0.5)}) rotate(-90)"'
    parts = [
        f'<rect x="{left}" y="{top}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#555"/>',
        f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{top}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<text x="{_x(0.5)}" y="{bottom + 34}" text-anchor="middle">confidence</text>',
        f'<text {turned} text-anchor="middle">share right</text>',
    ]
    for tick in TICKS:
        parts.append(f'<text x="{_x(tick)}" y="{bottom + 16}" text-anchor="middle">{tick:.1f}</text>')
        parts.append(f'<text x="{left - 6}" y="{_y(tick) + 4}" text-anchor="end">{tick:.1f}</text>')
    return parts


def _curve(name: str, bins: Sequence[Bin], colour: str, place: int, most: int) -> list[str]:
    points = " ".join(f"{_x(item.confidence)},{_y(item.right)}" for item in bins)
    legend = _y(0) + 52 + 18 * place
    return [
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>',
        *(
            f'<circle cx="{_x(item.confidence)}" cy="{_y(item.right)}" '
            f'r="{max(2.0, LARGEST * math.sqrt(item.count / most)):.1f}" fill="{colour}" fill-opacity="0.6">'
            f"<title>{item.count} questions</title></circle>"
            for item in bins
        ),
        f'<circle cx="{MARGIN + 6}" cy="{legend - 4}" r="5" fill="{colour}"/>',
        f'<text x="{MARGIN + 18}" y="{legend}">{escape(name)}</text>',
    ]


def _x(value: float) -> float:
    return round(MARGIN + value * SIZE, 1)


def _y(value: float) -> float:
    return round(MARGIN + (1 - value) * SIZE, 1)
