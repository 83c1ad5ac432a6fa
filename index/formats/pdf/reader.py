"""PDF files as text: what PDFium reads, in reading order, with the page on which each part stood."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from index.formats.converted import Converted, UnreadableError
from index.formats.pdf.blocks import PdfBlock, PdfBlocks
from index.formats.pdf.contents import without_contents
from index.formats.pdf.drawings import read_drawings
from index.formats.pdf.facts import pdf_facts
from index.formats.pdf.file import opened, opened_page
from index.formats.pdf.joining import Joiner, without_marks
from index.formats.pdf.lines import PdfLine, page_items, set_edges, text_lines
from index.formats.pdf.measures import PdfMeasures, PdfMeasuring
from index.formats.pdf.pieces import read_pieces
from index.formats.pdf.running import PdfPageText, drop_running
from index.formats.pdf.tables import find_tables
from index.formats.pdf.writer import PdfWriter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

DOTS: Final = 200
"""Dots per inch of the picture of a page that is recognised."""
MOST_PIXELS: Final = 30_000_000
"""Pixels of such a picture; a larger page gets fewer dots per inch."""

_WIDEST_STEP: Final = 2.5  # sizes between lines of a paragraph
_LONGEST_TITLE: Final = 200


class PictureLine(NamedTuple):
    """A line that was read from the picture of a page, and where it stands in pixels from its top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


Recogniser: TypeAlias = "Callable[[NDArray[np.uint8]], Sequence[PictureLine]]"
"""Reads the lines of a picture: an array of rows, columns and red, green, blue."""


def read_pdf(raw: bytes, recognise: Recogniser | None = None) -> Converted:
    """The text of a PDF file.

    Pages without text are given to `recognise` as pictures, if there is one. Raises UnreadableError for what
    is no PDF, is encrypted, cut off or damaged, has no pages, too many, or no text.
    """
    with opened(raw) as document:
        facts = pdf_facts(document)
        reader = _DocumentReader(recognise)
        for index in range(len(document)):
            reader.read(document, index)
    if not reader.says_anything:
        raise UnreadableError(
            "is a scan: its pages are pictures without text; "
            + ("nothing could be read in them" if recognise else "recognise its text with OCR first")
        )
    text, writer = reader.written()
    return Converted(
        text=text,
        title=facts.title or reader.largest(),
        language=facts.language,
        published=facts.published,
        publisher=facts.publisher,
        places=tuple(writer.places),
        recognised=any(page.recognised for page in reader.pages),
        notes=reader.notes(),
    )


class _DocumentReader:
    """Gathers what the pages say, one page open at a time, and writes it."""

    def __init__(self, recognise: Recogniser | None) -> None:
        self.pages: list[PdfPageText] = []
        self._recognise = recognise
        self._measuring = PdfMeasuring()
        self._joiner = Joiner()
        self._blocks: list[PdfBlock] = []
        self._pictures = 0

    @property
    def says_anything(self) -> bool:
        return any(page.items for page in self.pages)

    def read(self, document: PdfDocument, index: int) -> None:
        """Reads the page with that index."""
        label = str(document.get_page_label(index)).strip() or str(index + 1)
        with opened_page(document, index) as (page, textpage):
            text = _read_page(page, textpage, self._joiner)
            if not text.items and self._recognise is not None:
                text = _recognised_page(page, self._recognise)
        text.number, text.label = index + 1, label
        self._measuring.add(text.items)
        self._joiner.learn(line.text for line in text_lines(text.items))
        self.pages.append(text)

    def written(self) -> tuple[str, PdfWriter]:
        """The whole as Markdown, and what wrote it."""
        measures = self._measuring.measured()
        self._pictures = sum(page.drawn and not page.items for page in self.pages)
        silent = {page.number for page in self.pages if not page.items}
        drop_running(self.pages, measures.body)
        builder = PdfBlocks(measures, self._joiner)
        for page in self.pages:
            if page.recognised:
                _fit(page, measures)
            if page.number not in silent:
                builder.add_page(page.number, page.items)
            page.items = []
        self._blocks = builder.blocks
        writer = PdfWriter(measures, {page.number: page.label for page in self.pages})
        return writer.write(builder.blocks), writer

    def largest(self) -> str | None:
        """The largest heading of the first page that says anything."""
        first = self._blocks[0].page if self._blocks else 0
        headings = [block for block in self._blocks if block.page == first and block.form == "heading"]
        if not headings:
            return None
        return without_marks(max(headings, key=lambda block: block.size).text)[:_LONGEST_TITLE]

    def notes(self) -> tuple[str, ...]:
        if not self._pictures:
            return ()
        if self._pictures == 1:
            return ("1 page is a picture without text and was skipped",)
        return (f"{self._pictures} pages are pictures without text and were skipped",)


def _read_page(page: PdfPage, textpage: PdfTextPage, joiner: Joiner) -> PdfPageText:
    """What a page says as text; its number is not set."""
    pieces, angle = read_pieces(textpage)
    drawings = read_drawings(page, angle)
    straight = without_contents([piece for piece in pieces if not piece.turned])
    tables, rest = find_tables(straight, drawings, joiner)
    aside = [piece for piece in pieces if piece.turned]
    items = page_items(rest, aside, tables, drawings.figures)
    return PdfPageText(0, "", _height(page, angle), items, drawn=drawings.drawn)


def _height(page: PdfPage, angle: float) -> tuple[float, float]:
    """From where to where a page reaches upwards, in the frame of text at this angle."""
    left, bottom, right, top = page.get_bbox()
    cos, sin = math.cos(angle), math.sin(angle)
    heights = [y * cos - x * sin for x in (left, right) for y in (bottom, top)]
    return min(heights), max(heights)


def _recognised_page(page: PdfPage, recognise: Recogniser) -> PdfPageText:
    """What `recognise` reads in the picture of a page."""
    width, height = page.get_size()
    scale = min(DOTS / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    found = recognise(bitmap.to_numpy()[:, :, :3].copy())
    bitmap.close()
    sizes = sorted(line.bottom - line.top for line in found)
    size = sizes[len(sizes) // 2] / scale if sizes else 1.0
    lines = [
        PdfLine(
            text=" ".join(line.text.split()),
            x0=line.left / scale,
            x1=line.right / scale,
            y=height - line.bottom / scale + size / 4,
            size=max(size, 1.0),
            bold=False,
            mono=False,
            lead=(line.right - line.left) / scale * len(line.text.split()[0]) / len(line.text),
        )
        for line in found
        if line.text.strip()
    ]
    set_edges(lines)
    return PdfPageText(0, "", (0.0, height), [*lines], recognised=bool(lines))


def _fit(page: PdfPageText, measures: PdfMeasures) -> None:
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
