"""The periods that heads and labels name."""

from __future__ import annotations

import pytest

from qa.numbers.measure_period import MeasurePeriod
from qa.numbers.times import is_period, period_named, without_periods


@pytest.mark.parametrize(
    ("language", "written", "iso"),
    [
        ("en", "FY24", "2024"),
        ("en", "Q1 FY24", "2024-Q1"),
        ("en", "1Q24", "2024-Q1"),
        ("en", "2023/24", "2024"),
        ("en", "Dec-24", "2024-12"),
        ("en", "As at 31 December 2024", "2024-12-31"),
        ("en", "Year ended 31 December 2024", "2024"),
        ("en", "Three months ended March 31, 2024", "2024-Q1"),
        ("fr", "1er semestre 2024", "2024-H1"),
        ("fr", "T2 2024", "2024-Q2"),
        ("fr", "31/12/2024", "2024-12-31"),
        ("ja", "2025年3月期", "2025"),
        ("ja", "2025年3月期 第2四半期累計", "2025-H1"),
        ("ja", "2024年4～6月期", "2024-Q2"),
        ("ja", "令和6年度", "2024"),
        ("zh-Hans", "2024年上半年", "2024-H1"),
        ("zh-Hant", "民國113年", "2024"),
        ("zh-Hant", "113年第3季", "2024-Q3"),
        ("zh-Hant", "112年底", "2023"),
        ("zh-Hans", "2024年第一季度（1-3月）", "2024-Q1"),
        ("en", "Half-year ended 30 June 2024", "2024-H1"),
        ("ja", "2024年４～６月", "2024-Q2"),
        ("zh-Hans", "2024年1-6月", "2024-H1"),
        ("en", "S1 2024", "2024-H1"),
        ("en", "H1 2024/25", "2025-H1"),
        ("en", "2024/25 H1", "2025-H1"),
        ("en", "Apr–Jun 2024", "2024-Q2"),
        ("ja", "25/3期1Q", "2025-Q1"),
        ("ja", "2025年3月期 第2四半期（中間期）", "2025-H1"),
        ("ja", "2025年3月期中間期末", "2024-09-30"),
        ("ja", "2025年9月期末", "2025-09-30"),
        ("ja", "2026年3月期第1四半期末", "2025-06-30"),
    ],
)
def test_a_head_that_is_a_time(language: str, written: str, iso: str) -> None:
    found = period_named(written, language)
    assert found
    assert found.iso == iso
    assert is_period(written, language)


def test_the_times_of_a_fiscal_year_are_taken_from_around_it() -> None:
    half = MeasurePeriod(2025, "H1", closing=3)
    named = {
        "前中間期": "2024-H1",
        "当第1四半期連結会計期間": "2025-Q1",
        "当中間連結会計期間（自2024年4月1日 至2024年9月30日）": "2025-H1",
        "当第1四半期連結会計期間（2024年6月30日）": "2024-06-30",
        "前中間期末": "2023-09-30",
        "当第1四半期末": "2024-06-30",
        "前期末": "2024-03-31",
        "当第3四半期連結累計期間": None,  # nine months
    }
    found = {text: period_named(text, "ja") for text in named}
    assert {text: one and one.within(half).iso for text, one in found.items()} == named


def test_an_end_without_a_known_year_is_no_time() -> None:
    found = period_named("当中間期末", "ja")
    assert found
    assert found.within(MeasurePeriod(2025, "H1")).iso is None


def test_what_a_table_is_parted_by_is_no_time() -> None:
    assert period_named("四半期別の売上高", "ja") is None


def test_what_a_time_leaves_out_is_taken_from_around_it() -> None:
    half = MeasurePeriod(2025, "H1")
    named = {
        text: period_named(text, "zh-Hans")
        for text in ("本期", "上年同期", "本报告期末", "上年度末", "第一季度")
    }
    assert {text: one and one.within(half).iso for text, one in named.items()} == {
        "本期": "2025-H1",
        "上年同期": "2024-H1",
        "本报告期末": "2025-06-30",
        "上年度末": "2024-12-31",
        "第一季度": "2025-Q1",
    }


def test_months_from_one_to_another_are_a_part_of_a_year_where_they_are_one() -> None:
    held = {text: period_named(text, "ja") for text in ("１～３月", "7~12月", "2~4月", "1~13月")}
    assert {text: one and one.part for text, one in held.items()} == {
        "１～３月": "Q1", "7~12月": "H2", "2~4月": "?", "1~13月": None,
    }  # fmt: skip


def test_a_code_for_a_half_may_end_a_name() -> None:
    assert period_named("Vantor S1", "en") is None
    assert without_periods("樂嵐 S12", "zh-Hant") == "樂嵐 S12"
    assert period_named("S1", "en") == MeasurePeriod(None, "H1")


def test_names_are_told_from_their_times() -> None:
    assert without_periods("2024 Q1 Sales", "en") == "Sales"
    assert without_periods("1株当たり当期純利益", "ja") == "1株当たり当期純利益"
    assert not is_period("Peak 3500", "en")
    assert period_named("Change 2024/2023", "en") is None
