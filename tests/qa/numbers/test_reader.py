"""The one reader of numbers: where they stand, their parts, and what is no part of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.wordlists import plain
from qa.numbers.reader import read


def test_numbers_say_where_they_stand() -> None:
    text = "1.5 million and 42 but sixty-two"
    found = [(text[n.start : n.end], n.value, n.scale, n.in_words) for n in read(text)]
    assert found == [("1.5 million", 1.5e6, 1e6, False), ("42", 42, 1, False), ("sixty-two", 62, 1, True)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("16億7000万", ((16, 1e8), (7000, 1e4))),
        ("16億7,000万", ((16, 1e8), (7000, 1e4))),
        ("5万6065人", ((5, 1e4), (6065, 1))),
        ("1万3,600", ((1, 1e4), (3600, 1))),
        ("二亿五千万", ((2, 1e8), (5000, 1e4))),
        ("110-million", ((110, 1e6),)),
    ],
)
def test_parts(text: str, parts: tuple[tuple[float, float], ...]) -> None:
    (found,) = read(plain(text))
    assert found.parts == parts


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("100 mètres", [100]),
        ("364m2", [364, 2]),
        ("0,125", [0.125]),
        ("1 670,5", [1670.5]),
        ("1,670.25", [1670.25]),
        ("89,94,76", [89, 94, 76]),
        ("79，78", [79, 78]),
        ("7，000", [7000]),
        ("5亿2025年", [5e8, 2025]),
        ("3.1.2", [3.1, 2]),
    ],
)
def test_what_is_read(text: str, values: list[float]) -> None:
    assert [number.value for number in read(plain(text))] == values


@given(st.text(max_size=60))
def test_numbers_stand_in_their_order_and_apart(text: str) -> None:
    last = 0
    for number in read(plain(text)):
        assert last <= number.start < number.stop <= number.end <= len(text)
        last = number.end
