"""Pronouns that stand for nobody, and what a model calls its evidence, in any language."""

from __future__ import annotations

import pytest

from qa.prose.senses import begins_with_pronoun, speaks_of_proofs


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He was its chief executive."),
        ("en", "Yes, she won."),
        ("fr", "Il en a perdu 86 300."),
        ("fr", "Non, elle est née en 1902."),
        ("zh-Hans", "他曾任首席执行官。"),
        ("zh-Hant", "是的，他們曾任首席執行官。"),
        ("ja", "彼はCEOだった。"),
    ],
)
def test_pronouns_at_the_beginning(language: str, text: str) -> None:
    assert begins_with_pronoun(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The firm says that he left."),
        ("en", "Herring is a fish."),
        ("fr", "Il y a deux ponts."),
        ("fr", "Il faut du temps."),
        ("zh-Hans", "他国的船只"),
        ("ja", "彼岸の日"),
        ("de", "Er war Chef."),
    ],
)
def test_what_only_looks_like_them(language: str, text: str) -> None:
    assert not begins_with_pronoun(text, language)


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("没有证据表明他反对。", True),
        ("沒有證據表明他反對。", True),
        ("According to E1, it fell.", True),
        ("Aucune preuve ne le montre.", True),
        ("提供された情報によると", True),
        ("It fell by 12 %.", False),
        ("The E10 motorway is closed.", True),  # an id by its looks; a quote that names it proves it
    ],
)
def test_what_a_model_calls_its_evidence(text: str, speaks: bool) -> None:
    assert speaks_of_proofs(text) == speaks
