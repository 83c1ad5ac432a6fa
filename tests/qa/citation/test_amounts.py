"""Amounts as texts write them: each with what it counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import aligned
from qa.citation.amounts import amounts


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in amounts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 1.67 billion US dollars", ["1.67 billion US dollars"]),
        ("89 points, R1-0528", ["89 points", "0528"]),
        ("The tower has 1,250 steps.", ["1,250"]),
        ("La tour compte 700 000 visiteurs.", ["700 000"]),
        ("A levé 2,5 milliards", ["2,5 milliards"]),
        ("超过6710亿", ["6710亿"]),
        ("塔高约1.1亿毫米。", ["1.1亿"]),
        ("共有１２３個", ["１２３個"]),
        ("約3500万人", ["約3500万人"]),
        ("塔の階段は350段である。", ["350段"]),
        ("seven labs", ["seven"]),
        ("二十三家公司", ["二十三家"]),
        ("三分之一", ["三分之一"]),
    ],
)
def test_amounts_are_taken_with_their_units(text: str, expected: list[str]) -> None:
    assert [amount for amount in expected if amount not in found(text)] == []


def test_what_counts_nothing_is_no_amount() -> None:
    assert found("Ada Quill opened the bridge in Turin.") == []
    assert found("この橋はトリノにある。") == []
    assert found("") == []


def test_folding_keeps_every_offset() -> None:
    assert aligned("臺灣ＡＢＣ ﬁ İ") == "台湾abc ﬁ İ"
    assert found("臺灣ＡＢＣ ﬁ İ 71 Points") == ["71 Points"]


texts = st.text(max_size=40) | st.lists(
    st.sampled_from(["71", "７１", "%", "1,5", "亿", "個", "約", "seven", "$", "İ", " ", "–", "の"]),
    max_size=12,
).map("".join)


@given(texts)
def test_amounts_are_stretches_of_the_text(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in amounts(text))
