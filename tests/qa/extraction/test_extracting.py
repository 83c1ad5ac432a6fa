"""What is found in sentences, lists, tables and whole documents, and what is not."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from index.corpus_files import load_documents
from qa.evaluation.extraction import SCORED, compare, total
from qa.extraction.extractor import Extractor
from qa.extraction.finding import Finding
from qa.knowledge.facts import FactStore
from qa.knowledge.knowledge import Knowledge
from qa.numbers.columns import headed
from qa.numbers.values import values
from qa.settings import shipped_corpus
from tests.examples import examples
from tests.qa.extraction.conftest import Find, document

HERE = Path(__file__).parent
SENTENCES: list[dict[str, Any]] = yaml.safe_load((HERE / "sentences.yaml").read_text("utf-8"))
TABLES: list[dict[str, Any]] = yaml.safe_load((HERE / "tables.yaml").read_text("utf-8"))
UNSTATED: list[dict[str, Any]] = yaml.safe_load((HERE / "unstated.yaml").read_text("utf-8"))
CELLS: list[dict[str, Any]] = yaml.safe_load((HERE / "cells.yaml").read_text("utf-8"))
SPOKEN = "This is about the Intelligence Index.\n\n"

WORDS = """R1|o1|GPT-5|豆包|Doubao|腾讯|Moonshot AI|- |## |**
89|94 points|1.5亿|$1.67 billion|16億7,000万ドル|67%
1,67 milliard|2025年5月|Q1 2025|T1|0528|Intelligence Index|智能指数|indice d'intelligence|月活|MAU|market cap
raised|融资|参数|MMLU|は|の|的|et|and|、|，|。|. |, |(|)|：|?|「|」|<td>|http://a.b/c1|&|\\|—"""
PIECES = st.sampled_from([*WORDS.replace("\n", "|").split("|"), " ", " ", "\n", "\n\n", "|", "| ", "---|"])


def told(finding: Finding) -> str:
    new = "" if finding.known else "new "
    qualifier = f" {finding.qualifier}" if finding.qualifier else ""
    return f"{new}{finding.subject} {finding.attribute} {finding.value}{qualifier}"


@pytest.mark.parametrize("case", [*SENTENCES, *UNSTATED], ids=lambda case: case["text"][:60])
def test_a_sentence_tells_what_a_careful_reader_finds_in_it(case: dict[str, Any], find: Find) -> None:
    text = (SPOKEN if case.get("spoken") else "") + case["text"]
    assert sorted(told(f) for f in find(text) if f.unit != "date") == sorted(case["found"])


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case["name"])
def test_a_table_or_list_is_read_by_its_heads(case: dict[str, Any], find: Find) -> None:
    found = []
    for finding in find(case["text"]):
        edition = "" if finding.edition == "2025-Q2" else f" {finding.edition}"
        found.append(told(finding.model_copy(update={"qualifier": None})) + edition)
        assert finding.quote == case["text"][finding.start : finding.end]
        assert finding.value in values(finding.quote)
    assert sorted(found) == sorted(case["found"])


@pytest.mark.parametrize("case", CELLS, ids=lambda case: case["name"])
def test_a_cell_is_told_as_exactly_as_it_is_written(case: dict[str, Any], find: Find) -> None:
    found = []
    for finding in find(case["text"]):
        edition = "" if finding.edition == "2025-Q2" else f" {finding.edition}"
        found.append(told(finding) + edition)
        assert finding.quote == case["text"][finding.start : finding.end]
    assert sorted(found) == sorted(case["found"])


def test_the_shipped_digests_are_read_as_they_were_written(
    extractor: Extractor, knowledge: Knowledge
) -> None:
    compared = [
        compare(
            extractor.extract(digest),
            [fact for fact in knowledge.facts.facts if fact.edition == digest.edition],
        )
        for digest in load_documents(shipped_corpus())
    ]
    both = total(compared)
    assert both.precision is not None
    assert both.recall is not None
    assert both.precision >= 0.95
    assert both.recall >= 0.98
    assert len(both.right) > 140


def test_a_finding_tells_all_there_is_to_know(find: Find) -> None:
    (found,) = find("Heading.\n\nAs of May 2025 Doubao had about 110 million monthly active users. More.")
    assert (found.subject, found.name, found.known, found.kind) == ("doubao", "Doubao", True, "application")
    assert (found.value, found.unit, found.qualifier) == (110_000_000, "users", "about")
    assert (found.edition, found.as_of, found.document_id, found.language) == (
        "2025-Q2",
        "2025-05",
        "article",
        "en",
    )
    assert found.quote == "As of May 2025 Doubao had about 110 million monthly active users."
    assert found.start == len("Heading.\n\n")
    assert found.confidence > 0.9


def test_a_new_name_is_a_candidate_of_its_own(find: Find) -> None:
    (found,) = find("Claude Opus 4.1 scores 59 on the Intelligence Index.")
    assert (found.subject, found.name, found.known, found.kind) == (
        "claude-opus-4.1",
        "Claude Opus 4.1",
        False,
        "model",
    )
    (known,) = find("Claude Opus 4 scores 59 on the Intelligence Index.")
    assert known.subject == "claude-opus-4"
    assert known.confidence > found.confidence


def test_what_is_inherited_is_less_sure(find: Find) -> None:
    own, inherited = find(
        "Tencent has a market cap of $575 billion.\n\n"
        "Baidu runs a search engine. Its market cap is $30 billion."
    )
    assert (own.subject, inherited.subject) == ("tencent", "baidu")
    assert own.confidence > 0.9 > inherited.confidence > 0.4


def test_the_edition_is_that_of_the_sentence_then_of_the_heading(find: Find) -> None:
    found = find(
        "## Q1 2025\n\no1 scores 94 on the Intelligence Index. "
        "In the 2025-Q3 edition Kimi K2 has 57 points.\n\n"
        "## Now\n\nR1-0528 scores 68 on the Intelligence Index."
    )
    assert [(f.subject, f.edition) for f in found] == [
        ("o1", "2025-Q1"),
        ("kimi-k2", "2025-Q3"),
        ("deepseek-r1-0528", "2025-Q2"),
    ]


def test_a_month_beside_a_model_names_its_version(find: Find) -> None:
    (found, *_) = [f for f in find("2025年5月的R1智能指数达到68。") if f.unit == "points"]
    assert found.subject == "deepseek-r1-0528"


@pytest.mark.parametrize(
    ("text", "subject", "attribute", "value"),
    [
        ("DeepSeek was founded in May 2023.", "deepseek", "founded", "2023-05"),
        ("DeepSeek成立于2023年5月。", "deepseek", "founded", "2023-05"),
        ("Moonshot AIは2023年に設立された。", "moonshot-ai", "founded", "2023"),
        ("DeepSeek R1 a été lancé en janvier 2025.", "deepseek-r1", "release_date", "2025-01"),
    ],
)
def test_dates_are_figures_too(text: str, subject: str, attribute: str, value: str, find: Find) -> None:
    (found,) = find(text)
    assert (found.subject, found.attribute, found.value, found.unit) == (subject, attribute, value, "date")


@pytest.mark.parametrize(
    "text",
    [
        "Was DeepSeek founded in 2023?",
        "R2 could be released in May 2026.",
        "In 2023 it rained.",
        "DeepSeek was founded in 2022 or 2023.",
        "DeepSeek was founded between 2022 and 2023.",
        "DeepSeek a été fondée entre 2022 et 2023.",
        "DeepSeek成立于2022年至2023年。",
        "DeepSeekは2022年から2023年に設立された。",
    ],
)
def test_dates_that_are_not_told_are_none(text: str, find: Find) -> None:
    assert find(text) == ()


def test_a_corpus_without_attributes_borrows_the_shipped_ones() -> None:
    (found,) = Extractor(Knowledge.empty()).extract(document("Moonshot AI raised $1.67 billion."))
    assert (found.name, found.known, found.attribute, found.value) == (
        "Moonshot AI",
        False,
        "funding",
        1_670_000_000,
    )


def test_facts_make_no_difference(knowledge: Knowledge) -> None:
    article = document("o1 scores 94 on the Intelligence Index, R1 89.")
    without = replace(knowledge, facts=FactStore(()))
    assert Extractor(knowledge).extract(article) == Extractor(without).extract(article)


def test_a_figure_told_twice_is_found_once(find: Find) -> None:
    (found,) = find("o1 scores 94 on the Intelligence Index. Again: the Intelligence Index of o1 is 94.")
    assert found.value == 94


@settings(max_examples=examples(25))
@given(text=st.lists(PIECES, min_size=1, max_size=40).map("".join).filter(str.strip))
def test_whatever_is_written_quotes_are_verbatim_and_hold_their_values(text: str, find: Find) -> None:
    for finding in find(text):
        assert text[finding.start : finding.end] == finding.quote
        assert 0.0 <= finding.confidence <= 1.0
        assert finding.attribute in SCORED or finding.unit in ("parameters", "date", "users", "USD")
        if not isinstance(finding.value, str):
            assert finding.value in values(headed(text, finding.start, finding.end))


@settings(max_examples=examples(15))
@given(text=st.text(max_size=200).filter(str.strip))
def test_any_text_is_read_without_complaint(text: str, find: Find) -> None:
    for finding in find(text):
        assert text[finding.start : finding.end] == finding.quote


@pytest.mark.parametrize(
    "unit", ["R1 89分,", "Aa ", "| R1 | 89 |\n|---|---|\n", "「", "2025年5月", "R1-", "89, "]
)
def test_the_work_is_that_of_the_length(unit: str, find: Find) -> None:
    """Calls are counted, not seconds: a busy machine is no defect."""

    def calls(length: int) -> int:
        text, count = unit * (length // len(unit)), 0

        def note(_frame: object, event: str, _argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(note)
        try:
            find(text)
        finally:
            sys.setprofile(before)
        return count

    calls(500)  # patterns are compiled once
    assert calls(8_000) < 6 * max(calls(2_000), 500)
