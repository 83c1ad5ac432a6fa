"""Years, months and days in Chinese numerals or by an era, and numbers that are told in another way."""

from __future__ import annotations

import pytest

from qa.prose.numbers import invented
from qa.prose.spelt import in_digits
from qa.prose.times import other_times
from qa.prose.told import ToldPieces, ToldText


def told(text: str, language: str = "en") -> ToldPieces:
    return ToldPieces((ToldText(text, language),), (), (), frozenset())


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("創立於一九二六年", "創立於1926年"),
        ("二〇〇六年十二月三十一日", "2006年12月31日"),
        ("明治三十五年開設、平成元年三月", "1902年開設、1989年3月"),
        ("民國113年", "2024年"),
        ("昭和六十四年", "1989年"),
        ("每日三次，三个月", "每日三次，三个月"),
    ],
)
def test_dates_are_put_in_digits(text: str, digits: str) -> None:
    assert in_digits(text) == digits


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("It grew by 17 hectares in four years.", "From 2019 to 2023 it grew from 41 to 58 hectares."),
        ("Some 2,300 people came.", "2,315 people came."),
        ("結實率為四成五", "45 per cent set seed."),
        ("該局2007年關閉。", "平成十九年に閉鎖された。"),
        ("Une trentaine de 30 pièces.", "une trentaine de pièces"),
        ("It came 3rd of 12.", "It was third of a dozen."),
        ("190 euros in all", "130 euros and 60 euros"),
        ("12 ticks in 100 m²", "12 ticks in 100 square metres"),
    ],
)
def test_numbers_that_follow_are_not_invented(said: str, source: str) -> None:
    assert not invented(said, (), told(source))


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("It grew by 19 hectares.", "From 2019 to 2023 it grew from 41 to 58 hectares."),
        ("Some 2,400 people came.", "2,315 people came."),
        ("二百六十名", "250人"),
        ("It has 48 rooms.", "It has 84 rooms."),
    ],
)
def test_others_are(said: str, source: str) -> None:
    assert invented(said, (), told(source))


def test_months_and_years_are_compared_whatever_they_are_written_in() -> None:
    pieces = told("Fermeture annuelle : février ; ouverte d'avril à octobre depuis 1910.", "fr")
    assert not other_times(ToldText("每年二月停驶，一九一〇年开通。", "zh-Hans"), pieces)
    assert other_times(ToldText("每年三月停驶。", "zh-Hans"), pieces)
    assert not other_times(ToldText("有1360人。", "zh-Hans"), told("1360 people"))
