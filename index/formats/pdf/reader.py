"""PDF files as text: what PDFium reads, in reading order, with the page on which each part stood."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.formats.converted import Converted, UnreadableError
from index.formats.pdf.blocks import PdfBlock, PdfBlocks
from index.formats.pdf.contents import PdfContents
from index.formats.pdf.deck import mark_slides
from index.formats.pdf.drawings import read_drawings
from index.formats.pdf.facts import pdf_facts
from index.formats.pdf.file import count_links, opened, opened_page
from index.formats.pdf.grid import PdfTable
from index.formats.pdf.joining import Joiner, without_marks
from index.formats.pdf.lines import PageItem, page_items, text_lines
from index.formats.pdf.measures import PdfMeasuring
from index.formats.pdf.numbered import without_line_numbers
from index.formats.pdf.pieces import is_garbled, read_pieces
from index.formats.pdf.running import PdfPageText, drop_running
from index.formats.pdf.scans import DOTS, Recogniser, fit, recognised, recognised_picture
from index.formats.pdf.tables import find_tables
from index.formats.pdf.writer import PdfWriter

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

    from index.formats.pdf.scans import Picture

NO_LETTERS: Final = "save it anew from the program that made it"
"""What to do about pages whose fonts do not say which letters they show."""
NO_RECOGNISER: Final = "install footnote[ocr] to read scans"
"""What to do about pages that are pictures, where nothing is there that reads them."""

_UNREAD: Final = f"skipped pages whose fonts do not say which letters they show: {{}}; {NO_LETTERS}"
_LONGEST_TITLE: Final = 200
_LONGEST_LABEL: Final = 6


def read_pdf(raw: bytes, recognise: Recogniser | None = None) -> Converted:
    """The text of a PDF file.

    Pages without text are given to `recognise` as pictures, if there is one. Raises UnreadableError for what
    is no PDF, is encrypted, cut off or damaged, has no pages, too many, or no text.
    """
    with opened(raw) as document:
        facts = pdf_facts(document)
        reader = _DocumentReader(recognise, _last_page(document))
        for index in range(len(document)):
            reader.read(document, index)
    if not reader.says_anything:
        if any(page.unread for page in reader.pages):
            raise UnreadableError(f"has fonts that do not say which letters they show; {NO_LETTERS}")
        raise UnreadableError(
            "is a scan: its pages are pictures without text; "
            + ("nothing could be read in them" if recognise else NO_RECOGNISER)
        )
    return replace(
        reader.converted(),
        title=facts.title or reader.largest(),
        language=facts.language,
        published=facts.published,
        publisher=facts.publisher,
    )


def read_pictures(pictures: Iterable[Picture], recognise: Recogniser) -> Converted:
    """The text in pictures, each a page. Raises UnreadableError if there is none."""
    reader = _DocumentReader(recognise, 0)
    for number, picture in enumerate(pictures, 1):
        reader.add(recognised_picture(picture, DOTS / 72, recognise), str(number))
    if not reader.says_anything:
        raise UnreadableError("is a picture in which no text could be read")
    return reader.converted()


class _DocumentReader:
    """Gathers what the pages say, one page open at a time, and writes it."""

    def __init__(self, recognise: Recogniser | None, last: int) -> None:
        self.pages: list[PdfPageText] = []
        self._recognise = recognise
        self._contents = PdfContents(last)
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
            text = _read_page(page, textpage, self._contents, self._joiner)
            if self._recognise is not None:
                text = recognised(page, text, self._recognise)
        self.add(text, label)

    def add(self, text: PdfPageText, label: str) -> None:
        """Takes what the next page says, which readers call `label`."""
        text.number, text.label = len(self.pages) + 1, label
        unlisted = [line for line in text_lines(text.items) if not line.listed]
        if not text.recognised:  # its lines are fitted to those that were set
            self._measuring.add(unlisted)
        self._joiner.learn(line.text for line in unlisted)
        self._contents.learn(line.text for line in unlisted)
        self.pages.append(text)

    def converted(self) -> Converted:
        """The whole as Markdown."""
        measures = self._measuring.measured()
        self._pictures = sum(page.drawn and not page.items and not page.unread for page in self.pages)
        silent = {page.number for page in self.pages if not page.items}
        drop_running(self.pages, measures.body)
        self._drop_contents()
        mark_slides(self.pages)
        builder = PdfBlocks(measures, self._joiner)
        for page in self.pages:
            if page.recognised:
                fit(page, measures)
            if page.number not in silent:
                builder.add_page(page.number, page.items, slide=page.slide)
            page.items = []
        self._blocks = builder.blocks
        writer = PdfWriter(
            measures,
            {page.number: page.label for page in self.pages},
            {page.number for page in self.pages if page.recognised},
        )
        return Converted(
            text=writer.write(builder.blocks),
            places=tuple(writer.places),
            recognised=any(page.recognised for page in self.pages),
            notes=self._notes(),
        )

    def _drop_contents(self) -> None:
        """Takes contents and indexes off the pages, unless there is nothing else."""
        said = {id(item) for page in self.pages for item in page.items if not self._is_listed(item)}
        if said:
            for page in self.pages:
                page.items = [item for item in page.items if id(item) in said]

    def _is_listed(self, item: PageItem) -> bool:
        return self._contents.is_list(item) if isinstance(item, PdfTable) else item.listed

    def largest(self) -> str | None:
        """The largest heading of the first page that says anything."""
        first = self._blocks[0].page if self._blocks else 0
        headings = [block for block in self._blocks if block.page == first and block.form == "heading"]
        if not headings:
            return None
        return without_marks(max(headings, key=lambda block: block.size).text)[:_LONGEST_TITLE]

    def _notes(self) -> tuple[str, ...]:
        unread = sum(page.unread for page in self.pages)
        return (*self._notes_on_pictures(), *([_UNREAD.format(unread)] if unread else []))

    def _notes_on_pictures(self) -> tuple[str, ...]:
        if not self._pictures:
            return ()
        said = (
            "1 page is a picture without text and was skipped"
            if self._pictures == 1
            else f"{self._pictures} pages are pictures without text and were skipped"
        )
        return (said if self._recognise else f"{said}; {NO_RECOGNISER}",)


def _last_page(document: PdfDocument) -> int:
    """The number of the last page, as the file counts them or as readers call them."""
    label = str(document.get_page_label(len(document) - 1)).strip()
    return max(len(document), int(label) if label.isdecimal() and len(label) < _LONGEST_LABEL else 0)


def _read_page(page: PdfPage, textpage: PdfTextPage, contents: PdfContents, joiner: Joiner) -> PdfPageText:
    """What a page says as text; its number is not set."""
    pieces, angle = read_pieces(textpage)
    drawings = read_drawings(page, angle)
    height, wide = _height(page, angle), _is_wide(page, angle)
    if is_garbled(piece.text for piece in pieces):
        return PdfPageText(0, "", height, drawn=True, unread=True, wide=wide)
    straight = without_line_numbers([piece for piece in pieces if not piece.turned])
    contents.mark(straight, lambda: count_links(page))
    tables, rest = find_tables(straight, drawings, joiner)
    aside = [piece for piece in pieces if piece.turned]
    items = page_items(rest, aside, tables, drawings.figures)
    return PdfPageText(0, "", height, items, drawn=drawings.drawn, wide=wide)


def _is_wide(page: PdfPage, angle: float) -> bool:
    """Whether a page is wider than high, in the frame of text at this angle."""
    left, bottom, right, top = page.get_bbox()
    level = abs(math.cos(angle)) > math.cos(math.pi / 4)
    return bool((right - left > top - bottom) == level)


def _height(page: PdfPage, angle: float) -> tuple[float, float]:
    """From where to where a page reaches upwards, in the frame of text at this angle."""
    left, bottom, right, top = page.get_bbox()
    cos, sin = math.cos(angle), math.sin(angle)
    heights = [y * cos - x * sin for x in (left, right) for y in (bottom, top)]
    return min(heights), max(heights)
