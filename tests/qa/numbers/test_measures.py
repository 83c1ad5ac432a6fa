"""Dates and amounts in sentences of five languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import aligned
from qa.numbers.measures import DATE, Measure, measures, without_negation


@pytest.mark.parametrize(
    ("text", "written", "date"),
    [
        ("It opened on 19 March 2024.", "19 March 2024", (2024, 3, 19)),
        ("It opened on March 21st, 2024.", "March 21st, 2024", (2024, 3, 21)),
        ("Ouvert le 1er mars 2024.", "1er mars 2024", (2024, 3, 1)),
        ("It opened in March 2024.", "March 2024", (2024, 3, None)),
        ("It opened on 19 March.", "19 March", (None, 3, 19)),
        ("于２０２４年3月19日通车。", "２０２４年3月19日", (2024, 3, 19)),
        ("2024年に開通した。", "2024年", (2024, None, None)),
        ("3月19日に開通した。", "3月19日", (None, 3, 19)),
        ("Published 2024-03-19.", "2024-03-19", (2024, 3, 19)),
        ("In 2019 people came.", "2019", (2019, None, None)),
        ("Opened (2019).", "2019", (2019, None, None)),
    ],
)
def test_dates(text: str, written: str, date: tuple[int | None, ...]) -> None:
    (found,) = measures(text)
    assert (found.unit, text[found.start : found.end], found.date) == (DATE, written, date)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge is 503 metres long.", [("metre", 503.0)]),
        ("Le pont mesure 503,5 mètres.", [("metre", 503.5)]),
        ("全长503米，橋の長さは503メートル。", [("metre", 503.0), ("metre", 503.0)]),
        ("It cost $240 million.", [("USD", 2.4e8)]),
        ("240 millions d'euros", [("EUR", 2.4e8)]),
        ("耗资2亿4000万欧元", [("EUR", 2.4e8)]),
        ("12 lanes, 4 of 7 arches", [("lane", 12.0), ("", 4.0), ("arche", 7.0)]),
        ("1,200 people", [("person", 1200.0)]),
        ("71% or 14,5 %", [("%", 71.0), ("%", 14.5)]),
        ("2月30分钟", [("月", 2.0), ("minute", 30.0)]),
        ("the 1st of 2 on R1-0528 and GPT-4o in v4.1", [("", 2.0)]),
        ("1800 soldiers", [("soldier", 1800.0)]),
        ("It scored 68.", [("", 68.0)]),
    ],
)
def test_amounts(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(m.unit, m.value) for m in measures(text)] == expected


@pytest.mark.parametrize(
    "text",
    ["more than 500 metres", "about 500 metres", "约500米", "500米以上", "plus de 500 mètres", "~500 m"],
)
def test_bounds_and_estimates_are_hedged(text: str) -> None:
    assert [m.hedged for m in measures(text)] == [True]


def test_a_word_that_ends_like_a_hedge_is_none() -> None:
    assert [m.hedged for m in measures("The handsome 500 metres")] == [False]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("in March 2024", "on 19 March 2024", True),
        ("on 19 March", "on 19 March 2024", True),
        ("on 19 March 2024", "on 21 March 2024", False),
        ("503 metres", "500 metres", True),
        ("503 metres", "530 metres", False),
        ("1.67 million users", "1.7 million users", True),
        ("240 euros", "250 euros", False),
        ("500 metres", "more than 500 metres", True),
        ("503 metres", "more than 400 metres", False),
    ],
)
def test_what_can_both_be_true(one: str, other: str, same: bool) -> None:
    (first,), (second,) = measures(one), measures(other)
    assert first.same(second) is second.same(first) is same


def test_negation_is_taken_out_and_counted() -> None:
    assert without_negation("It isn't so, not at all", "en") == ("it is  so,   at all", 2)
    assert without_negation("大桥不开放", "zh-Hant") == ("大桥开放", 1)
    assert without_negation("Die Brücke ist nicht offen", "de") == ("die brücke ist nicht offen", 0)


@given(st.text(max_size=80))
def test_measures_lie_in_the_text_in_order_and_apart(text: str) -> None:
    assert len(aligned(text)) == len(text)
    last = 0
    for found in measures(text):
        assert isinstance(found, Measure)
        assert last <= found.start < found.end <= len(text)
        last = found.end
