"""What is said to have risen or fallen, against its values."""

from __future__ import annotations

import pytest

from qa.prose.told import ToldText
from qa.prose.trends import against_trend
from tests.qa.prose.drafts import told

SALES = (("Sorland", "bicycles sold", "417,300", "2023"), ("Sorland", "bicycles sold", "448,900", "2022"))
ENGLISH = "In 2023 Sorland sold 417,300 bicycles."
FRENCH = "Le foyer moyen a consommé 3 240 kWh en 2023, contre 3 690 kWh en 2019."
CHINESE = "2024年新增掛牌7.9萬輛，較2023年的9.2萬輛減少。"
JAPANESE = "生産量は前年度の503万台に対し486万台だった。"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sales grew, reaching 417,300 after 448,900 the year before.", "en"),
        ("Sales went up to 417,300.", "en"),
        ("Les ventes ont augmenté, passant de 448 900 à 417 300.", "fr"),
        ("销量增至417300辆。", "zh-Hans"),
        ("台数は増え、417,300台に達した。", "ja"),
    ],
)
def test_what_grew_is_more_than_it_was(text: str, language: str) -> None:
    assert against_trend(ToldText(text, language), told(ENGLISH, "en", *SALES))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sales fell to 417,300.", "en"),
        ("Sales fell from 448,900 to 417,300.", "en"),
        ("The growth of sales slowed to 417,300 after 448,900.", "en"),
        ("Sales rose by 417,300.", "en"),
        ("Sales were 417,300.", "en"),
        ("Sales moved up from 6th to 2nd place.", "en"),
        ("Sales rose 12% to 900.", "en"),
        ("Elle a reculé de 11 %, à 417 300.", "fr"),
        ("销量降至417300辆，排名由第6位升至第2位。", "zh-Hans"),
        ("台数は6位から2位に上がった。", "ja"),
        ("Die Verkäufe stiegen auf 417.300.", "de"),
    ],
)
def test_others_are_not_against_it(text: str, language: str) -> None:
    assert not against_trend(ToldText(text, language), told(ENGLISH, "en", *SALES))


@pytest.mark.parametrize(
    ("quote", "of", "text", "language"),
    [
        (FRENCH, "fr", "Consumption rose, reaching 3,240 kWh.", "en"),
        (CHINESE, "zh-Hant", "掛牌數成長，達7.9萬輛。", "zh-Hant"),
    ],
)
def test_what_it_was_before_may_stand_in_the_quote(quote: str, of: str, text: str, language: str) -> None:
    assert against_trend(ToldText(text, language), told(quote, of))


@pytest.mark.parametrize(
    ("quote", "of", "text", "language"),
    [
        (FRENCH, "fr", "Consumption fell, reaching 3,240 kWh.", "en"),
        (CHINESE, "zh-Hant", "掛牌數減少，為7.9萬輛，比2023年少1.3萬輛。", "zh-Hant"),
        (JAPANESE, "ja", "生産量は486万台で、前年度より17万台減った。", "ja"),
        ("A had 71 points in May, B 64.", "en", "A rose to 71.", "en"),
    ],
)
def test_differences_and_other_things_are_no_value_before(
    quote: str, of: str, text: str, language: str
) -> None:
    assert not against_trend(ToldText(text, language), told(quote, of))


def test_values_of_quarters_follow_each_other() -> None:
    rows = (("Port", "ships", "418", "2024-Q2"), ("Port", "ships", "397", "2024-Q3"))
    for text, against in (("Ships fell to 397.", False), ("Ships rose to 397.", True)):
        assert against_trend(ToldText(text, "en"), told("", "en", *rows)) == against
