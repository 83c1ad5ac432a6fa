"""Where an answer is to be sought: documents are named by their titles; what shares words with one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.engine import Engine
from qa.question.frame import Frame, Operation
from tests.qa.papers import engine_over
from tests.qa.town import ABROAD, DOCUMENTS

DIGESTS = ("harbour-2025-05", "harbour-2025-06", "harbour-2025-07")
ANNUALS = ("annual-2023", "annual-2024")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_over(tmp_path_factory.mktemp("town"), *DOCUMENTS)


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_over(tmp_path_factory.mktemp("abroad"), *ABROAD)


def frame(engine: Engine, question: str) -> Frame:
    return engine._intake.frame(question, engine._intake.language(question, None), (), None)


@pytest.mark.parametrize(
    ("question", "documents", "search"),
    [
        ("According to the FAQ, what does parking cost?", ("faq",), "what does parking cost?"),
        ("in the FAQ, are dogs free?", ("faq",), "are dogs free?"),
        ("FAQ: how much is parking?", ("faq",), "how much is parking?"),
        ("parking cost in the visitors' faq", ("faq",), "parking cost"),
        ("What's the car toll as per the 2024 annual report?", ("annual-2024",), "What's the car toll ?"),
        ("According to the port rules, may dogs run free?", ("rules",), "may dogs run free?"),
        (
            "How many people work there according to the annual report?",
            ANNUALS,
            "How many people work there ?",
        ),
        ("In the latest annual report, who is the director?", ("annual-2024",), "who is the director?"),
        ("How many passengers in the July digest?", ("harbour-2025-07",), "How many passengers ?"),
        ('does the "Rules of the Port of Saltmere" allow dogs?', ("rules",), "does allow dogs?"),
        ("Does the FAQ or the port rules say when parking is free?", ("faq", "rules"), None),
        ("According to Port of Saltmere, when is parking forbidden?", (*DIGESTS, "rules"), None),
    ],
)
def test_a_source_that_is_named_is_what_is_searched(
    town: Engine, question: str, documents: tuple[str, ...], search: str | None
) -> None:
    read = frame(town, question)
    assert (read.operation, read.missing.names, read.smalltalk) == (Operation.PASSAGE, (), None)
    within = town.retriever.searched(read.editions, "en", read.scope)
    assert tuple(sorted(within)) == documents
    assert search is None or read.search == search


@pytest.mark.parametrize(
    "question",
    [
        "How long is the Elmford bridge?",
        "How many people work for the Elmford Bridge Trust?",
        "What is the annual fee for residents?",
        "How many visitors come to Saltmere?",
        "What are the rules for dogs in the terminal?",
        "How much freight passes the port of Saltmere?",
        "How many passengers in the harbour?",
        "Does the harbour close at night?",
        "What did the director say about the bridge?",
        "In Saltmere, who parks free?",
        "How much is the toll for visitors from Elmford?",
        "When was the bridge opened?",
        "Is parking in the port allowed?",
        "What routing do lorries take?",
        "According to the mayor, what does parking cost?",
        "According to the harbour master, is the crane broken?",
        "According to the ministry report, how many lorries crossed?",
        "When was the plan for the Elmford Bridge Trust published?",
        "What was published in the harbour?",
    ],
)
def test_what_shares_words_with_a_title_names_no_document(town: Engine, question: str) -> None:
    read = frame(town, question)
    assert not read.scope
    assert read.operation is not Operation.DOCUMENTS
    assert read.search == question


@pytest.mark.parametrize(
    ("question", "documents", "headings"),
    [
        ("In the section on routing, which vehicles take the ring road?", ("faq",), ("Routing",)),
        ("In the chapter on tolls, what did motorcycles pay?", ANNUALS, ("Tolls",)),
        ("In the section on pets of the port rules, are dogs free?", ("rules",), ("Pets",)),
        ("In the section on staff of the FAQ, are dogs free?", ("faq",), ()),
    ],
)
def test_a_section_is_named_by_its_heading(
    town: Engine, question: str, documents: tuple[str, ...], headings: tuple[str, ...]
) -> None:
    assert (frame(town, question).scope.documents, frame(town, question).scope.headings) == (
        documents,
        headings,
    )


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Wie oft wird das Zugseil laut Handbuch ersetzt?", ("handbuch",)),
        ("Según el Handbuch, ¿cuándo se cambia el cable?", ("handbuch",)),
        ("Dans la lettre de juillet, combien de visiteurs ?", ("lettre-07",)),
        ("D'après la lettre du phare, quand l'ascenseur est-il en panne ?", ("lettre-06", "lettre-07")),
        ("霧島水道局の年次報告書によると、基本料金はいくらですか？", ("nenpo",)),
        ("年次報告書の「水道料金」の章では、基本料金はいくら？", ("nenpo",)),
        ("根据种植手册，茶尺蠖怎么防治？", ("shouce",)),
        ("根據氣象季報，降水量是多少？", ("jibao",)),
        ("在《云岭茶园气象季报》中，降水量是多少？", ("jibao",)),
    ],
)
def test_sources_are_named_in_any_language(abroad: Engine, question: str, documents: tuple[str, ...]) -> None:
    assert frame(abroad, question).scope.documents == documents


@pytest.mark.parametrize(
    "question",
    [
        "Combien de visiteurs le phare a-t-il reçus ?",
        "Où est le phare ?",
        "云岭茶园的降水量是多少？",
        "水道料金はいくらですか？",
        "Wann fährt die Seilbahn?",
        "根据天气手册，降水量是多少？",
    ],
)
def test_nor_do_topics_in_other_languages(abroad: Engine, question: str) -> None:
    assert not frame(abroad, question).scope


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("When was the 2023 annual report published?", ("annual-2023",)),
        ("When was the annual report for 2023 published?", ("annual-2023",)),
        ("who publishes the digest", DIGESTS),
        ("publication date of the FAQ?", ("faq",)),
        ("when did the July digest come out?", ("harbour-2025-07",)),
        ("who is the publisher of the rules of the port?", ("rules",)),
    ],
)
def test_documents_themselves_are_asked_about(
    town: Engine, question: str, documents: tuple[str, ...]
) -> None:
    read = frame(town, question)
    assert (read.operation, read.scope.documents) == (Operation.DOCUMENTS, documents)


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Quand la lettre du phare a-t-elle été publiée ?", ("lettre-06", "lettre-07")),
        ("年次報告書はいつ発行されましたか？", ("nenpo",)),
        ("种植手册是谁发布的？", ("shouce",)),
        ("種植手冊是什麼時候發布的？", ("shouce",)),
        ("Wann wurde das Handbuch veröffentlicht?", ("handbuch",)),
    ],
)
def test_in_any_language(abroad: Engine, question: str, documents: tuple[str, ...]) -> None:
    read = frame(abroad, question)
    assert (read.operation, read.scope.documents) == (Operation.DOCUMENTS, documents)


def test_who_published_something_according_to_a_document_is_not_asked_of_that(town: Engine) -> None:
    read = frame(town, "According to the FAQ, who published the map?")
    assert (read.operation, read.scope.documents) == (Operation.PASSAGE, ("faq",))


@pytest.mark.parametrize(
    ("question", "editions", "absent"),
    [
        ("How many passengers did the ferries carry in July 2025?", ("2025-07",), ()),
        ("How many passengers in June?", ("2025-06",), ()),
        ("How many passengers did the ferries carry in August 2025?", (), ("2025-08",)),
        ("How many passengers in August?", (), ("--08",)),
        ("What happened since July 2025?", (), ()),
        ("What happened on 3 July 2025?", (), ()),
        ("What may dogs do?", (), ()),
        ("What does the annual report say about tolls in June 2025?", (), ()),
        ("Who was the director in 2023?", (), ()),
        ("Who is the director in the 2023 report?", ("2023",), ()),
        ("Combien de passagers en juillet 2025 ?", ("2025-07",), ()),
        ("Combien de passagers en août 2025 ?", (), ("2025-08",)),
        ("2025年6月有多少乘客？", ("2025-06",), ()),
        ("2025年8月有多少乘客？", (), ("2025-08",)),
        ("6月の乗客は何人でしたか？", ("2025-06",), ()),
    ],
)
def test_months_and_years_name_editions(
    town: Engine, question: str, editions: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    read = frame(town, question)
    assert (read.editions, read.missing.editions, read.missing.names) == (editions, absent, ())


def test_a_quarter_of_documents_alone_is_an_edition(abroad: Engine) -> None:
    assert frame(abroad, "What was the rainfall in Q2 2025?").editions == ("2025-Q2",)
    assert frame(abroad, "2025年第三季度的降水量是多少？").missing.editions == ("2025-Q3",)


def test_what_all_documents_are_called_limits_nothing(tmp_path: Path) -> None:
    digests = [one for one in DOCUMENTS if one.id.startswith("harbour")]
    read = frame(
        engine_over(tmp_path, *digests), "According to the Harbour Digest, how many cranes are there?"
    )
    assert not read.scope
    assert read.search == "According to the Harbour Digest, how many cranes are there?"
