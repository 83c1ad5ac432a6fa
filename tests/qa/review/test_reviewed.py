"""Documents that nobody has taken facts from are looked through once; what is found answers with a notice."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build_from_documents
from index.corpus_files import load_documents
from index.documents import Document
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.extraction.extractor import Extractor
from qa.extraction.finding import Finding
from qa.knowledge.entities import Entities
from qa.knowledge.facts import Evidence, Fact, FactStore
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import LANGUAGES
from qa.models import AboutEditions, Score
from qa.review.reviewed import FILE, Reviewed
from qa.wording.messages import Messages
from tests.index.samples import TermEmbedder
from tests.qa.review.found import KNOWN, NEW, NEWS, OTHER, documents, finding


@pytest.fixture
def unread(news_corpus: Path, tmp_path: Path) -> Reviewed:
    return Reviewed(Knowledge.load(news_corpus), documents(news_corpus), tmp_path / "data")


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The extractor finds three figures in the news; how often it is given them."""
    seen: list[str] = []

    def extract(_: Extractor, document: Document) -> tuple[Finding, ...]:
        if document.id != NEWS:
            return ()
        seen.append(document.id)
        return (NEW, KNOWN, OTHER)

    monkeypatch.setattr(Extractor, "extract", extract)
    return seen


def test_new_documents_are_looked_through_once(unread: Reviewed, finds: list[str]) -> None:
    told: list[tuple[str, int, int]] = []
    unread.gather("h", lambda *said: told.append(said))
    unread.gather("h")
    assert finds == [NEWS]
    assert told[-1] == ("figures in new documents", len(unread.documents), len(unread.documents))
    assert len(unread.store.pending()) == 3
    unread.store.decide(NEW.id, "rejected", "ann")
    unread.gather("a document was added")
    assert finds == [NEWS], "those that did not change are not looked at again"
    assert len(unread.store.pending()) == 2


def test_what_changes_is_looked_through_again(unread: Reviewed, finds: list[str]) -> None:
    unread.gather("h")
    news = unread.documents[NEWS]
    changed = replace(unread, documents={NEWS: news.model_copy(update={"text": f"{news.text}\nMore."})})
    changed.gather("changed")
    assert finds == [NEWS, NEWS]
    assert len(unread.store.pending()) == 3
    entities = Entities({}, unread.curated.entities.kinds)
    renamed = replace(changed, curated=replace(changed.curated, entities=entities))
    renamed.gather("other names")
    assert finds == [NEWS, NEWS, NEWS]
    renamed.gather("other facts")
    assert finds == [NEWS, NEWS, NEWS]


def test_to_a_corpus_that_gives_its_facts_nothing_is_added(small_corpus: Path, tmp_path: Path) -> None:
    given = Reviewed(Knowledge.load(small_corpus), documents(small_corpus), tmp_path)
    given.gather("h")
    assert given.knowledge() is given.curated
    assert given.store.all() == ()


def taking(unread: Reviewed, *found: Finding) -> Reviewed:
    """The same, with facts that somebody has taken from the news."""
    taken = [
        Fact(
            id=f"taken-{one.subject}",
            subject=one.subject,
            attribute=one.attribute,
            value=one.value,
            unit=one.unit,
            edition="2030-Q3",
            reported_by=("gazette",),
            evidence=(Evidence(document_id=NEWS, quote=one.quote),),
        )
        for one in found
    ]
    facts = FactStore((*unread.curated.facts.facts, *taken))
    return replace(unread, curated=replace(unread.curated, facts=facts))


def test_a_fact_taken_by_hand_leaves_the_other_figures_to_be_found(
    unread: Reviewed, finds: list[str]
) -> None:
    taking(unread, KNOWN).gather("h")
    assert {review.finding.subject for review in unread.store.pending()} == {NEW.subject, OTHER.subject}
    taking(unread, KNOWN, OTHER).gather("one fact more")
    assert finds == [NEWS, NEWS], "facts that quote a document decide what is left in it"
    assert {review.finding.subject for review in unread.store.pending()} == {NEW.subject}


def test_of_a_document_that_was_read_through_nothing_is_left(
    unread: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = [finding(f"borealis-{at}", 50 + at, quote=OTHER.quote) for at in range(4)]
    found = (NEW, *several)
    monkeypatch.setattr(Extractor, "extract", lambda _, one: found if one.id == NEWS else ())
    taking(unread, *several).gather("h")
    assert unread.store.pending() == ()


def test_the_real_extractor_finds_what_stands_there(unread: Reviewed) -> None:
    unread.gather("h")
    found = {
        (r.finding.name, r.finding.attribute, r.finding.value, r.finding.known) for r in unread.store.all()
    }
    assert ("Northwind", "funding", 3_000_000_000, True) in found
    assert all(r.finding.quote in unread.documents[NEWS].text for r in unread.store.all())


def test_a_folder_that_cannot_be_written_is_no_fault(
    unread: Reviewed, finds: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data").write_text("no folder")
    unread.gather("h")
    assert "not looked for" in caplog.text
    assert unread.knowledge() is unread.curated


def test_findings_that_cannot_be_read_are_done_without(
    reviewed: Reviewed, caplog: pytest.LogCaptureFixture
) -> None:
    path = reviewed.data_dir / FILE
    with sqlite3.connect(path) as base:
        base.executescript("DROP TABLE findings; CREATE TABLE findings (x)")
    base.close()
    assert reviewed.knowledge() is reviewed.curated
    assert "answers do without" in caplog.text


@pytest.fixture
def engine(reviewed: Reviewed, news_corpus: Path, tmp_path: Path) -> Engine:
    folder = tmp_path / "index"
    folder.mkdir()
    embedder = TermEmbedder(dimension=512)
    build_from_documents(load_documents(news_corpus), folder, embedder)
    return Engine(reviewed.knowledge(), PassageIndex.open(folder), embedder, threshold=0.0, reviewed=reviewed)


def notices(engine: Engine, question: str, language: str | None = None) -> list[str]:
    answer = engine.ask(question, language=language).answer
    return [notice.text for notice in answer.notices if notice.kind == "extracted"]


def test_what_nobody_checked_is_said_to_be_so(engine: Engine) -> None:
    (text,) = notices(engine, "What did Zephyr 3 score in Q3 2030?")
    assert text == (
        "Extracted automatically from “Sky **news** @everyone” and not yet checked by anyone: "
        "Zephyr 3: 77 (confidence 90%)."
    )
    assert notices(engine, "What did Zephyr 3 score in Q2 2030?") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language(engine: Engine, language: str) -> None:
    (text,) = notices(engine, "Zephyr 4 score", language)
    assert "Zephyr 4" in text
    assert "80" in text
    assert "90" in text


def test_one_notice_for_a_document(engine: Engine) -> None:
    (text,) = notices(engine, "ranking of all models in Q3 2030")
    assert text.startswith("Extracted automatically from “Sky **news** @everyone” and not yet checked")
    assert text.endswith(" (confidence at least 90%).")


def test_decisions_take_effect_in_a_renewed_engine(engine: Engine, reviewed: Reviewed) -> None:
    reviewed.store.decide(KNOWN.id, "accepted", "ann")
    reviewed.store.decide(NEW.id, "rejected", "ann")
    renewed = engine.renewed()
    assert notices(renewed, "What did Zephyr 3 score in Q3 2030?") == []
    assert "77" in renewed.ask("What did Zephyr 3 score in Q3 2030?").answer.answer
    assert renewed.look_up(Score("Zephyr 4")).answer.facts == ()
    assert renewed.index is engine.index


def test_of_many_figures_it_is_told_how_many(engine: Engine, reviewed: Reviewed) -> None:
    more = finding("nimbus-large", 80, quote=NEW.quote)
    reviewed.store.add((more,))
    (text,) = notices(engine.renewed(), "ranking of all models in Q3 2030", "fr")
    assert text.startswith(
        "Extrait automatiquement de «\u00a0Sky **news** @everyone\u00a0», "
        "sans vérification humaine à ce jour\u00a0: 4 de ces chiffres"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edition_that_only_a_program_found_is_comparable_with_none(engine: Engine, language: str) -> None:
    text = engine.look_up(AboutEditions(), locale=language).answer.answer
    assert "2030-Q3" not in text, "what has no title is named in words, once"
    assert Messages().format(language, "reason-undeclared") in text
