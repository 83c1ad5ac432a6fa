"""What is said where there is no answer: names as they were written, never ordinary or internal words."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.question.frame import Frame, Missing, Operation


def asked(language: str, missing: Missing) -> Frame:
    return Frame("?", language, Operation.LOOKUP, attributes=("intelligence_index",), missing=missing)


def answer(engine: Engine, frame: Frame) -> str:
    """Why there is no answer; where it was looked for is said in a line of its own."""
    reply = engine._reply(frame, 0.0)
    assert reply.answer.abstained
    why, where = reply.lines
    assert "2025" in where.text
    return why.text


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "The documents do not mention “Eastgood” and “X9”."),
        ("fr", "Les documents ne parlent pas de «\u00a0Eastgood\u00a0» et «\u00a0X9\u00a0»."),
        ("zh-Hans", "文档中没有提到“Eastgood”和“X9”。"),
        ("zh-Hant", "文件中沒有提到「Eastgood」和「X9」。"),
        ("ja", "「Eastgood」と「X9」は文書に出てきません。"),
    ],
)
def test_unknown_names_are_quoted(engine: Engine, language: str, says: str) -> None:
    assert answer(engine, asked(language, Missing(names=("Eastgood", "X9")))) == says


def test_an_ordinary_word_is_no_name(engine: Engine) -> None:
    of_name, of_word, of_chinese = (
        answer(engine, asked("en", Missing(subject=subject))) for subject in ("Eastgood", "actual", "苹果")
    )
    assert of_name == "The documents do not mention “Eastgood”."
    assert of_word == "I found no answer to that in the documents."
    assert of_chinese == "The documents do not mention “苹果”."


def test_what_a_relation_is_called_inside_is_not_told(engine: Engine) -> None:
    overtaken = Frame("?", "en", Operation.LOOKUP, attributes=("overtook",), editions=("2025-Q1",))
    assert answer(engine, overtaken) == "I found no answer to that in the documents."
