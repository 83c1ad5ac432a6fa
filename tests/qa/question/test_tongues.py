"""The language that a question is asked in, where documents are in languages that no answer is written in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.formats.language import likeliest
from qa.engine import Engine
from qa.question.tongues import Tongues
from qa.settings import Settings


@pytest.mark.parametrize(
    ("held", "language", "text", "expected"),
    [
        (["de"], "en", "Wer hat die Brücke über den Hafen gebaut?", "de"),
        (["de", "fi"], "en", "Kuka rakensi sillan sataman yli?", "fi"),
        (["pt-BR"], "fr", "Quem construiu a ponte sobre o porto?", "pt"),
        (["ru", "de"], "en", "Кто построил мост через гавань?", "ru"),
        (["ko", "ar"], "en", "항구의 다리는 누가 지었나요?", "ko"),
        (["de", "fr"], "en", "Who built the bridge over the harbour?", "en"),
        (["de", "fr"], "fr", "Qui a construit le pont du port ?", "fr"),
        (["de"], "zh-Hant", "誰建了港口的橋？", "zh-Hant"),
        (["de"], "ja", "港の橋は誰が建てましたか？", "ja"),
        (["en", "fr", "zh-Hans"], "en", "Wer hat die Brücke über den Hafen gebaut?", "en"),
        (["de"], "en", "???", "en"),
        ([], "en", "Wer hat die Brücke gebaut?", "en"),
    ],
)
def test_a_question_is_in_a_language_of_the_documents(
    held: Sequence[str], language: str, text: str, expected: str
) -> None:
    assert Tongues(held).of(text, language) == expected


def test_of_few_languages_the_likeliest_is_told() -> None:
    assert likeliest("Wo ist der Hafen?", ("en", "de", "nl")) == "de"
    assert likeliest("港はどこですか", ("en", "ja")) == "ja"
    assert likeliest("港はどこですか", ("en", "de")) is None
    assert likeliest("12, 13", ("en", "de")) is None
    assert likeliest("Wo ist der Hafen?", ()) is None


def test_of_translations_the_one_in_the_questions_language_is_quoted(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    told = {
        "en": "The bridge was designed by Clara Whitfield. It carries the road to the harbour of the town.",
        "de": "Die Brücke wurde von Clara Whitfield entworfen. Sie trägt die Straße zum Hafen der Stadt.",
    }
    for language, text in told.items():
        head = f"---\nid: bridge-{language}\nlanguage: {language}\n---\n"
        (corpus / f"bridge-{language}.md").write_text(f"{head}# Clara\n\n{text}\n", encoding="utf-8")
    engine = Engine.open(Settings(corpus=corpus, data_dir=tmp_path / "data"))
    quoted = {
        question: engine.ask(question).answer.citations[0].quote
        for question in ("Wer hat die Brücke entworfen?", "Who designed the bridge?")
    }
    assert list(quoted.values()) == [
        "Die Brücke wurde von Clara Whitfield entworfen.",
        "The bridge was designed by Clara Whitfield.",
    ]


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("ru", "Мост спроектировала Клара Уитфилд. Он открыт для машин весь год.", "Кто спроектировал мост?"),
        ("ko", "다리는 클라라 휫필드가 설계했다. 일 년 내내 자동차가 다닌다.", "다리는 누가 설계했나요?"),
        ("ar", "صممت الجسر كلارا ويتفيلد. وهو مفتوح للسيارات طوال العام.", "من صمم الجسر؟"),
        (
            "el",
            "Τη γέφυρα τη σχεδίασε η Κλάρα Γουίτφιλντ. Είναι ανοιχτή όλο τον χρόνο.",
            "Ποιος σχεδίασε τη γέφυρα;",
        ),
    ],
)
def test_questions_in_other_alphabets_say_what_they_are_about(
    tmp_path: Path, language: str, text: str, question: str
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    head = f"---\nid: bridge\nlanguage: {language}\n---\n"
    (corpus / "bridge.md").write_text(f"{head}# Clara\n\n{text}\n", encoding="utf-8")
    engine = Engine.open(Settings(corpus=corpus, data_dir=tmp_path / "data"))
    answer = engine.ask(question).answer
    assert not answer.abstained
    assert answer.citations[0].quote == f"{text.split('.')[0]}."
