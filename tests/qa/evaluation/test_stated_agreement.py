"""When a figure that was found is one that a key states, part by part."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa.evaluation.stated.agreement import FoundFigure, is_of, same_time, same_unit, same_value, unlike
from qa.evaluation.stated.key import Trap
from tests.qa.evaluation.stated import stated


@pytest.mark.parametrize(
    ("figure", "parts"),
    [
        (FoundFigure(184_620_000, ("NORDALE",), ("revenues",), "EUR", "2024"), ()),
        (FoundFigure(-184_620_000.0, ("the Nordale Cycles SA group",), ("Total sales",), "EUR", None), ()),
        (FoundFigure(184_620, ("Nordale",), ("Revenue",), "EUR", "2024"), ("value",)),
        (FoundFigure(184_620_000, ("Nord",), ("Margin",), "EUR", "2024"), ("subject", "measure")),
        (FoundFigure(184_620_000, ("Nordale",), ("Revenue",), "USD", "2023"), ("unit", "time")),
        (FoundFigure(184_620_000, ("",), ("Revenue",), "", "2024"), ("subject", "unit")),
    ],
)
def test_the_parts_in_which_a_figure_differs(figure: FoundFigure, parts: Sequence[str]) -> None:
    assert unlike(figure, stated()) == parts


@pytest.mark.parametrize(
    ("found_name", "name", "same"),
    [
        ("月間の利用者総数", "月間利用者数", True),  # half of the pairs of characters
        ("売上高", "営業利益率", False),
        ("wet braking distance from 80 km/h", "Wet: braking distance", True),
        ("braking", "Wet: braking distance", True),
        ("Écart moyen", "ecart-moyen", True),
        ("net cash", "operating profit before tax", False),
    ],
)
def test_measures_are_one_by_their_words(found_name: str, name: str, same: bool) -> None:
    parts = unlike(FoundFigure(1, ("N",), (found_name,), "", None), stated(1, ("N",), (name,), ""))
    assert (parts == ()) == same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("points", "分", True),
        ("点", "point", True),
        ("users", "人次", True),
        ("people", "人", True),
        ("", "passengers", True),
        ("pp", "個百分點", True),
        ("percentage points", "百分点", True),
        ("points de pourcentage", "pp", True),
        ("pp", "", False),
        ("pp", "points", False),
        ("count", "台", True),
        ("", "", True),
        ("", "users", True),
        ("passengers", "Passenger", True),
        ("％", "%", True),
        ("km", "kilometres", True),
        ("", "EUR", False),
        ("TWD", "", False),
        ("", "%", False),
        ("", "points", False),
        ("km/h", "", False),
        ("", "kWh", False),
        ("EUR", "CNY", False),
        ("passengers", "bicycles", False),
    ],
)
def test_units(one: str, other: str, same: bool) -> None:
    assert (same_unit(one, other), same_unit(other, one)) == (same, same)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, "2024", True),
        ("undated", "2024", True),
        ("2023", None, True),
        ("2024-Q3", "2024-Q3", True),
        ("2024", "2024-03", True),
        ("2024", "2024-12-31", True),
        ("2024-12", "2024-12-31", True),
        ("2024", "2024-Q3", False),
        ("2024", "2024-H1", False),
        ("2024-03", "2024", False),
        ("2024", "2023-03", False),
    ],
)
def test_times(one: str | None, other: str | None, same: bool) -> None:
    assert same_time(one, other) == same


def test_values_are_exact_but_for_a_minus() -> None:
    assert same_value(8.4e6, -8_400_000)
    assert same_value(0.1 + 0.2, 0.3)
    assert not same_value(1e9, 1e9 + 2)


def test_a_trap_is_its_digits_in_its_words() -> None:
    target = Trap(
        document="a", as_printed="5 to 10 million", why="range", context="They expect 5 to 10 million."
    )
    assert is_of(target, 10_000_000, "They expect 5 to 10 million.")
    assert is_of(target, 5_000, "| expect | 5 to 10 million |")
    assert not is_of(target, 6, "They expect 5 to 10 million.")
    assert not is_of(target, 5, "Falk has five shops.")
    bare = Trap(document="a", as_printed="~300", why="bound")
    assert is_of(bare, 300, "| staff | ~300 |")
    assert not is_of(bare, 300, "| staff | 30 |")
