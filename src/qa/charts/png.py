"""A picture as a PNG, in double resolution."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from qa.charts.shapes import EDGE, Dot, Picture, Place, Rect, Stroke, Text
from qa.charts.typeface import DENSITY, Typeface

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

FINE: Final = 4  # smooth edges are drawn so many times larger and reduced
ANCHORS: Final = {"start": "ls", "middle": "ms", "end": "rs"}
LEVEL: Final = 6  # zlib's: higher ones take five times as long for the same size


_Draw: TypeAlias = "Callable[[ImageDraw, Callable[[Place], Place], float], None]"


def write_png(picture: Picture, face: Typeface) -> bytes:
    painter = _Painter(picture, face)
    for shape in picture.shapes:
        if isinstance(shape, Rect):
            painter.rect(shape)
        elif isinstance(shape, Stroke):
            painter.line(shape)
        elif isinstance(shape, Dot):
            painter.dot(shape)
        else:
            painter.text(shape)
    return painter.png()


class _Painter:
    """Upright edges fall on whole pixels; all others are smoothed."""

    def __init__(self, picture: Picture, face: Typeface) -> None:
        from PIL import Image, ImageDraw

        self._face = face
        size = (round(picture.width * DENSITY), math.ceil(picture.height * DENSITY))
        self._image = Image.new("RGB", size, picture.ground)
        self._draw = ImageDraw.Draw(self._image)

    def png(self) -> bytes:
        out = io.BytesIO()
        self._image.save(out, "PNG", compress_level=LEVEL)
        return out.getvalue()

    def rect(self, rect: Rect) -> None:
        if rect.stroke:
            self._box(rect.x, rect.y, rect.width, rect.height, 0, rect.stroke)
            edge = 1 / DENSITY
            width, height = rect.width - 2 * edge, rect.height - 2 * edge
            self._box(rect.x + edge, rect.y + edge, width, height, 0, rect.fill)
        else:
            self._box(rect.x, rect.y, rect.width, rect.height, rect.radius, rect.fill)

    def line(self, line: Stroke) -> None:
        (xs, ys), edge = zip(*line.points, strict=True), line.width

        def draw(pen: ImageDraw, place: Callable[[Place], Place], scale: float) -> None:
            points = [place(point) for point in line.points]
            pen.line(points, 255, round(line.width * scale), joint="curve")

        box = (min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge)
        self._smooth(*box, line.stroke, draw)

    def dot(self, dot: Dot) -> None:
        self._disc(dot.x, dot.y, dot.radius, dot.stroke)
        self._disc(dot.x, dot.y, dot.radius - EDGE, dot.fill)

    def text(self, text: Text) -> None:
        place = (text.x * DENSITY, text.y * DENSITY)
        font = self._face.font(text.size)
        self._draw.text(place, text.text, text.fill, font, anchor=ANCHORS[text.anchor])

    def _box(self, x: float, y: float, width: float, height: float, radius: float, fill: str) -> None:
        """A rectangle on whole pixels, at least one wide and high; its corners are discs."""
        left, top = round(x * DENSITY), round(y * DENSITY)
        right = max(round((x + width) * DENSITY), left + 1) - 1
        bottom = max(round((y + height) * DENSITY), top + 1) - 1
        inset = min(round(radius * DENSITY), (right - left) // 2, (bottom - top) // 2)
        self._draw.rectangle((left, top + inset, right, bottom - inset), fill)
        self._draw.rectangle((left + inset, top, right - inset, bottom), fill)
        if inset:
            for across in (left + inset, right + 1 - inset):
                for down in (top + inset, bottom + 1 - inset):
                    self._disc(across / DENSITY, down / DENSITY, inset / DENSITY, fill)

    def _disc(self, x: float, y: float, radius: float, fill: str) -> None:
        def draw(pen: ImageDraw, place: Callable[[Place], Place], _scale: float) -> None:
            (left, top), (right, bottom) = place((x - radius, y - radius)), place((x + radius, y + radius))
            pen.ellipse((left, top, right - 1, bottom - 1), 255)

        self._smooth(x - radius, y - radius, x + radius, y + radius, fill, draw)

    def _smooth(self, left: float, top: float, right: float, bottom: float, fill: str, draw: _Draw) -> None:
        """Paint `fill` through a mask that `draw` draws larger: of the region given, in CSS pixels."""
        from PIL import Image, ImageDraw

        x, y = math.floor(left * DENSITY), math.floor(top * DENSITY)
        width, height = math.ceil(right * DENSITY) - x, math.ceil(bottom * DENSITY) - y
        mask = Image.new("L", (width * FINE, height * FINE))
        scale = DENSITY * FINE

        def place(point: Place) -> Place:
            return point[0] * scale - x * FINE, point[1] * scale - y * FINE

        draw(ImageDraw.Draw(mask), place, scale)
        small = mask.resize((width, height), Image.Resampling.BOX)
        self._image.paste(fill, (x, y, x + width, y + height), small)
