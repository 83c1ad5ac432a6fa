"""Numbers and dates as sheets show them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats.numbers import is_date_format, shown_moment, shown_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.125, "0.0%", "12.5%"),
        (0.125, "0%", "13%"),
        (-0.5, "0.0 %", "-50.0 %"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234567, '#,##0.0,,"M€"', "1.2M€"),
        (1234567, '#,##0,"k"', "1,235k"),
        (12.5, "[$€-407]#,##0.00", "€12.50"),
        (12.5, '#,##0.00\\ "€"', "12.50 €"),
        (12.5, "#,##0.00 [$CHF]", "12.50 CHF"),
        (-1234, "#,##0_);(#,##0)", "(1,234)"),
        (-1234, "#,##0_);[Red](#,##0)", "(1,234)"),
        (0, '0.0;-0.0;"–"', "–"),
        (0, '_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-', "- €"),
        (2_500_000, '[>=1000000]0.0,,"M";[>=1000]0.0,"k";0', "2.5M"),
        (2_500, '[>=1000000]0.0,,"M";[>=1000]0.0,"k";0', "2.5k"),
        (25, '[>=1000000]0.0,,"M";[>=1000]0.0,"k";0', "25"),
        (12345, "0.00E+00", "1.23E+4"),
        (7, "000", "007"),
        (0.5, "#.##", ".5"),
        (1.5, "0.0##", "1.5"),
        (1234567, "#\\ ##0", "1,234,567"),
        (2.5, "# ?/?", "2.5"),
        (5551234, "000-0000", "5551234"),
        (45000, "mmm-yy", "45000"),
        (3, "General", "3"),
        (3, '"Q"0', "Q3"),
        (1 / 3, "General", "0.333333333"),
        (100 / 3, "General", "33.33333333"),
        (0.1 + 0.2, "General", "0.3"),
        (123456789012.0, "General", "123456789012"),
        (-0.001, "0.0", "0.0"),
        (2.675, "0.00", "2.68"),
        (float("nan"), "0", ""),
        (float("inf"), "0", ""),
        (1e300, "#,##0", "1E+300"),
        (5, '"only words"', "only words"),
        (5, "", ""),
    ],
)
def test_numbers(value: float, code: str, shown: str) -> None:
    assert shown_number(value, code) == shown


@given(st.floats(), st.text(alphabet='0#?.,%E+-;"[]<>=1$€_* \\/@M', max_size=40))
def test_no_format_stops_a_number(value: float, code: str) -> None:
    assert len(shown_number(value, code)) < 1_000


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (date(2025, 3, 31), "", "2025-03-31"),
        (datetime(2025, 3, 31), "dd.mm.yyyy", "2025-03-31"),
        (datetime(2025, 3, 31, 14, 30), "d/m/yy h:mm", "2025-03-31 14:30"),
        (datetime(2025, 3, 31, 14, 30, 5), "", "2025-03-31 14:30:05"),
        (datetime(2025, 3, 1), "mmm-yy", "2025-03"),
        (datetime(2025, 3, 1), 'yyyy "d"', "2025"),
        (time(9, 5), "", "09:05"),
        (time(9, 5, 7), "", "09:05:07"),
        (timedelta(hours=26, minutes=15), "", "26:15"),
        (timedelta(seconds=-61), "", "-0:01:01"),
    ],
)
def test_moments(value: date | time | timedelta, code: str, shown: str) -> None:
    assert shown_moment(value, code) == shown


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "[h]:mm", "mmm-yy", "[$-409]d\\-mmm;@"])
def test_formats_of_dates(code: str) -> None:
    assert is_date_format(code)


@pytest.mark.parametrize(
    "code", ["General", "0.0%", '#,##0 "days"', "[Red]0", "0\\d", "[$USD] 0", "0.00E+00"]
)
def test_formats_of_numbers(code: str) -> None:
    assert not is_date_format(code)
