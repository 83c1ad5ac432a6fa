"""Text in pictures, by RapidOCR: the lines of a page with where they stand, for `footnote[ocr]`.

Its models come with it, nothing is downloaded, and it runs on one thread. What it is not sure of is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from math import atan2, cos, hypot, sin
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from index.formats.converted import MOST_PICTURES
from index.formats.foreign import reading
from index.formats.pdf.scans import PictureLine, Recogniser

if TYPE_CHECKING:
    from index.formats.pdf.scans import Picture

LEAST_SURE: Final = 0.8
"""The engine's mean probability of the characters of a line that is kept, from 0 to 1."""

_LONGEST_SIDE: Final = 2_400  # pixels of a picture as it is read: A4 at 200 dots an inch has 2,339
_SEEN_SIDE: Final = 1_280  # pixels of it as lines are looked for, which takes 250 MB a million
_THINNEST: Final = 16  # pixels across of a picture in which a line may be
_MOST_DRAWN: Final = 50  # times as long as it is across that a picture may be
_LONG: Final = 5.0  # heights of a line from which on it shows how a page lies


class _Corner(NamedTuple):
    """A corner of what was found, in pixels from the top left of the picture."""

    x: float
    y: float


_Corners = tuple[_Corner, _Corner, _Corner, _Corner]
"""Those of a line: top left, top right, bottom right, bottom left."""


def recogniser(begin: Callable[[], None]) -> Recogniser | None:
    """What reads the pictures of one file; None where RapidOCR is not installed.

    `begin` is called before each picture, which takes seconds. Those after MOST_PICTURES are not read.
    """
    if find_spec("rapidocr") is None:
        return None
    begun = 0

    def recognise(picture: Picture) -> Sequence[PictureLine]:
        nonlocal begun
        across = min(picture.shape[:2])
        if begun == MOST_PICTURES or across < _THINNEST or max(picture.shape) > _MOST_DRAWN * across:
            return ()
        begun += 1
        begin()
        return read_picture(picture)

    return recognise


def read_picture(picture: Picture) -> Sequence[PictureLine]:
    """The lines of a picture from the top down, as if its page lay straight. Raises UnreadableError."""
    import numpy as np

    _engine()  # a library of its own that is missing is no damage of the picture
    with reading("picture"):
        first = _read(picture)
        if first.is_level and (first.is_sure or not first.score):
            return first.lines
        turns = (2,) if first.is_level else (1, 3)
        return max(first, *(_read(np.rot90(picture, by)) for by in turns)).lines


class _PictureReading(NamedTuple):
    """What is read in a picture as it lies; the greater of two is the one that is right.

    `score` is that of most lines, 0 where there are none; upside down nothing is sure.
    """

    is_sure: bool
    is_level: bool
    score: float
    lines: tuple[PictureLine, ...]


def _read(picture: Picture) -> _PictureReading:
    import numpy as np

    try:
        found = _engine()(np.ascontiguousarray(picture[:, :, ::-1]))  # it takes blue, green, red
    except Exception as error:  # it has one of its own for whatever happened
        if "alloc" in str(error):
            raise MemoryError from error
        raise
    if not found.txts:
        return _PictureReading(is_sure=False, is_level=True, score=0.0, lines=())
    boxes = [_corners(box) for box in found.boxes.tolist()]
    angle = _angle(boxes)
    lines = [
        _line(text, [_turned(corner, -angle) for corner in box])
        for text, score, box in zip(found.txts, found.scores, boxes, strict=True)
        if score >= LEAST_SURE
    ]
    level = median(_distance(left, right) - _distance(left, below) for left, right, _, below in boxes) > 0
    score = float(median(found.scores))
    return _PictureReading(score >= LEAST_SURE, level, score, tuple(_in_rows(lines)))


@cache
def _engine() -> Callable[[Picture], Any]:
    """RapidOCR, of which a process has one."""
    from rapidocr import RapidOCR

    threads = "EngineConfig.onnxruntime.{}_op_num_threads"
    engine: Callable[[Picture], Any] = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": _LONGEST_SIDE,
            "Global.use_cls": False,  # it takes lines for upside down that are not
            "Det.limit_type": "max",
            "Det.limit_side_len": _SEEN_SIDE,
            "Rec.rec_batch_num": 1,  # lines are not made as long as the longest of others
            threads.format("intra"): 1,
            threads.format("inter"): 1,
        }
    )
    return engine


def _corners(box: Sequence[Sequence[float]]) -> _Corners:
    first, second, third, fourth = (_Corner(*one) for one in box)
    return first, second, third, fourth


def _angle(boxes: Sequence[_Corners]) -> float:
    """By how much a page lies askew, in radians, as most of its long lines do."""
    long = [
        atan2(right.y - left.y, right.x - left.x)
        for left, right, _, below in boxes
        if _distance(left, right) > _LONG * _distance(left, below)
    ]
    return median(long) if long else 0.0


def _turned(point: _Corner, angle: float) -> _Corner:
    return _Corner(point.x * cos(angle) - point.y * sin(angle), point.x * sin(angle) + point.y * cos(angle))


def _distance(one: _Corner, other: _Corner) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def _line(text: str, corners: Sequence[_Corner]) -> PictureLine:
    across, up = [one.x for one in corners], [one.y for one in corners]
    return PictureLine(text, min(across), min(up), max(across), max(up))


def _in_rows(lines: Sequence[PictureLine]) -> list[PictureLine]:
    """Lines from the top down, those of one height from left to right."""
    rows: list[list[PictureLine]] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        first = rows[-1][0] if rows else None
        if first and (line.top + line.bottom) / 2 < first.bottom - (first.bottom - first.top) / 4:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]
