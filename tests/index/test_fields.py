"""What fields may hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from index.fields import Line, Name, is_date, is_moment
from tests.examples import examples

NAME: TypeAdapter[Any] = TypeAdapter(Name)
LINE: TypeAdapter[Any] = TypeAdapter(Line)


@pytest.mark.parametrize("text", ["2025", "2025-02", "2024-02-29", "0001-01-01", "9999-12"])
def test_dates_of_the_calendar(text: str) -> None:
    assert is_date(text)
    assert is_moment(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "soon",
            "",
            "2025-13-45",
            "0000-00-00",
            "0000",
            "2025-02-30",
            "2025-2-3",
            "20250203",
            "2025-02-03T10:00",
        ),
        *("２０２５", "2025-02-29", "2025-00", "2025 ", "2025\n", "-2025", "2025-Q1"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert not is_date(text)
    assert not is_moment(text)


def test_spans_of_years_are_moments_and_no_dates() -> None:
    assert is_moment("2022–2024")
    assert not is_date("2022–2024")
    assert not any(map(is_moment, ("2024–2022", "2022–2022", "0000–2022", "2022-2024", "2022–24")))


@settings(max_examples=examples(100))
@given(st.dates())
def test_every_day_is_a_date(day: date) -> None:
    assert is_date(day.isoformat())


@pytest.mark.parametrize("name", ["2025-Q1", "Spring 2030", "2030年　春", "報告/v1.2", "x" * 128])
def test_names(name: str) -> None:
    assert NAME.validate_python(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        " a",
        "a\n",
        "a\nb",
        "a\tb",
        "a\x1b[31m",
        "a\u202eb",
        "a\u200bb",
        "a\udcff",
        "x" * 129,
        "x" * 200_000,
    ],
)
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(ValidationError):
        NAME.validate_python(name)


@pytest.mark.parametrize("line", ["", " ", "x" * 501])
def test_what_is_no_line(line: str) -> None:
    with pytest.raises(ValidationError):
        LINE.validate_python(line)
