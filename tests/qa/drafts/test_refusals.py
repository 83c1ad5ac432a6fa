"""Refusals: what was looked for, in which documents, the likeliest first, and whom to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embedding import BundledEmbedder
from qa.engine import Engine
from qa.language.detection import LANGUAGES
from tests.qa.building import kinds
from tests.qa.papers import engine_over
from tests.qa.town import ABROAD, DOCUMENTS

DESK = "the harbour office"


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine that no sentence is sure enough for."""
    return engine_over(tmp_path_factory.mktemp("silent"), *DOCUMENTS, threshold=1.0, contact=DESK)


def lines(engine: Engine, question: str, language: str | None = None) -> list[str]:
    reply = engine.ask(question, language=language)
    assert reply.answer.abstained
    return [line.text for line in reply.lines]


def test_the_likeliest_documents_are_named_first_and_the_others_counted(silent: Engine) -> None:
    why, where = lines(silent, "Which crane stands on quay five?")
    assert why == "I found no answer to that in the documents."
    assert where.startswith("Searched for “crane”, “stands”, “quay” and “five” in “Harbour Digest, ")
    assert where.endswith(" 2025” and 4 more. You can ask the harbour office.")


def test_an_edition_stands_beside_a_title_that_does_not_say_it(silent: Engine) -> None:
    _, where = lines(silent, "Are dogs towed at midnight?")
    assert "“Rules of the Port of Saltmere” (2022)" in where
    assert "“The Saltmere Visitors’ FAQ” (2025)" in where


def test_named_documents_are_what_has_no_answer(silent: Engine) -> None:
    why, whom = lines(silent, "According to the FAQ, what does the crane weigh?")
    assert why == "I found no answer to that in “The Saltmere Visitors’ FAQ” (2025)."
    assert whom == "You can ask the harbour office."


def test_what_another_document_says_is_only_the_closest(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, *DOCUMENTS, threshold=1.0, embedder=BundledEmbedder())
    reply = engine.ask("According to the port rules, what does parking in the old town cost?")
    (closest,) = [notice.text for notice in reply.answer.notices if notice.kind == "closest"]
    assert closest == (
        "Closest in the documents: “Parking in the old town costs 2 crowns an hour.” "
        "(The Saltmere Visitors’ FAQ, 2025)"
    )
    assert not reply.answer.statements


def test_without_a_contact_nobody_is_named(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, *DOCUMENTS, threshold=1.0)
    assert lines(engine, "According to the FAQ, what does the crane weigh?") == [
        "I found no answer to that in “The Saltmere Visitors’ FAQ” (2025)."
    ]


def test_a_contact_is_one_line(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, *DOCUMENTS, threshold=1.0, contact="Ann\n\u202edesk [1]")
    assert lines(engine, "What does the crane weigh?")[-1].endswith("You can ask Ann desk.")


@pytest.mark.parametrize(
    ("language", "whom"),
    [
        ("en", "You can ask the harbour office."),
        ("fr", "Vous pouvez vous adresser à the harbour office."),
        ("zh-Hans", "可以询问the harbour office。"),
        ("zh-Hant", "可以詢問the harbour office。"),
        ("ja", "the harbour officeにお問い合わせください。"),
    ],
)
def test_in_every_language(silent: Engine, language: str, whom: str) -> None:
    why, where = lines(silent, "crane weight?", language)
    assert why
    assert "Harbour Digest, " in where
    assert "crane" in where
    assert where.endswith(whom)


def test_many_words_are_not_repeated(silent: Engine) -> None:
    _, where = lines(silent, "Which red crane stands on the long quay near the terminal pier?")
    assert where.startswith("Searched: “")


def test_a_month_without_an_edition_names_those_there_are(silent: Engine) -> None:
    why, whom = lines(silent, "How many passengers did the ferries carry in August 2025?")
    assert why == "Footnote has no August 2025 edition, only May 2025, June 2025 and July 2025."
    assert whom == "You can ask the harbour office."
    assert lines(silent, "When was the Harbour Digest of August 2025 published?") == [why, whom]
    assert lines(silent, "Combien de passagers en août ?")[0] == (
        "Footnote n’a pas d’édition août, seulement mai 2025, juin 2025 et juillet 2025."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_closest_quote_in_another_language_says_so(tmp_path: Path, language: str) -> None:
    handbook = [one for one in ABROAD if one.id == "handbuch"]
    engine = engine_over(tmp_path, *handbook, threshold=1.0, embedder=BundledEmbedder())
    reply = engine.ask("Wann wird das Zugseil ersetzt?", language=language)
    assert kinds(reply) == {"closest", "translation"}
    named = {"en": "German", "fr": "allemand", "zh-Hans": "德语", "zh-Hant": "德文", "ja": "ドイツ語"}
    (translation,) = [one.text for one in reply.answer.notices if one.kind == "translation"]
    assert named[language] in translation
