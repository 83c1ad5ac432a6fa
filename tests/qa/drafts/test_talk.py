"""Talk: what is said to the bot is answered, and what is asked of the answer before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.question.frame import Operation
from qa.settings import Settings
from tests.qa.drafts.framed import reply_to
from tests.qa.papers import engine_over
from tests.qa.small import Q1, Q2
from tests.qa.town import paper

KINDS = ("greeting", "thanks", "farewell", "help", "sources", "doubt", "bot", "chat", "ok", "orders")
LOOKUP: dict[str, Any] = {
    "operation": Operation.LOOKUP,
    "entities": ("zephyr-2",),
    "attributes": ("sky_index",),
    "editions": (Q1,),
}
QUOTE = "“Zephyr 2 of Northwind scores 71 points.”"
NEWS = "Source: Gazette, “Sky news”, "


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_answered_without_a_statement(open_engine: Engine, kind: str, language: str) -> None:
    answer = reply_to(open_engine, language, operation=Operation.SMALLTALK, smalltalk=kind).answer
    assert answer.answer
    assert not answer.abstained
    assert answer.statements == ()


def test_the_sources_are_the_editions_with_their_articles(open_engine: Engine) -> None:
    reply = reply_to(open_engine, operation=Operation.SMALLTALK, smalltalk="sources")
    assert [line.text for line in reply.lines][1:] == [
        "Sky Report, Q2 2030",
        "Source: Gazette, “Sky news”, April 2, 2030",
        "Source: unnamed publisher, “More sky”",
        "Sky Report, Q1 2030",
        "Source: Gazette, “Sky news”, April 2, 2030",
        "Source: unnamed publisher, “More sky”",
    ]


def test_the_sources_of_an_answer_are_its_quotes_and_who_reports_it(open_engine: Engine) -> None:
    reply = reply_to(open_engine, smalltalk="sources", **LOOKUP)
    told, title, *sources, quote = (line.text for line in reply.lines)
    assert told == "That answer rests on these sentences:"
    assert title == "Sky digest 2030-Q1"
    assert len(sources) == 2
    assert quote == QUOTE
    (cited,) = reply.answer.citations
    assert cited.edition == Q1
    assert [cited.quote[start:end] for start, end in cited.marks] == ["71 points"]


@pytest.mark.parametrize("kind", ["doubt", "sources"])
def test_what_is_asked_of_a_ranking_has_no_second_picture(open_engine: Engine, kind: str) -> None:
    asked = {**LOOKUP, "operation": Operation.RANK, "entities": ()}
    assert reply_to(open_engine, **asked).plot
    assert not reply_to(open_engine, smalltalk=kind, **asked).plot


def test_a_doubt_is_met_with_the_same_answer_and_its_quotes(open_engine: Engine) -> None:
    before = reply_to(open_engine, **LOOKUP)
    reply = reply_to(open_engine, smalltalk="doubt", **LOOKUP)
    texts = [line.text for line in reply.lines]
    assert texts[1] == before.lines[0].text
    assert texts[-2] == QUOTE
    assert "whoever runs this bot" in texts[-1]


def test_quotes_are_not_repeated_to_who_doubts_them(open_engine: Engine) -> None:
    reply = reply_to(open_engine, smalltalk="doubt", operation=Operation.SUMMARY, editions=(Q2,))
    texts = [statement.text for statement in reply.answer.statements]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("kind", ["doubt", "sources"])
def test_of_no_answer_it_is_said_again_that_there_is_none(open_engine: Engine, kind: str) -> None:
    asked = {**LOOKUP, "entities": ("zephyr-3",)}
    assert reply_to(open_engine, smalltalk=kind, **asked).answer.abstained


@pytest.mark.parametrize(
    ("question", "language", "dated"),
    [
        ("which documents do you have?", "en", "Published: February 1, 2025"),
        ("quels documents avez-vous ?", "fr", "Publication : 1 février 2025"),
        ("どんな文書がありますか？", "ja", "公開：2025年2月1日"),
        ("你有什么资料？", "zh-Hans", "发布：2025年2月1日"),
        ("你有哪些文件？", "zh-Hant", "發布：2025年2月1日"),
    ],
)
def test_documents_that_digest_nothing_are_listed_with_their_dates(
    tmp_path: Path, question: str, language: str, dated: str
) -> None:
    held = [paper(f"d{at}", f"Paper {at}", "", "en", "2025-02-01", None, Ferries="They sail.") for at in "12"]
    reply = engine_over(tmp_path, *held).ask(question, language=language)
    assert not reply.answer.abstained
    said = [line.text.replace("\u00a0", " ").replace("\u202f", " ") for line in reply.lines]
    assert said[1:] == ["Paper 1", dated, "Paper 2", dated]


def test_without_declared_editions_reports_are_documents(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, paper("d", "Paper", "", "en", None, None, Ferries="They sail."))
    said = [line.text for line in engine.ask("Which reports do you have?").lines]
    assert said[1:] == ["Paper", "Published: date not stated"]


@pytest.mark.parametrize("said", ["source?", "which document is that from?", "are you sure?"])
def test_of_what_was_quoted_the_quote_is_told_again(tmp_path: Path, said: str) -> None:
    engine = engine_over(tmp_path, paper("d", "Paper", "", "en", None, None, Ferries="Ferries sail at nine."))
    answer = engine.converse(["When do the ferries sail?", said]).answer
    assert not answer.abstained
    assert [citation.quote for citation in answer.citations] == ["Ferries sail at nine."]


def test_which_documents_there_are_is_not_asked_of_the_answer_before(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, paper("d", "Paper", "", "en", None, None, Ferries="Ferries sail at nine."))
    reply = engine.converse(["When do the ferries sail?", "which documents do you have?"])
    assert [line.text for line in reply.lines][1:] == ["Paper", "Published: date not stated"]


def test_titles_in_all_languages_are_told_those_of_the_reader_first(tmp_path: Path) -> None:
    for name, text in {
        "ponts.md": "# Les ponts de la Saline\n\nLe vieux pont a été construit par la ville en 1874.\n",
        "wells.md": "# Wells of the heath\n\nThe old well of the heath was dug by hand before the war.\n",
    }.items():
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    engine = Engine.open(Settings(corpus=tmp_path / "docs", data_dir=tmp_path / "data", model="bundled"))
    assert engine.titles("en") == "Wells of the heath and Les ponts de la Saline"
    assert engine.titles("fr") == "Les ponts de la Saline et Wells of the heath"
