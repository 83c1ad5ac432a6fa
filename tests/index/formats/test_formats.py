"""Which format a file is of, by its content before its name, and what every reader's result must be."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from index.formats import checked as checked_module
from index.formats.checked import checked
from index.formats.converted import MOST_TEXT, Converted, PlaceMark, UnreadableError
from index.formats.formats import (
    CSV,
    EPUB,
    FORMATS,
    HTML,
    MARKDOWN,
    PDF,
    PICTURE,
    PLAIN,
    SLIDES,
    SUFFIXES,
    WORD,
    WORKBOOK,
    Format,
    convert,
    format_of,
    format_of_type,
    suffix_of,
)
from tests.examples import examples

ROOT = Path(__file__).resolve().parents[3]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_016)
PAGE = b"<!DOCTYPE html><html><body><p>Hello world, and all that is in it.</p></body></html>"


def zipped(*names: str, kind: str = "") -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        if kind:
            archive.writestr(ZipInfo("mimetype"), kind)
        for name in names:
            archive.writestr(ZipInfo(name), "x" * 100)  # of no time: it names tests
    return file.getvalue()


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(2 * (32 - len(name)))


DOCUMENT = zipped("[Content_Types].xml", "word/document.xml")
DECK = zipped("[Content_Types].xml", "ppt/presentation.xml")
BOOK = zipped("xl/workbook.xml")


def test_suffixes_are_those_of_the_formats() -> None:
    assert {
        *(".pdf", ".docx", ".pptx", ".xlsx", ".xls", ".ods", ".csv", ".tsv"),
        *(".epub", ".html", ".htm", ".md", ".markdown", ".txt"),
    } <= SUFFIXES
    assert all(suffix == suffix.lower() and suffix_of(f"a{suffix.upper()}") == suffix for suffix in SUFFIXES)
    assert len(SUFFIXES) == sum(len(one.suffixes) for one in FORMATS)
    assert len({kind for one in FORMATS for kind in one.media_types}) == sum(
        len(one.media_types) for one in FORMATS
    )


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("report.PDF", ".pdf"),
        ("a.b/report", ""),
        ("C:\\a.b\\report", ""),
        ("report 2.5", ""),
        ("v1.2025", ""),
        (".md", ""),
        ("Mr. Smith", ""),
        ("a.tar.gz", ".gz"),
        ("a.7z", ".7z"),
        ("", ""),
    ],
)
def test_a_suffix_holds_a_letter(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


@pytest.mark.parametrize(
    ("media_type", "found"),
    [
        ("application/pdf", PDF),
        ("Text/HTML; charset=utf-8", HTML),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", WORD),
        ("text/csv ;header=present", CSV),
        ("text/markdown", MARKDOWN),
        ("image/png", None),
        ("", None),
    ],
)
def test_media_types(media_type: str, found: Format | None) -> None:
    assert format_of_type(media_type) is found


@pytest.mark.parametrize(
    ("name", "head", "found"),
    [
        ("a.pdf", b"%PDF-1.7\n", PDF),
        ("a.txt", b"\n%PDF-1.7\n", PDF),
        ("a.pdf", b"junk" * 20 + b"%PDF-1.7\n", PDF),
        ("a.md", b"A file begins with %PDF-1.7\n", MARKDOWN),
        ("a.pdf", PAGE, HTML),
        ("a.xls", b"\xef\xbb\xbf\n<html>", HTML),
        ("a.csv", b"<!-- a --> <!-- b --><head>", HTML),
        ("a.txt", b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', HTML),
        ("a.txt", "\ufeff<html>".encode("utf-16-le"), HTML),
        ("a.html", b"no mark-up at all", HTML),
        ("a.md", PAGE, MARKDOWN),
        ("a.txt", b"<htmlish>", PLAIN),
        ("a.docx", DOCUMENT, WORD),
        ("a.pdf", DOCUMENT, WORD),
        ("a.docx", DECK, SLIDES),
        ("a.docx", BOOK, WORKBOOK),
        ("a.epub", zipped("META-INF/container.xml", "x.opf"), EPUB),
        ("a", zipped("x.opf", kind="application/epub+zip"), EPUB),
        ("a.zip", zipped("content.xml", kind="application/vnd.oasis.opendocument.spreadsheet"), WORKBOOK),
        ("a.xlsx", BOOK[:60], WORKBOOK),
        ("a.txt", BOOK[:60], None),
        ("a.ods", zipped("styles.xml", "content.xml", "mimetype"), WORKBOOK),
        ("a.odt", zipped("styles.xml", "content.xml", "mimetype"), None),
        ("a.docx", zipped("a.txt"), None),
        ("a.zip", DOCUMENT, WORD),
        ("a.odt", zipped("content.xml", kind="application/vnd.oasis.opendocument.text"), None),
        ("a.xls", stream("Workbook"), WORKBOOK),
        ("a", stream("Workbook"), WORKBOOK),
        ("a.xls", stream("Book"), WORKBOOK),
        ("a.xls", stream("WordDocument"), None),
        ("a.xlsx", stream("EncryptedPackage"), None),
        ("a.doc", stream("WordDocument"), None),
        ("a.pdf", b"plain text", None),
        ("a.docx", b"plain text", None),
        ("a.txt", b"plain text", PLAIN),
        ("README", b"plain text", PLAIN),
        ("Report 2.5", b"plain text", PLAIN),
        ("a.csv", b"a;b\n1;2\n", CSV),
        ("a.py", b"import os\n", None),
        ("a.txt", b"\x1f\x8b\x08\0", None),
        ("a.md", b"\x89PNG\r\n\x1a\n", PICTURE),
        ("a.pdf", b"\xff\xd8\xff\xe0", PICTURE),
        ("a.tif", b"plain text", None),
        ("a.txt", b"BM and MZ and ID3 are words", PLAIN),
        ("", b"", None),
    ],
)
def test_content_goes_before_the_name(name: str, head: bytes, found: Format | None) -> None:
    assert format_of(name, head) is found


@pytest.mark.parametrize(
    ("name", "raw", "problem"),
    [
        ("a.pdf", b"", "is empty"),
        ("a.md", b"", "is empty"),
        ("a.md", b" \n\t\n", "holds no text"),
        ("a.txt", b"GIF89a", "is a picture of a format that is not read; save it as PNG"),
        ("a.csv", b"\x1f\x8b\x08\0", "is an archive; unpack it and give the files in it"),
        ("a.mp4", bytes(4) + b"ftypisom", "is a sound recording or film; give what is said in it as text"),
        ("a.doc", b"{\\rtf1 x}", "is rich text (RTF); save it as .docx"),
        ("a.docx", stream("EncryptedPackage"), "is encrypted; remove its password"),
        (
            "a.ppt",
            stream("PowerPoint Document"),
            "is in an office format of before 2007; save it in the present one (.docx, .pptx, .xlsx)",
        ),
        (
            "a.docx",
            zipped("content.xml", kind="application/vnd.oasis.opendocument.text"),
            "is an OpenDocument text; save it as .docx",
        ),
        (
            "a.docx",
            zipped("a.txt"),
            "is a ZIP archive that is damaged or no document; save it again, or give the files in it",
        ),
        (
            "a.pdf",
            b"404 Not Found",
            "is not what its name says, or of no format that is read (.pdf); save it as PDF or .docx",
        ),
        (
            "a.json",
            b"{}",
            "is not what its name says, or of no format that is read (.json); save it as PDF or .docx",
        ),
    ],
)
def test_what_is_not_read_says_why(name: str, raw: bytes, problem: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        convert(raw, name)
    assert str(caught.value) == problem


@pytest.mark.parametrize(
    ("name", "raw", "text"),
    [
        ("a.md", b"---\nid: x\n---\n# T\r\n\r\nA *text*.", "---\nid: x\n---\n# T\n\nA *text*."),
        ("a.markdown", "été".encode("utf-16"), "été"),
        ("a.csv", b"Year;Value\n2024;5\n", "| Year | Value |\n| --- | --- |\n| 2024 | 5 |\n"),
        ("notes", b"One\nline.\n\nAnother.\n", "One line.\n\nAnother.\n"),
    ],
)
def test_text_is_read(name: str, raw: bytes, text: str) -> None:
    assert convert(raw, name).text.strip("\n") == text.strip("\n")


def test_a_page_under_the_name_of_a_pdf_is_read_as_a_page() -> None:
    found = convert(PAGE, "report.pdf", url="https://example.org/report.pdf", charset="utf-8")
    assert found.text == "Hello world, and all that is in it.\n"


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_every_reader_refuses_what_is_broken(one: Format) -> None:
    """Each is there, is called as it wants to be, and says no in its own words."""
    broken = {
        PDF: b"%PDF-1.7\n%%EOF",
        WORD: DOCUMENT,
        SLIDES: DECK,
        WORKBOOK: BOOK,
        EPUB: zipped("META-INF/container.xml"),
    }
    with pytest.raises(UnreadableError, match=r"^\w"):
        convert(broken.get(one, b"\n \n"), "a" + one.suffixes[0])


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "index.formats.pdf.reader", None)
    with pytest.raises(
        UnreadableError, match=r"^needs index\.formats\.pdf\.reader to be read, which is not installed"
    ):
        convert(b"%PDF-1.7\n", "a.pdf")


def test_no_library_is_imported_before_it_is_needed() -> None:
    code = "import json, sys, index.formats.formats, index.formats.child; print(json.dumps([*sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in json.loads(done.stdout)}
    assert not loaded & {"pypdfium2", "lxml", "mammoth", "pptx", "python_calamine", "selectolax", "pydantic"}
    assert not loaded & {"numpy", "charset_normalizer", "readability", "yaml"}


def test_control_characters_are_gone_and_places_follow() -> None:
    text = "a\x00b\rc\r\n\x0bd\ud800\u0085e\x9f\tf"
    marks = tuple(PlaceMark(at, "page", str(at)) for at in range(len(text) + 1))
    found = checked(Converted(text, places=marks))
    assert found.text == "ab\nc\n d e\tf"
    assert [mark.start for mark in found.places] == [0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 9, 10, 11]
    assert [mark.label for mark in found.places] == [str(at) for at in range(len(text) + 1)]


@settings(max_examples=examples(200))
@given(
    st.text(st.sampled_from("ab \n\r\t\x00\x0b\x85\x9f\ud800é文"), min_size=1, max_size=40).filter(str.strip),
    st.lists(st.integers(0, 40)),
)
def test_what_stands_behind_a_place_stays_behind_it(text: str, starts: list[int]) -> None:
    marks = tuple(PlaceMark(start, "page", "1") for start in sorted(starts) if start <= len(text))
    try:
        found = checked(Converted(text, places=marks))
    except UnreadableError:
        assert not checked_module._REMOVED.sub("", text).strip()
        return
    for before, after in zip(marks, found.places, strict=True):
        rest = checked(Converted("|" + text[before.start :])).text[1:]
        whole_break = text[before.start - 1 : before.start + 1] != "\r\n"
        assert not whole_break or found.text[after.start :] == rest
    assert checked(found) == found


@pytest.mark.parametrize(
    ("converted", "problem"),
    [
        (Converted(""), "holds no text"),
        (Converted("\x00\x01 \n"), "holds no text"),
        (Converted("x" * (MOST_TEXT + 1)), "holds more than 40,000,000 characters of text; divide it"),
        (Converted("x", places=(PlaceMark(2, "page", "1"),)), "its parts are out of order"),
        (Converted("x", places=(PlaceMark(-1, "page", "1"),)), "its parts are out of order"),
        (
            Converted("xy", places=(PlaceMark(1, "page", "1"), PlaceMark(0, "page", "2"))),
            "its parts are out of order",
        ),
        (Converted("x", places=(PlaceMark(0, "cells", "A1"),) * 1_000_001), "has more than 1,000,000 parts"),
    ],
    ids=["empty", "controls", "long", "behind", "before", "disorder", "many"],
)
def test_what_no_reader_may_give(converted: Converted, problem: str) -> None:
    with pytest.raises(UnreadableError, match=problem):
        checked(converted)


def test_facts_that_are_none_are_dropped() -> None:
    found = Converted(
        "text",
        title=" \x00\n",
        language="english (US)",
        published="2025-02-30",
        publisher="The\n  Office \x07",
        url="javascript:alert(1)",
        notes=("", "left\nout", "n" * 9_999),
        places=(PlaceMark(0, "chapter", "A\n\x01 title " + "x" * 999),),
    )
    assert checked(found) == replace(
        found,
        title=None,
        language=None,
        published=None,
        publisher="The Office",
        url=None,
        notes=("left out", "n" * 500),
        places=(PlaceMark(0, "chapter", ("A title " + "x" * 999)[:200]),),
    )
    good = Converted(
        "text", "A title", "zh-Hans", "2025-03", "An office", "https://example.org/a?b", (), True
    )
    assert checked(good) == good


@pytest.mark.parametrize(
    "head",
    [
        b"<!-- x -->" * 400,
        b"<!--" * 1_000,
        b" " * 4_096,
        b"<?xml " * 600,
        b"<?xml ?>" * 500,
        b"<!---->" * 580,
    ],
)
def test_telling_a_page_takes_no_time(head: bytes) -> None:
    begun = time.process_time()
    assert format_of("a.txt", head) is PLAIN
    assert time.process_time() - begun < 1


@settings(max_examples=examples(200))
@given(
    st.sampled_from(["a", *(f"a{suffix}" for suffix in sorted(SUFFIXES))]),
    st.sampled_from(
        [b"", b"PK\x03\x04", OLE[:8], b"%PDF-", b"<html>", b"\xff\xfe", b"PK\x05\x06", DOCUMENT[:90]]
    ),
    st.binary(max_size=300),
)
def test_any_bytes_have_a_format_or_a_reason(name: str, head: bytes, rest: bytes) -> None:
    found = format_of(name, head + rest)
    assert found is None or found in FORMATS
    if found is None:
        with pytest.raises(UnreadableError, match=r"^(?:is|needs|holds) "):
            convert(head + rest, name)


def test_a_workbook_without_a_title_is_called_as_its_file_is() -> None:
    """The name of its first sheet, its only heading, is no title."""
    file, book = BytesIO(), Workbook()
    book.active.append(["port", "boats"])
    book.active.append(["Elm", 9])
    book.save(file)
    assert convert(file.getvalue(), "ferry_report-2025.xlsx").title == "ferry report 2025"
    book.properties.title = "The Ferry"
    book.save(file := BytesIO())
    assert convert(file.getvalue(), "ferry_report-2025.xlsx").title == "The Ferry"
