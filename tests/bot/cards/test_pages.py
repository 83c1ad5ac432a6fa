from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.markup import Size, escape, size
from bot.cards.pages import DISPLAYS, PAGE, CardText, cut, paginate

ANY: int = 10**6  # bytes that no text here takes


def chars(count: int) -> Size:
    """Room for as many UTF-16 units, whatever their bytes."""
    return Size(count, ANY)


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
        needs=st.builds(Size, st.integers(0, PAGE), st.integers(0, 2 * PAGE)),
    ),
    max_size=30,
)


@given(blocks, st.builds(Size, st.integers(200, PAGE), st.integers(600, 2 * PAGE)))
def test_pages_never_exceed_the_limits(given_blocks: list[CardText], room: Size) -> None:
    for page in paginate(given_blocks, room):
        assert len(page) <= DISPLAYS
        assert sum((size(display.text) for display in page), Size(0, 0)).fits(room)
        assert all(display.text for display in page)
        assert not page or not page[0].set_off


@given(st.lists(st.text(min_size=1, max_size=3_000), max_size=6))
def test_nothing_is_dropped(texts: list[str]) -> None:
    pages = paginate((CardText(text, plain) for text in texts), Size(PAGE, 2 * PAGE))
    assert "".join(display.text for page in pages for display in page) == "".join(texts)


def test_the_best_break_in_reach_is_taken() -> None:
    assert cut("One two. Three four five", plain, chars(20)) == len("One two. Three four ".strip()) + 1
    assert cut("Onetwo threefour. Five six", plain, chars(22)) == len("Onetwo threefour. ")
    assert cut("Onetwo threefour. [1] Five six seven", plain, chars(30)) == len("Onetwo threefour. [1] ")
    assert cut("一二三四五六。七八九十", plain, chars(9)) == 7
    assert cut("line one\nline two is long", plain, chars(14)) == len("line one\n")
    assert cut("para\n\nmore text. x", plain, chars(10)) == len("para\n\n")


def test_a_marker_is_never_cut_in_two() -> None:
    assert cut("abcdefgh[12]", plain, chars(10)) == 8
    assert cut("[123456789]", plain, chars(5)) == 5  # unless there is nothing else


def test_a_heading_moves_on_with_what_it_heads() -> None:
    pages = paginate(
        [
            CardText("a" * 3_000, plain),
            CardText("heading", plain, needs=Size(1_000, 0)),
            CardText("b", plain),
        ],
        chars(PAGE),
    )
    assert [[display.text[:7] for display in page] for page in pages] == [["aaaaaaa"], ["heading", "b"]]


def test_blank_texts_are_left_out() -> None:
    assert paginate([CardText("  \n", str.strip)], chars(PAGE)) == ((),)


def test_a_sign_that_does_not_fit_moves_on() -> None:
    signed = CardText("x" * 50, lambda text: "sign" * 80 + text)
    pages = paginate([CardText("a" * 600, plain), signed], chars(900))
    assert [[len(display.text) for display in page] for page in pages] == [[600], [370]]
    assert cut("x" * 50, signed.render, chars(300)) == 0


def test_an_empty_card_has_one_page() -> None:
    assert paginate([], chars(PAGE)) == ((),)


def test_a_page_is_full_when_its_bytes_are() -> None:
    text = "汉字" * 600
    assert [len(page[0].text) for page in paginate([CardText(text, plain)], Size(PAGE, 3_000))] == [976, 224]
    assert cut(text, plain, Size(2_000, 300)) == 100
    assert cut("\n" * 9, plain, Size(9, 6)) == 3


def test_pages_end_even_where_nothing_has_room() -> None:
    pages = paginate([CardText("汉字", plain), CardText("x", plain)], Size(0, 0))
    assert [page[0].text for page in pages] == ["汉", "字", "x"]
