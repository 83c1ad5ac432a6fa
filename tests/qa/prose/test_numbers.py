"""Numbers of a statement that its quotes write in another way."""

from __future__ import annotations

import pytest

from qa.prose.numbers import invented
from tests.qa.prose.drafts import told

PRICES = tuple(
    (name, "price", value, "2024") for name, value in (("A1", "9.6"), ("B1", "12.4"), ("C1", "14.1"))
)


@pytest.mark.parametrize(
    ("text", "quote", "language", "is_invented"),
    [
        ("The contract runs for 15 years.", "a fifteen-year contract", "en", False),
        ("The contract runs for 50 years.", "a fifteen-year contract", "en", True),
        ("It lost 12 million euros.", "ein Verlust von 12 Millionen Euro", "de", False),
        ("It lost 12 billion euros.", "ein Verlust von 12 Millionen Euro", "de", True),
        ("It lost 12 billion euros.", "ein Verlust von 12 Mrd. Euro", "de", False),
        ("After 1,000 hours it is 0.02 off.", "0,02 mm nach 1.000 Stunden", "de", False),
        ("It used 3,240 kWh.", "Il a consommé 3 240 kWh.", "fr", False),
        ("It used 3,250 kWh.", "Il a consommé 3 240 kWh.", "fr", True),
    ],
)
def test_numbers_are_found_as_other_languages_write_them(
    text: str, quote: str, language: str, is_invented: bool
) -> None:
    assert invented(text, (), told(quote, language)) == is_invented


@pytest.mark.parametrize(
    ("text", "is_invented"), [("3 of them were tested.", False), ("7 of them were.", True)]
)
def test_things_whose_figure_is_told_may_be_counted(text: str, is_invented: bool) -> None:
    assert invented(text, (), told("They were tested.", "en", *PRICES)) == is_invented


@pytest.mark.parametrize(
    ("text", "quote", "is_invented"),
    [
        ("Use it within 18 days.", "Take 10 millilitres; use it within 28 days.", True),
        ("That is 18 days longer.", "It lasts 28 days, not 10 days.", False),
        ("It needs 0.09 kWh less.", "A needs 0.62 kWh, B 0.71kWh.", False),
        ("It rose by 6.8 points.", "It rose by 3.4 points, and again by 3.4.", True),
        ("There are 65 of them.", "There are 46 schools and 19 schools.", False),
    ],
)
def test_differences_are_of_one_unit(text: str, quote: str, is_invented: bool) -> None:
    assert invented(text, (), told(quote, "en")) == is_invented
