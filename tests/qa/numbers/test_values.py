"""Numbers in running text: what the wording writes is read back as the same value, in all five languages."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.language.detection import LANGUAGES
from qa.numbers.values import stated, unsupported, values
from qa.wording.formats import number
from qa.wording.wording import Wording

ROUND = st.one_of(
    st.integers(0, 9_999),
    st.builds(lambda mantissa, power: mantissa * 10**power, st.integers(1, 999), st.integers(2, 10)),
    st.builds(lambda tenths: tenths / 10, st.integers(1, 9999)),
)
UNITS = ("points", "users", "USD", "months", "years", "count", "parameters")


@given(ROUND, st.sampled_from(LANGUAGES))
@example(1_670_000_000, "ja")
@example(150_000_000, "fr")
@example(1_000_000_000_000, "fr")
@example(700_000, "zh-Hans")
@example(575_000_000_000, "zh-Hant")
@example(6_790_000_000, "zh-Hans")
def test_a_written_number_is_read_back(value: float, language: str) -> None:
    text = number(value, language)
    assert value in values(text), text
    assert stated(text) == (value,), text


@given(st.integers(10_000, 5_000_000_000), st.sampled_from(LANGUAGES))
@example(1_234_567, "en")
@example(12_345, "zh-Hans")
@example(123_456_789, "ja")
def test_a_written_number_is_never_rounded(value: int, language: str) -> None:
    """A rounded figure is another figure: no quote states it, and its claim would be refused."""
    assert value in values(number(value, language)), number(value, language)


@given(value=ROUND, language=st.sampled_from(LANGUAGES), unit=st.sampled_from(UNITS))
def test_a_written_value_is_read_back(wording: Wording, value: float, language: str, unit: str) -> None:
    text = wording.words(language).value(value, unit)
    assert unsupported(text, [], [value]) == (), text
    assert value in values(text), text


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("1.67 billion US dollars", 1.67e9),
        ("1,67 milliard de dollars", 1.67e9),
        ("16.7亿美元", 1.67e9),
        ("16億7,000万ドル", 1.67e9),
        ("16億7000万ドル", 1.67e9),
        ("2,500 萬", 2.5e7),
        ("2500万", 2.5e7),
        ("700,000 users", 7e5),
        ("700 000 utilisateurs", 7e5),
        ("près de 700\u202f000", 7e5),
        ("近70万", 7e5),
        ("150 millions d'utilisateurs", 1.5e8),
        ("671B", 6.71e11),
        ("6710億", 6.71e11),
        ("seven labs", 7),
        ("sept laboratoires", 7),
        ("七家实验室", 7),
        ("3 か月", 3),
        ("89 points", 89),
        ("８９点", 89),
        ("3.5", 3.5),
        ("-5", 5),
    ],
)
def test_values(text: str, held: float) -> None:
    assert held in values(text)


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("DeepSeek scores 89 [1][2]", (89,)),
        ("1.67 billion", (1.67e9,)),
        ("no number at all", ()),
        ("seven labs", ()),
        ("1,670 and 70,5", (1670, 70.5)),
        ("40–41,5, les sources divergent", (40, 41.5)),
        ("1,2,3", (1, 2, 3)),
        ("87分，81分", (87, 81)),
        ("2025年5月", (2025, 5)),
        ("16億7000万", (1.67e9,)),
        ("", ()),
    ],
)
def test_stated(text: str, claimed: tuple[float, ...]) -> None:
    assert stated(text) == pytest.approx(claimed)


def test_a_list_is_no_decimal() -> None:
    assert {1.0, 2.0, 3.0} <= values("1, 2 and 3")
    assert {87.0, 81.0} <= values("87、81")


@pytest.mark.parametrize(
    ("text", "quotes", "granted", "loose"),
    [
        ("It scores 89", ["a score of 89"], (), ()),
        ("It scores 89", ["a score of 88"], (), (89,)),
        ("It scores 89", [], (89.0,), ()),
        ("It scores 89 and 90", ["89", "nothing"], (), (90,)),
        ("1.67 billion", ["16.7亿美元"], (), ()),
        ("1.67 billion", ["1.67 million"], (), (1.67e9,)),
        ("7 labs", ["seven labs"], (), ()),
        ("89 [3]", ["89"], (), ()),
        ("8", ["89"], (), (8,)),
    ],
)
def test_unsupported(
    text: str, quotes: list[str], granted: tuple[float, ...], loose: tuple[float, ...]
) -> None:
    assert unsupported(text, quotes, granted) == pytest.approx(loose)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(value >= 0 for value in stated(text))
    assert unsupported(text, [text]) == ()
