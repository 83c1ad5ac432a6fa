"""Slides as pages of a PDF: a title each, items and boxes by themselves, numbers bound to no words."""

from __future__ import annotations

from index.formats.pdf.reader import read_pdf
from tests.index.formats.pdf_samples import bar, lines, pdf, text

WIDTH = 1200


def deck(*slides: str) -> list[str]:
    """The blocks of a deck with these slides, and two more."""
    more = [text(60, 730, f"Further slide {name}", 28) + text(60, 600, "Never mind.", 14) for name in "AB"]
    return read_pdf(pdf(*slides, *more, width=WIDTH)).text.strip().split("\n\n")


def test_the_title_of_a_slide_is_a_heading_of_one_or_two_lines() -> None:
    slide = lines(60, 730, ("Container traffic recovers, but", "unevenly"), 28, "F2") + text(
        60, 600, "Traffic grew by 4.2 % in 2024.", 18
    )
    assert deck(slide)[:2] == ["# Container traffic recovers, but unevenly", "Traffic grew by 4.2 % in 2024."]


def test_a_title_that_is_no_larger_than_the_text_stands_by_itself() -> None:
    slide = text(60, 730, "How blocks help") + lines(
        60, 500, ("We start with a special case:", "It is rare.")
    )
    found = read_pdf(pdf(*[slide] * 2, slide.replace("blocks", "rules"), width=WIDTH)).text
    assert "# How rules help\n\nWe start with a special case:\n\nIt is rare.\n" in found


def test_items_of_a_slide_are_no_headings_however_large() -> None:
    notes = lines(
        700, 600, ("Berths are full on most days of the week, and", "a crane would cost a lot."), 12
    )
    slide = text(60, 730, "Traffic", 28) + notes
    for at, words in enumerate(("Traffic grew by 4.2 %", "Rail carries 31 % of it")):
        slide += text(60, 600 - 30 * at, "•", 18) + text(80, 600 - 30 * at, words, 18)
    found = "\n\n".join(deck(slide))
    assert "\n\n- Traffic grew by 4.2 %\n- Rail carries 31 % of it" in found
    assert "Berths are full on most days of the week, and a crane would cost a lot." in found


def test_a_number_and_what_stands_around_it_stay_apart() -> None:
    slide = text(60, 730, "Three figures", 28)
    for x, number, words in (
        (60, "45 %", "of companies"),
        (460, "3.5 x", "more models"),
        (860, "12 bn", "euros"),
    ):
        slide += text(x, 500, number, 48) + text(x, 460, words, 16)
    found = deck(slide)
    assert found[0] == "# Three figures"
    assert {"45 %", "of companies", "3.5 x", "more models", "12 bn", "euros"} == {
        block.removeprefix("## ").removeprefix("### ") for block in found[1:7]
    }


def test_labels_that_end_at_an_axis_are_no_paragraph() -> None:
    labels = ("writing and editing of longer texts", "searching documents and other files", "planning work")
    slide = text(60, 730, "Uses", 28)
    for at, (label, value) in enumerate(zip(labels, ("64 %", "58 %", "41 %"), strict=True)):
        y = 500 - 12 * at
        slide += text(300 - 5 * len(label), y, label) + text(310 + 100 * (3 - at), y, value)
    found = deck(slide)
    assert sorted(found[1:7]) == sorted((*labels, "64 %", "58 %", "41 %"))


def test_what_a_chart_says_goes_on_in_no_other_column() -> None:
    slide = text(60, 730, "Two charts", 28)
    slide += text(60, 300, "Number of visits to each of the sites") + bar(60, 320, 200, 100)
    slide += text(700, 500, "0") + text(700, 400, "5") + text(700, 300, "years of practice of those who came")
    assert deck(slide)[1:5] == [
        "Number of visits to each of the sites",
        "0",
        "5",
        "years of practice of those who came",
    ]


def test_the_list_of_slides_at_the_side_is_left_out() -> None:
    slides = [
        text(60, 730, f"On {name}", 28)
        + lines(60, 600, (f"What is to be said of {name} is said here, and it is long.",), 18)
        + lines(1050, 700, ("Foxes", "Dogs", "Owls"), 8)
        for name in ("foxes", "dogs", "owls", "eels", "rats", "mice")
    ]
    found = read_pdf(pdf(*slides, width=WIDTH)).text
    assert "\nOwls" not in found
    assert found.count("is said here") == 6
