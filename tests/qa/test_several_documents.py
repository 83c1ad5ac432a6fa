"""Several documents on one thing: who agrees is cited together, who contradicts is told, copies are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.build import build_from_documents
from index.documents import Document
from index.embedding import BundledEmbedder, Embedder
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import LANGUAGES
from qa.language.inline import clipped, in_line, visible
from qa.models import Answer
from tests.index.samples import TermEmbedder
from tests.qa.cli import Run
from tests.qa.newsstand import EVIL, GAZETTE, POST, QUAI, TIDE, WIRE, article, write_article

WHEN = "When did the Harbour Bridge open to traffic?"


def engine_of(folder: Path, *documents: Document, embedder: Embedder | None = None) -> Engine:
    folder.mkdir(exist_ok=True)
    embedder = embedder or TermEmbedder(dimension=512)
    build_from_documents(documents, folder, embedder)
    return Engine(Knowledge.empty(), PassageIndex.open(folder), embedder, threshold=0.0)


def ask(folder: Path, question: str, *documents: Document) -> Answer:
    return engine_of(folder, *documents).ask(question).answer


def cited(answer: Answer) -> list[list[str]]:
    """The documents that each statement cites."""
    names = {citation.number: citation.document_id for citation in answer.citations}
    return [[names[number] for number in statement.citations] for statement in answer.statements]


def conflicts(answer: Answer) -> list[str]:
    return [notice.text for notice in answer.notices if notice.kind == "conflict"]


@pytest.fixture(scope="module")
def newsstand(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """All the articles, under the bundled model."""
    folder = tmp_path_factory.mktemp("newsstand")
    return engine_of(folder, POST, GAZETTE, TIDE, WIRE, QUAI, EVIL, embedder=BundledEmbedder())


class TestWithTheBundledModel:
    def test_a_contradiction_is_told_with_both_dates_and_all_who_agree(self, newsstand: Engine) -> None:
        answer = newsstand.ask("When did the Harbour Bridge open?").answer
        sides = {frozenset(names) for names in cited(answer)[:2]}
        assert frozenset({"tide"}) in sides
        (agreed,) = sides - {frozenset({"tide"})}
        assert {"gazette", "quai"} <= agreed
        assert len(agreed & {"post", "wire"}) == 1, "one is a copy of the other"
        (text,) = conflicts(answer)
        for part in ("21 March 2024", "Daily Tide", "March 25, 2024", "March 2", "2024-"):
            assert part in text or part == "2024-"
        assert "19 March" in text

    def test_one_statement_cites_all_who_agree(self, newsstand: Engine) -> None:
        answer = newsstand.ask("Who cut the ribbon?").answer
        assert sorted(cited(answer)[0]) == ["gazette", "post"]
        assert conflicts(answer) == []
        assert answer.answer.count("ribbon") == 1

    def test_quoted_in_the_asker_s_language_needs_no_translation_notice(self, newsstand: Engine) -> None:
        answer = newsstand.ask("Quand le Harbour Bridge a-t-il ouvert ?").answer
        assert cited(answer)[0][0] == "quai"
        assert len(cited(answer)[0]) > 1
        assert "translation" not in {notice.kind for notice in answer.notices}

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_contradiction_is_told_in_every_language(self, newsstand: Engine, language: str) -> None:
        answer = newsstand.ask("When did the Harbour Bridge open?", language=language).answer
        assert all("Daily Tide" in text for text in conflicts(answer))

    def test_instructions_in_a_document_are_text(self, newsstand: Engine) -> None:
        answer = newsstand.ask("What is the toll of the Harbour Bridge?").answer
        assert "“The toll of the Harbour Bridge is **free**" in answer.answer
        told = answer.statements[0].text
        assert told.count("[1]") == 1
        for fake in ("[2],", "[\u200b3]", "[3]"):
            assert fake not in told
        assert "[2], says" in answer.citations[0].quote, "the quote itself stays as it is"
        other = newsstand.ask(WHEN).answer
        assert "42" not in other.answer


def test_copies_are_shown_once(tmp_path: Path) -> None:
    answer = ask(tmp_path / "i", WHEN, POST, WIRE)
    assert [names for names in cited(answer) if len(names) > 1] == []
    assert sum("19 March" in statement.text for statement in answer.statements) == 1


LONGER = (
    "The Harbour Bridge opened to traffic on {day} March 2024 after eight years of hard work by many hands "
    "in wind and rain, with a speech of its mayor and music by the band of the harbour's own fire brigade."
)


def test_a_contradiction_by_terms_alone(tmp_path: Path) -> None:
    post, tide = (
        document.model_copy(update={"text": LONGER.format(day=day)})
        for document, day in ((POST, 19), (TIDE, 21))
    )
    answer = ask(tmp_path / "i", WHEN, post, tide)
    assert {tuple(names) for names in cited(answer)} == {("post",), ("tide",)}
    (text,) = conflicts(answer)
    assert "“19 March 2024” (New bridge across the harbour, The Harbour Post, March 20, 2024, 2024)" in text
    assert "“21 March 2024” (Bridge opens at last, Daily Tide, March 25, 2024, 2024)" in text


def test_a_denial_shows_both_sentences(tmp_path: Path) -> None:
    text = "The Harbour Bridge with its two lanes is {} to all cyclists of the town at any hour of day."
    open_ = article("a", "On cycling", text.format("open"))
    closed = article("b", "On cycling, again", text.format("not open"))
    (told,) = conflicts(ask(tmp_path / "i", "Is the Harbour Bridge open to cyclists?", open_, closed))
    assert "is open to all" in told
    assert "is not open to all" in told


def test_editions_of_a_report_are_told_by_edition(tmp_path: Path) -> None:
    first, second = (
        article(
            f"census-{year}",
            f"Census {year}",
            f"By its last count the old town of Ys on the western coast has {count} inhabitants within its "
            "walls and on the isles of its bay, which is what the council of the town reports to the crown.",
            edition=year,
        )
        for year, count in (("2023", "4,100"), ("2024", "4,350"))
    )
    answer = ask(tmp_path / "i", "How many inhabitants does the town of Ys have?", first, second)
    assert sorted(statement.text[:8] for statement in answer.statements) == ["2023: “B", "2024: “B"]
    assert conflicts(answer) == []


def test_translations_of_one_digest_are_one_voice(tmp_path: Path) -> None:
    text = "DeepSeek R1 : 89 points, 2025-01-20."
    english, french = (
        article(f"digest-2024-{language}", "Digest", text, publisher="X", language=language)
        for language in ("en", "fr")
    )
    assert cited(ask(tmp_path / "i", "DeepSeek R1 points?", english, french))[0] in (
        ["digest-2024-en"],
        ["digest-2024-fr"],
    )


def test_a_sentence_too_long_to_quote_is_no_witness(tmp_path: Path) -> None:
    long = article("long", "Long", f"The Harbour Bridge opened on 19 March 2024{'x' * 500}.")
    assert all("long" not in names for names in cited(ask(tmp_path / "i", WHEN, POST, long)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It opened.[1][2]", "It opened."),
        ("It [1] opened ［２］ at 【3】.", "It […] opened […] at […]."),
        ("A [\u200b1], [1\ufe0f], [^4], [1, 2]", "A […], […], […],"),
        ("one\nline\tonly\x1b[31m\u202e", "one line only[31m"),
        ("他们\n说", "他们说"),
        ("a[n], [12345], [x]", "a[n], [12345], [x]"),
        ("👩\u200d🔬 क्\u200dष", "👩\u200d🔬 क्\u200dष"),
    ],
)
def test_what_a_document_says_stays_within_its_quotation_marks(text: str, shown: str) -> None:
    assert in_line(text) == shown


def test_visible_keeps_lines_and_clipped_tells_of_a_cut() -> None:
    assert visible("a\nb\x07\u2066c") == "a\nbc"
    assert clipped("x" * 200) == "x" * 99 + "…"
    assert clipped("short") == "short"


class TestDocumentsAlone:
    """A folder of documents, no facts, no entities: what an operator begins with."""

    @pytest.fixture
    def corpus(self, tmp_path: Path) -> Path:
        folder = tmp_path / "reports"
        folder.mkdir()
        for document in (POST, GAZETTE, TIDE):
            write_article(document, folder)
        return folder

    def test_the_command_line_answers_with_the_contradiction(
        self, corpus: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("QA_CORPUS", str(corpus))
        monkeypatch.setenv("QA_DATA_DIR", str(tmp_path / "data"))
        shown = run("ask", "When did the Harbour Bridge open?")
        assert shown.code == 0
        assert "⇄ The documents contradict each other: " in shown.out
        found = json.loads(run("ask", "When did the Harbour Bridge open?", "--json").out)
        assert "conflict" in {notice["kind"] for notice in found["notices"]}

    def test_the_terminal_is_not_at_a_document_s_mercy(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        corpus = tmp_path / "evil"
        corpus.mkdir()
        write_article(EVIL.model_copy(update={"sources": POST.sources}), corpus)
        monkeypatch.setenv("QA_CORPUS", str(corpus))
        monkeypatch.setenv("QA_DATA_DIR", str(tmp_path / "data"))
        shown = run("ask", "When is the Harbour Bridge toll booth closed?")
        assert "closed on Sundays" in shown.out
        assert not set("\x1b\u202e\u200b") & set(shown.out)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_greeting_names_documents_and_promises_nothing(self, tmp_path: Path, language: str) -> None:
        engine = engine_of(tmp_path / "i", POST, GAZETTE, TIDE, WIRE)
        for question in ("hello", "help"):
            text = engine.ask(question, language=language).answer.answer
            assert "A ribbon for the harbour" in text
            assert text.rstrip()[-1] in ".。！!”」»い", text
        assert "1" in engine.ask("hello", language=language).answer.answer, "one more is counted"

    def test_a_greeting_names_two_documents_in_words(self, tmp_path: Path) -> None:
        answer = engine_of(tmp_path / "i", POST, QUAI).ask("hello").answer
        assert "about New bridge across the harbour and Un pont pour le port, with" in answer.answer
