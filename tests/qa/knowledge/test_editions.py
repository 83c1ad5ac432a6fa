"""Editions: their order, their quarters, and which of them share a scale."""

from __future__ import annotations

import pytest

from qa.knowledge.editions import Edition, Editions, Period, alike, length


def editions(*names: str, comparable: dict[str, tuple[str, ...]] | None = None) -> Editions:
    declared = comparable or {}
    return Editions(
        {name: Edition(id=name, title={}, comparable_with=declared.get(name, ())) for name in names}
    )


def test_order_and_latest() -> None:
    held = editions("2030-Q2", "2029-Q4", "2030-Q1")
    assert held.ids == ("2029-Q4", "2030-Q1", "2030-Q2")
    assert held.latest == "2030-Q2"
    assert Editions({}).latest is None


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("2030-Q1", Period(2030, 1, 3)),
        ("2030-Q5", None),
        ("2030-07", Period(2030, 7, 7)),
        ("2030-13", None),
        ("2030", Period(2030, 1, 12)),
        ("Spring", None),
    ],
)
def test_period(name: str, period: Period | None) -> None:
    assert Edition(id=name, title={}).period == period


def test_editions_of_all_lengths_stand_in_the_order_of_their_ends() -> None:
    held = editions("2030-Q2", "2030", "2030-07", "2030-05", "2029")
    assert held.ids == ("2029", "2030-05", "2030-Q2", "2030-07", "2030")
    assert (held.monthly, held.yearly) == (("2030-05", "2030-07"), ("2029", "2030"))
    assert Edition(id="2030-07", title={}).until == "2030-07"
    assert Edition(id="2030", title={}).until == "2030-12"


def test_a_month_is_the_latest_of_its_name_unless_a_year_is_named() -> None:
    held = editions("2029-05", "2030-05", "2030-Q2", "2030")
    assert held.month(5, None) == "2030-05"
    assert held.month(5, 2029) == "2029-05"
    assert held.month(6, None) is None
    assert held.quarter(2, None) == "2030-Q2"


def test_editions_that_documents_alone_belong_to_are_added() -> None:
    held = editions("2030-Q1").with_held(["2030-Q1", "2030-Q2"])
    assert held.ids == ("2030-Q1", "2030-Q2")
    assert held.quarter(2, 2030) == "2030-Q2"


def test_editions_as_long_as_those_asked_for() -> None:
    held = ("2030-05", "2030-Q2", "2030", "draft")
    assert alike(["2031-08"], held) == ("2030-05",)
    assert alike(["--08"], held) == ("2030-05",)
    assert alike(["2031-Q1"], held) == ("2030-Q2",)
    assert alike(["2031-Q1"], ("2030-05", "2029")) == ("2029", "2030-05")
    assert [length(one) for one in (*held, "--08")] == [1, 3, 12, None, 1]


def test_comparable_only_where_declared_by_either_side() -> None:
    held = editions("a", "b", "c", comparable={"a": ("b",)})
    assert held.comparable("a", "a")
    assert held.comparable("a", "b")
    assert held.comparable("b", "a")
    assert not held.comparable("a", "c")
    assert not held.comparable("b", "c"), "comparability is declared, not deduced"
    assert not held.comparable("a", "elsewhere")


def test_a_quarter_is_the_latest_of_its_kind_unless_a_year_is_named() -> None:
    held = editions("2029-Q1", "2030-Q1", "2030-Q2", "Spring")
    assert held.quarter(1, None) == "2030-Q1"
    assert held.quarter(1, 2029) == "2029-Q1"
    assert held.quarter(2, 2029) is None
    assert held.quarter(3, None) is None


def test_an_edition_is_named_by_its_place_from_either_end() -> None:
    held = editions("2030-Q1", "2030-Q2")
    assert (held.nth(1), held.nth(2), held.nth(-1), held.nth(-2)) == (
        "2030-Q1",
        "2030-Q2",
        "2030-Q2",
        "2030-Q1",
    )
    assert held.nth(3) is None
    assert held.nth(-3) is None


def test_an_edition_of_a_season_is_that_of_most_of_its_months() -> None:
    held = editions("2030-Q1", "2030-Q2")
    assert held.within(range(3, 6)) == ("2030-Q2",), "two months of three"
    assert held.within((12, 1, 2)) == ("2030-Q1",)
    assert held.within(range(9, 12)) == ()
    named = {month: Edition(id=month, title={}, published=f"2030-{month}-12") for month in ("04", "10")}
    assert Editions(named).within(range(9, 12)) == ("10",)
    assert editions("Spring").within(range(3, 6)) == (), "it is not known when it was published"
