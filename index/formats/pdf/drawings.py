"""What is drawn on a PDF page besides text: the rules of tables, and where charts and other figures stand."""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_SEGMENTS: Final = 20_000
"""Lines and curves of one page that are looked at; a map has more, and no table."""

_DEEPEST: Final = 3  # forms within forms
_THIN: Final = 2.5  # points: a box that is not thicker is a rule
_SHORT: Final = 4.0  # points: a shorter stroke is part of a letter or a tick of an axis
_FEWEST_BARS: Final = 3
_NEAR: Final = 12.0  # points between the parts of one figure
_MOST_SHAPES: Final = 600
_LEAST: Final = (40.0, 25.0)  # width and height of a figure in points; what is smaller is an ornament
_LINE, _CURVE, _MOVE = 0, 1, 2  # FPDF_SEGMENT_*
_PATH, _SHADING, _FORM = 2, 4, 5  # FPDF_PAGEOBJ_*


class PdfBox(NamedTuple):
    """A rectangle in points, upwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def grown(self, by: float) -> PdfBox:
        return PdfBox(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def meets(self, other: PdfBox) -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def joined(self, other: PdfBox) -> PdfBox:
        return PdfBox(
            min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )


class PdfRule(NamedTuple):
    """A straight line: `at` is its height and it runs from `start` to `end` if it is level, else across."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PdfDrawings:
    """The rules of a page, and the boxes of its figures; whether anything at all is on it."""

    level: list[PdfRule] = field(default_factory=list)
    upright: list[PdfRule] = field(default_factory=list)
    figures: list[PdfBox] = field(default_factory=list)
    drawn: bool = False


_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]


def read_drawings(page: PdfPage, angle: float = 0.0) -> PdfDrawings:
    """The drawings of a `pypdfium2.PdfPage`, in the frame in which text at this angle runs to the right."""
    import pypdfium2.raw as pdfium

    cos, sin = math.cos(angle), math.sin(angle)
    reader = _PathReader()
    count = pdfium.FPDFPage_CountObjects(page.raw)
    objects = (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(max(count, 0)))
    reader.read(objects, (cos, -sin, sin, cos, 0.0, 0.0))
    shapes = [*reader.curved, *_bars(reader.filled)][:_MOST_SHAPES]
    return PdfDrawings(_merged(reader.level), _merged(reader.upright), _clusters(shapes), drawn=count > 0)


class _PathReader:
    """Gathers the rules, filled boxes and curved shapes of a page's objects."""

    def __init__(self) -> None:
        self.level: list[PdfRule] = []
        self.upright: list[PdfRule] = []
        self.filled: list[PdfBox] = []
        self.curved: list[PdfBox] = []
        self._left = MOST_SEGMENTS

    def read(self, objects: Iterable[object], outer: _Matrix, depth: int = 0) -> None:
        import pypdfium2.raw as pdfium

        for held in objects:
            if self._left <= 0:
                return
            self._left -= 1
            kind = pdfium.FPDFPageObj_GetType(held)
            if kind == _PATH:
                self._read_path(held, _product(_matrix(held), outer))
            elif kind == _FORM and depth < _DEEPEST:
                count = max(pdfium.FPDFFormObj_CountObjects(held), 0)
                inner = (pdfium.FPDFFormObj_GetObject(held, index) for index in range(count))
                self.read(inner, _product(_matrix(held), outer), depth + 1)

    def _read_path(self, path: object, matrix: _Matrix) -> None:
        import pypdfium2.raw as pdfium

        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        if not fill.value and not stroke.value:
            return
        lines, points, curves = self._segments(path, matrix)
        if not points:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = PdfBox(min(xs), min(ys), max(xs), max(ys))
        slanted = sum(abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1 for a, b in lines)
        rounded = 0 < curves <= 8 and not slanted and len(lines) >= 2  # a box with round corners
        if (curves and not rounded) or slanted:
            self.curved.append(box)
        elif min(box.x1 - box.x0, box.y1 - box.y0) <= _THIN:
            self._rule(box)
        elif stroke.value:
            for a, b in lines:
                self._rule(PdfBox(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))
        else:
            self.filled.append(box)

    def _rule(self, box: PdfBox) -> None:
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if height <= _THIN and width > _SHORT:
            self.level.append(PdfRule((box.y0 + box.y1) / 2, box.x0, box.x1))
        elif width <= _THIN and height > _SHORT:
            self.upright.append(PdfRule((box.x0 + box.x1) / 2, box.y0, box.y1))

    def _segments(
        self, path: object, matrix: _Matrix
    ) -> tuple[list[tuple[_Point, _Point]], list[_Point], int]:
        """The straight lines of a path, all its points, and the number of its curves."""
        import pypdfium2.raw as pdfium

        lines: list[tuple[_Point, _Point]] = []
        points: list[_Point] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        curves, begun = 0, (0.0, 0.0)
        for index in range(min(max(pdfium.FPDFPath_CountSegments(path), 0), self._left)):
            self._left -= 1
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _moved(matrix, x.value, y.value)
            if not (math.isfinite(point[0]) and math.isfinite(point[1])):
                continue
            if kind == _MOVE:
                begun = point
            elif kind == _LINE and points:
                lines.append((points[-1], point))
            curves += kind == _CURVE
            points.append(point)
            if pdfium.FPDFPathSegment_GetClose(segment) and point != begun:
                lines.append((point, begun))
        return lines, points, curves // 3  # each curve has three points


def _matrix(held: object) -> _Matrix:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(held, matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _product(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    across = (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s)
    return (*across, e * p + f * r + t, e * q + f * s + u)


def _moved(matrix: _Matrix, x: float, y: float) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _merged(rules: list[PdfRule]) -> list[PdfRule]:
    """Rules that lie end to end, or on one another, as one; from the top down, or from right to left."""
    merged: list[PdfRule] = []
    for rule in sorted(rules, key=lambda rule: (-round(rule.at), rule.start)):
        last = merged[-1] if merged else None
        if last and abs(last.at - rule.at) <= 1.5 and rule.start <= last.end + 3:
            merged[-1] = last._replace(end=max(last.end, rule.end))
        else:
            merged.append(rule)
    return merged


def _bars(boxes: list[PdfBox]) -> Iterator[PdfBox]:
    """The filled boxes that are bars of a chart: equally thick, from one line on, of different lengths."""
    lying: dict[tuple[int, int], set[int]] = defaultdict(set)
    standing: dict[tuple[int, int], set[int]] = defaultdict(set)
    for box in boxes:
        lying[round(box.x0), round(2 * (box.y1 - box.y0))].add(round(box.x1))
        standing[round(box.y0), round(2 * (box.x1 - box.x0))].add(round(box.y1))
    for box in boxes:
        row = lying[round(box.x0), round(2 * (box.y1 - box.y0))]
        column = standing[round(box.y0), round(2 * (box.x1 - box.x0))]
        if max(len(row), len(column)) >= _FEWEST_BARS:
            yield box


def _clusters(shapes: list[PdfBox]) -> list[PdfBox]:
    """The boxes around shapes that lie near one another, if they are large enough for a figure."""
    clusters: list[PdfBox] = []
    for shape in shapes:
        box = shape
        near = [other for other in clusters if other.grown(_NEAR).meets(shape)]
        for other in near:
            box = box.joined(other)
            clusters.remove(other)
        clusters.append(box)
    return [box for box in clusters if box.x1 - box.x0 >= _LEAST[0] and box.y1 - box.y0 >= _LEAST[1]]
