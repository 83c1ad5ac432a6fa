"""Whose the numbers of a statement are, in the ways in which sentences put them."""

from __future__ import annotations

import pytest

from qa.prose.names import NameReader
from qa.prose.owners import mistaken
from qa.prose.told import ToldText
from tests.qa.prose.drafts import told

TESTED = (
    ("Sorane M2", "noise", "52 dB", "2024"),
    ("Kazeo 5", "noise", "58 dB", "2024"),
    ("Sorane M2", "power", "44 watts", "2024"),
    ("Kazeo 5", "power", "39 watts", "2024"),
)
GROUPS = (("メディフォルテ群", "治癒率", "58%", "2022"), ("通常ケア群", "治癒率", "41%", "2022"))


def of_another(text: str, language: str = "en", rows: tuple[tuple[str, str, str, str], ...] = TESTED) -> bool:
    return mistaken(ToldText(text, language), told("", language, *rows), NameReader())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sorane M2 is quieter (52 dB against 58), but Kazeo 5 needs less: 39 watts to 44.", "en"),
        ("Sorane M2 has 52 dB and Kazeo 5 has 58.", "en"),
        ("Kazeo 5 needs five watts less than Sorane M2, but is louder, at 58 dB.", "en"),
        ("It has 52 dB, against 58 for Kazeo 5.", "en"),
        ("Le Sorane M2 est plus silencieux (52 dB contre 58).", "fr"),
    ],
)
def test_numbers_go_with_their_things(text: str, language: str) -> None:
    assert not of_another(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "Sorane M2 has 58 dB and Kazeo 5 has 52.",
        "Sorane M2 has 58 dB.",
        "Sorane M2 is louder (58 dB against 52), but Kazeo 5 needs less: 39 watts to 44.",
        "It has 58 dB, against 52 for Kazeo 5.",
        "Sorane M2 has 58 dB against 52.",
        "Sorane M2 went from 52 dB to 58.",
    ],
)
def test_exchanged_ones_do_not(text: str) -> None:
    assert of_another(text)


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("メディフォルテを使った群で58%、通常ケアの群で41%だった。", False),
        ("メディフォルテを使った群で41%、通常ケアの群で58%だった。", True),
    ],
)
def test_a_name_is_known_without_the_end_that_all_have(text: str, mixed: bool) -> None:
    assert of_another(text, "ja", GROUPS) == mixed


def test_what_a_quote_gives_to_several_is_each_ones() -> None:
    quote = "Kipruto won in 2 hours 9 minutes, Lindholm came second in 2 hours 11."
    held = told(quote, "en")
    for text in ("Kipruto won in 2 hours 9.", "Lindholm needed 2 hours 11."):
        assert not mistaken(ToldText(text, "en"), held, NameReader()), text


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("A home costs 1,420 in Harbour, 1,185 in Mill Lane.", False),
        ("Harbour pays 1,185, Mill Lane 1,420.", True),
    ],
)
def test_whose_a_number_is_may_stand_behind_it(text: str, mixed: bool) -> None:
    held = told("Mean rent: Harbour 1,420; Mill Lane 1,185.", "en")
    assert mistaken(ToldText(text, "en"), held, NameReader()) == mixed


def test_a_subject_may_be_named_as_its_quote_does() -> None:
    rows = (("金穗", "蛋白质", "12,4 g", "2022"), ("Moulin Clair", "蛋白质", "10,9 g", "2022"))
    held = told("La farine Jinsui contient 12,4 g, la farine Moulin Clair 10,9 g.", "fr", *rows)
    text = ToldText("每100克Jinsui面粉含12.4克，比Moulin Clair多1.5克。", "zh-Hans")
    assert not mistaken(text, held, NameReader())
