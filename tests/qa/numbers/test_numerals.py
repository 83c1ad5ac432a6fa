"""Numbers in words, and the scale words that they are put together with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import fold
from qa.numbers.numerals import scale_words, spelled
from qa.numbers.values import stated, values

DIGITS = "零一二三四五六七八九"


def in_characters(number: int) -> str:
    """A number below 10^8 as Chinese writes it."""
    above, below = divmod(number, 10_000)
    parts, rest = "", below
    for power, sign in ((1000, "千"), (100, "百"), (10, "十")):
        digit, rest = divmod(rest, power)
        parts += f"{DIGITS[digit]}{sign}" if digit else ""
    parts += DIGITS[rest] if rest else ""
    return (in_characters(above) + "万" if above else "") + parts


@pytest.mark.parametrize(
    ("text", "value", "scale"),
    [
        ("Sixty-two, for Qwen", 62, 1),
        ("soixante et onze points", 71, 1),
        ("quatre-vingt-neuf", 89, 1),
        ("quatre-vingt-onze", 91, 1),
        ("cent cinquante millions", 150e6, 1e6),
        ("cent millions", 100e6, 1e6),
        ("two hundred and fifty million", 250e6, 1e6),
        ("three hundred", 300, 1),
        ("六十二", 62, 1),
        ("二億五千万", 250e6, 1e8),
        ("两亿", 2e8, 1e8),
        ("六萬五千", 65_000, 1e4),
    ],
)
def test_numbers_in_words(text: str, value: float, scale: float) -> None:
    (found,) = spelled(fold(text))
    assert (found.value, found.scale) == (value, scale)
    assert value in values(text)


@pytest.mark.parametrize(
    "text",
    [
        "二〇二五",
        "两三亿",
        "百万",
        "百分之六十",
        "数千万",
        "十分",
        "pour cent",
        "千万",
        "twenty-something",
        "第三十",
        "often",
    ],
)
def test_words_that_are_no_numbers(text: str) -> None:
    assert list(spelled(fold(text))) == []


@given(st.integers(11, 99_999_999))
def test_what_characters_write_is_read_back(number: int) -> None:
    (found,) = spelled(in_characters(number))
    assert found.value == number


@given(st.text(alphabet="一二两三十百千万亿零数 sixtyunecentvingt-", max_size=24))
def test_whatever_is_written_is_read_without_complaint(text: str) -> None:
    for found in spelled(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.value >= 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("575 Md$", 575e9),
        ("575 Mds de dollars", 575e9),
        ("575 Mrd", 575e9),
        ("25 mn users", 25e6),
        ("$30bn", 30e9),
        ("$4tn", 4e12),
        ("3千億ドル", 3e11),
        ("百万 5", 5),
        ("150百万人", 150e6),
        ("5千万", 5e7),
        ("3十億", 3e9),
    ],
)
def test_scales(text: str, value: float) -> None:
    assert stated(text) == (value,)


def test_a_comma_before_a_date_is_no_decimal_one() -> None:
    assert 76 in values("指数76,4月1日起")
    assert 76.4 not in values("指数76,4月1日起")


def test_the_longest_scale_comes_first() -> None:
    words = scale_words(ascii_only=False)
    assert words.index("千万") < words.index("千")
    assert not any(word.isascii() for word in words)
