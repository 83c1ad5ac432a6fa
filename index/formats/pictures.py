"""Files that are pictures, of one page or of several, as those who scan leave them."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Final

from index.formats.converted import MOST_PICTURES, Converted, UnreadableError
from index.formats.foreign import reading
from index.formats.ocr import recogniser

if TYPE_CHECKING:
    from PIL.Image import Image

    from index.formats.pdf.scans import Picture

MOST_PIXELS: Final = 50_000_000
"""Pixels of one picture: a telephone's camera has as many."""

_FORMATS: Final = ("PNG", "JPEG", "TIFF", "WEBP")
_PAGED: Final = "TIFF"  # what the others hold after their first picture is an animation
_LONGEST_SIDE: Final = 4_000  # pixels; with more, letters are no clearer
_TOO_LARGE: Final = f"has more than {MOST_PIXELS // 1_000_000} million pixels; make it smaller"


def read_picture_file(raw: bytes, begin: Callable[[], None]) -> Converted:
    """The text in a picture, or in the pages of a TIFF file; `begin` is called before each.

    Raises UnreadableError for what is damaged or too large, holds no text, or where nothing reads pictures.
    """
    from index.formats.pdf.reader import read_pictures

    recognise = recogniser(begin)
    if recognise is None:
        raise UnreadableError("is a picture; install footnote[ocr] to read it")
    converted = read_pictures(_pictures(raw), recognise)
    alone = [mark.label for mark in converted.places] == ["1"]  # it is all of the file
    return replace(converted, places=()) if alone else converted


def _pictures(raw: bytes) -> Iterator[Picture]:
    import numpy as np
    from PIL import Image, ImageOps, ImageSequence

    with reading("picture"), warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(BytesIO(raw), formats=_FORMATS)
            frames = islice(ImageSequence.Iterator(image), None if image.format == _PAGED else 1)
            for number, frame in enumerate(frames, 1):
                _check(frame, number)
                yield np.asarray(_in_colour(ImageOps.exif_transpose(frame)))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise UnreadableError(_TOO_LARGE) from error


def _check(frame: Image, number: int) -> None:
    if number > MOST_PICTURES:
        raise UnreadableError(f"holds more than {MOST_PICTURES} pictures; divide it")
    if frame.width * frame.height > MOST_PIXELS:
        raise UnreadableError(_TOO_LARGE)


def _in_colour(frame: Image) -> Image:
    """A picture in red, green and blue, on white, with no side longer than is of use."""
    from PIL import Image

    if frame.mode.startswith("I"):  # of 16 bits
        frame = frame.point(lambda value: value / 256).convert("L")
    if frame.has_transparency_data:
        white = Image.new("RGBA", frame.size, "white")
        frame = Image.alpha_composite(white, frame.convert("RGBA"))
    shown = frame.convert("RGB")
    return shown.reduce(max(1, round(max(shown.size) / _LONGEST_SIDE)))
