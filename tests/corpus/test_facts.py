"""The facts: every quote verbatim and whole, every figure in its quote, contradictions kept as such."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from index.corpus_files import load_documents
from index.documents import Document
from index.sentences import split_sentences
from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import LANGUAGES
from qa.review.fact_check import problems
from qa.settings import shipped_corpus
from tests.corpus.test_digests import figures

# What each unit must hold for an answer to be well said.
TYPES = {
    "points": int,
    "users": int,
    "USD": int,
    "parameters": int,
    "count": int,
    "months": int,
    "years": int,
    "rank": int,
    "date": str,
    "entity": str,
    "text": str,
}
WORDS_UP_TO = 12


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {document.id: document for document in load_documents(shipped_corpus())}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(shipped_corpus())


def test_the_check_finds_nothing(knowledge: Knowledge, documents: dict[str, Document]) -> None:
    assert knowledge.problems() == []
    assert problems(knowledge, list(documents.values())) == []


def test_every_quote_is_one_whole_sentence_word_for_word(
    knowledge: Knowledge, documents: dict[str, Document]
) -> None:
    """Checked here without `qa.fact_check`, by the offsets themselves."""
    whole = {name: {d.text[a:b] for a, b in split_sentences(d.text)} for name, d in documents.items()}
    for fact in knowledge.facts.facts:
        for evidence in fact.evidence:
            text = documents[evidence.document_id].text
            assert text.count(evidence.quote) == 1, f"{fact.id}: {evidence.quote}"
            assert evidence.quote in whole[evidence.document_id], f"{fact.id}: {evidence.quote}"


def test_every_fact_is_proved_in_every_language(knowledge: Knowledge, documents: dict[str, Document]) -> None:
    for fact in knowledge.facts.facts:
        proved = Counter(documents[evidence.document_id].language for evidence in fact.evidence)
        assert proved == Counter(LANGUAGES), fact.id
        assert {documents[e.document_id].edition for e in fact.evidence} == {fact.edition}, fact.id


def test_every_figure_stands_in_its_quotes(knowledge: Knowledge, documents: dict[str, Document]) -> None:
    """In digits, read by this test's own reader; small numbers may stand in words."""
    for fact in knowledge.facts.facts:
        if fact.unit in ("date", "entity", "text") or fact.number <= WORDS_UP_TO:
            continue
        for evidence in fact.evidence:
            language = documents[evidence.document_id].language
            assert fact.number in figures(evidence.quote, language), (
                f"{fact.id} ({language}): {evidence.quote}"
            )


def test_every_year_stands_in_its_quotes(knowledge: Knowledge) -> None:
    for fact in knowledge.facts.facts:
        for value in filter(None, (str(fact.value) if fact.unit == "date" else None, fact.as_of)):
            for evidence in fact.evidence:
                assert value[:4] in evidence.quote, f"{fact.id}: {evidence.quote}"


def test_every_quote_names_its_subject_or_its_maker(
    knowledge: Knowledge, documents: dict[str, Document]
) -> None:
    graph = knowledge.entities
    named = {"deepseek-llm-67b"}  # one article speaks of DeepSeek's first model without naming it

    def names(entity: str) -> set[str]:
        return {name.casefold() for name in graph[entity].written}

    for fact in knowledge.facts.facts:
        if graph[fact.subject].kind in (
            "group",
            "country",
            "rule",
            "index",
            "publisher",
            "technique",
            "organisation",
        ):
            continue
        kin = names(fact.subject).union(*(names(above) for above in graph.ancestors(fact.subject)))
        for evidence in fact.evidence:
            text = evidence.quote.casefold()
            assert fact.subject in named or any(name in text for name in kin), f"{fact.id}: {evidence.quote}"


def test_units_fit_their_attributes_and_values(knowledge: Knowledge) -> None:
    for fact in knowledge.facts.facts:
        attribute = knowledge.attributes[fact.attribute]
        assert fact.unit == attribute.unit, fact.id
        assert knowledge.entities[fact.subject].kind in attribute.subjects, fact.id
        assert isinstance(fact.value, TYPES[fact.unit]), fact.id


def test_reporters_wrote_about_the_facts_edition(knowledge: Knowledge) -> None:
    for fact in knowledge.facts.facts:
        assert {knowledge.reporters[key].edition for key in fact.reported_by} == {fact.edition}, fact.id


def test_every_article_is_used(knowledge: Knowledge) -> None:
    assert {key for fact in knowledge.facts.facts for key in fact.reported_by} == set(knowledge.reporters)


def find(knowledge: Knowledge, subject: str, attribute: str, edition: str) -> list[Fact]:
    return list(knowledge.facts.find(attribute, [subject], [edition]))


@pytest.mark.parametrize(
    ("subject", "attribute", "edition", "sides"),
    [
        (
            "deepseek-r1",
            "release_date",
            "2025-Q2",
            {("2025-01", "cnyes-2025q2"), ("2025-05", "okeeper-2025q2")},
        ),
        ("deepseek-llm-67b", "intelligence_index", "2025-Q2", {(20, "cnyes-2025q2"), (20, "okeeper-2025q2")}),
    ],
)
def test_contradictions_are_two_facts(
    knowledge: Knowledge, subject: str, attribute: str, edition: str, sides: set[tuple[object, str]]
) -> None:
    facts = find(knowledge, subject, attribute, edition)
    assert {(fact.value, key) for fact in facts for key in fact.reported_by} == sides
    first, second = facts
    assert knowledge.facts.conflicts(first) == (second,)


def test_the_first_five_contradict_their_scores(knowledge: Knowledge) -> None:
    """The articles place R1 with 89 before o3-mini with 90: both lists stand."""
    places = {f.subject: f.value for f in knowledge.facts.facts if f.attribute == "global_rank"}
    assert places == {"o3": 1, "deepseek-r1": 2, "o3-mini": 3, "o1-mini": 4, "step-2-16k": 5}
    scores = {s: find(knowledge, s, "intelligence_index", "2025-Q1")[0].value for s in places}
    assert scores == {"o3": 94, "deepseek-r1": 89, "o3-mini": 90, "o1-mini": 89, "step-2-16k": 84}


@pytest.mark.parametrize(
    ("subject", "attribute", "edition", "value"),
    [
        ("deepseek-r1", "intelligence_index", "2025-Q1", 89),
        ("deepseek-r1-0528", "intelligence_index", "2025-Q2", 68),
        ("o1", "intelligence_index", "2025-Q1", 94),
        ("kimi-k1.5", "intelligence_index", "2025-Q1", 87),
        ("ernie-4.0-turbo", "intelligence_index", "2025-Q1", 76),
        ("qwen3-235b-a22b", "intelligence_index", "2025-Q2", 62),
        ("hunyuan-turbos", "intelligence_index", "2025-Q2", 47),
        ("moonshot-ai", "funding", "2025-Q1", 1_670_000_000),
        ("zhipu", "users", "2025-Q1", 700_000),
        ("tongyi-qianwen", "monthly_active_users", "2025-Q2", 150_000_000),
        ("doubao", "monthly_active_users", "2025-Q2", 110_000_000),
        ("talkie", "monthly_active_users", "2025-Q2", 35_000_000),
        ("kimi", "monthly_active_users", "2025-Q2", 25_000_000),
        ("tencent", "market_cap", "2025-Q2", 575_000_000_000),
        ("alibaba", "market_cap", "2025-Q2", 300_000_000_000),
        ("baidu", "market_cap", "2025-Q2", 30_000_000_000),
        ("deepseek-r1-0528", "parameters", "2025-Q2", 671_000_000_000),
        ("deepseek-r1-0528", "active_parameters", "2025-Q2", 37_000_000_000),
        ("stepfun", "parameters", "2025-Q1", 1_000_000_000_000),
        ("china", "reasoning_labs", "2025-Q1", 7),
        ("baichuan", "founder", "2025-Q1", "wang-xiaochuan"),
        ("export-controls-2022", "effective_date", "2025-Q1", "2022-10"),
        ("export-controls-2023", "effective_date", "2025-Q1", "2023-10"),
        ("export-controls-2025", "effective_date", "2025-Q1", "2025-01"),
    ],
)
def test_what_the_articles_say(
    knowledge: Knowledge, subject: str, attribute: str, edition: str, value: object
) -> None:
    assert [fact.value for fact in find(knowledge, subject, attribute, edition)] == [value]


def test_scores_of_the_editions_are_not_declared_comparable(knowledge: Knowledge) -> None:
    assert not knowledge.editions.comparable("2025-Q1", "2025-Q2")
    for edition in knowledge.editions.by_id.values():
        assert set(edition.reason) == set(edition.title) == set(LANGUAGES)


def test_ids_are_unique_and_facts_differ(knowledge: Knowledge) -> None:
    seen: dict[object, list[str]] = defaultdict(list)
    for fact in knowledge.facts.facts:
        seen[(*fact.key, fact.value, fact.qualifier, fact.as_of)].append(fact.id)
    assert [ids for ids in seen.values() if len(ids) > 1] == []
