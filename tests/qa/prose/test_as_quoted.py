"""What the entailment model reads: numbers and dates as quoted, differences as calculations."""

from __future__ import annotations

import pytest

from qa.prose.as_quoted import as_quoted


@pytest.mark.parametrize(
    ("said", "piece", "read"),
    [
        ("3,800萬公升", "38 million litres", "38 million公升"),
        ("1,200,000 jars", "1.2 million jars", "1.2 million jars"),
        ("quatorze des vingt sources", "in 14 of 20 springs", "14 des 20 sources"),
        ("12 de ces maisons", "twelve of these houses", "twelve de ces maisons"),
        ("am 9 October 2020", "le 9 octobre 2020", "am 9 octobre 2020"),
        ("two of 14, one of them", "in 14 of 2 or 1", "two of 14, one of them"),
        ("nothing of the kind", "38 million litres", "nothing of the kind"),
        ("售价139,800元", "| 13.98万元 | 5.4升 |", "售价13.98万元"),
    ],
)
def test_numbers_and_dates_are_written_as_quoted(said: str, piece: str, read: str) -> None:
    assert as_quoted(said, (piece,)).text == read


@pytest.mark.parametrize(
    ("said", "pieces", "note"),
    [
        ("1,600 fewer than the 11,000", ("9,400 a day", "a forecast of 11,000"), "11,000 − 9,400 = 1,600"),
        ("2.6点上回った", ("68.4点と71.0点",), "71.0 − 68.4 = 2.6"),
        ("more by 2 points", ("64 and 66 points",), "66 − 64 = 2"),
        ("增加600萬公升", ("from 38 million to 44 million litres",), "44 million − 38 million = 600萬"),
        ("10 less than 50", ("20, 30, 40 and 50",), "50 − 40 = 10"),
    ],
)
def test_differences_are_calculated_beside_the_quotes(said: str, pieces: tuple[str, ...], note: str) -> None:
    assert as_quoted(said, pieces).pieces == (*pieces, note)


@pytest.mark.parametrize(
    ("said", "piece"), [("1,500 fewer", "9,400 and 11,000"), ("one fewer", "2 and 3"), ("9,400", "9,400")]
)
def test_nothing_else_is_calculated(said: str, piece: str) -> None:
    assert as_quoted(said, (piece,)).pieces == (piece,)


@pytest.mark.parametrize("words", ["litres", "3,800萬", "In 2019"])
def test_places_are_found_again(words: str) -> None:
    said = "In 2019, 3,800萬 litres of 1,200,000 were sold"
    read = as_quoted(said, ("38 million, 1.2 million",))
    at = said.index(words)
    start, end = read.moved((at, at + len(words)))
    assert read.text[start:end] == {"3,800萬": "38 million"}.get(words, words)


def test_a_place_within_a_number_is_all_of_it() -> None:
    read = as_quoted("some 3,800萬 litres", ("38 million",))
    start, end = read.moved((7, 9))
    assert read.text[start:end] == "38 million"
