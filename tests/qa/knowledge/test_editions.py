"""Editions: their order, their quarters, and which of them share a scale."""

from __future__ import annotations

import pytest

from qa.knowledge.editions import Edition, Editions


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


@pytest.mark.parametrize(("name", "period"), [("2030-Q1", (2030, 1)), ("2030-Q5", None), ("Spring", None)])
def test_period(name: str, period: tuple[int, int] | None) -> None:
    assert Edition(id=name, title={}).period == period


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
