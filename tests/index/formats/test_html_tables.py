"""Tables of web pages: which are tables, their heads, their cells; and raised, broken and hidden text."""

from __future__ import annotations

import pytest

from index.formats.markup import read_page


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (  # the icon of a note stands beside its label and its words
            ("<td rowspan=2><img alt=Tip></td><th>Tip</th>", "<td><p>Nine boats sail.</p><p>Daily.</p></td>"),
            "Tip\n\nNine boats sail.\n\nDaily.\n",
        ),
        (
            ("<td>Note</td>", "<td> </td>"),
            "Note\n",
        ),
        (
            (f"<td>Note</td><td>{'Nine boats sail every day. ' * 4}</td>",),
            f"Note\n\n{('Nine boats sail every day. ' * 4).strip()}\n",
        ),
        (("<td></td><td> </td>", "<td></td><td></td>"), "\n"),
        (("<td>Boats</td><td>9</td>",), "|  |  |\n| --- | --- |\n| Boats | 9 |\n"),
        (("<th>Port</th>", "<td>Elm</td>"), "| Port |\n| --- |\n| Elm |\n"),
    ],
)
def test_what_is_no_table_is_read_as_paragraphs(rows: tuple[str, ...], text: str) -> None:
    assert read_page(table(*rows)).text == text


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (("<td>Port</td><td>2024</td>", "<td>Elm</td><td>9</td>"), ["| Port | 2024 |", "| Elm | 9 |"]),
        (
            ("<td>Elm</td><td>9</td><td>12 %</td>", "<td>Oak</td><td>7</td><td>8 %</td>"),
            ["|  |  |  |", "| Elm | 9 | 12 % |", "| Oak | 7 | 8 % |"],
        ),
        (
            ("<th>Boats</th><td>nine</td>", "<th>Home</th><td>Elm</td>"),
            ["|  |  |", "| Boats | nine |", "| Home | Elm |"],
        ),
        (("<th>Port</th><th>a|b</th>", "<td>Elm</td><td>9</td>"), ["| Port | a\\|b |", "| Elm | 9 |"]),
    ],
)
def test_a_first_row_of_figures_is_no_head(rows: tuple[str, ...], lines: list[str]) -> None:
    head, *rest = lines
    width = head.replace("\\|", "").count("|") - 1
    assert read_page(table(*rows)).text.splitlines() == [head, "|" + " --- |" * width, *rest]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("10<sup>6</sup> boats on 45 km<sup>2</sup>", "10⁶ boats on 45 km²"),
        ("5 × 10<sup>-3</sup> or 10<sup>−12</sup>", "5 × 10⁻³ or 10⁻¹²"),
        (
            'in 2024<sup><a href="#f">1</a></sup> and 9 %<a href="#g"><sup>2</sup></a>.',
            "in 2024[1] and 9 %[2].",
        ),
        ('in 2024<sup><a href="#f">[1]</a></sup>', "in 2024[1]"),
        ("the 2<sup>nd</sup> boat", "the 2nd boat"),
        ("<ruby>渡<rp>(</rp><rt>わた</rt><rp>)</rp></ruby>る", "渡る"),
        ("now <del>€100</del> <s>€90</s> €80", "now €80"),
        ("Donau\u00addampf\u200bschiff", "Donaudampfschiff"),
        ("渡轮每天运送\n  九千名乘客，比去年\n多。", "渡轮每天运送九千名乘客，比去年多。"),
        ("フェリー\nの <b>利用\n者</b>", "フェリーの 利用者"),
        ("여객선은\n승객을", "여객선은 승객을"),
        ("nine\nboats 第\nboats", "nine boats 第 boats"),
    ],
)
def test_text_is_read_as_it_is_shown(html: str, text: str) -> None:
    assert read_page(f"<p>{html}</p>").text == text + "\n"
    assert f"| {text} | 1 |\n" in read_page(table("<th>a</th><th>b</th>", f"<td>{html}</td><td>1</td>")).text


def test_a_row_over_all_columns_under_the_head_is_none_of_its_lines() -> None:
    head = "<tr><th>Item</th><th>2024</th></tr>"
    body = "<tr><th colspan=2>Sales</th></tr><tr><td>Boats</td><td>9</td></tr>"
    text = "| Item | 2024 |\n| --- | --- |\n| Sales | Sales |\n| Boats | 9 |\n"
    assert read_page(f"<table><thead>{head}</thead><tbody>{body}</tbody></table>").text == text
    assert read_page(f"<table>{head}{body}</table>").text == text


def test_a_raised_letter_of_a_note_is_no_part_of_a_name() -> None:
    page = read_page("<p>Ness Dock<sup>a</sup> and the 3<sup>e</sup> dock, 5<sup>c)</sup></p>")
    assert page.text == "Ness Dock[a] and the 3e dock, 5[c]\n"
