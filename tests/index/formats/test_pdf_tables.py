"""Tables of a PDF are found by rules and by what stands under one another; charts are none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.formats.pdf.reader import read_pdf
from tests.index.formats.pdf_samples import bar, lines, pdf, rule, stream, text
from tests.index.formats.test_pdf import FOX, FOX_TEXT, body

GROWTH = (
    ("Country", "2023", "2024"),
    ("Germany", "12.5", "13.1"),
    ("France", "9.8", "10.4"),
    ("Italy", "7.7", "8.0"),
)
PIE = ((330, 530, "Europe"), (330, 518, "45 %"), (240, 530, "Asia"))
GROWTH_TABLE = """\
| Country | 2023 | 2024 |
|---|---|---|
| Germany | 12.5 | 13.1 |
| France | 9.8 | 10.4 |
| Italy | 7.7 | 8.0 |
"""


def rows(top: float, table: Sequence[Sequence[str]], places: Sequence[float], step: float = 16) -> str:
    """The cells of a table, beginning at these places."""
    return "".join(
        text(x, top - step * at, cell)
        for at, row in enumerate(table)
        for x, cell in zip(places, row, strict=True)
        if cell
    )


def test_a_table_without_rules() -> None:
    page = (
        lines(50, 760, FOX)
        + text(50, 700, "Table 3. Growth by country")
        + rows(680, GROWTH, (50, 200, 300))
        + lines(50, 590, FOX)
    )
    assert (
        read_pdf(pdf(page)).text
        == f"{FOX_TEXT}\n\nTable 3. Growth by country\n\n{GROWTH_TABLE}\n{FOX_TEXT}\n"
    )


def test_a_table_between_level_rules() -> None:
    page = lines(50, 760, FOX) + rows(680, GROWTH, (50, 200, 300))
    page += "".join(rule(48, y, 340, y) for y in (692, 675, 627))
    assert read_pdf(pdf(page)).text == f"{FOX_TEXT}\n\n{GROWTH_TABLE}"


def test_a_grid_whose_cells_span_rows_and_have_several_lines() -> None:
    page = text(55, 690, "Machine") + text(155, 690, "Kind") + text(255, 690, "Use")
    page += text(55, 655, "Big one") + text(155, 665, "red") + text(255, 665, "for foxes")
    page += text(155, 645, "white") + text(255, 649, "for dogs and") + text(255, 639, "for cats")
    page += text(55, 620, "Small one") + text(155, 620, "black")
    page += "".join(rule(50, y, 350, y) for y in (705, 680, 635, 610)) + rule(150, 658, 350, 658)
    page += "".join(rule(x, 610, x, 705) for x in (50, 150, 250, 350))
    assert read_pdf(pdf(page)).text == (
        "| Machine | Kind | Use |\n|---|---|---|\n| Big one | red | for foxes |\n"
        "| Big one | white | for dogs and for cats |\n| Small one | black |  |\n"
    )


def test_a_head_over_several_columns_is_said_of_each() -> None:
    table = (
        ("", "2023", "2024"),
        ("Germany", "12.5", "13.1"),
        ("France", "9.8", "10.4"),
        ("Italy", "7.7", "8.0"),
    )
    page = text(232, 696, "Growth in %") + rows(680, table, (50, 200, 300))
    page += "".join(rule(48, y, 340, y) for y in (710, 675, 627))
    assert read_pdf(pdf(page)).text.startswith(
        "|  | Growth in % | Growth in % |\n|  | 2023 | 2024 |\n|---|---|---|\n| Germany | 12.5 |"
    )


def test_a_cell_that_goes_on_in_a_further_line() -> None:
    table = (
        ("Name", "What it does for those who have it"),
        ("cat", "Writes all that it is given, and"),
        ("", "ends when there is no more of it"),
        ("ls", "Names the files"),
        ("rm", "Removes files"),
    )
    found = read_pdf(pdf(rows(700, table, (50, 150), 12))).text
    assert "| cat | Writes all that it is given, and ends when there is no more of it |" in found
    assert "| ls | Names the files |" in found


def test_pipes_in_cells_are_marked() -> None:
    table = (("Sign", "Meaning"), ("a|b", "either"), ("a||b", "one of them"), ("!a", "not"))
    found = read_pdf(pdf(rows(700, table, (50, 150)))).text
    assert r"| a\|b | either |" in found
    assert r"| a\|\|b | one of them |" in found


def test_a_table_over_two_pages_is_one() -> None:
    grid = "".join(rule(48, y, 340, y) for y in range(700 - 64, 717, 16))
    grid += "".join(rule(x, 636, x, 716) for x in (48, 190, 290, 340))
    more = (
        ("Spain", "5.5", "6.0"),
        ("Poland", "4.4", "4.9"),
        ("Greece", "1.2", "1.3"),
        ("Malta", "0.2", "0.2"),
    )
    first = rows(704, (*GROWTH, ("Austria", "3.3", "3.1")), (55, 200, 300)) + grid
    second = rows(704, (GROWTH[0], *more), (55, 200, 300)) + grid
    found = read_pdf(pdf(first, second))
    assert found.text.count("| Country |") == 1
    assert found.text.count("|---|---|---|") == 1
    assert "| Austria | 3.3 | 3.1 |\n| Spain | 5.5 | 6.0 |\n" in found.text
    assert [found.text[mark.start :][:7] for mark in found.places] == ["Country", "Spain |"]


def test_a_chart_gives_its_words_and_numbers_one_by_one() -> None:
    page = text(60, 760, "Revenue by country", 16)
    values = (("Germany", 120), ("France", 90), ("Italy", 60), ("Spain", 30))
    for at, (name, value) in enumerate(values):
        y = 700 - 30 * at
        page += text(60, y, name) + bar(120, y - 5, 2 * value, 20) + text(125 + 2 * value, y, str(value))
    page += "".join(text(118 + 50 * at, 570, str(25 * at), 8) for at in range(6))
    said = read_pdf(pdf(page)).text.strip().split("\n\n")
    assert said[0] == "# Revenue by country"
    assert sorted(said[1:]) == sorted(
        [
            *(part for name, value in values for part in (name, str(value))),
            "0",
            "25",
            "50",
            "75",
            "100",
            "125",
        ]
    )


def test_labels_under_one_another_are_no_sentence() -> None:
    labels = ("Artificial intelligence adoption", "Cloud computing", "Robots in factories")
    said = read_pdf(pdf(lines(50, 500, labels))).text.strip().split("\n\n")
    assert said == list(labels)


def test_a_number_and_the_words_beside_or_below_it_stay_apart() -> None:
    page = ""
    for x, number, words in (
        (60, "45 %", "of companies use it"),
        (240, "3.5", "more models"),
        (420, "12 bn", "euros"),
    ):
        page += text(x, 600, number, 28) + text(x, 570, words, 12)
    page += (
        text(60, 400, "3.5", 12)
        + text(90, 400, "Germany", 12)
        + text(250, 400, "12", 12)
        + text(280, 400, "France", 12)
    )
    said = read_pdf(pdf(page)).text.strip().split("\n\n")
    assert sorted(said) == sorted(
        [
            "45 %",
            "3.5",
            "12 bn",
            "of companies use it",
            "more models",
            "euros",
            "3.5",
            "Germany",
            "12",
            "France",
        ]
    )


def test_running_text_in_two_columns_is_no_table() -> None:
    assert "|" not in read_pdf(pdf(lines(50, 700, FOX, 6) + lines(330, 700, FOX, 6), body(2))).text


def test_a_framed_note_is_no_table() -> None:
    page = (
        text(60, 700, "Note", 10, "F2")
        + lines(60, 680, FOX)
        + rule(50, 712, 520, 712)
        + rule(50, 640, 520, 640)
    )
    assert read_pdf(pdf(page, body(2))).text.startswith(f"### Note\n\n{FOX_TEXT}") is False
    assert "|" not in read_pdf(pdf(page, body(2))).text


def test_cells_that_are_centred_beside_one_another_are_only_read_between_rules() -> None:
    centred = (
        text(55, 665, "sudo") + text(155, 671, "gives rights to those") + text(155, 659, "who ask for them")
    )
    other = (
        text(55, 690, "mc") + text(155, 690, "shows files") + text(55, 640, "vim") + text(155, 640, "edits")
    )
    page = (
        text(55, 710, "Name")
        + text(155, 710, "Use")
        + other
        + centred
        + text(55, 620, "w3m")
        + text(155, 620, "browses")
    )
    ruled = page + "".join(rule(50, y, 350, y) for y in (722, 704, 682, 652, 632, 612))
    assert "| sudo | gives rights to those who ask for them |" in read_pdf(pdf(ruled)).text
    assert "|" not in read_pdf(pdf(page)).text


def test_words_between_two_tables_belong_to_neither() -> None:
    first = rows(700, GROWTH, (55, 200, 300)) + "".join(rule(50, y, 340, y) for y in (712, 695, 647))
    second = rows(600, GROWTH, (55, 200, 300)) + "".join(rule(50, y, 340, y) for y in (612, 595, 547))
    page = first + text(60, 632, "And again:") + second
    assert read_pdf(pdf(page)).text == f"{GROWTH_TABLE}\nAnd again:\n\n{GROWTH_TABLE}"


def test_a_chart_with_a_grid_of_rules_is_no_table() -> None:
    page = "".join(rule(100, y, 500, y) for y in range(400, 601, 40))
    page += "".join(rule(x, 400, x, 600) for x in range(100, 501, 100))
    page += "1 w 100 410 m 200 520 l 300 470 l 400 580 l 500 560 l S\n"
    page += "".join(text(75, y, str(y - 400)) for y in range(400, 601, 40))
    page += "".join(
        text(120 + 100 * at, 385, f"Year {at}") + text(130 + 100 * at, 530, str(7 + at)) for at in range(4)
    )
    found = read_pdf(pdf(page, body(2))).text
    assert "|" not in found
    assert {"Year 0", "Year 3", "7", "10", "200"} <= set(found.split("\n\n"))


@pytest.mark.parametrize("form", [False, True])
def test_a_pie_and_its_labels(form: bool) -> None:
    pie = "".join(
        f"300 500 m {300 + x} {500 + y} l {320 + x} {510 + y} {330 + x} {480 + y} {300 - y} {500 + x} c f\n"
        for x, y in ((80, 0), (0, 80), (-80, 0), (0, -80))
    )
    labels = "".join(text(x, y, words, 10, "F2") for x, y, words in PIE)
    if form:
        raw = pdf(
            f"q 1 0 0 1 10 20 cm /X1 Do Q\n{labels}",
            body(2),
            resources="/XObject << /X1 9 0 R >>",
            objects=[stream(pie, "/Subtype /Form /BBox [ 0 0 600 800 ]")],
        )
    else:
        raw = pdf(pie + labels, body(2))
    assert read_pdf(raw).text.split("\n\n")[:3] == ["Europe", "45 %", "Asia"]


def test_names_of_columns_above_the_only_rules() -> None:
    table = rows(680, GROWTH[1:], (50, 200, 300)) + text(200, 698, "2023") + text(300, 698, "2024")
    page = table + rule(48, 693, 340, 693) + rule(48, 640, 340, 640)
    assert read_pdf(pdf(page)).text == (
        "|  | 2023 | 2024 |\n|---|---|---|\n| Germany | 12.5 | 13.1 |\n"
        "| France | 9.8 | 10.4 |\n| Italy | 7.7 | 8.0 |\n"
    )


def test_cells_in_type_of_one_width_are_parted_where_the_columns_are() -> None:
    page = text(50, 698, "Slot") + text(146, 698, "Class")
    page += lines(50, 680, ('covariance      "numeric"', 'df              "numeric"'), font="F3")
    page += rule(48, 693, 340, 693) + rule(48, 660, 340, 660)
    table = '| Slot | Class |\n|---|---|\n| covariance | "numeric" |\n| df | "numeric" |\n'
    assert read_pdf(pdf(lines(50, 760, FOX) + page)).text == f"{FOX_TEXT}\n\n{table}"


def test_upright_rules_that_part_groups_of_columns_only() -> None:
    table = (("Model", "R", "S", "add", "rec"), *((name, "200", "100", "0.5", "0.7") for name in "abcdef"))
    page = rows(700, table, (50, 120, 180, 240, 300), 14)
    page += "".join(rule(48, y, 340, y) for y in (714, 696, 610)) + rule(215, 610, 215, 714)
    found = read_pdf(pdf(page)).text
    assert found.startswith(
        "| Model | R | S | add | rec |\n|---|---|---|---|---|\n| a | 200 | 100 | 0.5 | 0.7 |"
    )


def test_a_heading_right_above_is_no_head_of_a_table() -> None:
    page = (
        text(50, 700, "5.1", 14)
        + text(80, 700, "Growth of all that there is", 14)
        + rows(680, GROWTH, (50, 200, 300))
    )
    assert read_pdf(pdf(page + lines(50, 600, FOX))).text.startswith(
        f"# 5.1 Growth of all that there is\n\n{GROWTH_TABLE}"
    )


def test_notes_in_the_margin_of_running_text_make_no_table() -> None:
    said = [*FOX[:2], *FOX[:2]]
    page = lines(150, 700, said, 9) + "".join(
        text(50, 700 - 10.8 * at, note, 9)
        for at, note in enumerate(("New feature", "v3.1", "and more", "of it"))
    )
    assert "|" not in read_pdf(pdf(page, body(1))).text
