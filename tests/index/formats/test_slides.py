"""Slide decks as Markdown."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.util import Cm, Emu

from index.blocks import BlockKind, blocks
from index.formats import slides
from index.formats.charts import chart_tables
from index.formats.converted import Converted, PlaceMark, UnreadableError
from index.formats.slide_text import diagram_lines, flat_text
from index.formats.slides import read_pptx

CATEGORIES: Any = CategoryChartData  # the library does not type them
POINTS: Any = XyChartData

TITLE_AND_BODY, TITLE_ONLY, BLANK = 1, 5, 6
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"

Fill = Callable[[Slide], object]


def deck(*fills: tuple[int, Fill], title: str = "") -> bytes:
    made = Presentation()
    for layout, fill in fills:
        fill(made.slides.add_slide(made.slide_layouts[layout]))
    made.core_properties.title = title
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def read(*fills: tuple[int, Fill], title: str = "") -> Converted:
    return read_pptx(deck(*fills, title=title))


def box(slide: Slide, text: str, left: float, top: float) -> None:
    slide.shapes.add_textbox(Cm(left), Cm(top), Cm(5), Cm(1)).text_frame.text = text


def entitle(slide: Slide, text: str) -> None:
    assert slide.shapes.title is not None
    slide.shapes.title.text = text


def titled(title: str, *texts: str) -> Fill:
    def fill(slide: Slide) -> None:
        entitle(slide, title)
        for place, text in enumerate(texts):
            box(slide, text, 1, 5 + 2 * place)

    return fill


def test_titles_lists_and_texts() -> None:
    def fill(slide: Slide) -> None:
        entitle(slide, "Results\vof 2025")
        frame = slide.placeholders[1].text_frame
        frame.text = "Revenue rose"
        below = frame.add_paragraph()
        below.text, below.level = "in Asia", 1
        frame.add_paragraph().text = "Costs fell"
        box(slide, "Source: the company", 1, 18)

    made = read((TITLE_AND_BODY, fill))
    assert made.text == (
        "## Results of 2025\n\n- Revenue rose\n  - in Asia\n- Costs fell\n\nSource: the company\n\n"
    )
    assert made.title == "Results of 2025"
    assert made.places == (PlaceMark(0, "slide", "1"),)


def test_texts_are_read_from_the_top_and_in_a_band_from_the_left() -> None:
    def fill(slide: Slide) -> None:
        for text, left, top in (("last", 1, 15), ("right", 12, 5), ("left", 1, 5.2), ("first", 8, 1)):
            box(slide, text, left, top)
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(Cm(1), Cm(10), Cm(2), Cm(1)).text_frame.text = "grouped"

    assert read((BLANK, fill)).text == "## first\n\nleft\n\nright\n\ngrouped\n\nlast\n\n"


def test_what_is_not_shown_is_left_out_and_told_of() -> None:
    def fill(slide: Slide) -> None:
        entitle(slide, "Shown")
        box(slide, "beside the slide", 60, 5)
        box(slide, "hidden shape", 1, 5)
        slide.shapes[-1].element.nvSpPr.cNvPr.set("hidden", "1")
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        frame.text = "said aloud"

    def hidden(slide: Slide) -> None:
        titled("hidden slide")(slide)
        slide.element.set("show", "0")

    made = read((TITLE_ONLY, fill), (TITLE_ONLY, hidden), (TITLE_ONLY, titled("Third")))
    assert made.text == "## Shown\n\n## Third\n\n"
    assert made.places == (PlaceMark(0, "slide", "1"), PlaceMark(10, "slide", "3"))
    assert made.notes == ("1 hidden slide was skipped", "speaker notes of 1 slide were left out")


def test_a_slide_without_a_title_is_not_under_that_of_the_slide_before() -> None:
    long = "This is a long text that stands alone on its slide. " * 4
    last = (BLANK, lambda slide: box(slide, long, 1, 1))
    made = read((TITLE_ONLY, titled("Deck")), (TITLE_ONLY, titled("Costs", "fell")), last)
    assert made.text.endswith(f"## Costs\n\nfell\n\n# Deck\n\n{long.strip()}\n\n")
    assert made.places[-1] == PlaceMark(made.text.rindex("# Deck"), "slide", "3")


def test_tables_keep_their_merged_cells() -> None:
    def fill(slide: Slide) -> None:
        entitle(slide, "Table")
        table = slide.shapes.add_table(3, 3, Cm(1), Cm(5), Cm(9), Cm(3)).table
        for row, texts in enumerate((("Region", "2024", ""), ("Asia", "5|6", "7"), ("", "8", "9"))):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(1, 0).merge(table.cell(2, 0))

    assert read((TITLE_ONLY, fill)).text == (
        "## Table\n\n| Region | 2024 | 2024 |\n| --- | --- | --- |\n"
        "| Asia | 5\\|6 | 7 |\n| Asia | 8 | 9 |\n\n"
    )


def test_data_of_charts() -> None:
    def fill(slide: Slide) -> None:
        entitle(slide, "Chart")
        data = CATEGORIES(number_format="0.0%")
        data.categories = ["2024", "2025"]
        data.add_series("Asia", (0.125, 0.25))
        data.add_series("Europe", (None, 0.5))
        frame: Any = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(5), Cm(9), Cm(5), data)
        frame.chart.has_title = True
        frame.chart.chart_title.text_frame.text = "Share of revenue"

    assert read((TITLE_ONLY, fill)).text == (
        "## Chart\n\nShare of revenue\n\n|  | Asia | Europe |\n| --- | --- | --- |\n"
        "| 2024 | 12.5% |  |\n| 2025 | 25.0% | 50.0% |\n\n"
    )


def test_data_of_scattered_points_and_of_grouped_categories() -> None:
    def scattered(slide: Slide) -> None:
        data = POINTS()
        series = data.add_series("Size")
        series.add_data_point(1, 10)
        series.add_data_point(2.5, 20)
        slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, Cm(1), Cm(5), Cm(9), Cm(5), data)

    def grouped(slide: Slide) -> None:
        data = CATEGORIES()
        year = data.add_category("2024")
        year.add_sub_category("H1")
        year.add_sub_category("H2")
        data.add_series("Asia", (1, 2))
        slide.shapes.add_chart(XL_CHART_TYPE.LINE, Cm(1), Cm(5), Cm(9), Cm(5), data)

    made = read((BLANK, scattered), (BLANK, grouped))
    assert "|  | Size |\n| --- | --- |\n| 1 | 10 |\n| 2.5 | 20 |\n" in made.text
    assert "|  | Asia |\n| --- | --- |\n| 2024 H1 | 1 |\n| 2024 H2 | 2 |\n" in made.text


def chart(series: str) -> etree._Element:
    name = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    return etree.fromstring(
        f'<c:chartSpace xmlns:c="{name}"><c:chart><c:plotArea><c:barChart>'
        f"<c:ser>{series}</c:ser></c:barChart>"
        '<c:valAx><c:numFmt formatCode="0%" sourceLinked="0"/></c:valAx>'
        "</c:plotArea></c:chart></c:chartSpace>"
    )


def points(kind: str, *values: str, code: str = "General", first: int = 0) -> str:
    held = "".join(f'<c:pt idx="{first + at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
    cache = f"<c:formatCode>{code}</c:formatCode>{held}"
    return f"<c:{kind}><c:numRef><c:numCache>{cache}</c:numCache></c:numRef></c:{kind}>"


def test_numbers_of_charts_are_written_as_labels_or_axes_show_them() -> None:
    label = '<c:dLbls><c:numFmt formatCode="0.00" sourceLinked="0"/></c:dLbls>'
    assert [*chart_tables(chart(label + points("val", "0.5", code="0.0%")))] == [
        ("", [["", ""], ["", "0.50"]])
    ]
    assert [*chart_tables(chart(points("val", "0.5", code="0.0%")))] == [("", [["", ""], ["", "50.0%"]])]
    assert [*chart_tables(chart(points("val", "0.5")))] == [("", [["", ""], ["", "50%"]])]
    dated = points("cat", "45747", "n/a", code="yyyy\\-mm\\-dd") + points("val", "0.5", "1")
    assert [*chart_tables(chart(dated))] == [("", [["", ""], ["2025-03-31", "50%"], ["n/a", "100%"]])]


def test_charts_without_data_and_with_senseless_places_are_left_out() -> None:
    assert [*chart_tables(chart(""))] == []
    assert [*chart_tables(chart(points("val", "1", first=99_999)))] == []
    assert [*chart_tables(etree.fromstring("<a/>"))] == []


def test_words_of_diagrams() -> None:
    word = f'<d:t><a:p xmlns:a="{DRAWING}"><a:r><a:t>%s</a:t></a:r></a:p></d:t>'
    data = (
        f'<d:m xmlns:d="urn:d"><d:pt type="doc"/><d:pt>{word % "Plan"}</d:pt>'
        f'<d:pt type="pres">{word % "x"}</d:pt>'
        f"<d:pt>{word % 'Do'}</d:pt></d:m>"
    )
    assert [line.written() for line in diagram_lines(etree.fromstring(data))] == ["- Plan", "- Do"]


def test_line_breaks_between_characters_of_chinese_are_no_spaces() -> None:
    text = f'<a:p xmlns:a="{DRAWING}"><a:r><a:t>人工</a:t></a:r><a:br/><a:r><a:t>智能</a:t></a:r></a:p>'
    assert flat_text(etree.fromstring(text)) == "人工智能"
    assert flat_text(etree.fromstring(text.replace("人工", "AI"))) == "AI 智能"


def test_numbered_items_and_items_that_are_none() -> None:
    def fill(slide: Slide) -> None:
        entitle(slide, "Steps")
        frame = slide.placeholders[1].text_frame
        frame.text = "Plan"
        frame.add_paragraph().text = "Do"
        frame.add_paragraph().text = "All of it is said here."
        for paragraph, kind in zip(frame.paragraphs, ("buAutoNum", "buAutoNum", "buNone"), strict=True):
            etree.SubElement(paragraph._p.get_or_add_pPr(), f"{{{DRAWING}}}{kind}")

    assert read((TITLE_AND_BODY, fill)).text == "## Steps\n\n1. Plan\n2. Do\n\nAll of it is said here.\n\n"


def test_text_that_looks_like_markdown_stays_text() -> None:
    made = read((TITLE_ONLY, titled("Title", "```", "# 5 of 10", "after")))
    kinds = [(block.kind, made.text[block.start : block.end]) for block in blocks(made.text)]
    assert kinds[1:] == [(BlockKind.TEXT, "#\u00a05 of 10"), (BlockKind.TEXT, "after")]


def test_a_title_counts_where_the_deck_says_it() -> None:
    assert read((TITLE_ONLY, titled("Outlook 2026")), title="PowerPoint Presentation").title == "Outlook 2026"
    assert (
        read((TITLE_ONLY, titled("Outlook", "Annual figures")), title="Annual Figures").title
        == "Annual Figures"
    )
    assert read(title="Annual Figures").title is None


def test_slides_of_pictures_are_told_of() -> None:
    from PIL import Image

    held = BytesIO()
    Image.new("RGB", (2, 2)).save(held, "PNG")
    pictured = (BLANK, lambda slide: slide.shapes.add_picture(held, Emu(0), Emu(0)))
    made = read((TITLE_ONLY, titled("x")), pictured)
    assert (made.text, made.notes) == ("## x\n\n", ("1 slide holds only pictures",))
    with pytest.raises(UnreadableError, match="holds pictures and no text; save it as PDF"):
        read(pictured)


@pytest.mark.parametrize("end", [0, 4, 100, 5_000, 20_000])
def test_what_is_cut_off_is_refused(end: int) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        read_pptx(deck((TITLE_ONLY, titled("x")))[:end])


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("ppt/slides/slide1.xml", b"<p"),
        ("ppt/slides/slide1.xml", b"<a>" * 10_000),
        ("ppt/slides/slide1.xml", b"<a/>"),
        ("ppt/presentation.xml", b"<a/>"),
        ("ppt/_rels/presentation.xml.rels", b'<Relationships xmlns="urn:x"/>'),
        ("[Content_Types].xml", b"<a/>"),
    ],
)
def test_damaged_parts_are_refused(part: str, content: bytes) -> None:
    held = BytesIO()
    with ZipFile(BytesIO(deck((TITLE_ONLY, titled("x"))))) as source, ZipFile(held, "w") as made:
        for name in source.namelist():
            made.writestr(name, content if name == part else source.read(name))
    with pytest.raises(UnreadableError, match="damaged slide deck"):
        read_pptx(held.getvalue())


def test_another_archive_is_no_slide_deck() -> None:
    held = BytesIO()
    with ZipFile(held, "w") as made:
        made.writestr("a.txt", "x")
    with pytest.raises(UnreadableError, match="is not a slide deck"):
        read_pptx(held.getvalue())


def test_too_many_slides_and_shapes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = deck((TITLE_ONLY, titled("a", "1", "2", "3")), (TITLE_ONLY, titled("b")))
    monkeypatch.setattr(slides, "MOST_SLIDES", 1)
    with pytest.raises(UnreadableError, match="more than 1 slides"):
        read_pptx(raw)
    monkeypatch.setattr(slides, "_MOST_SHAPES", 2)
    with pytest.raises(UnreadableError, match="more than 2 shapes"):
        read_pptx(raw)
