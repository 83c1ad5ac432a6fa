"""Pages that are pictures: what a recogniser reads in them, as the lines of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias
from unicodedata import east_asian_width

from index.formats.pdf.drawings import PdfBox
from index.formats.pdf.lines import PdfLine, set_edges, text_lines
from index.formats.pdf.measures import PdfMeasures
from index.formats.pdf.order import in_order
from index.formats.pdf.running import PdfPageText

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

    Picture: TypeAlias = NDArray[np.uint8]

DOTS: Final = 200
"""Dots per inch of the picture of a page that is recognised."""
MOST_PIXELS: Final = 30_000_000
"""Pixels of such a picture; a larger page gets fewer dots per inch."""

_WIDEST_STEP: Final = 2.5  # sizes between lines of a paragraph
_STAMP: Final = 200  # characters that a scanner, or whoever stamps pages, adds to one at most
_COVERED: Final = 0.5  # share of a page from which on a picture may be all of it
_FAR_MORE: Final = 4  # times as many characters as a page says are in a picture that is the page
_MOST_OBJECTS: Final = 500  # of a page, among which its picture is looked for
_IMAGE: Final = 3  # FPDF_PAGEOBJ_IMAGE


class PictureLine(NamedTuple):
    """A line that was read from the picture of a page, and where it stands in pixels from its top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


Recogniser: TypeAlias = "Callable[[Picture], Sequence[PictureLine]]"
"""Reads the lines of a picture: an array of rows, columns and red, green, blue."""


def recognised(page: PdfPage, said: PdfPageText, recognise: Recogniser) -> PdfPageText:
    """What is read in the picture of a page that is a scan, else what the page says itself."""
    stamped = bool(said.items) and _is_short(said) and _is_covered(page)
    if not said.drawn or (said.items and not stamped):
        return said
    read = recognised_picture(*_rendered(page), recognise)
    return read if _length(read) > _FAR_MORE * _length(said) else said


def recognised_picture(picture: Picture, scale: float, recognise: Recogniser) -> PdfPageText:
    """What is read in a picture of so many pixels a point; its number is not set."""
    height = picture.shape[0] / scale
    found = [line for line in recognise(picture) if line.text.strip()]
    sizes = sorted(line.bottom - line.top for line in found)
    size = max(sizes[len(sizes) // 2] / scale, 1.0) if sizes else 1.0
    lines = [_line(line, scale, height, size) for line in found]
    boxes = [PdfBox(line.x0, line.y, line.x1, line.y + size) for line in lines]
    ordered = [lines[at] for at in in_order([(box, size) for box in boxes])]
    set_edges(ordered)
    return PdfPageText(0, "", (0.0, height), [*ordered], recognised=bool(lines), drawn=True)


def fit(page: PdfPageText, measures: PdfMeasures) -> None:
    """Scales a recognised page to running text: how large its lines are says too little for headings."""
    lines = [*text_lines(page.items)]
    steps = sorted(
        step
        for before, after in pairwise(lines)
        if 0.9 < (step := (before.y - after.y) / after.size) < _WIDEST_STEP
    )
    step = steps[len(steps) // 2] if steps else measures.leading
    for line in lines:
        across, up = measures.body / line.size, measures.body / line.size * measures.leading / step
        line.x0, line.x1, line.edge, line.lead = (
            across * place for place in (line.x0, line.x1, line.edge, line.lead)
        )
        line.y, line.size = up * line.y, measures.body


def _is_short(said: PdfPageText) -> bool:
    return len([*text_lines(said.items)]) == len(said.items) and _length(said) <= _STAMP


def _length(said: PdfPageText) -> int:
    return sum(len(line.text) for line in text_lines(said.items))


def _is_covered(page: PdfPage) -> bool:
    """Whether a picture covers most of a page."""
    width, height = page.get_size()
    for image in islice(page.get_objects(filter=(_IMAGE,), max_depth=3), _MOST_OBJECTS):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= _COVERED * width * height:
            return True
    return False


def _rendered(page: PdfPage) -> tuple[Picture, float]:
    """The picture of a page, and how many of its pixels are a point."""
    width, height = page.get_size()
    scale = min(DOTS / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    picture: Picture = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return picture, scale


def _line(line: PictureLine, scale: float, height: float, size: float) -> PdfLine:
    text = " ".join(line.text.split())
    wide = east_asian_width(text[0]) in "WF"  # of a script without spaces between words
    width = (line.right - line.left) / scale
    return PdfLine(
        text=text,
        x0=line.left / scale,
        x1=line.right / scale,
        y=height - line.bottom / scale + size / 4,
        size=size,
        bold=False,
        mono=False,
        lead=size if wide else width * len(text.split()[0]) / len(text),
    )
