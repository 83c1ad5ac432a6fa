"""The times that a question names, and the editions of figures that they mean."""

from __future__ import annotations

import pytest

from qa.knowledge.facts import Evidence, Fact
from qa.question.own_times import Time, editions_of, met, through, times_in

QUARTERS = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")


def facts(*editions: str) -> list[Fact]:
    return [
        Fact(
            id=edition,
            subject="mill",
            attribute="own:flour",
            value=1,
            unit="t",
            edition=edition,
            reported_by=("letter",),
            evidence=(Evidence(document_id="letter", quote="1 t"),),
        )
        for edition in editions
    ]


@pytest.mark.parametrize(
    ("text", "language", "times"),
    [
        ("the revenue in Q3 2024", "en", [Time(2024, "Q3")]),
        ("宿の10〜12月の稼働率", "ja", [Time(None, "Q4")]),
        ("2024年4〜6月の売上", "ja", [Time(2024, "Q2")]),
        ("from 2022 to 2024", "en", [Time(2022), Time(2024)]),
    ],
)
def test_times_are_read_as_they_are_named(text: str, language: str, times: list[Time]) -> None:
    assert list(times_in(text, language)) == times


def test_a_development_in_one_year_is_that_of_its_parts() -> None:
    assert through(facts("2023", "2024", *QUARTERS), [Time(2024)]) == QUARTERS
    assert through(facts("2023", "2024"), [Time(2024)]) == ("2024",)


def test_a_development_goes_from_the_first_to_the_last_time() -> None:
    years = ("2022", "2023", "2024")
    assert through(facts("2021", *years), [Time(2022), Time(2024)]) == years


def test_times_without_a_figure_are_not_met() -> None:
    assert editions_of(facts("2024"), [Time(2019)]) == ()
    assert met(facts("2023", "2024"), [Time(2019), Time(2024)]) == 1
