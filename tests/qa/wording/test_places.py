"""Where a quote stands, in words."""

from __future__ import annotations

import pytest

from qa.wording.places import place_label, table_label


@pytest.mark.parametrize(
    ("language", "page", "pages"),
    [
        ("en", "p. 14", "pp. 14–15"),
        ("fr", "p. 14", "p. 14–15"),
        ("ja", "14ページ", "14–15ページ"),
        ("zh-Hans", "第14页", "第14–15页"),
        ("zh-Hant", "第14頁", "第14–15頁"),
        ("de", "p. 14", "pp. 14–15"),
    ],
)
def test_a_page_and_several(language: str, page: str, pages: str) -> None:
    assert place_label(language, "page", "14").replace("\u00a0", " ") == page
    assert place_label(language, "page", "14", "15").replace("\u00a0", " ") == pages


@pytest.mark.parametrize(
    ("language", "row", "cell", "cells"),
    [
        ("en", "row “Elm”", "row “Elm”, column “Riders”", "row “Elm”, columns “Code”, “Riders”"),
        (
            *("fr", "ligne « Elm »", "ligne « Elm », colonne « Riders »"),
            "ligne « Elm », colonnes « Code », « Riders »",
        ),
        ("ja", "「Elm」の行", "「Elm」の行、「Riders」の列", "「Elm」の行、「Code」、「Riders」の列"),
        ("zh-Hans", "“Elm”行", "“Elm”行，“Riders”列", "“Elm”行，“Code”、“Riders”列"),
        ("zh-Hant", "「Elm」列", "「Elm」列，「Riders」欄", "「Elm」列，「Code」、「Riders」欄"),
    ],
)  # fmt: skip
def test_a_row_and_its_columns(language: str, row: str, cell: str, cells: str) -> None:
    said = [table_label(language, "Elm", columns) for columns in ((), ("Riders",), ("Code", "Riders"))]
    assert [one.replace("\u00a0", " ") for one in said] == [row, cell, cells]


def test_where_many_columns_answer_none_is_named() -> None:
    assert table_label("en", "Elm", ("a", "b", "c", "d")) == "row “Elm”"


def test_long_and_hidden_words_are_cut_and_left_out() -> None:
    assert table_label("en", "Elm\u202e\nStreet", ("x" * 90,)) == f"row “Elm Street”, column “{'x' * 39}…”"
    assert place_label("en", "chapter", "y" * 200) == f"chapter “{'y' * 79}…”"
