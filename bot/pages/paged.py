"""The pages of a PDF on which a quote stands: as a picture with the quotes marked, and as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.pages.marked import DocumentPart, Quoted, marked, shapes
from index.documents import Document
from index.formats.pdf.pictured import PictureBox
from index.page_pictures import DocumentPages, MarkedPage, QuotedPage, quoted_pages


@dataclass(frozen=True, slots=True)
class BoxedQuote:
    """The boxes of a quote on a page; `first` where it begins there."""

    number: int
    boxes: tuple[PictureBox, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class PicturedPage:
    """A page, and what it says; quotes that are not marked in its picture are `anchored` in that."""

    number: int
    label: str
    width: int
    height: int
    marks: tuple[BoxedQuote, ...]
    parts: tuple[DocumentPart, ...]
    anchored: frozenset[int]


def pictured_pages(
    document: Document, pages: DocumentPages, quotes: Sequence[Quoted], number: int
) -> list[PicturedPage] | None:
    """The pages of the quote of that number; None where one of them cannot be shown as a picture."""
    drawn = [(page, pages.picture(page)) for page in pages_of_quote(document, quotes, number)]
    begun = set[int]()
    shown = [_shown(document, page, picture, quotes, begun) for page, picture in drawn if picture]
    return shown if shown and len(shown) == len(drawn) else None


def pages_of_quote(document: Document, quotes: Sequence[Quoted], number: int) -> tuple[QuotedPage, ...]:
    """The pages of the quote of that number, with what is quoted of each."""
    meant = next((one for one in quotes if one.number == number), None)
    if meant is None:
        return ()
    return quoted_pages(document, (meant.start, meant.end), [(one.start, one.end) for one in quotes])


def _shown(
    document: Document, page: QuotedPage, drawn: MarkedPage, quotes: Sequence[Quoted], begun: set[int]
) -> PicturedPage:
    marks = tuple(_boxed(drawn, quotes, begun))
    inside = (one.number for one in quotes if one.start < page.end and one.end > page.start)
    anchored, seen = frozenset(inside) - begun, set[int]()
    parts = tuple(
        replace(marked(document.text, shape, quotes, seen), place="")  # the page says which it is
        for shape in shapes(document)
        if shape.meets(page.start, page.end)
    )
    return PicturedPage(page.number, page.label, drawn.width, drawn.height, marks, parts, anchored)


def _boxed(drawn: MarkedPage, quotes: Sequence[Quoted], begun: set[int]) -> Iterator[BoxedQuote]:
    for one, boxes in zip(quotes, drawn.boxes, strict=False):
        if boxes:
            yield BoxedQuote(one.number, boxes, one.number not in begun)
            begun.add(one.number)
