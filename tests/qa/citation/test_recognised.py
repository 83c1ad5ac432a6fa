"""Quotes that a program read from pictures say so, and those of the other pages of the same file do not."""

from __future__ import annotations

import pytest

from index.documents import Document
from index.formats.converted import PlaceMark
from qa.citation.claim import Claim, Quote
from qa.citation.gate import Citations
from qa.replies.places import places

TEXT = "The ferry sails at nine. It carries 240 people and many of their cars over the strait."
PAGES = (PlaceMark(0, "page", "1"), PlaceMark(25, "page", "2", recognised=True), PlaceMark(50, "page", "3"))


def document(*marks: PlaceMark) -> Document:
    return Document(
        id="f", title="Ferries", edition="", language="en", published=None, sources=(), license=None,
        text=TEXT, file="f.pdf", places=marks, recognised=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("marks", "span", "recognised"),
    [
        (PAGES, (0, 24), False),
        (PAGES, (25, 35), True),
        (PAGES, (0, 26), True),
        (PAGES, (40, 60), True),
        (PAGES, (50, 60), False),
        (PAGES[1:], (0, 24), True),
        ((), (0, 24), True),
    ],
)
def test_a_quote_is_recognised_where_its_page_is(
    marks: tuple[PlaceMark, ...], span: tuple[int, int], recognised: bool
) -> None:
    assert document(*marks).is_recognised(*span) is recognised


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "read by OCR"),
        ("fr", "lu par OCR"),
        ("ja", "OCRで読み取り"),
        ("zh-Hans", "由OCR识别"),
        ("zh-Hant", "由OCR辨識"),
    ],
)
def test_a_citation_of_a_scanned_page_says_so(language: str, said: str) -> None:
    citations = Citations({"f": document(*PAGES)}, "How many people does it carry?", [])
    for claim in (Claim("It sails at nine.", (Quote("f", 0, 24),)), Claim("240", (Quote("f", 25, 43),))):
        assert citations.verify(claim)
        citations.line(claim)
    printed, scanned = citations.all()
    assert (printed.recognised, scanned.recognised) == (False, True)
    assert places(scanned, language)[-1] == said
    assert said not in places(printed, language)
