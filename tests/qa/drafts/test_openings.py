"""Questions to begin with where no figures are held: each is answered from under its heading."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.drafts.openings import Openings
from qa.engine import Engine
from qa.language.detection import LANGUAGES
from qa.models import Citation
from qa.wording.messages import Messages
from qa.wording.wording import Wording
from tests.qa.papers import engine_over
from tests.qa.town import paper

REPORT = paper(
    *("harbour", "Port of Saltmere: Annual Report", "2025", "en", None, None),
    Storm_damage="Storm damage to the breakwater was repaired by May.",
    Shore_power="Shore power reaches three berths.",
    Contents="What was repaired, and what was built.",
)
HANDBOOK = paper(
    *("pump", "Handbook of the Pump", "2025", "en", None, None),
    **{
        "How often is the filter cleaned?": "The filter is cleaned twice a year.",
        "Shore_power": "The pump needs shore power of 400 volts.",
        "2.1_Warranty_terms": "The warranty terms are five years.",
    },
)
LETTER = paper(
    *("lettre", "La lettre du phare", "2025", "fr", None, None),
    Visites_nocturnes="Les visites nocturnes ont repris.",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_over(tmp_path_factory.mktemp("openings"), REPORT, HANDBOOK, LETTER)


def test_they_ask_what_only_one_document_tells_in_the_words_of_its_heading(engine: Engine) -> None:
    assert engine.examples("en") == (
        "Storm damage?",
        "How often is the filter cleaned?",
        "Warranty terms?",
    )


def test_documents_in_the_language_of_who_asks_come_first(engine: Engine) -> None:
    first, *others = (question.replace("\u00a0", " ") for question in engine.examples("fr"))
    assert "Visites nocturnes" in first
    assert others
    assert not [question for question in others if "filter" in question]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_answered_by_a_quote(engine: Engine, language: str) -> None:
    for question in engine.examples(language):
        answer = engine.ask(question, language=language).answer
        assert answer.citations, question
        assert not answer.abstained


def test_a_document_without_headings_is_summed_up(tmp_path: Path) -> None:
    note = REPORT.model_copy(update={"title": "The ferries of Brannoch", "text": "The ferry sails at nine."})
    held = engine_over(tmp_path, note)
    assert held.examples("en") == ("Summarize “The ferries of Brannoch”",)
    assert held.ask("Summarize “The ferries of Brannoch”").answer.citations[0].quote == note.text


def test_names_and_tables_are_not_asked_about(tmp_path: Path) -> None:
    texts = {
        "Anna Lund, Per Holm": "They wrote it.",
        "Rates (in euros)": "Rates are low.",
        "Shore power": "It costs 3 euros.",
    }
    held = paper("manual", "The Manual", "2025", "en", None, None, **texts)
    questions = engine_over(tmp_path, held).examples("en")
    assert questions[0] == "Shore power?"
    assert not [one for one in questions if "Lund" in one or "Rates" in one]


def test_none_is_offered_that_the_documents_do_not_answer(tmp_path: Path) -> None:
    assert "Storm damage?" not in engine_over(tmp_path, REPORT, HANDBOOK, threshold=1.0).examples("en")


def test_what_is_answered_from_elsewhere_is_not_offered(engine: Engine) -> None:
    quote = engine.ask("How often is the filter cleaned?").answer.citations[0]
    wording = Wording(engine.knowledge, Messages())
    assert Openings(engine.index, wording, lambda _q, _l: quote).questions("en") == (
        "How often is the filter cleaned?",
        "Summarize “Handbook of the Pump”",
    )


def test_few_are_tried_however_many_headings_there_are(tmp_path: Path) -> None:
    many = {f"Berth_{chr(65 + at)}{chr(75 + at)}": "It is empty." for at in range(12)}
    held = engine_over(tmp_path, paper("b", "Berths", "2025", "en", None, None, **many))
    asked: list[str] = []

    def refuse(question: str, _language: str) -> Citation | None:
        asked.append(question)
        return None

    assert Openings(held.index, Wording(held.knowledge, Messages()), refuse).questions("en") == ()
    assert asked == [
        *(f"Berth {name}?" for name in ("AK", "CM", "EO", "GQ", "IS", "KU")),
        "Summarize “Berths”",
    ]


def test_they_follow_a_greeting_and_the_help(engine: Engine) -> None:
    for said in ("hello", "what can you do?"):
        answer = engine.ask(said).answer
        assert answer.followups == engine.examples("en")
        assert "Storm damage" in answer.answer
        assert "scores" not in answer.answer
