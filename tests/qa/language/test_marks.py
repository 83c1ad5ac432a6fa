"""Texts in parts: marks are shown where they stand."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qa.language.marks import clipped, merged, parts

spans = st.lists(st.integers(0, 60), max_size=10).map(
    lambda cuts: tuple((a, b) for a, b in zip(sorted(set(cuts))[::2], sorted(set(cuts))[1::2], strict=False))
)


@given(st.text(max_size=50), spans)
def test_the_parts_are_the_text(text: str, marks: tuple[tuple[int, int], ...]) -> None:
    found = list(parts(text, marks))
    assert "".join(part for part, _ in found) == text
    assert all(part for part, _ in found)
    assert [part for part, marked in found if marked] == [text[a:b] for a, b in marks if text[a:b]]


@given(st.text(max_size=50), spans, st.integers(0, 50), st.integers(0, 50))
def test_a_part_keeps_its_own_marks(
    text: str, marks: tuple[tuple[int, int], ...], start: int, length: int
) -> None:
    piece = text[start : start + length]
    inside = [text[max(a, start) : min(b, start + length)] for a, b in marks]
    found = clipped(marks, start, start + length)
    assert [piece[a:b] for a, b in found if piece[a:b]] == [part for part in inside if part]


def test_marks_that_touch_are_one() -> None:
    assert merged([(4, 6), (0, 2), (2, 3), (5, 9), (9, 9)]) == ((0, 3), (4, 9))
    assert merged([(0, 9), (2, 3)]) == ((0, 9),)
    assert merged([(3, 3)]) == ()


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)).map(lambda one: (one[0], sum(one)))))
def test_merging_keeps_every_marked_place(marks: list[tuple[int, int]]) -> None:
    found = merged(marks)
    assert {place for a, b in found for place in range(a, b)} == {p for a, b in marks for p in range(a, b)}
    assert all(a < b for a, b in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
