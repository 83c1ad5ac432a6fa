"""Which end of an order is asked for, of anything that is measured."""

from __future__ import annotations

import pytest

from qa.question.extremes import asks_for_end, extreme, without_extremes


@pytest.mark.parametrize(
    ("text", "unit", "end"),
    [
        ("Which kettle is the quietest?", "dB", "low"),
        ("Quel aspirateur est le moins bruyant ?", "dB", "low"),
        ("Which car is the fastest?", "km/h", "high"),
        ("Which kettle is the fastest?", "s", "low"),
        ("一番速い自転車は？", "秒", "low"),
        ("哪款最便宜？", "CNY", "low"),
        ("最重的是哪一台？", "kg", "high"),
        ("How heavy is the kettle?", "kg", None),
    ],
)
def test_the_end_of_an_order(text: str, unit: str, end: str | None) -> None:
    assert extreme(text, unit) == end
    assert asks_for_end(text) is (end is not None)


def test_words_that_leave_the_end_open() -> None:
    assert asks_for_end("Which one is the best?")
    assert extreme("Which one is the best?", "points") is None


def test_what_is_left_without_them() -> None:
    assert without_extremes("the quietest kettle") == "the          kettle"


@pytest.mark.parametrize(
    ("question", "unit", "end"),
    [
        ("哪一款最安静?", "points", "high"),
        ("which one is the quietest?", "points", "high"),
        ("which one is the quietest?", "dB", "low"),
        ("which has the lowest score?", "points", "low"),
        ("一番低い点は?", "points", "low"),
    ],
)
def test_what_is_quietest_has_most_points_for_it(question: str, unit: str, end: str) -> None:
    assert extreme(question, unit) == end
