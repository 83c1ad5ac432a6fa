"""The figures of tables of many forms: every one that is stated, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import Document
from qa.extraction.measures.stated import Stated
from qa.extraction.measures.tables import read_in_tables
from qa.extraction.sources.source import read_source
from qa.numbers.columns import headed
from qa.numbers.values import values
from tests.examples import examples

CASES = yaml.safe_load(Path(__file__).with_name("tables.yaml").read_text(encoding="utf-8"))
CELLS = st.text(alphabet="0123456789.,-–%€$()~ 年Q1aTotal合計万<>/*[]", max_size=12)
HALF_YEAR = """<html><head><title>Brevik Energi AS – Half-year report 2024</title></head><body>
<h1>Brevik Energi AS – Half-year report 2024</h1>
<table><caption>Key figures (NOK million)</caption><thead>
<tr><th rowspan="2"></th><th colspan="2">Q2</th><th colspan="2">First half</th></tr>
<tr><th>2024</th><th>2023</th><th>2024</th><th>2023</th></tr></thead>
<tbody><tr><th colspan="5">Income</th></tr>
<tr><td>Operating revenue</td><td>1,204</td><td>1,100</td><td>2,400</td><td>2,210</td></tr>
<tr><td>Net profit<sup>a</sup></td><td>(20)</td><td><del>50</del> 55</td><td>n/a</td><td>9–98</td></tr>
</tbody></table>
</body></html>"""


def document(text: str, title: str = "Results", language: str = "en") -> Document:
    return Document(
        id="d",
        title=title,
        edition="2025",
        language=language,
        published=None,
        sources=(),
        license=None,
        text=text,
    )


def line(one: Stated) -> str:
    value = f"{one.value:.12g}"
    return f"{one.subject} | {one.measure} | {value} | {one.unit} | {one.time or ''} | {one.qualifier or ''}"


def stated_in_tables(told: Document) -> Iterator[Stated]:
    """The cells as they are read: whether a ground of theirs has failed is another question."""
    held = read_in_tables(told)
    return (one for one in held if all(reason.startswith("unproven") for reason in one.unread))


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_the_figures_of_a_document(case: dict[str, Any]) -> None:
    found = stated_in_tables(document(case["text"], case["title"], case["language"]))
    assert [line(one) for one in found] == case["stated"]


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_the_row_under_its_heads_states_each_figure(case: dict[str, Any]) -> None:
    text = case["text"]
    for one in stated_in_tables(document(text, case["title"], case["language"])):
        assert abs(one.value) in values(headed(text, one.start, one.end)), line(one)


def test_a_title_that_tells_something_is_no_subject() -> None:
    text = "| Year | Ships |\n|---|---|\n| 2022 | 310 |\n"
    subjects = {
        title: [one.subject for one in stated_in_tables(document(text, title))]
        for title in ("Harbour figures", "Harbour loses 40 ships", "Who sails?")
    }
    assert subjects == {
        "Harbour figures": ["Harbour figures"],
        "Harbour loses 40 ships": [],
        "Who sails?": [],
    }


def doubts(text: str, title: str = "Results") -> list[set[str]]:
    return [set(one.doubts) for one in stated_in_tables(document(text, title))]


def test_a_subject_of_the_title_is_a_doubt() -> None:
    text = "| Year | Ships |\n|---|---|\n| 2022 | 310 |\n"
    (whole,) = doubts(text, "Harbour figures")
    assert "subject of the whole title" in whole
    (named,) = doubts(text, "Norhaven Port annual report 2024")
    assert "subject of the title" in named


@pytest.mark.parametrize(
    ("said", "row", "doubt"),
    [
        ("Figures below are in kg.", "| Brink | 98 |", "unit of the sentence"),
        ("The table shows 2023.", "| Brink | 98 |", "time of the sentence"),
        ("The table shows March 2023.", "| Brink | 98 |", "part of a year above"),
        ("Fenn is cheaper by 20%.", "| Brink | 98 |", "no unit"),
        ("", "| Brink | 98 (new) |", "aside"),
        ("", "| Brink Yard S1 | 98 |", "no time"),
        ("", "| Brink | 98 |", "measure without a word of measures"),
        ("", "| Brink | 98 |", "no caption"),
    ],
)
def test_what_is_presumed_is_a_doubt(said: str, row: str, doubt: str) -> None:
    sure = "**Table 1. Sales, 2023**\n\n| Town | Sales (EUR) |\n|---|---|\n| Brink | 98 |\n"
    text = f"# Towns\n\n## Of old\n\nA word. {said}\n\n| Town | Hooks |\n|---|---|\n{row}\n"
    assert [doubt in one for one in doubts(text)] == [True]
    assert [doubt in one for one in doubts(sure)] == [False]


def test_a_figure_stands_in_the_row_that_states_it() -> None:
    text = "| Town | People |\n|---|---|\n| Brink | 98,120 |\n| Falk | 1,204 |\n"
    found = list(stated_in_tables(document(text)))
    assert [text[one.start : one.end] for one in found] == ["| Brink | 98,120 |", "| Falk | 1,204 |"]


def test_heads_of_two_rows_sections_notes_and_struck_out_cells_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(HALF_YEAR, encoding="utf-8")
    found = stated_in_tables(read_source(path, edition="2024"))
    name = "Brevik Energi AS"
    assert [line(one) for one in found] == [
        f"{name} | Operating revenue | 1204000000 | NOK | 2024-Q2 | ",
        f"{name} | Operating revenue | 1100000000 | NOK | 2023-Q2 | ",
        f"{name} | Operating revenue | 2400000000 | NOK | 2024-H1 | ",
        f"{name} | Operating revenue | 2210000000 | NOK | 2023-H1 | ",
        f"{name} | Net profit | -20000000 | NOK | 2024-Q2 | ",
        f"{name} | Net profit | 55000000 | NOK | 2023-Q2 | ",
    ]


def test_what_is_short_in_one_table_is_named_in_full() -> None:
    text = (
        "| Light | Price (€) |\n|---|---|\n| Tindra Lumo Pro | 119 |\n| Corvane Arc 800 | 94 |\n\n"
        "|  | Tindra | Corvane |\n|---|---|---|\n| Weight (g) | 168 | 151 |\n"
    )
    found = [line(one) for one in stated_in_tables(document(text))]
    assert found[2:] == [
        "Tindra Lumo Pro | Weight | 168 | g |  | ",
        "Corvane Arc 800 | Weight | 151 | g |  | ",
    ]


@pytest.mark.parametrize(
    "caption",
    [
        "Guidance for 2024",
        "Objectifs 2024",
        "2024年度計画",
        "业绩预测",
        "What the vendors say (not verified)",
    ],
)
def test_tables_of_plans_and_claims_state_nothing(caption: str) -> None:
    text = f"{caption}\n\n| Company | Revenue (€m) |\n|---|---|\n| Falk | 365 |\n"
    assert list(stated_in_tables(document(text))) == []
    assert len(list(stated_in_tables(document(text.replace(caption, "Sales of makers"))))) == 1


def test_years_to_come_are_plans() -> None:
    text = "| £m | 2023 | 2024 | 2025 |\n|---|---|---|---|\n| Revenue | 1 | 2 | 3 |\n"
    found = stated_in_tables(document(text, "Falk Ltd – Annual Report 2024"))
    assert [one.time for one in found] == ["2023", "2024"]


@settings(max_examples=examples(50))
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=2, max_size=6))
def test_any_table_is_read(rows: list[list[str]]) -> None:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    text = "\n".join([head, "|" + "---|" * len(rows[0]), *body])
    for one in stated_in_tables(document(text, "Falk Ltd 2024")):
        assert one.subject
        assert one.measure
        assert text[one.start : one.end] in body


def test_a_number_is_no_label_of_an_only_row() -> None:
    assert [*stated_in_tables(document("| Hill | Bay |\n|---|---|\n| 91 | 104 |\n", "Water figures"))] == []


def test_times_whose_year_nobody_says_state_nothing() -> None:
    text = "| | First half | Second half |\n|---|---|---|\n| Revenue (€m) | 6 | 7 |\n"
    assert [*stated_in_tables(document(text, "Marlow plc"))] == []
