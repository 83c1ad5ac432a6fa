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


def test_words_without_spaces_are_named_by_beginning_and_end() -> None:
    text = "这是一个没有空格的很长的句子，它讲述了渡轮每天早上九点钟从港口出发然后在晚上返回的故事。"
    found = address_of(document("a.html", "https://e.org/", text), 0, len(text))
    assert found is not None
    begin, _, end = found.partition("text=")[2].partition(",")
    assert (len(begin), len(end)) == (12 * 9, 12 * 9)


def test_a_page_without_a_number_has_no_address_of_its_own() -> None:
    roman = document("a.pdf", "https://e.org/a.pdf", TEXT, PlaceMark(0, "page", "iv"))
    assert address_of(roman, 0, 5) == "https://e.org/a.pdf"
