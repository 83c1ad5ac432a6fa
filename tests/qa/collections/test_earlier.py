"""What a desk has beside answers: the pages of PDFs that may be read, and earlier versions to be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import IndexBuilder
from index.ingestion import Ingestion
from index.page_pictures import quoted_pages
from index.shelf import Library
from qa.collections.collection import UnknownCollectionError
from qa.collections.desk import Desk
from tests.index.formats.pdf_samples import pdf, text
from tests.qa.collections.stacks import desk_over, settings_of, stacks

HERE, THERE = 1, 2
TOLL = "What is the Vorlax bridge toll?"


def take(desk: Desk, folder: Path, coins: str) -> None:
    """Let the document of server 1 say what the toll is."""
    path = folder / "bridge.pdf"
    path.write_bytes(
        pdf(text(50, 700, "Bridges", 20, "F2") + text(50, 600, f"The Vorlax bridge toll is {coins}."))
    )
    settings = settings_of(desk.catalogue, "a")
    assert [one.state for one in Ingestion(Library(settings.shelf_dir)).take([str(path)])] != ["failed"]
    embedder = desk.instruments.embedder
    IndexBuilder(settings.corpus, settings.data_dir, embedder, shelf_dir=settings.shelf_dir).build()
    desk.renew()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = desk_over(stacks(tmp_path))
    desk.catalogue.create("a", "The a", owner=HERE)
    take(desk, tmp_path, "nine Fexil")
    return desk


def test_pages_of_a_pdf_are_for_who_may_read_it(desk: Desk) -> None:
    (cited,) = desk.of(HERE).ask(TOLL).answer.citations
    pages = desk.of(HERE).pages(cited)
    found = desk.of(HERE).cited(cited)
    assert pages
    assert found
    assert pages.are_of(found[0])
    assert desk.of(THERE).pages(cited) is None
    library = Library(settings_of(desk.catalogue, "a").shelf_dir)
    library.remove(library.entries()[0])
    assert desk.of(HERE).pages(cited) is None


def test_an_earlier_version_answers_as_it_did(desk: Desk, tmp_path: Path) -> None:
    version = desk.of(HERE).ask(TOLL).answer.corpus_version
    take(desk, tmp_path, "ten Quilm")
    now = desk.of(HERE).ask(TOLL).answer
    assert "ten Quilm" in now.citations[0].quote
    then = desk.earlier("a", version)
    assert then
    assert "nine Fexil" in then.ask(TOLL).answer.citations[0].quote
    assert desk.earlier("a", "0" * 12) is None
    with pytest.raises(UnknownCollectionError):
        desk.earlier("nowhere", version)


def test_pages_of_a_pdf_in_the_folder_of_the_corpus_are_those_of_the_same_file(desk: Desk) -> None:
    settings = settings_of(desk.catalogue, "a")
    path = settings.corpus / "reports" / "pier.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(pdf(text(50, 600, "The Gromba pier toll is two coins.")))
    IndexBuilder(
        settings.corpus, settings.data_dir, desk.instruments.embedder, shelf_dir=settings.shelf_dir
    ).build()
    desk.renew()
    cited = desk.of(HERE).ask("What is the Gromba pier toll?").answer.citations[0]
    pages, found = desk.of(HERE).pages(cited), desk.of(HERE).cited(cited)
    assert pages
    assert found
    assert (pages.original, pages.are_of(found[0])) == (path, True)
    place = found[0].text.index(cited.quote)
    (page,) = quoted_pages(found[0], (place, place + 5), [(place, place + len(cited.quote))])
    drawn = pages.picture(page)
    assert drawn
    assert len(drawn.boxes[0]) == 1
    path.write_bytes(pdf(text(50, 600, "The Gromba pier toll is two hundred coins.")))
    assert desk.of(HERE).pages(cited) is None
