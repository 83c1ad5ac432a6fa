"""Files of every format, from their bytes to what a citation says of where its quote stands."""

from __future__ import annotations

import pytest
from pptx.slide import Slide
from pptx.util import Cm

from index.corpus_files import load_documents
from index.documents import Document
from qa.citation.claim import Claim, Quote
from qa.citation.gate import Citations
from qa.models import Citation, PlaceView, TableView
from qa.replies.places import places
from tests.index.formats.pdf_samples import lines, pdf, text
from tests.index.formats.test_epub import epub
from tests.index.formats.test_sheets import ods, xlsx
from tests.index.formats.test_sheets import rows as sheet_rows
from tests.index.formats.test_slides import TITLE_AND_BODY, TITLE_ONLY, deck, entitle, titled
from tests.index.formats.test_word import docx, paragraph

STOPS = (
    ("Stop", "Code", "Daily riders"),
    ("Elm Street", "S-1", "8,631"),
    ("Quay [Road](x)", "S-2", "12,404"),
)
ROWS = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in STOPS)
TABLE = f"<table>{ROWS.replace('td>', 'th>', 6)}</table>"
PROSE = "The tram opened in 1998 and carries commuters between the port and the old town."
CAPTION = "Riders by stop on a working day, counted by hand in the second week of October 2024."
OVER = "The depot of the tram stands beside the cement works of the city and was built by"


def sheet(*stops: tuple[str, ...]) -> str:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    return "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in stops)


def word_table() -> str:
    made = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in STOPS)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


def slide_table(slide: Slide) -> None:
    entitle(slide, "Riders")
    table = slide.shapes.add_table(3, 3, Cm(1), Cm(5), Cm(9), Cm(3)).table
    for row, texts in enumerate(STOPS):
        for column, said in enumerate(texts):
            table.cell(row, column).text = said


def pages() -> bytes:
    """A PDF whose second page says 14."""
    first = lines(50, 760, [PROSE, "Its three stops are well known."]) + text(50, 60, OVER)
    second = lines(50, 760, ["three hundred men in two years.", CAPTION])
    for at, row in enumerate(STOPS):
        second += "".join(text(x, 680 - 16 * at, cell) for x, cell in zip((50, 200, 300), row, strict=True))
    return pdf(
        first,
        second + lines(50, 600, [PROSE.replace("opened", "reopened")]),
        catalog="/PageLabels << /Nums [ 0 << /S /r >> 1 << /S /D /St 14 >> ] >>",
    )


FILES: dict[str, str | bytes] = {
    "paper.pdf": pages(),
    "paper.pdf.yaml": "url: https://tram.example/paper.pdf#top\n",
    "slides.pptx": deck((TITLE_AND_BODY, titled("The tram", PROSE)), (TITLE_ONLY, slide_table)),
    "book.xlsx": xlsx(sheet_rows(("Riders by stop",), (), *STOPS)),
    "open.ods": ods(sheet(*STOPS)),
    "plain.csv": "\n".join(";".join(row) for row in STOPS),
    "page.html": f"<html><body><h1>Tram</h1><p>{PROSE}</p>{TABLE}</body></html>",
    "page.html.yaml": "url: https://tram.example/\n",
    "saved.html": f"<html><body><h1>Tram</h1><p>{PROSE}</p>{TABLE}</body></html>",
    "word.docx": docx(paragraph(PROSE) + word_table()),
    "novel.epub": epub(
        "<html><body><h1>Ovens</h1><p>Hot.</p></body></html>",
        f"<html><body><h1>Trams</h1>{TABLE}</body></html>",
    ),
    "notes.md": "\n".join(["# Tram", "", *map(" | ".join, (STOPS[0], ("---",) * 3, *STOPS[1:])), ""]),
}  # fmt: skip


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    folder = tmp_path_factory.mktemp("files")
    for name, held in FILES.items():
        (folder / name).write_bytes(held.encode() if isinstance(held, str) else held)
    return {document.id: document for document in load_documents(folder)}


def cited(document: Document, quote: str, answer: str) -> Citation:
    """The citation of what begins with `quote`, to the end of its line, where `answer` is what answers."""
    start = document.text.index(quote)
    place = Quote(document.id, start, document.text.index("\n", start))
    held = Citations(
        {document.id: document}, "", [], lambda _, said, __: ((at := said.index(answer), at + len(answer)),)
    )
    assert held.verify(Claim("It is so.", (place,)))
    return held.all()[0]


ROW = TableView(row="Elm Street", columns=("Daily riders",))
IN_ROW = "row “Elm Street”, column “Daily riders”"


@pytest.mark.parametrize(
    ("name", "place", "told", "url"),
    [
        ("paper", PlaceView(kind="page", label="14"), ("p. 14", IN_ROW), "https://tram.example/paper.pdf#page=2"),
        ("slides", PlaceView(kind="slide", label="2"), ("slide 2", IN_ROW), None),
        ("book", PlaceView(kind="cells", label="'S1'!A4:C4"), ("'S1'!A4:C4", IN_ROW), None),
        ("open", PlaceView(kind="cells", label="Open!A2:C2"), ("Open!A2:C2", IN_ROW), None),
        ("plain", PlaceView(kind="cells", label="A2:C2"), ("A2:C2", IN_ROW), None),
        ("page", None, (IN_ROW,), "https://tram.example/#:~:text=riders-,Elm%20Street,8%2C631"),
        ("saved", None, (IN_ROW,), None),
        ("word", None, (IN_ROW,), None),
        ("novel", PlaceView(kind="chapter", label="Trams"), ("chapter “Trams”", IN_ROW), None),
        ("notes", None, (IN_ROW,), None),
    ],
)  # fmt: skip
def test_a_row_of_a_table(
    documents: dict[str, Document], name: str, place: PlaceView | None, told: tuple[str, ...], url: str | None
) -> None:
    found = cited(documents[name], "Elm Street" if name == "notes" else "| Elm Street", "8,631")
    assert (found.place, found.table, found.url) == (place, ROW, url)
    assert places(found, "en") == told


@pytest.mark.parametrize(
    ("name", "told", "url"),
    [
        ("paper", ("p. i",), "https://tram.example/paper.pdf#page=1"),
        ("slides", ("slide 1",), None),
        ("page", (), "https://tram.example/#:~:text=The%20tram%20opened%20in%201998%20and,the%20port%20and%20the%20old%20town."),
        ("saved", (), None),
        ("word", (), None),
    ],
)  # fmt: skip
def test_a_sentence(
    documents: dict[str, Document], name: str, told: tuple[str, ...], url: str | None
) -> None:
    document = documents[name]
    start = document.text.index(PROSE)
    held = Citations({name: document}, "", [])
    assert held.verify(Claim("It is so.", (Quote(name, start, start + len(PROSE)),)))
    (found,) = held.all()
    assert (found.table, found.url, places(found, "en")) == (None, url, told)


def test_a_sentence_on_two_pages(documents: dict[str, Document]) -> None:
    found = cited(documents["paper"], OVER[:20], "cement")
    assert found.place == PlaceView(kind="page", label="i", last="14")
    assert places(found, "en") == ("pp. i–14",)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("slide 2", "row “Quay [Road](x)”, column “Stop”")),
        ("fr", ("diapositive 2", "ligne « Quay [Road](x) », colonne « Stop »")),
        ("ja", ("スライド2", "「Quay [Road](x)」の行、「Stop」の列")),
        ("zh-Hans", ("第2张幻灯片", "“Quay [Road](x)”行，“Stop”列")),
        ("zh-Hant", ("第2張投影片", "「Quay [Road](x)」列，「Stop」欄")),
    ],
)
def test_the_reader_s_language(documents: dict[str, Document], language: str, told: tuple[str, ...]) -> None:
    found = places(cited(documents["slides"], "| Quay", "Quay"), language)
    assert tuple(one.replace("\u00a0", " ") for one in found) == told


def test_where_no_words_answer_the_row_is_named_alone(documents: dict[str, Document]) -> None:
    document = documents["plain"]
    start = document.text.index("| Elm")
    held = Citations({"plain": document}, "", [])
    held.cite(Quote("plain", start, document.text.index("\n", start)))
    assert held.all()[0].table == TableView(row="Elm Street")


def test_a_citation_of_before_reads_as_one_without_a_table() -> None:
    old = (
        '{"number": 1, "document_id": "d", "title": "T", "edition": "", "language": "en", "quote": "q",'
        ' "start": 0, "end": 1, "sources": [], "place": {"kind": "page", "label": "3"}}'
    )
    read = Citation.model_validate_json(old)
    assert (read.table, read.place) == (None, PlaceView(kind="page", label="3"))
