"""What changed from one number to another may not be turned round."""

from __future__ import annotations

import pytest

from qa.prose.changes import turned_round
from qa.prose.told import ToldPieces, ToldText

QUOTES = (
    ToldText("Le taux a été abaissé de 3,0 % à 2,4 % le 1er février 2024.", "fr"),
    ToldText("運賃は2023年10月に160円から180円となった。", "ja"),
    ToldText("列車準點率由2021年的96.1%下滑至2023年的92.8%。", "zh-Hant"),
    ToldText("Traffic fell from 21,300 vehicles in 2019 to 15,700 in 2023.", "en"),
)


def turned(text: str, language: str) -> bool:
    return turned_round(ToldText(text, language), ToldPieces(QUOTES, (), (), frozenset()))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The rate was raised from 2.4% to 3.0%.", "en"),
        ("票价由180日元下调到160日元。", "zh-Hans"),
        ("準點率由2021年的92.8%提升到2023年的96.1%。", "zh-Hant"),
        ("15,700台から21,300台に増えた。", "ja"),
        ("Le trafic est passé de 15 700 véhicules à 21 300.", "fr"),
    ],
)
def test_a_change_that_goes_the_other_way_is_turned_round(text: str, language: str) -> None:
    assert turned(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The rate went from 3.0% to 2.4%.", "en"),
        ("The rate is 2.4%, down from 3.0%.", "en"),
        ("运价从160日元升到180日元。", "zh-Hans"),
        ("It went from 5 to 7.", "en"),
        ("Traffic went from 21,300 in 2019 to 15,700 in 2023.", "en"),
        ("2.4 bis 3.0", "ko"),
    ],
)
def test_others_are_not(text: str, language: str) -> None:
    assert not turned(text, language)
