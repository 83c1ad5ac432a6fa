"""E-books as Markdown."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from index.formats import book
from index.formats.converted import Converted, PlaceMark, UnreadableError
from index.formats.epub import read_epub

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
FACTS = (
    "<dc:title>The Report</dc:title><dc:language>fr</dc:language><dc:publisher>A House</dc:publisher>"
    '<dc:date opf:event="creation">2020</dc:date><dc:date opf:event="publication">2025-03</dc:date>'
)
ONE = "<html><head><title/></head><body><h1>One</h1><p>First text.</p></body></html>"
TWO = "<html><head><title>The Report</title></head><body><h1>Two</h1><p>Second text.</p></body></html>"

LANDMARKS = '<nav epub:type="landmarks"><a href="page%201.xhtml">x</a></nav>'


def epub(
    *pages: str | bytes, facts: str = FACTS, listed: str = "", spine: str = "", **files: str | bytes
) -> bytes:
    """A book of `pages`; `files` replace or add others, `__` in their names being a slash."""
    numbers = range(1, len(pages) + 1)
    items = "".join(
        f'<item id="p{at}" href="text/page%20{at}.xhtml" media-type="application/xhtml+xml"/>'
        for at in numbers
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{facts}</metadata><manifest>{items}{listed}</manifest>'
        f'<spine>{"".join(f"""<itemref idref="p{at}"/>""" for at in numbers)}{spine}</spine></package>'
    )
    content: dict[str, str | bytes] = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package}
    content |= {f"OEBPS/text/page {at}.xhtml": page for at, page in zip(numbers, pages, strict=True)}
    content |= {name.replace("__", "/"): file for name, file in files.items()}
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as made:
        for name, file in content.items():
            made.writestr(name, file)
    return held.getvalue()


def read(*pages: str | bytes, **more: str) -> Converted:
    return read_epub(epub(*pages, **more))


def test_a_book() -> None:
    made = read(ONE, TWO)
    assert made.text == "# One\n\nFirst text.\n\n# Two\n\nSecond text.\n"
    assert (made.title, made.language, made.published, made.publisher) == (
        "The Report",
        "fr",
        "2025-03",
        "A House",
    )
    assert made.places == (PlaceMark(0, "chapter", "One"), PlaceMark(20, "chapter", "Two"))
    assert made.text[20:].startswith("# Two")


def test_a_document_without_a_heading_goes_on_with_the_chapter_before() -> None:
    made = read(ONE, "<p>More of it.</p>", "<p> </p>")
    assert made.text == "# One\n\nFirst text.\n\nMore of it.\n"
    assert [place.label for place in made.places] == ["One"]


@pytest.mark.parametrize("version", [2, 3])
def test_the_table_of_contents_names_the_chapters(version: int) -> None:
    page = "<h1>I.</h1><p>a</p><h2>Second part</h2><p>b</p>"
    targets = (
        ("page%201.xhtml", "Chapter I"),
        ("page%201.xhtml#b", "Second part"),
        ("page%202.xhtml", "Chapter II"),
    )
    if version == 3:
        listed = '<item id="n" href="text/nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        links = "".join(f'<li><a href="{target}">{label}</a></li>' for target, label in targets)
        name, content = (
            "OEBPS__text__nav.xhtml",
            LANDMARKS + f'<nav epub:type="toc">{links}</nav>',
        )
    else:
        listed = '<item id="n" href="text/toc.ncx" media-type="application/x-dtbncx+xml"/>'
        entries = "".join(
            f'<navPoint><navLabel><text>{label}</text></navLabel><content src="{target}"/></navPoint>'
            for target, label in targets
        )
        name, content = "OEBPS__text__toc.ncx", f'<ncx xmlns="urn:ncx"><navMap>{entries}</navMap></ncx>'
    made = read(page, "<p>c</p>", listed=listed, spine='<itemref idref="n"/>', **{name: content})
    assert made.text == "# I.\n\na\n\n## Second part\n\nb\n\nc\n"
    assert [(place.label, made.text[place.start :][:4]) for place in made.places] == [
        ("Chapter I", "# I."),
        ("Second part", "## S"),
        ("Chapter II", "c\n"),
    ]


def test_what_is_outside_the_run_of_the_text_is_skipped() -> None:
    listed = (
        '<item id="x" href="notes.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="i" href="i.svg" media-type="image/svg+xml"/>'
    )
    spine = (
        '<itemref idref="x" linear="no"/><itemref idref="i"/><itemref idref="absent"/><itemref idref="p1"/>'
    )
    made = read(ONE, listed=listed, spine=spine, **{"OEBPS__notes.xhtml": "<p>aside</p>"})
    assert made.text == "# One\n\nFirst text.\n"
    assert made.notes == ("1 part outside the text's run was skipped",)


def test_a_page_of_links_is_a_table_of_contents() -> None:
    links = "".join(f'<li><a href="page%20{at}.xhtml">Chapter {at}</a></li>' for at in range(1, 9))
    made = read(f"<h2>Contents</h2><ul>{links}</ul>", "<h1>One</h1><p>Nine boats.</p>")
    assert made.text == "# One\n\nNine boats.\n"


def test_readings_above_words_are_left_out() -> None:
    assert read("<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>です。</p>").text == "漢字です。\n"


@pytest.mark.parametrize(
    "page",
    [
        "<p>café</p>".encode(),
        b"\xef\xbb\xbf" + "<p>café</p>".encode(),
        "<p>café</p>".encode("utf-16"),
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + "<p>café</p>".encode("latin-1"),
        b'<?xml version="1.0" encoding="no-such-thing"?>' + "<p>café</p>".encode(),
    ],
)
def test_encodings(page: bytes) -> None:
    assert read(page).text == "café\n"


def test_a_book_that_is_encrypted_is_refused_and_one_with_hidden_fonts_is_not() -> None:
    def encryption(path: str) -> str:
        return f'<e:encryption xmlns:e="urn:e"><e:CipherReference URI="{path}"/></e:encryption>'

    fonts = {"META-INF__encryption.xml": encryption("OEBPS/fonts/a.otf")}
    assert read(ONE, **fonts).text == "# One\n\nFirst text.\n"
    with pytest.raises(UnreadableError, match="encrypted against copying"):
        read(ONE, **{"META-INF__encryption.xml": encryption("OEBPS/text/page%201.xhtml")})


def test_dates_that_do_not_exist_are_not_believed() -> None:
    made = read(ONE, facts="<dc:date>2025-13-01</dc:date><dc:language>?</dc:language>")
    assert (made.published, made.language, made.title, made.publisher) == (None, None, None, None)
    assert read(
        ONE, facts="<dc:date>about 1999</dc:date><dc:date>1851-10-18T00:00:00</dc:date>"
    ).published == ("1851-10-18")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"META-INF__container.xml": "<a/>"}, "its package is missing"),
        ({"META-INF__container.xml": "<a"}, "damaged XML"),
        ({"OEBPS__book.opf": "<a/>"}, "without text"),
        ({"OEBPS__book.opf": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "declares entities"),
    ],
)
def test_damaged_books_are_refused(files: dict[str, str], said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read(ONE, **files)


def test_a_missing_chapter_and_paths_outside() -> None:
    for path in ("gone.xhtml", "../../../etc/passwd"):
        listed = f'<item id="x" href="{path}" media-type="application/xhtml+xml"/>'
        with pytest.raises(UnreadableError, match="a chapter is missing"):
            read(ONE, listed=listed, spine='<itemref idref="x"/>')


def test_other_files_are_no_books() -> None:
    held = BytesIO()
    with ZipFile(held, "w") as made:
        made.writestr("a.txt", "x")
    with pytest.raises(UnreadableError, match="is not an e-book"):
        read_epub(held.getvalue())
    with pytest.raises(UnreadableError, match="damaged"):
        read_epub(epub(ONE)[:200])


def test_deep_and_broken_pages_are_read_as_far_as_they_go() -> None:
    assert read("<div>" * 3_000 + "deep").text == "deep\n"
    assert "text" in read("<p>text <b <i>").text


def test_too_many_documents_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_DOCUMENTS", 1)
    with pytest.raises(UnreadableError, match="more than 1 documents"):
        read(ONE, TWO)
