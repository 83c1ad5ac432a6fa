"""Pages of PDFs as pictures: the boxes of quotes lie where their words are drawn, whatever parts them."""

from __future__ import annotations

import pytest

from index.formats.converted import UnreadableError
from index.formats.pdf.pictured import (
    MOST_BOXES,
    MOST_PIXELS,
    WIDE,
    PagePicture,
    PageQuote,
    PictureBox,
    pictured,
)
from tests.index.formats.pdf_samples import HEIGHT, lines, pdf, text

WIDTH = 600
SCALE = WIDE / WIDTH


def boxes(page: bytes, *quotes: str | PageQuote) -> list[tuple[PictureBox, ...]]:
    asked = [PageQuote(one) if isinstance(one, str) else one for one in quotes]
    return list(pictured(page, 1, asked).boxes)


def is_at(box: PictureBox, x: float, y: float, size: float = 10) -> bool:
    """Whether a box begins where words with their baseline at (x, y) are drawn."""
    baseline = (HEIGHT - y) * SCALE
    return abs(box.left - x * SCALE) < 4 and box.top < baseline - size < baseline <= box.bottom


def darkest(picture: PagePicture, box: PictureBox) -> int:
    rows = range(box.top, box.bottom)
    return min(
        min(picture.pixels[3 * (row * picture.width + box.left) : 3 * (row * picture.width + box.right)])
        for row in rows
    )


def test_a_quote_on_two_lines_has_a_box_on_each_with_letters_in_it() -> None:
    raw = pdf(
        lines(50, 700, ["Ships of all flags came, more than in the quar-", "ter before. Nothing else."])
    )
    picture = pictured(raw, 1, [PageQuote("more than in the quarter before.")])
    assert (picture.width, picture.height) == (WIDE + 1, round(HEIGHT * SCALE) + 1)
    assert len(picture.pixels) == 3 * picture.width * picture.height
    ((first, second),) = picture.boxes
    assert is_at(second, 50, 688)
    assert first.left > 150 * SCALE
    assert darkest(picture, first) < 80 > darkest(picture, second)
    assert darkest(picture, PictureBox(first.left, first.top - 60, first.right, first.top - 10)) == 255


def test_of_what_a_page_says_twice_the_one_that_is_quoted_is_marked() -> None:
    raw = pdf(text(50, 700, "Oil rose.") + text(50, 500, "Oil rose.") + text(50, 300, "Oil rose."))
    first, third, last = boxes(raw, "Oil rose.", PageQuote("Oil rose.", 2), PageQuote("Oil rose.", 7))
    assert is_at(first[0], 50, 700)
    assert is_at(third[0], 50, 300)
    assert last == third


def test_the_cells_of_a_row_are_marked_each_for_itself() -> None:
    raw = pdf(
        text(50, 700, "Grain") + text(200, 700, "12") + text(350, 700, "14")
        + text(50, 660, "Timber") + text(200, 660, "12") + text(350, 660, "15")
    )  # fmt: skip
    (found,) = boxes(raw, "| Timber | 12 | 15 |")
    assert [is_at(box, x, 660) for box, x in zip(found, (50, 200, 350), strict=True)] == [True] * 3


def test_words_that_the_file_holds_in_another_order_are_found_in_pieces() -> None:
    raw = pdf(text(50, 688, "second line of it.") + text(50, 700, "This is the first and the"))
    (found,) = boxes(raw, "This is the first and the second line of it.")
    assert [is_at(found[0], 50, 700), is_at(found[1], 50, 688), len(found)] == [True, True, 2]


def test_ligatures_accents_and_chinese_are_alike() -> None:
    raw = pdf(text(50, 700, "Le déficit de l’été") + text(50, 600, "第二季度抵港四千艘。", font="F4"))
    french, chinese = boxes(raw, "Le dé\ufb01cit de l'e\u0301te\u0301", "抵港四千艘")
    assert is_at(french[0], 50, 700)
    assert abs(chinese[0].left - (50 + 4 * 10) * SCALE) < 4


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_lie_on_the_words_of_turned_pages(turn: int) -> None:
    raw = pdf(text(50, 700, "Ships came and went."), first=f"/Rotate {turn}")
    picture = pictured(raw, 1, [PageQuote("Ships came and went.")])
    assert picture.boxes[0]
    assert all(darkest(picture, box) < 128 for box in picture.boxes[0])


@pytest.mark.parametrize("quote", ["", "| --- |", "Went ships and came.", "x" * 10_000])
def test_what_is_not_on_the_page_is_not_marked(quote: str) -> None:
    assert boxes(pdf(text(50, 700, "Ships came and went.")), quote) == [()]


def test_long_and_tiny_pages_are_bounded() -> None:
    raw = pdf(text(5, 700, "a"), width=20)
    assert pictured(raw, 1, []).width * pictured(raw, 1, []).height <= 1.1 * MOST_PIXELS
    many = pdf(
        "".join(text(20 + 28 * column, 780 - 25 * row, "ab") for row in range(30) for column in range(20))
    )
    assert len(boxes(many, "ab" * 600)[0]) == MOST_BOXES


def test_pages_that_are_not_there_are_refused() -> None:
    for number in (0, 2, -1):
        with pytest.raises(UnreadableError, match="has no page"):
            pictured(pdf(text(50, 700, "Ships.")), number, [])
    with pytest.raises(UnreadableError, match="is not a PDF"):
        pictured(b"<html>", 1, [])
