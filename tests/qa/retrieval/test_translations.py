"""Which of several translations is searched."""

from __future__ import annotations

import pytest

from qa.retrieval.translations import Translations, tongue
from tests.index.samples import make_document

REPORT = [
    make_document("x", f"report-{code.lower()}", language=code) for code in ("en", "fr", "zh-Hans", "zh-Hant")
]
NOTE = make_document("x", "note-ja", language="ja")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", {"report-en", "note-ja"}),
        ("zh-Hant", {"report-zh-hant", "note-ja"}),
        ("ja", {"report-en", "report-fr", "report-zh-hans", "report-zh-hant", "note-ja"}),
    ],
)
def test_a_text_is_searched_in_the_askers_language_where_it_can_be(language: str, expected: set[str]) -> None:
    assert Translations([*REPORT, NOTE]).chosen(language) == expected


def test_the_other_script_stands_in() -> None:
    simplified = [document for document in REPORT if document.language != "zh-Hant"]
    assert Translations(simplified).chosen("zh-Hant") == {"report-zh-hans"}


def test_editions_are_not_translations() -> None:
    documents = [
        make_document("x", "a-en", language="en", edition="1"),
        make_document("x", "a-fr", language="fr", edition="2"),
    ]
    assert Translations(documents).chosen("en") == {"a-en", "a-fr"}


def test_tongue() -> None:
    assert tongue("zh-Hant") == tongue("zh-Hans") == "zh"
    assert tongue("fr") == "fr"
