"""Units that captions, heads and cells name."""

from __future__ import annotations

import pytest

from qa.extraction.measures.units import MeasureUnit, money_before, unit_at, unit_named, units_listed


@pytest.mark.parametrize(
    ("language", "written", "unit", "scale"),
    [
        ("en", "in thousands of euros", "EUR", 1e3),
        ("en", "Revenue (€ million)", "EUR", 1e6),
        ("en", "$ in thousands", "USD", 1e3),
        ("en", "US$'000", "USD", 1e3),
        ("en", "Sales, EUR m", "EUR", 1e6),
        ("en", "(in millions, except per share data)", "", 1e6),
        ("en", "Ridership (millions of passengers)", "passengers", 1e6),
        ("en", "All figures in EUR thousand unless stated otherwise", "EUR", 1e3),
        ("en", "Top speed (km/h)", "km/h", 1),
        ("en", "Noise, dB(A)", "dB(A)", 1),
        ("en", "Cut time, s (20 cm of oak)", "s", 1),
        ("en", "Abrasion (mg/km/t)", "mg/km/t", 1),
        ("en", "Earnings per share (euro cents)", "euro cents", 1),
        ("en", "Price ($/1M tokens)", "USD/1M tokens", 1),
        ("en", "Dividend (€/share)", "EUR", 1),
        ("fr", "Lait (1 000 l)", "l", 1e3),
        ("en", "Change %", "%", 1),
        ("en", "Change (pp)", "pp", 1),
        ("fr", "Chiffre d'affaires (M€)", "EUR", 1e6),
        ("fr", "en k€", "EUR", 1e3),
        ("fr", "hors taxes et en euros par kilogramme", "EUR/kg", 1),
        ("en", "in dollars per megawatt-hour", "USD/MWh", 1),
        ("fr", "Prix (€/kWh)", "EUR/kWh", 1),
        ("fr", "Variation (points de pourcentage)", "pp", 1),
        ("de", "Umsatz in Mio. €", "EUR", 1e6),
        ("de", "TEUR", "EUR", 1e3),
        ("ja", "（単位：百万円）", "JPY", 1e6),
        ("ja", "乗客数（千人）", "人", 1e3),
        ("zh-Hans", "单位：万元", "CNY", 1e4),
        ("zh-Hans", "得分（分）", "points", 1),
        ("zh-Hant", "單位：新台幣千元", "TWD", 1e3),
        ("zh-Hant", "營收（億元）", "TWD", 1e8),
    ],
)
def test_a_unit_is_named(language: str, written: str, unit: str, scale: float) -> None:
    found = unit_named(written, language)
    assert found
    assert found.unit == MeasureUnit(unit, scale)


@pytest.mark.parametrize(
    ("written", "units"),
    [
        ("Results (€, m², dB at 3 m)", ["EUR", "m²", "dB"]),
        ("Results (in € million, except per share)", []),
        ("Results (kg)", []),
        ("Results", []),
    ],
)
def test_units_are_listed(written: str, units: list[str]) -> None:
    assert [one.unit for one in units_listed(written, "en")] == units


@pytest.mark.parametrize(
    "written", ["Revenue", "Games won", "Sales in Europe", "Table 3. Results in 2024", "Units"]
)
def test_words_are_no_units(written: str) -> None:
    assert unit_named(written, "en") is None


@pytest.mark.parametrize(
    ("language", "written", "at", "unit", "scale"),
    [
        ("en", "12 M€ were", 2, "EUR", 1e6),
        ("zh-Hant", "86.4億元", 4, "TWD", 1e8),
        ("zh-Hans", "3分钟", 1, "分钟", 1),
        ("en", "2 percentage points", 1, "pp", 1),
        ("zh-Hans", "4元/百万tokens", 1, "CNY/百万tokens", 1),
    ],
)
def test_the_unit_behind_a_number(language: str, written: str, at: int, unit: str, scale: float) -> None:
    found = unit_at(written, at, language)
    assert found
    assert found.unit == MeasureUnit(unit, scale)


def test_money_before_a_number() -> None:
    assert [money and money.unit.unit for money in (
        money_before("about US$ 46", 9, "en"),
        money_before("EUR 46", 4, "en"),
        money_before("人民币46", 3, "zh-Hans"),
        money_before("¥46", 1, "zh-Hans"),
        money_before("all 46", 4, "en"),
    )] == ["USD", "EUR", "CNY", "CNY", None]  # fmt: skip
