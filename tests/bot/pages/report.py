"""A report as a PDF, taken into a library, and an answer that quotes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from index.documents import Document, Header
from index.ingestion import Ingestion
from index.shelf import Library
from qa.models import Line
from qa.sharing.shared import SharedAnswer
from tests.bot.fakes import citation, reply
from tests.index.formats.pdf_samples import lines, pdf, rule, text

WIDTH: Final = 600
ID: Final = "harbour"
ARRIVED: Final = "In the second quarter 4,120 ships arrived, 310 more than in the quarter before."
ROW: Final = "| Grain | 1,204 | 1,377 |"
CARRIED: Final = (
    "The new quay was opened in May and has since taken nine of ten container ships, which no longer wait"
    " outside the breakwater for the tide."
)
ARRIVED_AT: Final = (60.0, 152.0)
"""Points from the left and from the bottom of page 1 at which ARRIVED begins."""

_FIRST: Final = (
    "The harbour office counts every ship that passes the breakwater, whatever its",
    "flag or freight, and publishes what it has counted at the end of each quarter.",
    "Pleasure boats are counted apart, as they are not bound to report themselves.",
)
_SECOND: Final = (
    "In the second quarter 4,120 ships arrived, 310 more than in the quarter be-",
    "fore. Most of the growth came from coastal shipping, which gained what the",
    "railway lost while its bridge over the estuary was being repaired.",
)
_ROWS: Final = (("Freight", "First", "Second"), ("Grain", "1,204", "1,377"), ("Timber", "880", "861"))
_LEADS: Final = ("The new quay was opened in May and has since taken nine of ten container",)
_GOES_ON: Final = (
    "ships, which no longer wait outside the breakwater for the tide. The pilots ask for",
    "a second light at its head, and the office has promised to build one in autumn.",
)


def report() -> bytes:
    """Two pages; a sentence of the first ends on the second."""
    left, bottom = ARRIVED_AT
    table = "".join(
        text(65 + 150 * column, 452 - 22 * row, cell, 11)
        for row, cells in enumerate(_ROWS)
        for column, cell in enumerate(cells)
    )
    rules = "".join(rule(60, 468 - 22 * row, 510, 468 - 22 * row) for row in range(4))
    rules += "".join(rule(60 + 150 * column, 402, 60 + 150 * column, 468) for column in range(4))
    first = (
        text(60, 720, "Harbour report, second quarter", 22, "F2")
        + lines(60, 660, _FIRST, 12)
        + text(60, 520, "Freight by quarter", 16, "F2")
        + rules
        + table
        + text(60, 190, "Arrivals", 16, "F2")
        + lines(left, bottom, _SECOND, 12)
        + lines(60, bottom - 64, _LEADS, 12)
    )
    return pdf(first, lines(60, 720, _GOES_ON, 12), width=WIDTH)


def taken_in(folder: Path, raw: bytes) -> tuple[Library, Document]:
    """The library in `folder/data`, with the report in it."""
    file = folder / f"{ID}.pdf"
    file.write_bytes(raw)
    library = Library(folder / "data")
    given = Header(title="Harbour report", edition="2025-Q2", language="en")
    (taken,) = Ingestion(library, given).take([str(file)])
    assert taken.document is not None, taken.reason
    return library, taken.document


def answer_of(document: Document, key: str, quotes: Sequence[str] = (ARRIVED, ROW, CARRIED)) -> SharedAnswer:
    """An answer that quotes the document."""
    cited = []
    for number, quote in enumerate(quotes, 1):
        start = document.text.index(quote)
        held = citation(
            number,
            quote=quote,
            start=start,
            end=start + len(quote),
            document_id=document.id,
            title=document.title,
            edition=document.edition,
        )
        cited.append(held)
    said = "4,120 ships arrived."
    made = reply("How many ships arrived?", said, citations=tuple(cited))
    told = Line(kind="statement", text=said, citations=tuple(one.number for one in cited))
    return SharedAnswer(key=key, reply=made.model_copy(update={"lines": (told,)}), asked="2025-11-29")
