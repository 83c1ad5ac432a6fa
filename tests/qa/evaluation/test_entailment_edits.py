"""Sentences that say something else after one change: what is changed, and where it then stands."""

from __future__ import annotations

import pytest

from qa.evaluation.training.entailment.claims import change
from qa.evaluation.training.entailment.edits import (
    Edited,
    edit_words,
    less_sure,
    other_name,
    other_number,
    other_sense,
    other_words,
    surer,
    turned_round,
)
from tests.qa.evaluation.articles import drawing

TRIES = range(40)


def changed(edited: Edited | None) -> tuple[str, tuple[str, ...]]:
    """A text after a change, and the words that are new."""
    assert edited is not None
    text, spans = edited
    return text, tuple(text[start:end] for start, end in spans)


def test_a_number_is_exchanged_for_one_of_its_size_or_misread() -> None:
    found = {changed(other_number("It has 48 rooms.", ["35", "2019"], drawing(n))) for n in TRIES}
    numbers = {new for _, (new,) in found}
    assert {text for text, _ in found} == {f"It has {new} rooms." for new in numbers}
    assert {"35", "84", "480"} <= numbers
    assert not {"48", "2019"} & numbers


def test_a_year_is_exchanged_for_a_year() -> None:
    found = {changed(other_number("Built in 1932.", ["1950", "900"], drawing(n)))[1] for n in TRIES}
    assert ("1950",) in found
    assert ("900",) not in found


def test_a_name_is_exchanged_for_one_that_is_written_alike_and_not_there() -> None:
    others = ["Mara Lind", "Oslo Hall", "ハクロ"]
    assert changed(other_name("The mayor Oslo Hall spoke.", others, drawing(1))) == (
        "The mayor Mara Lind spoke.",
        ("Mara Lind",),
    )
    assert other_name("Nobody spoke.", others, drawing(1)) is None


def test_words_are_exchanged_for_the_first_that_are_not_there() -> None:
    assert changed(other_words("青岚由许文设计。", "许文", ["青岚", "何月"])) == (
        "青岚由何月设计。",
        ("何月",),
    )
    assert other_words("青岚由许文设计。", "许文", ["青岚"]) is None


def test_two_numbers_are_put_in_each_others_place() -> None:
    text = "Tern took 82 minutes, Skua 67."
    found = {changed(turned_round(text, drawing(n))) for n in TRIES}
    assert ("Tern took 67 minutes, Skua 82.", ("67", "82")) in found


@pytest.mark.parametrize(
    ("language", "text", "other", "word"),
    [
        ("en", "Sales rose.", "Sales fell.", "fell"),
        ("fr", "Le prix augmente.", "Le prix diminue.", "diminue"),
        ("zh-Hans", "议会否决了提案。", "议会批准了提案。", "批准"),
        ("ja", "気温が上昇した", "気温が低下した", "低下"),
    ],
)
def test_a_word_is_exchanged_for_another_of_its_group(
    language: str, text: str, other: str, word: str
) -> None:
    found = {changed(other_sense(text, language, drawing(n))) for n in TRIES}
    assert (other, (word,)) in found


@pytest.mark.parametrize(
    ("language", "text", "sure"),
    [
        ("en", "It might open.", "It will open."),
        ("fr", "Elle pourrait ouvrir.", "Elle va ouvrir."),
        ("zh-Hans", "它可能开放。", "它一定开放。"),
        ("ja", "一部が残る。", "すべてが残る。"),
    ],
)
def test_what_is_less_sure_is_said_as_sure(language: str, text: str, sure: str) -> None:
    assert changed(surer(text, language, drawing(0)))[0] == sure
    assert less_sure(text, language, drawing(0)) is None


def test_what_is_sure_is_said_as_less_so() -> None:
    assert changed(less_sure("It contains all rooms.", "en", drawing(0)))[1][0] in {
        *("some", "many", "most", "several")
    }


def test_traditional_chinese_is_changed_as_simplified_is() -> None:
    found = {change("氣溫上升。", "zh-Hant", [], drawing(n)) for n in TRIES}
    assert ("氣溫下降。", ((2, 4),)) in found


def test_a_language_without_words_is_left_as_it_is() -> None:
    assert other_sense("Die Preise stiegen.", "de", drawing(0)) is None
    assert surer("Es könnte sein.", "de", drawing(0)) is None


def test_words_of_a_group_are_several_and_each_once() -> None:
    words = edit_words()
    for groups in words.groups.values():
        assert all(len(group) == len(set(group)) > 1 for group in groups)
    assert words.groups.keys() == words.surer.keys() == words.joined.keys() == words.causing.keys()
    assert words.orders.keys() == words.praising.keys() == words.according.keys() == words.groups.keys()
