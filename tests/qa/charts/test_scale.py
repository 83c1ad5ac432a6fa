from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.charts.scale import Scale, tick_label


def test_a_scale_holds_zero_and_reaches_the_largest() -> None:
    scale = Scale.of([94, 89], 100, 300)
    assert (scale.at(0), scale.at(94), scale.at(47)) == (100, 300, 200)
    assert scale.ticks() == (0, 25, 50, 75)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([68], (0, 20, 40, 60)),
        ([100], (0, 25, 50, 75, 100)),
        ([3e11], (0, 1e11, 2e11, 3e11)),
        ([0], (0, 0.25, 0.5, 0.75, 1)),
        ([-30, 60], (-25, 0, 25, 50)),
        ([math.nan, math.inf], (0, 0.25, 0.5, 0.75, 1)),
        ([1e-310], (0,)),
        ([5e-324], (0, 0.25, 0.5, 0.75, 1)),
    ],
)
def test_marks_are_round(values: list[float], ticks: tuple[float, ...]) -> None:
    assert Scale.of(values, 0, 100).ticks() == pytest.approx(ticks)


@given(st.lists(st.floats(), min_size=1), st.floats())
def test_nothing_leaves_the_page(values: list[float], value: float) -> None:
    scale = Scale.of(values, 10, 90)
    assert 10 <= scale.at(value) <= 90
    assert 10 <= scale.at(5e-324) <= 90
    ticks = scale.ticks()
    assert 1 <= len(ticks) <= 12
    assert all(math.isfinite(tick) for tick in ticks)


@pytest.mark.parametrize(
    ("value", "language", "label"),
    [
        (75, "en", "75"),
        (2.5, "fr", "2,5"),
        (2e11, "en", "200B"),
        (2e11, "zh-Hans", "2000亿"),
        (2e11, "zh-Hant", "2000億"),
        (2e11, "ja", "2000億"),
        (2e11, "fr", "200\xa0Md"),
        (1.5e30, "ja", "1.5e+30"),
    ],
)
def test_marks_are_written_short_in_each_language(value: float, language: str, label: str) -> None:
    assert tick_label(value, language) == label
