"""What is said to be the most or the least of all."""

from __future__ import annotations

import pytest

from qa.prose.extremes import not_the_most
from qa.prose.names import NameReader
from qa.prose.told import ToldText
from tests.qa.prose.drafts import told

PRINTERS = (
    ("Iroha 300", "cost of a page", "9.6", "2024"),
    ("Paperal 7", "cost of a page", "12.4", "2024"),
    ("Primo", "cost of a page", "14.1", "2024"),
    ("Primo", "weight", "6", "2024"),
)


def wrong(text: str, language: str = "en", quote: str = "They were tested.", of: str = "en") -> bool:
    return not_the_most(ToldText(text, language), told(quote, of, *PRINTERS), NameReader())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Paperal 7 is the cheapest, at 12.4.", "en"),
        ("At 9.6, Iroha 300 has the highest cost of a page.", "en"),
        ("La Paperal 7 a la page la plus chère, à 12,4.", "fr"),
        ("Primo每页费用最低，为14.1。", "zh-Hans"),
        ("1枚の費用が最も安いのはPrimoの14.1である。", "ja"),
    ],
)
def test_what_others_exceed_is_not_the_most(text: str, language: str) -> None:
    assert wrong(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "Iroha 300 is the cheapest, at 9.6.",
        "Primo is the dearest, at 14.1.",
        "Primo has the highest weight, 6.",  # of no other it is told
        "Paperal 7 costs 12.4.",
        "The cheapest is Iroha 300 at 9.6, the dearest Primo at 14.1.",
        "Paperal 7 is the cheapest.",  # of another figure, perhaps
        "A printer of 12.4 is the cheapest.",  # whose it is, it does not tell
    ],
)
def test_others_are_not_wrong(text: str) -> None:
    assert not wrong(text)


@pytest.mark.parametrize(
    ("text", "language", "against"),
    [
        ("当地的年费最贵，为39欧元。", "zh-Hans", True),
        ("当地的年费最便宜，为39欧元。", "zh-Hans", False),
        ("It is the cheapest of twelve, at 39 euros.", "en", False),
        ("It is the most expensive of twelve, at 39 euros.", "en", True),
    ],
)
def test_a_quote_may_say_the_opposite_of_the_same_number(text: str, language: str, against: bool) -> None:
    quote = "L'abonnement coûte 39 euros par an et est le moins cher des douze."
    assert wrong(text, language, quote, "fr") == against
