"""Names of questions are exchanged for names that the text has not."""

from __future__ import annotations

import random

import pytest

from qa.evaluation.training.reader.exchanged import exchanged, names_in
from qa.evaluation.training.reader.lesson import TaughtQuestion

QUESTIONS = [
    "When did Ada Palm sell the mill?",
    "Who paid Oskar Lund in 1931?",
    "How many boats were built in 1874?",
    "カモメ丸は何年に造られたか",
    "ペンギン号の船長は誰か",
    "who owns the mill",
]
NAMES = names_in([TaughtQuestion(one, 0, None, "en") for one in QUESTIONS])


def test_names_are_found_by_kind() -> None:
    assert NAMES == {
        "latin": ["Ada Palm", "Oskar Lund"],
        "year": ["1874", "1931"],
        "katakana": ["ペンギン"],
    }


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        (QUESTIONS[0], "Ada Palm sold it in 1860.", "When did Oskar Lund sell the mill?"),
        (QUESTIONS[2], "In 1874 it built three.", "How many boats were built in 1931?"),
        ("誰がペンギン号を", "ペンギン号", None),  # there is no other
        (QUESTIONS[0], "She sold it in 1860.", None),  # of whom the text speaks is not told
        (QUESTIONS[0], "Ada Palm sold it to Oskar Lund.", None),  # who may have sold it
        (QUESTIONS[5], "Ada Palm owns the mill.", None),
    ],
)
def test_a_name_of_the_text_becomes_one_that_it_has_not(question: str, text: str, found: str | None) -> None:
    assert exchanged(question, text, NAMES, random.Random(1)) == found  # noqa: S311
