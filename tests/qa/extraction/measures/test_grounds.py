"""From where the parts of a cell are known, and that one with a ground that has failed stays a quote."""

from __future__ import annotations

import pytest

from index.documents import Document
from qa.extraction.measures.grounds import failed
from qa.extraction.measures.tables import read_in_tables, stated_in_tables


def document(text: str, title: str = "Brevik Energi AS: annual report 2024") -> Document:
    return Document(
        id="d",
        title=title,
        edition="2025",
        language="en",
        published=None,
        sources=(),
        license=None,
        text=text,
    )


@pytest.mark.parametrize(
    ("table", "grounds"),
    [
        (
            "| Region | Revenue (€m) |\n|---|---|\n| North | 12 |\n| South | 14 |\n",
            {
                "subject: label",
                "measure: label, measured",
                "unit: label, bracket at its end",
                "time: document",
            },
        ),
        (
            "| €m | 2023 | 2024 |\n|---|---|---|\n| Revenue | 12 | 14 |\n| Profit | 2 | 3 |\n",
            {
                "subject: document's, by the company, which it begins",
                "measure: label, measured",
                "unit: corner",
                "time: its own",
            },
        ),
        (
            "| Site | Shaft |\n|---|---|\n| North | 12.5 |\n| South | 14.5 |\n",
            {"subject: label", "measure: label, bare", "unit: none, decimals", "time: document"},
        ),
    ],
)
def test_each_part_of_a_cell_has_its_ground(table: str, grounds: set[str]) -> None:
    told = document(table)
    for one in read_in_tables(told):
        assert set(one.grounds) == grounds
    lacking = {f"unproven {one}" for one in grounds & failed()}
    assert {reason for one in read_in_tables(told) for reason in one.unread} >= lacking
    assert bool([*stated_in_tables(told)]) == (not lacking)


def test_what_a_title_names_before_a_colon_is_whom_the_document_is_of() -> None:
    told = document(
        "The Harrow and Tolde Network grew.\n\n| £m | 2023 | 2024 |\n|---|---|---|\n| Revenue | 12 | 14 |\n",
        "Harrow and Tolde Network: Annual Performance Review 2024",
    )
    assert {one.subject for one in stated_in_tables(told)} == {"Harrow and Tolde Network"}


def test_prose_tells_in_what_a_table_is() -> None:
    table = "| Crop | Number of sacks |\n|---|---|\n| Rye | 4,862 |\n| Oats | 3,120 |\n"
    assert len([*stated_in_tables(document(table))]) == 2
    assert not [*stated_in_tables(document(f"The rye came to 4,862 tonnes.\n\n{table}"))]
