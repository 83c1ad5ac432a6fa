"""The number of a cell, and what is none."""

from __future__ import annotations

import pytest

from qa.extraction.measures.cells import shown, uses_comma, value


@pytest.mark.parametrize(
    ("language", "written", "number", "unit"),
    [
        ("en", "(8,725)", -8725, None),
        ("ja", "△3,508", -3508, None),
        ("ja", "▲3.8%", -3.8, "%"),
        ("fr", "131\u202f640", 131640, None),
        ("fr", "−22,6", -22.6, None),
        ("fr", "16,8/20", 16.8, "points"),
        ("fr", "58 dB(A)", 58, "dB(A)"),
        ("en", "$(12.5)", -12.5, "USD"),
        ("en", "(12.5)%", -12.5, "%"),
        ("en", "€1.2bn", 1.2e9, "EUR"),
        ("en", "€10m", 1e7, "EUR"),
        ("en", "**1,128**", 1128, None),
        ("en", "1,234¹", 1234, None),
        ("en", "~~56~~ 61", 61, None),
        ("zh-Hans", "256K", 256000, ""),
        ("zh-Hans", "减少1.06个百分点", -1.06, "pp"),
        ("ja", "５万4,000台", 54000, "台"),
        ("ja", "128円43銭", 128.43, "JPY"),
        ("de", "1.234.567", 1234567, None),
    ],
)
def test_a_figure(language: str, written: str, number: float, unit: str | None) -> None:
    found = value(shown(written), language, comma=language in ("fr", "de"))
    assert found
    assert found.number == number
    assert (found.unit and found.unit.unit) == unit


@pytest.mark.parametrize(
    "written",
    ["", "–", "n/a", "5–10", "15,000 to 17,000", "2024-03-12", "3:45", "Falk 900", "1/2", "10 (5)", "±3"],
)
def test_no_figure(written: str) -> None:
    assert value(shown(written), "en", comma=False) is None


def test_how_exact_a_figure_is() -> None:
    hedged = {text: value(text, "en", comma=False) for text in ("~300", ">50", "about 40", "300以上", "7")}
    assert {text: one and one.qualifier for text, one in hedged.items()} == {
        "~300": "about", ">50": "over", "about 40": "about", "300以上": "over", "7": None,
    }  # fmt: skip


def test_the_comma_is_told_by_the_cells_of_a_table() -> None:
    assert uses_comma(["1,5", "2,25"], "en")
    assert not uses_comma(["1.5", "1,234"], "fr")
    assert uses_comma(["12", "13"], "fr")
