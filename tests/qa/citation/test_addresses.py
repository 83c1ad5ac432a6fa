"""Addresses that lead to the quoted words, or to their page."""

from __future__ import annotations

import pytest

from index.documents import Document, Source
from index.formats.converted import PlaceMark
from qa.citation.addresses import address_of

TEXT = "The ferry sails at nine. It carries two hundred people and forty cars over the strait each day."


def document(file: str | None, url: str | None, text: str = TEXT, *places: PlaceMark) -> Document:
    source = Source(publisher=None, title="Ferries", url=url, published=None, language="en")
    return Document(
        id="f", title="Ferries", edition="", language="en", published=None, sources=(source,), license=None,
        text=text, file=file, places=places,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("file", "url", "span", "address"),
    [
        ("a.html", "https://e.org/a", (0, 24), "https://e.org/a#:~:text=The%20ferry%20sails%20at%20nine."),
        ("a.HTM", "https://e.org/a#top", (0, 9), "https://e.org/a#top:~:text=The%20ferry"),
        (
            *("a.html", "https://e.org/a", (25, len(TEXT))),
            "https://e.org/a#:~:text=It%20carries%20two%20hundred%20people%20and,cars%20over%20the%20strait%20each%20day.",
        ),
        ("a.pdf", "https://e.org/a.pdf", (30, 40), "https://e.org/a.pdf#page=3"),
        ("a.pdf", "https://e.org/a.pdf", (0, 9), "https://e.org/a.pdf#page=2"),
        ("a.docx", "https://e.org/a.docx", (0, 9), "https://e.org/a.docx"),
        ("a.html", "file:///a.html", (0, 9), None),
        ("a.html", None, (0, 9), None),
        (None, "https://e.org/a", (0, 9), None),
    ],
)
def test_the_address_of_a_quote(
    file: str | None, url: str | None, span: tuple[int, int], address: str | None
) -> None:
    places = (PlaceMark(0, "page", "2"), PlaceMark(25, "page", "3")) if file and file.endswith("pdf") else ()
    assert address_of(document(file, url, TEXT, *places), *span) == address


def test_marks_of_a_fragment_are_escaped() -> None:
    found = address_of(document("a.html", "https://e.org/", "a-b, c & d"), 0, 10)
    assert found == "https://e.org/#:~:text=a%2Db%2C%20c%20%26%20d"


@pytest.mark.parametrize(
    "url", ["https://ann:secret@e.org/", "https://ann@e.org/", "ftp://e.org/", "http://[", "https:///a"]
)
def test_an_address_that_is_not_for_everybody_is_none(url: str) -> None:
    assert address_of(document("a.html", url), 0, 9) is None


def test_a_fragment_goes_in_place_of_another_and_keeps_that_of_the_page() -> None:
    found = address_of(document("a.html", "HTTPS://e.org/a#top:~:text=old"), 0, 9)
    assert found == "https://e.org/a#top:~:text=The%20ferry"


@pytest.mark.parametrize(
    ("mark", "address"),
    [
        (PlaceMark(0, "page", "iv", number=4), "https://e.org/a.pdf#page=4"),
        (PlaceMark(0, "page", "1", number=9), "https://e.org/a.pdf#page=9"),  # after eight of a preface
        (PlaceMark(0, "page", "3"), "https://e.org/a.pdf#page=3"),
        (PlaceMark(0, "page", "iv"), "https://e.org/a.pdf"),
    ],
)
@pytest.mark.parametrize("file", ["a.pdf", "a.html"])
def test_the_page_of_a_pdf_is_counted_from_one_whatever_is_printed_on_it(
    mark: PlaceMark, address: str, file: str
) -> None:
    assert address_of(document(file, "https://e.org/a.pdf", TEXT, mark), 0, 5) == address
