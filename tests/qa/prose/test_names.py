"""Names of a statement, against those that its quotes have in whatever language."""

from __future__ import annotations

import pytest

from qa.prose.names import NameReader
from tests.qa.prose.drafts import told


def unnamed(text: str, language: str, quote: str, of: str) -> list[str]:
    return NameReader().unnamed(text, told(quote, of), language)


@pytest.mark.parametrize(
    ("text", "language", "quote", "of", "missing"),
    [
        ("Une copie est conservée à Genève.", "fr", "A copy is kept in Geneva.", "en", []),
        ("Une copie est conservée à Gênes.", "fr", "A copy is kept in Geneva.", "en", ["Gênes"]),
        ("The average Danish household saves.", "en", "Le ménage danois moyen épargne.", "fr", []),
        ("The Sorlac Museum is open.", "en", "Le musée de Sorlac est ouvert.", "fr", []),
        ("The Lindvay Quartet played.", "en", "The Lendvai Quartet played.", "en", ["Lindvay Quartet"]),
        ("Ils ont vu le cœur de Rome.", "fr", "Ils ont vu Rome.", "fr", []),
        ("It is as loud as 52dB.", "en", "It has 52 decibels.", "en", []),
    ],
)
def test_a_name_may_be_spelt_otherwise_in_another_language(
    text: str, language: str, quote: str, of: str, missing: list[str]
) -> None:
    assert unnamed(text, language, quote, of) == missing


def test_a_name_of_letters_is_found_between_characters() -> None:
    found = NameReader().named("Hill lineの乗客はRing lineより多い。", ["Hill line", "Ring line"])
    assert [(one.text, one.start) for one in found] == [("Hill line", 0), ("Ring line", 13)]
