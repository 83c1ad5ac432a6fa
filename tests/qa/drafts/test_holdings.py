"""Questions about documents themselves, and what named documents tell of a topic, a month or a year."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.engine import Engine
from tests.qa.papers import engine_over
from tests.qa.town import ABROAD, DOCUMENTS


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_over(tmp_path_factory.mktemp("town"), *DOCUMENTS)


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_over(tmp_path_factory.mktemp("abroad"), *ABROAD)


def lines(engine: Engine, question: str) -> list[str]:
    reply = engine.ask(question)
    assert not reply.answer.abstained
    return [line.text for line in reply.lines]


def test_when_and_by_whom(town: Engine) -> None:
    assert lines(town, "When was the 2023 annual report published?") == [
        "Elmford Bridge Trust: Annual Report 2023",
        "Published: March 14, 2024",
        "Publisher: Elmford Bridge Trust",
        "Sections: Traffic, Tolls, Staff",
    ]
    assert lines(town, "Who publishes the FAQ?")[1:3] == [
        "Published: February 1, 2025",
        "Publisher: not stated",
    ]
    assert "Published: date not stated" in lines(town, "When were the port rules published?")


def test_a_series_is_listed_the_latest_first(town: Engine) -> None:
    said = lines(town, "Who publishes the Harbour Digest?")
    assert said[::3] == ["Harbour Digest, July 2025", "Harbour Digest, June 2025", "Harbour Digest, May 2025"]
    assert said[2::3] == ["Publisher: Port of Saltmere"] * 3


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Quand la lettre du phare de juin a-t-elle été publiée ?",
            [
                "Publication : 30 juin 2025",
                "Éditeur : Association du phare",
                "Parties : Visites",
            ],
        ),
        (
            "年次報告書はいつ発行されましたか？",
            ["公開：2025年4月1日", "発行者：霧島水道局", "見出し：水道料金、職員"],
        ),
        ("种植手册是谁发布的？", ["发布：2025年2月10日", "出版方：云岭农业站", "章节：施肥、病虫害"]),
        ("種植手冊是什麼時候發布的？", ["發布：2025年2月10日", "出版者：云岭农业站", "章節：施肥、病虫害"]),
    ],
)
def test_in_every_language(abroad: Engine, question: str, said: list[str]) -> None:
    assert [line.replace("\u00a0", " ") for line in lines(abroad, question)[1:]] == said


def test_documents_on_a_topic(town: Engine) -> None:
    said = lines(town, "Which documents do you have on dogs?")
    assert [line for line in said if ":" not in line] == [
        "The Saltmere Visitors’ FAQ",
        "Rules of the Port of Saltmere",
    ]


def test_what_a_document_tells_stands_under_its_heading(town: Engine) -> None:
    reply = town.ask("What does the latest annual report say about tolls?")
    assert [statement.text for statement in reply.answer.statements] == [
        "“The toll for cars stayed at 4 crowns.” [1]",
        "“Electric cars have paid half since September.” [2]",
    ]
    assert lines(town, "What does the FAQ say about pets?") == [
        "The Saltmere Visitors’ FAQ, 2025",
        "“Dogs travel free on all ferries.”",
    ]


def test_or_has_the_words_in_its_sentences(town: Engine) -> None:
    assert lines(town, "What does the FAQ say about lorries?") == ["“Lorries must take the ring road.”"]


def test_all_of_a_document(town: Engine) -> None:
    reply = town.ask("Sum up the FAQ")
    assert {citation.document_id for citation in reply.answer.citations} == {"faq"}
    assert len(reply.answer.statements) > 2


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("How many passengers did the ferries carry in July 2025?", "harbour-2025-07"),
        ("How many passengers did the ferries carry in June?", "harbour-2025-06"),
        ("How many people did the Trust employ in 2023?", "annual-2023"),
        ("How many people did the Trust employ in 2024?", "annual-2024"),
        ("According to the port rules, where are dogs kept on a lead?", "rules"),
        ("In the section on routing, which road must lorries take?", "faq"),
    ],
)
def test_only_what_is_named_is_quoted(town: Engine, question: str, document: str) -> None:
    citations = town.ask(question).answer.citations
    assert {citation.document_id for citation in citations} == {document}


def test_a_month_without_an_edition_may_be_told_of_elsewhere(tmp_path: Path) -> None:
    annual = DOCUMENTS[4].model_copy(
        update={"text": DOCUMENTS[4].text + "The bridge closed for repairs in August 2025.\n"}
    )
    others = [one for one in DOCUMENTS if one.id != annual.id]
    engine = engine_over(tmp_path, *others, annual)
    reply = engine.ask("Why was the bridge closed for repairs in August 2025?")
    assert [one.text for one in reply.answer.statements] == [
        "“The bridge closed for repairs in August 2025.” [1]"
    ]
