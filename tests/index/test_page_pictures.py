"""Pictures of pages are made once, kept beside the PDF, never more than fits, and go with their document."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from index import page_pictures
from index.documents import Document
from index.ingestion import Ingestion
from index.page_pictures import DocumentPages, MarkedPage, QuotedPage, pages_of, quoted_pages
from index.shelf import ORIGINAL, PICTURE, Library
from tests.index.formats.pdf_samples import pdf, text

SAID = "Ships came and went."


def report(words: str = SAID) -> bytes:
    return pdf(text(50, 700, words), text(50, 700, "The second page."))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


def take(library: Library, path: Path, raw: bytes | None = None) -> Document:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(report() if raw is None else raw)
    (taken,) = Ingestion(library).take([str(path)])
    return taken.document or library.document(library.entries()[0])


def first(document: Document) -> QuotedPage:
    start = document.text.index("came")
    return quoted_pages(document, (start, start + 4), [(start, start + 4)])[0]


def kept(library: Library, suffix: str) -> list[Path]:
    return sorted(library.folder.glob(f"*{suffix}"))


def drawn(pages: DocumentPages | None, page: QuotedPage) -> MarkedPage:
    assert pages is not None
    marked = pages.picture(page)
    assert marked is not None
    return marked


def test_a_page_is_drawn_once_and_kept_with_its_boxes(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = take(library, tmp_path / "ships.pdf")
    pages = pages_of(library, document)
    page = drawn(pages, first(document))
    (path,) = kept(library, PICTURE)
    assert path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(page_pictures, "Sandbox", None)  # nothing is drawn any more
    assert drawn(pages, first(document)) == page
    (tmp_path / "page.png").write_bytes(page.png)
    with Image.open(tmp_path / "page.png") as picture:
        assert (picture.format, picture.size) == ("PNG", (page.width, page.height))
    assert len(page.boxes[0]) == 1
    monkeypatch.undo()
    path.write_bytes(path.read_bytes()[:3])  # damaged
    assert drawn(pages, first(document)) == page


def test_pictures_go_with_their_document_and_the_pdf_comes_back_with_it(
    library: Library, tmp_path: Path
) -> None:
    document = take(library, tmp_path / "ships.pdf")
    drawn(pages_of(library, document), first(document))
    (entry,) = library.entries()
    library.remove(entry)
    assert (kept(library, PICTURE), kept(library, ORIGINAL)) == ([], [])
    assert pages_of(library, document) is None
    with library.changing():
        library.restore(entry.id)
    drawn(pages_of(library, document), first(document))
    with library.changing():
        assert library.forget(entry.id)
    assert [path for path in library.folder.rglob("*") if path.is_file() and path.name != ".lock"] == []


def test_what_a_kill_left_is_swept(library: Library, tmp_path: Path) -> None:
    document = take(library, tmp_path / "ships.pdf")
    drawn(pages_of(library, document), first(document))
    held = {*kept(library, PICTURE), *kept(library, ORIGINAL)}
    stem = "0" * 24 + "-" + "1" * 24
    for name in (f"{stem}{ORIGINAL}", f"{stem}-{'2' * 24}{PICTURE}", f".footnote-12{ORIGINAL}"):
        (library.folder / name).write_bytes(b"x")
    with library.changing():
        assert {*kept(library, PICTURE), *kept(library, ORIGINAL)} == held


def test_a_new_version_takes_the_old_pdf_and_its_pictures_away(library: Library, tmp_path: Path) -> None:
    before = take(library, tmp_path / "ships.pdf")
    drawn(pages_of(library, before), first(before))
    after = take(library, tmp_path / "ships.pdf", report("Ships came, and then others."))
    assert (len(kept(library, ORIGINAL)), kept(library, PICTURE)) == (1, [])
    pages = pages_of(library, after)
    assert pages
    assert (pages.are_of(after), pages.are_of(before)) == (True, False)


def test_a_pdf_that_was_taken_in_without_is_kept_the_next_time(library: Library, tmp_path: Path) -> None:
    document = take(library, tmp_path / "ships.pdf")
    (original,) = kept(library, ORIGINAL)
    original.unlink()
    assert pages_of(library, document) is None
    take(library, tmp_path / "ships.pdf")
    assert original.read_bytes() == report()


def test_what_was_handed_in_is_not_kept_twice(library: Library, tmp_path: Path) -> None:
    document = take(library, tmp_path / "data" / "uploads" / "1" / "ships.pdf")
    assert kept(library, ORIGINAL) == []
    assert drawn(pages_of(library, document), first(document)).boxes[0]
    (tmp_path / "data" / "uploads" / "1" / "ships.pdf").unlink()
    assert pages_of(library, document) is None


def test_nothing_else_is_kept(library: Library, tmp_path: Path) -> None:
    document = take(library, tmp_path / "ships.md", b"# Ships\n\nShips came and went.\n")
    assert kept(library, ORIGINAL) == []
    assert pages_of(library, document) is None
    before = kept(library, "*")
    (tmp_path / "more.pdf").write_bytes(report("More ships came."))
    (taken,) = Ingestion(library, dry_run=True).take([str(tmp_path / "more.pdf")])
    assert (taken.state, kept(library, "*")) == ("added", before)


def test_the_pictures_that_were_looked_at_longest_ago_go_first(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = take(library, tmp_path / "ships.pdf")
    pages, page = pages_of(library, document), first(document)
    drawn(pages, page)
    (oldest,) = kept(library, PICTURE)
    os.utime(oldest, (1, 1))
    monkeypatch.setattr(page_pictures, "LARGEST", int(1.5 * oldest.stat().st_size))
    drawn(pages, page._replace(quotes=()))
    assert len(kept(library, PICTURE)) == 1
    assert not oldest.exists()


def test_a_page_that_cannot_be_drawn_is_no_picture(library: Library, tmp_path: Path) -> None:
    document = take(library, tmp_path / "ships.pdf")
    pages = pages_of(library, document)
    assert pages
    assert pages.picture(first(document)._replace(number=9)) is None
    pages.original.write_bytes(b"%PDF-1.7\nnothing\n%%EOF\n")
    assert pages.picture(first(document)) is None
    assert kept(library, PICTURE) == []
