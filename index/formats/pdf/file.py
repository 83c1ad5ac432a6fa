"""A PDF file in the hands of PDFium: opened, or refused with the reason; one page at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from index.formats.converted import UnreadableError
from index.formats.foreign import reading

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MOST_PAGES: Final = 10_000
"""Pages of a document that is read."""
MOST_LINKS: Final = 2000
"""Links of one page that are counted."""

_END: Final = 4096  # bytes at the end of a file among which %%EOF stands; a mail program may add some
_START: Final = 1024  # bytes at its beginning among which %PDF- stands
_LINEAR: Final = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})")
_NO_PASSWORD, _NO_SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


@contextmanager
def opened(raw: bytes) -> Iterator[PdfDocument]:
    """The `pypdfium2.PdfDocument` in `raw`, closed at the end.

    Raises UnreadableError for what is no PDF, is cut off, damaged, encrypted, empty, or has too many pages.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    _check_ends(raw)
    with reading("PDF file"):
        handle = pdfium.FPDF_LoadMemDocument64(raw, len(raw), None)  # `raw` must live as long as it
        if not handle:
            raise UnreadableError(_refusal(pdfium.FPDF_GetLastError()))
        document = pypdfium2.PdfDocument(handle)
        try:
            if len(document) < 1:
                raise UnreadableError("has no pages; save it again")
            if len(document) > MOST_PAGES:
                raise UnreadableError(f"has {len(document):,} pages, and {MOST_PAGES:,} are read; split it")
            yield document
        finally:
            document.close()


@contextmanager
def opened_page(document: PdfDocument, index: int) -> Iterator[tuple[PdfPage, PdfTextPage]]:
    """The page with that index (from 0) and its text page, closed at the end.

    Raises UnreadableError where it cannot be read: PDFium mends damaged files as far as it can, and what
    is left of them is not what somebody wrote.
    """
    import pypdfium2

    try:
        page = document.get_page(index)
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(
            f"is damaged: page {index + 1} of {len(document)} cannot be read; copy or download it again"
        ) from error
    try:
        yield page, textpage
    finally:
        textpage.close()
        page.close()


def count_links(page: PdfPage) -> int:
    """How many links lead from a page to places in the same document."""
    import ctypes

    import pypdfium2.raw as pdfium

    at, link, count = ctypes.c_int(0), pdfium.FPDF_LINK(), 0
    for _ in range(MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, at, link):
            break
        if pdfium.FPDFLink_GetDest(page.pdf.raw, link):
            count += 1
    return count


def _check_ends(raw: bytes) -> None:
    if b"%PDF-" not in raw[:_START]:
        raise UnreadableError("is not a PDF, whatever its name says")
    linear = _LINEAR.search(raw[: 2 * _START])
    short = linear is not None and len(raw) < int(linear[1])
    if short or b"%%EOF" not in raw[-_END:]:
        raise UnreadableError("is cut off: its end is missing; copy or download it again")


def _refusal(code: int) -> str:
    if code == _NO_PASSWORD:
        return "is encrypted; remove its password"
    if code == _NO_SECURITY:
        return "is protected in a way that cannot be read; print it to a new PDF"
    return "is a damaged PDF; copy or download it again"
