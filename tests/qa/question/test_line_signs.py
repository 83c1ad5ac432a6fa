"""Signs make the likelihood of each line, of which one is meant, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.line_signs import LineSigns, shares

UNLIKE = LineSigns(*([0.0] * 20))
NAMED = replace(
    UNLIKE,
    named=1.0,
    measured=1.0,
    explained=1.0,
    both=1.0,
    means_rest=9.2,
    means_all=8.9,
    subject_means=8.6,
    fully=1.0,
    clearly=1.0,
    placed=1.0,
)


def test_what_is_named_is_meant() -> None:
    first, second = shares([NAMED, replace(NAMED, named=0.0, both=0.0, clearly=0.0, explained=0.4)])
    assert first > 0.9
    assert second < 0.05


@pytest.mark.parametrize("without", ["empty", "untimed"])
def test_what_has_no_figure_is_less_likely_than_what_has_one(without: str) -> None:
    first, second = shares([NAMED, replace(NAMED, **{without: 1.0})])
    assert first > second


def test_nothing_is_meant_where_nothing_speaks_for_a_line() -> None:
    assert shares([UNLIKE, UNLIKE]).sum() < 0.01


@given(st.lists(st.floats(0, 10), max_size=5))
def test_shares_never_make_more_than_one(meant: list[float]) -> None:
    found = shares([replace(UNLIKE, means_rest=one) for one in meant])
    assert len(found) == len(meant)
    assert 0.0 <= found.sum() <= 1.0 + 1e-9
