"""Names that no document holds are told as they were written; what is no name is never told as one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.drafts.draft import Draft
from qa.engine import Engine
from qa.question.frame import Missing


def drafted(engine: Engine, *names: str, language: str = "en") -> Draft:
    """The draft of a question that is taken to name `names`."""
    frame = engine._intake.frame("What happened?", language, [], None)
    return engine._drafter.draft(replace(frame, missing=Missing(names=names), search="What happened?"))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "The documents do not mention “Marlowe 9”."),
        ("fr", "Les documents ne parlent pas de « Marlowe 9 »."),
        ("zh-Hans", "文档中没有提到“Marlowe 9”。"),
        ("zh-Hant", "文件中沒有提到「Marlowe 9」。"),
        ("ja", "「Marlowe 9」は文書に出てきません。"),
    ],
)
def test_a_name_is_told_in_quotation_marks(small_engine: Engine, language: str, told: str) -> None:
    draft = drafted(small_engine, "Marlowe 9", language=language)
    assert draft.abstained
    assert draft.text.replace("\xa0", " ") == told


def test_of_many_names_the_first_are_told_each_cut_short(small_engine: Engine) -> None:
    text = drafted(small_engine, "Marlowe " * 20, "Brindle", "Quix", "Ochre").text
    assert "“Brindle” and “Quix”" in text
    assert "Ochre" not in text
    assert "Marlowe Mar…”" in text


@pytest.mark.parametrize("word", ["Intelligence Index", "INTELLIGENCE INDEX", "!?"])
def test_what_a_document_holds_is_never_said_to_be_missing(engine: Engine, word: str) -> None:
    assert "mention" not in drafted(engine, word).text


def test_what_is_held_is_left_out_of_what_is_missing(engine: Engine) -> None:
    assert drafted(engine, "Intelligence Index", "Brindle").text == "The documents do not mention “Brindle”."
