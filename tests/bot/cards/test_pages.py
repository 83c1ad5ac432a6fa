from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.markup import escape, units
from bot.cards.pages import DISPLAYS, PAGE, CardText, cut, paginate


def plain(text: str) -> str:
    return text


blocks = st.lists(
    st.builds(
        CardText,
        text=st.text(min_size=1, max_size=60).flatmap(
            lambda text: st.integers(1, 200).map(lambda times: text * times)
        ),
        render=st.sampled_from([plain, escape]),
        joined=st.booleans(),
        set_off=st.booleans(),
        needs=st.integers(0, PAGE),
    ),
    max_size=30,
)


@given(blocks, st.integers(200, PAGE))
def test_pages_never_exceed_the_limits(given_blocks: list[CardText], limit: int) -> None:
    for page in paginate(given_blocks, limit):
        assert len(page) <= DISPLAYS
        assert sum(units(display.text) for display in page) <= limit
        assert all(display.text for display in page)
        assert not page or not page[0].set_off


@given(st.lists(st.text(min_size=1, max_size=3_000), max_size=6))
def test_nothing_is_dropped(texts: list[str]) -> None:
    pages = paginate(CardText(text, plain) for text in texts)
    assert "".join(display.text for page in pages for display in page) == "".join(texts)


def test_the_best_break_in_reach_is_taken() -> None:
    assert cut("One two. Three four five", plain, 20) == len("One two. Three four ".strip()) + 1
    assert cut("Onetwo threefour. Five six", plain, 22) == len("Onetwo threefour. ")
    assert cut("Onetwo threefour. [1] Five six seven", plain, 30) == len("Onetwo threefour. [1] ")
    assert cut("一二三四五六。七八九十", plain, 9) == 7
    assert cut("line one\nline two is long", plain, 14) == len("line one\n")
    assert cut("para\n\nmore text. x", plain, 10) == len("para\n\n")


def test_a_marker_is_never_cut_in_two() -> None:
    assert cut("abcdefgh[12]", plain, 10) == 8
    assert cut("[123456789]", plain, 5) == 5  # unless there is nothing else


def test_a_heading_moves_on_with_what_it_heads() -> None:
    pages = paginate(
        [CardText("a" * 3_000, plain), CardText("heading", plain, needs=1_000), CardText("b", plain)]
    )
    assert [[display.text[:7] for display in page] for page in pages] == [["aaaaaaa"], ["heading", "b"]]


def test_blank_texts_are_left_out() -> None:
    assert paginate([CardText("  \n", str.strip)]) == ((),)


def test_a_sign_that_does_not_fit_moves_on() -> None:
    signed = CardText("x" * 50, lambda text: "sign" * 80 + text)
    pages = paginate([CardText("a" * 600, plain), signed], 900)
    assert [[len(display.text) for display in page] for page in pages] == [[600], [370]]
    assert cut("x" * 50, signed.render, 300) == 0


def test_an_empty_card_has_one_page() -> None:
    assert paginate([]) == ((),)
