"""What a sentence rounds is no contradiction to the table that it is taken from."""

from __future__ import annotations

import pytest

from qa.knowledge.facts import is_rounded


@pytest.mark.parametrize(
    ("value", "exact", "rounded"),
    [
        (8_642_000_000, 8_642_153_700, True),
        (46_200_000, 46_187_000, True),
        (46_000_000, 46_187_000, True),
        (46_187_000, 46_187_000, False),
        (46_300_000, 46_187_000, False),
        (19.2, 19.8, False),
        (20, 19.8, True),
        (0, 0.4, False),
        (-2_600_000, -2_640_000, True),
    ],
)
def test_what_is_a_rounding(value: float, exact: float, rounded: bool) -> None:
    assert is_rounded(value, exact) is rounded
