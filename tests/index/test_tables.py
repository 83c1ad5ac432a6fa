"""Rows of tables: cells, and lines of dashes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tables import cells, is_delimiter, is_row


def held(row: str) -> list[str]:
    return [row[start:end] for start, end in cells(row, 0, len(row))]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| a | b |", ["a", "b"]),
        ("  | a | b  ", ["a", "b"]),
        ("a|b", ["a", "b"]),
        ("| a || c |", ["a", "", "c"]),
        (r"| a \| b | c |", [r"a \| b", "c"]),
        ("|", [""]),
        ("a", ["a"]),
        ("", [""]),
    ],
)
def test_cells(row: str, expected: list[str]) -> None:
    assert held(row) == expected


def test_cells_count_from_the_beginning_of_the_text() -> None:
    text = "x\n| a | b |\ny"
    assert cells(text, 2, 11) == [(4, 5), (8, 9)]


def test_a_line_of_dashes_has_dashes_and_pipes() -> None:
    assert is_delimiter("|:--|--:|")
    assert is_delimiter(" - | - ")
    assert not is_delimiter("---")
    assert not is_delimiter("| a |")


def test_an_escaped_pipe_parts_nothing() -> None:
    assert is_row("a | b")
    assert not is_row(r"a \| b")
    assert not is_row("a")


@given(st.text(alphabet="ab |\\ ", max_size=40))
def test_cells_are_in_order_and_trimmed(row: str) -> None:
    last = 0
    for start, end in cells(row, 0, len(row)):
        assert last <= start <= end <= len(row)
        assert row[start:end] == row[start:end].strip()
        last = end
