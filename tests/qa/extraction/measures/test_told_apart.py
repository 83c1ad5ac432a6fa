"""What is said above a table of single rows or columns of it."""

from __future__ import annotations

from qa.extraction.measures.score_scales import score_scales
from qa.extraction.measures.told_apart import times_apart, units_apart
from qa.extraction.measures.units import MeasureUnit
from qa.numbers.measure_period import MeasurePeriod


def test_units_of_single_columns() -> None:
    text = "营业收入、净利润为万元，会员数为万人，其他金额：元"
    own, general = units_apart(text, ["营业收入", "净利润", "会员数"], "zh-Hans")
    assert own == {
        "营业收入": MeasureUnit("CNY", 1e4),
        "净利润": MeasureUnit("CNY", 1e4),
        "会员数": MeasureUnit("人", 1e4),
    }
    assert general == "其他金额：元"


def test_two_units_in_one_sentence() -> None:
    own, _ = units_apart("Loans (thousands) and visits (millions)", ["loans", "visits"], "en")
    assert own == {"loans": MeasureUnit("", 1e3), "visits": MeasureUnit("", 1e6)}


def test_what_is_said_of_a_name_is_not_of_the_others() -> None:
    own, general = units_apart("Spending in £000; staff in posts", ["spending", "staff"], "en")
    assert own == {"spending": MeasureUnit("GBP", 1e3), "staff": MeasureUnit("")}
    assert general == ""


def test_one_unit_is_that_of_all() -> None:
    text = "Revenue and profit by division (£m)"
    assert units_apart(text, ["revenue", "profit"], "en") == ({}, text)


def test_the_time_of_a_single_column() -> None:
    own, rest = times_apart("Sales 2024 (£m), staff at 31 March 2025", ["sales", "staff"], "en")
    assert own == {"staff": MeasurePeriod(2025, "03-31")}
    assert "2024" in rest
    assert "2025" not in rest


def test_a_time_that_begins_a_text_is_of_all() -> None:
    assert times_apart("Sales in 2024", ["sales"], "en") == ({}, "Sales in 2024")


def test_the_scales_of_scores() -> None:
    told = score_scales(
        "Taste is out of 20, looks out of 10.\n| a | out of 5 |\n味は30点満点、外観满分20分。"
    )
    assert [(one.said.strip(), one.best) for one in told] == [
        ("taste is", 20.0),
        ("looks", 10.0),
        ("味は", 30.0),
        ("外観", 20.0),
    ]
    assert score_scales("It won 5 out of 10 races.") == ()
