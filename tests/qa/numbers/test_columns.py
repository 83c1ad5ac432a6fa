"""The scales in the heads of tables, and the values of the cells under them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.numbers.columns import columns, headed, scales
from qa.numbers.values import unsupported, values

TABLE = """\
Before.

| App | MAU (millions) | Note |
|---|---:|---|
| Doubao | 110 | 7 |
| Kimi | 25 | \\| 3 |
"""


@pytest.mark.parametrize(
    ("head", "factors"),
    [
        ("MAU (millions)", [1e6]),
        ("市值（億美元）", [1e8]),
        ("Market cap ($B)", [1e9]),
        ("Capitalisation (Md€)", [1e9]),
        ("en milliers", [1e3]),
        ("月活（万）", [1e4]),
        ("ユーザー（百万人）", [1e6]),
        ("時価総額（10億ドル）", [1e9]),
        ("利用者（100万人）", [1e6]),
        ("Orders (USDm)", [1e6]),
        ("TEUR", [1e3]),
        ("出貨量（千台）", [1e3]),
        ("通义千问月活", []),
        ("1.5亿", []),
        ("豆包 2 亿", []),
        ("MAU", []),
        ("Q1 2025", []),
    ],
)
def test_what_a_head_names(head: str, factors: list[float]) -> None:
    assert [scale.factor for scale in scales(head)] == factors


def test_cells_have_the_scale_above_them() -> None:
    assert dict(columns(TABLE)) == {"110": {1e6}, "25": {1e6}}
    assert {110, 110e6, 25e6, 7} <= values(TABLE)
    assert 7e6 not in values(TABLE)


def test_cells_have_the_scale_that_begins_their_row() -> None:
    assert values("| MAU (millions) | 110 | 25 |") >= {110e6, 25e6}


def test_a_row_is_read_under_its_head() -> None:
    row = "| Kimi | 25 | \\| 3 |"
    start = TABLE.index(row)
    proof = headed(TABLE, start, start + len(row))
    assert proof == f"| App | MAU (millions) | Note |\n|---|---|---|\n{row}"
    assert unsupported("25 million", [proof]) == ()
    assert unsupported("25 million", [row]) == (25e6,)


def test_a_head_spans_the_columns_without_one_of_their_own() -> None:
    text = "| Route | Cars (thousands) |  |\n|---|---|---|\n|  | 2024 | 2025 |\n| Oster | 25 | 30 |"
    start = text.index("| Oster")
    assert values(headed(text, start, len(text))) >= {25e3, 30e3}


def test_a_column_of_units_gives_the_scale_of_its_rows() -> None:
    text = "| Item | Unit | 2024 |\n|---|---|---|\n| Sales | million | 25 |\n| Staff | m | 4 |"
    start = text.index("| Sales")
    assert 25e6 in values(headed(text, start, text.index("\n| Staff")))
    assert 4e6 in values(headed(text, text.index("| Staff"), len(text)))


@pytest.mark.parametrize("text", ["plain", "| a | b |", "x\n| a | b |\n| c | d |", TABLE.strip()])
def test_what_has_no_head_above_it_or_holds_it_stays(text: str) -> None:
    start = text.rfind("| c") if "| c" in text else 0
    assert headed(text, start, len(text)) == text[start:]


def test_a_row_is_read_under_a_head_of_several_lines() -> None:
    text = "| | MAU (millions) | |\n| App | 2024 | 2025 |\n|---|---|---|\n| Kimi | 25 | 30 |"
    start = text.index("| Kimi")
    assert values(headed(text, start, len(text))) >= {25e6, 30e6}


@given(
    st.lists(st.sampled_from(["| a ", "|", "---|", "\n", "(k) ", "5 ", "万 ", "x"]), max_size=30).map("".join)
)
def test_whatever_is_written_is_read_without_complaint(text: str) -> None:
    assert all(cell in text and factors for cell, factors in columns(text))
    for start in range(0, len(text), 3):
        assert headed(text, start, len(text)).endswith(text[start:])
