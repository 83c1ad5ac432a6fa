"""Sentences that begin with what was said before them."""

from __future__ import annotations

import pytest

from qa.language.leaning import leans_back


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("It was opened by the mayor in June 1987.", "en"),
        ("“They left it.”", "en"),
        ("The company was founded in 1987.", "en"),
        ("Elle a été fondée en 1987.", "fr"),
        ("L’entreprise emploie 40 personnes.", "fr"),
        ("该公司成立于1987年。", "zh-Hans"),
        ("該公司成立於1987年。", "zh-Hant"),
        ("同社は1987年に設立された。", "ja"),
        ("彼は市長だった。", "ja"),
    ],
)
def test_a_sentence_that_begins_with_a_pronoun_leans_back(sentence: str, language: str) -> None:
    assert leans_back(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The Elmford bridge is 412 metres long.", "en"),
        ("Italy has it.", "en"),
        ("Le pont d’Elmford mesure 412 mètres.", "fr"),
        ("桥长412米，其宽12米。", "zh-Hans"),
        ("橋の長さは412メートルで、それは長い。", "ja"),
        ("Es wurde 1987 eröffnet.", "de"),
        ("", "en"),
    ],
)
def test_others_do_not(sentence: str, language: str) -> None:
    assert not leans_back(sentence, language)
