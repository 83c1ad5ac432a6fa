"""PDF files become paragraphs, headings, items and code, with the page on which each part stood."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from index.formats.converted import PlaceMark
from index.formats.pdf.reader import read_pdf
from index.formats.pdf.scans import PictureLine
from tests.index.formats.pdf_samples import bar, lines, pdf, rule, stream, text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOX = (
    "The quick brown fox jumps over the lazy dog and runs away from all the hunters that",
    "were waiting for it at the edge of the wood since the early hours of this cold morn-",
    "ing. It did not come back.",
)
FOX_TEXT = (
    "The quick brown fox jumps over the lazy dog and runs away from all the hunters that were waiting for it"
    " at the edge of the wood since the early hours of this cold morning. It did not come back."
)


ANIMALS = (
    "foxes",
    "hounds",
    "hunters",
    "hares",
    "owls",
    "mice",
    "deer",
    "boars",
    "wolves",
    "bears",
    "eels",
    "rats",
)


def body(page: int) -> str:
    """A page of running text that says which page it is, in two paragraphs."""
    animal = ANIMALS[page % len(ANIMALS)]
    first = f"Page {page} begins so, and says of {animal} what one must know of them; {animal} are"
    return lines(50, 690, [first, *FOX[1:]]) + lines(50, 600, FOX)


def test_lines_become_a_paragraph_and_a_broken_word_is_whole_again() -> None:
    found = read_pdf(pdf(lines(50, 700, FOX)))
    assert found.text == FOX_TEXT + "\n"
    assert found.places == (PlaceMark(0, "page", "1"),)
    assert found.notes == ()
    assert not found.recognised


def test_a_hyphen_that_the_document_has_elsewhere_stays() -> None:
    said = [
        "A well-known fact is that this report has several lines which are all about as long",
        "as one another, and that somebody who reads them to their end will find that a well-",
        "known word keeps the mark that parts it.",
    ]
    assert "find that a well-known word keeps" in read_pdf(pdf(lines(50, 700, said))).text


def test_an_indented_line_and_a_short_one_begin_paragraphs() -> None:
    indented = [*FOX, *FOX]
    page = lines(50, 700, indented[:3]) + text(62, 664, FOX[0][:80]) + lines(50, 652, FOX[1:])
    paragraphs = read_pdf(pdf(page)).text.strip().split("\n\n")
    assert [paragraph[:9] for paragraph in paragraphs] == ["The quick", "The quick"]
    assert paragraphs[1].endswith("morning. It did not come back.")


def test_headings_by_size_then_weight() -> None:
    page = "\n".join(
        [
            text(50, 760, "Annual report of the foxes", 24),
            lines(50, 730, FOX),
            text(50, 670, "1 Results", 14),
            lines(50, 650, FOX),
            text(50, 600, "Hunting", 10, "F2"),
            lines(50, 580, FOX),
            text(50, 530, "Never mind.", 10, "F2"),
        ]
    )
    found = read_pdf(pdf(page))
    assert [line for line in found.text.split("\n") if line.startswith("#")] == [
        "# Annual report of the foxes",
        "## 1 Results",
        "### Hunting",
    ]
    assert found.title == "Annual report of the foxes"
    assert found.text.endswith("\n\nNever mind.\n")


def test_headings_have_four_levels_at_most() -> None:
    sizes = (30, 26, 22, 18, 15, 13)
    page = "".join(
        text(50, 780 - 90 * at, f"Heading of size {size}", size) + lines(50, 750 - 90 * at, FOX)
        for at, size in enumerate(sizes)
    )
    marks = [line.split()[0] for line in read_pdf(pdf(page)).text.split("\n") if line.startswith("#")]
    assert marks == ["#", "##", "###", "####", "####", "####"]


def test_a_label_of_a_chapter_is_one_heading_with_its_title() -> None:
    page = text(50, 700, "Chapter 2", 20) + text(50, 660, "What foxes need", 24) + lines(50, 600, FOX)
    assert read_pdf(pdf(page)).text.startswith("# Chapter 2 What foxes need\n\nThe quick")


def test_items_are_kept_as_such() -> None:
    page = lines(50, 700, FOX) + "\n".join(
        [
            text(60, 640, "•"),
            text(80, 640, "The first item, whose words go on for so long that they need a second line, as"),
            text(80, 628, "they do here."),
            text(60, 616, "•") + text(80, 616, "The second."),
            text(50, 590, "1. One"),
            text(50, 578, "2. Two"),
        ]
    )
    assert read_pdf(pdf(page)).text == (
        FOX_TEXT
        + "\n\n- The first item, whose words go on for so long that they need a second line, as they do "
        "here.\n- The second.\n1. One\n2. Two\n"
    )


def test_code_keeps_its_lines() -> None:
    code = ["if fox.hungry:", "    fox.hunt()  # ```", "print('caught')"]
    page = lines(50, 700, FOX) + lines(50, 650, code, font="F3") + lines(50, 600, FOX)
    found = read_pdf(pdf(page)).text
    assert found == (
        f"{FOX_TEXT}\n\n````\nif fox.hungry:\nfox.hunt() # ```\nprint('caught')\n````\n\n{FOX_TEXT}\n"
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "Left begins here and is long enough",
        "to be running text, and so it goes",
        "on to a third line, and then to an",
        "end.",
    ]
    right = [
        "Right begins here and is as long as",
        "what stands beside it, so that no",
        "reader may mix the two, which some",
        "do.",
    ]
    by_column = lines(50, 700, left) + lines(310, 700, right)
    by_line = "\n".join(
        text(50, 700 - 12 * at, one) + text(310, 700 - 12 * at, other)
        for at, (one, other) in enumerate(zip(left, right, strict=True))
    )
    wanted = f"{' '.join(left)}\n\n{' '.join(right)}\n"
    assert read_pdf(pdf(by_column)).text == wanted
    assert read_pdf(pdf(by_line)).text == wanted


def test_a_page_that_says_its_foot_first_is_read_from_its_head() -> None:
    page = text(50, 60, "A note at the foot.", 8) + lines(50, 600, FOX) + text(50, 720, "Head", 20)
    assert read_pdf(pdf(page)).text == f"# Head\n\n{FOX_TEXT}\n\nA note at the foot.\n"


def test_chinese_is_joined_without_spaces() -> None:
    said = [
        "这是一个关于人工智能的报告，其中包含许多重要的数字和事",
        "实，以及对未来的展望。第二句话在这里结束。",
    ]
    found = read_pdf(pdf(lines(50, 700, said, 12, "F4"))).text
    assert found == "".join(said) + "\n"


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        text(50, 770, f"Chapter {at // 3 + 1}", 9)
        + text(480, 770, "Report on foxes", 9)
        + body(at)
        + text(300, 30, str(at + 4), 9)
        for at in range(1, 8)
    ]
    found = read_pdf(pdf(*pages)).text
    assert "Report on foxes" not in found
    assert "Chapter" not in found
    assert [line for line in found.split("\n") if line.isdigit()] == []
    assert found.count("begins so,") == 7


def test_a_chapter_title_at_one_place_is_no_running_head() -> None:
    pages = [(text(50, 760, f"Chapter {at}", 20) if at % 3 == 0 else "") + body(at) for at in range(1, 13)]
    assert read_pdf(pdf(*pages)).text.count("# Chapter") == 4


def test_numbers_at_one_place_that_count_no_pages_stay() -> None:
    values = (17, 4, 256, 31)
    pages = [body(at) + text(300, 30, str(value), 9) for at, value in enumerate(values, 1)]
    found = read_pdf(pdf(*pages)).text.split("\n")
    assert [int(line) for line in found if line.isdigit()] == list(values)


def test_a_paragraph_over_a_page_break_stays_one_and_is_marked_within() -> None:
    first = lines(50, 700, FOX) + lines(50, 110, [FOX[0]]) + text(60, 60, "1 A note.", 7)
    second = lines(50, 740, FOX[1:]) + lines(50, 600, FOX)
    found = read_pdf(pdf(first, second))
    assert found.text == f"{FOX_TEXT}\n\n1 A note.\n\n{FOX_TEXT}\n\n{FOX_TEXT}\n"
    assert [found.text[mark.start :][:12] for mark in found.places] == ["The quick br", "were waiting"]
    assert [mark.label for mark in found.places] == ["1", "2"]


def test_pages_have_the_labels_of_the_file() -> None:
    labels = "/PageLabels << /Nums [ 0 << /S /r >> 2 << /S /D /St 1 >> ] >>"
    found = read_pdf(pdf(body(1), body(2), body(3), catalog=labels))
    assert [mark.label for mark in found.places] == ["i", "ii", "1"]
    assert [found.text[mark.start :][:6] for mark in found.places] == ["Page 1", "Page 2", "Page 3"]


def test_raised_figures_are_no_part_of_a_number() -> None:
    page = (
        text(50, 700, "It was built in 1998")
        + text(132.9, 704, "3", 6)
        + text(139, 700, "of stone, and is 10 m")
    )
    assert "1998³" in read_pdf(pdf(page)).text


def test_ligatures_and_marks_that_markdown_would_misread() -> None:
    page = text(50, 700, "# is no heading here, but what a shell takes for a comment.") + text(
        50, 650, "| is a pipe"
    )
    assert read_pdf(pdf(page)).text == (
        "\\# is no heading here, but what a shell takes for a comment.\n\n\\| is a pipe\n"
    )


def test_turned_text_is_kept_apart() -> None:
    turned = "BT /F1 10 Tf 0 1 -1 0 30 300 Tm (arXiv 2401 in the margin) Tj ET"
    assert read_pdf(pdf(turned + lines(50, 700, FOX))).text == f"{FOX_TEXT}\n\narXiv 2401 in the margin\n"


def test_a_page_that_is_turned_as_a_whole_is_read_as_usual() -> None:
    turned = "\n".join(
        f"BT /F1 10 Tf 0 1 -1 0 {100 + 12 * at} 50 Tm ({line}) Tj ET" for at, line in enumerate(FOX)
    )
    assert read_pdf(pdf(turned)).text == FOX_TEXT + "\n"


@pytest.mark.parametrize(
    ("info", "title"),
    [
        ("/Title (The state of foxes)", "The state of foxes"),
        ("/Title (untitled)", "Heading"),
        ("/Title (\\(anonymous\\))", "Heading"),
        ("/Title (Microsoft Word - foxes.doc)", "Heading"),
        ("/Title (foxes_final_v3.pdf)", "Heading"),
        ("/Title (  )", "Heading"),
        (f"/Title <feff{'狐狸的报告'.encode('utf-16-be').hex()}>", "狐狸的报告"),
    ],
)
def test_the_title_is_stated_or_the_largest_heading(info: str, title: str) -> None:
    page = text(50, 740, "Heading", 20) + lines(50, 700, FOX)
    assert read_pdf(pdf(page, info=info)).title == title


def test_no_title_where_nothing_is_one() -> None:
    assert read_pdf(pdf(lines(50, 700, FOX))).title is None


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("D:20250331120000+02'00'", "2025-03-31"),
        ("D:202503", "2025-03"),
        ("20250331", "2025-03-31"),
        ("D:20250231", "2025"),
        ("D:19700101", None),
        (f"D:{datetime.now(UTC).year + 2}0101", None),
        ("yesterday", None),
    ],
)
def test_the_date_is_that_of_creation_if_it_can_be(stated: str, published: str | None) -> None:
    assert read_pdf(pdf(body(1), info=f"/CreationDate ({stated})")).published == published


@pytest.mark.parametrize(
    ("author", "publisher"),
    [
        ("Fox Research Institute", "Fox Research Institute"),
        ("Jane Doe", None),
        ("© 2020 Fox Institute, all rights reserved", None),
    ],
)
def test_the_publisher_is_an_organisation(author: str, publisher: str | None) -> None:
    assert read_pdf(pdf(body(1), info=f"/Author ({author})")).publisher == publisher


@pytest.mark.parametrize(
    ("stated", "language"), [("fr-CH", "fr-CH"), ("zh_TW", "zh-TW"), ("English text", None), ("", None)]
)
def test_the_language_is_that_of_the_catalog(stated: str, language: str | None) -> None:
    assert read_pdf(pdf(body(1), catalog=f"/Lang ({stated})")).language == language


def test_pages_that_are_pictures_are_counted_and_blank_ones_not() -> None:
    drawn = bar(50, 50, 400, 600)
    assert read_pdf(pdf(body(1), drawn, "", drawn)).notes == (
        "2 pages are pictures without text and were skipped; install footnote[ocr] to read scans",
    )
    assert read_pdf(pdf(drawn, body(2)), lambda picture: ()).notes == (
        "1 page is a picture without text and was skipped",
    )
    assert read_pdf(pdf("", body(2))).notes == ()


def test_what_is_recognised_in_a_picture_is_read_as_lines() -> None:
    seen: list[tuple[int, ...]] = []

    def recognise(picture: NDArray[np.uint8]) -> list[PictureLine]:
        seen.append(picture.shape)
        assert picture[200, 300].tolist() == [0, 0, 0]
        assert picture[5, 5].tolist() == [255, 255, 255]
        return [
            PictureLine("The quick brown fox jumps over the", 100, 100, 900, 130),
            PictureLine("lazy dog and runs away, but not so", 100, 140, 902, 170),
            PictureLine("far.", 100, 180, 160, 210),
        ]

    found = read_pdf(pdf(body(1), bar(50, 700, 300, 90)), recognise)
    assert seen == [(2223, 1667, 3)]
    assert found.text.endswith(
        "\n\nThe quick brown fox jumps over the lazy dog and runs away, but not so far.\n"
    )
    assert found.recognised
    assert found.notes == ()
    assert [mark.label for mark in found.places] == ["1", "2"]


def test_rules_alone_change_nothing() -> None:
    assert (
        read_pdf(pdf(rule(50, 760, 550, 760) + lines(50, 700, FOX) + rule(50, 40, 550, 40))).text
        == FOX_TEXT + "\n"
    )


def test_hebrew_lines_run_to_the_left() -> None:
    hebrew = "שלום עולם"
    codes = {letter: f"{64 + at:02x}" for at, letter in enumerate(sorted({*hebrew} - {" "}))}
    shown = "".join(
        f"BT /F5 12 Tf 1 0 0 1 {300 - 9 * at} 700 Tm <{codes[letter]}> Tj ET\n"
        for at, letter in enumerate(hebrew)
        if letter in codes
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n"
        + "\n".join(f"<{code}> <{ord(letter):04x}>" for letter, code in codes.items())
        + "\nendbfchar\nendcmap end end"
    )
    font = "/F5 << /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 7 0 R >>"
    assert read_pdf(pdf(shown, fonts=font, objects=[stream(cmap)])).text == hebrew + "\n"


def test_addresses_and_ranges_are_joined_without_spaces() -> None:
    said = [
        "Whoever wants to know more of all this may look at https://www.example.org/reports/",
        "foxes-2024.html at any time, where the figures for all the years that this covers, 1998–",
        "2024, are given, and those of the years to come.",
    ]
    found = read_pdf(pdf(lines(50, 700, said))).text
    assert "https://www.example.org/reports/foxes-2024.html at any time" in found
    assert "1998–2024, are given" in found


def test_a_dash_within_a_sentence_is_no_item() -> None:
    said = [
        "A line that is as long as the others of this paragraph, and which goes on with a mark",
        "– as some do in the middle of what they say – until it comes to what it wants to say,",
        "and ends.",
    ]
    assert read_pdf(pdf(lines(50, 700, said))).text == " ".join(said) + "\n"
