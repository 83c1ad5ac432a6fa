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
        ("自110年8月起，111年度", "自2021年8月起，2022年度"),
        ("已有110年歷史", "已有110年歷史"),
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
        ("其中18%為急診", "其中急診占百分之十八"),
        ("高出約25%", "提高約兩成五"),
        ("罰三萬至十五萬元", "處三萬元以上十五萬元以下罰鍰"),
        ("快1分24秒", "以2小时09分41秒夺冠，以2小时11分05秒获得第三名"),
        ("soit 74 secondes d'écart", "3 min 48 s et 5 min 02 s"),
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
        ("快1分34秒", "以2小时09分41秒夺冠，以2小时11分05秒获得第三名"),
    ],
)
def test_others_are(said: str, source: str) -> None:
    assert invented(said, (), told(source))


def test_months_and_years_are_compared_whatever_they_are_written_in() -> None:
    pieces = told("Fermeture annuelle : février ; ouverte d'avril à octobre depuis 1910.", "fr")
    assert not other_times(ToldText("每年二月停驶，一九一〇年开通。", "zh-Hans"), pieces)
    assert other_times(ToldText("每年三月停驶。", "zh-Hans"), pieces)
    assert not other_times(ToldText("有1360人。", "zh-Hans"), told("1360 people"))


@pytest.mark.parametrize(
    ("said", "language", "source"),
    [
        ("Ils ont joué les 6 et 7 mai 2023.", "fr", "They played on 6 May 2023 and on 7 May 2023."),
        ("2023年5月6日與7日演出", "zh-Hant", "deux concerts, les 6 et 7 mai 2023"),
        ("計4万1600人が訪れ、1000時間動いた。", "ja", "41,600 people came; it ran for 1,000 hours."),
        ("2023から2024まで", "ja", "from 2023 to 2024"),
    ],
)
def test_times_are_what_is_a_time(said: str, language: str, source: str) -> None:
    assert not other_times(ToldText(said, language), told(source))


def test_a_day_beside_a_date_is_compared() -> None:
    said = ToldText("Ils ont joué les 5 et 7 mai 2023.", "fr")
    assert other_times(said, told("They played on 6 and 7 May 2023."))
