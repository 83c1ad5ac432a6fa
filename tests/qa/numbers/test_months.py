"""The months that a text names, as such."""

from __future__ import annotations

import pytest

from qa.language.wordlists import plain
from qa.numbers.dates import months, spans


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("How many in July 2025?", [(2025, 7)]),
        ("in June?", [(None, 6)]),
        ("the May digest", [(None, 5)]),
        ("in May 2025 and June 2025", [(2025, 5), (2025, 6)]),
        ("in 2025-07", [(2025, 7)]),
        ("en août 2025", [(2025, 8)]),
        ("le numéro d’août", [(None, 8)]),
        ("2025年7月有多少乘客？", [(2025, 7)]),
        ("7月の乗客は？", [(None, 7)]),
    ],
)
def test_months(text: str, named: list[tuple[int | None, int]]) -> None:
    assert [(one.year, one.month) for one in months(plain(text))] == named


@pytest.mark.parametrize(
    "text",
    [
        *("What may be done?", "which dogs march on?", "on 12 July 2025", "le 3 mai", "in 2025"),
        *("since July 2025", "from May to July 2025", "up to July 2025", "depuis juillet 2025"),
        *("2025年7月以来", "自2025年7月起", "7月から9月まで"),
    ],
)
def test_days_and_ends_of_times_are_no_months(text: str) -> None:
    assert months(plain(text)) == ()


def test_where_dates_stand() -> None:
    text = "in Q1 2025, on 3 July 2024 and in May"
    assert {text[start:end] for start, end in spans(plain(text))} == {"Q1 2025", "2025", "3 July 2024", "May"}
