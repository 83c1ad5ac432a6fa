"""What a text has struck out is blanked where it stands; what only looks so is kept."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.numbers.measures import measures
from qa.numbers.struck import struck, unstruck
from tests.examples import examples

PIECES = st.sampled_from(
    ["~", "~~", "~~~", " ", "a", "35", "|", "\n", "\n\n", "<del>", "</del>", "<s x>", "</S>", "\\"]
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("had ~~35~~ 41", "had 41"),
        ("had ~35~ 41", "had 41"),
        ("had ~~35~~41", "had 41"),
        ("<del>90</del> <ins>110</ins>", "<ins>110</ins>"),
        ("<s class='a'>90</s> 110 <STRIKE>80</STRIKE>", "110"),
        ("<del>90\n91</del> 110", "110"),
        ("~~a~~ b ~~c~~", "b"),
        ("about ~300 and ~400", "about ~300 and ~400"),
        ("10~20 and 30~40", "10~20 and 30~40"),
        ("~~35 is not closed", "~~35 is not closed"),
        ("~~35\n\n41~~", "~~35 41~~"),
        ("| ~35 | 41~ |", "| ~35 | 41~ |"),
        ("<del>90 is not closed", "<del>90 is not closed"),
        ("90</del> 110", "90</del> 110"),
        (r"\\~~35~~", r"\\~~35~~"),
        ("~~~\ncode\n~~~", "~~~ code ~~~"),
        ("<span>90</span> <section>91</section>", "<span>90</span> <section>91</section>"),
    ],
)
def test_what_is_struck_out_is_blanked(text: str, kept: str) -> None:
    assert " ".join(unstruck(text).split()) == kept


@settings(max_examples=examples(100))
@given(text=st.lists(PIECES, max_size=30).map("".join))
def test_no_place_moves(text: str) -> None:
    blanked = unstruck(text)
    assert len(blanked) == len(text)
    assert all(a == b or (b == " " and a != "\n") for a, b in zip(text, blanked, strict=True))
    ends = [0]
    for start, end in struck(text):
        assert ends[-1] <= start < end
        ends.append(end)


@pytest.mark.parametrize("unit", ["<s>", "~~a ", " ~a", "<del ", "~"])
def test_the_work_is_that_of_the_length(unit: str) -> None:
    def calls(length: int) -> int:
        count = 0

        def note(_frame: object, event: str, _argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(note)
        try:
            unstruck(unit * (length // len(unit)))
        finally:
            sys.setprofile(before)
        return count

    assert calls(16_000) < 6 * max(calls(4_000), 100)


def test_a_struck_number_is_no_amount() -> None:
    (left,) = measures("Talkie had ~~35~~ 41 users.")
    assert (left.value, left.hedged) == (41, False)
