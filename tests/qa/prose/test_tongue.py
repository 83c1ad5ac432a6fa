"""Statements in another language than the question's do not pass, however short."""

from __future__ import annotations

import pytest

from qa.prose.names import NameReader
from qa.prose.told import ToldText
from qa.prose.tongue import is_foreign


def foreign(text: str, language: str) -> bool:
    return is_foreign(ToldText(text, language), NameReader().named(text, ["Zephyr 2"]))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Zephyr 2 a obtenu 71 points.", "en"),
        ("Zephyr 2 scored 71 of 100 points.", "fr"),
        ("La capilla fue construida en 1517 por el cantero y alberga estatuas.", "fr"),
        ("Die Brücke wurde wegen Rost gesperrt.", "en"),
        ("得到71分。", "en"),
        ("71点を得た。", "zh-Hans"),
        ("那座橋於1932年動工。", "zh-Hans"),
    ],
)
def test_another_language_is_told(text: str, language: str) -> None:
    assert foreign(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Zephyr 2 scored 71 points.", "en"),
        ("Zephyr 2 : 71 points.", "fr"),
        ("Zephyr 2: 71 points.", "en"),
        ("Zephyr 2 obtient 71 points.", "fr"),
        ("Zephyr 2得到71分。", "zh-Hans"),
        ("Zephyr 2は71点。", "ja"),
        ("64 GB", "fr"),
    ],
)
def test_its_own_is_not_doubted(text: str, language: str) -> None:
    assert not foreign(text, language)
