"""The reliability curve as an SVG picture: how often right, by how sure, beside the diagonal.

The frame, its ticks and the diagonal are in `chart.svg`, drawn for SIZE and MARGIN.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from qa.evaluation.measures.reliability import Bin

FRAME: Final = Path(__file__).with_name("chart.svg")
SIZE: Final = 360  # pixels a side of the plotted square
MARGIN: Final = 48
COLOURS: Final = ("#0b62a4", "#c2410c", "#15803d", "#6d28d9")  # contrast of 4.5 to white and more
LARGEST: Final = 9.0  # radius of the point with the most questions


def reliability_chart(curves: Mapping[str, Sequence[Bin]]) -> str:
    """An SVG with one line a curve; the area of a point grows with its questions."""
    most = max((item.count for bins in curves.values() for item in bins), default=1)
    lines: list[str] = []
    for place, (name, bins) in enumerate(curves.items()):
        lines.extend(_curve(name, bins, COLOURS[place % len(COLOURS)], place, most))
    frame = Template(FRAME.read_text(encoding="utf-8"))
    return frame.substitute(
        height=SIZE + 2 * MARGIN + 18 * len(curves), curves="".join(f"{line}\n" for line in lines)
    )


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
