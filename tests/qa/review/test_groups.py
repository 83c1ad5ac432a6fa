"""What is decided on together, in which order, and how a person sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from qa.extraction.finding import Finding
from qa.knowledge.attributes import own_id
from qa.review.groups import grouped, odd_ones
from qa.review.queue import ReviewQueue
from qa.review.review import Review
from qa.review.reviewed import Reviewed
from tests.qa.review.found import KNOWN, NEW, NEWS, OTHER, TEXT, finding

TABLE = """
Table 2: Tyres of this year

| Tyre | Mark | Weight (kg) |
|---|---|---|
| Alpha | 8.5 | 9.1 |
| Beta | 7.25 | 9.4 |
| Gamma | 9 | 9500 |
| Delta | 6 | 0 |
"""
DOCUMENT = TEXT + TABLE
HEAD = DOCUMENT.index("| Tyre")


def cell(name: str, value: float, measure: str = "Weight", unit: str = "kg", **changes: Any) -> Finding:
    """A figure of a row of the table."""
    start = DOCUMENT.index(f"| {name} ")
    end = DOCUMENT.index("\n", start)
    told: dict[str, Any] = {
        "name": name,
        "known": False,
        "kind": "model",
        "attribute": own_id(measure, unit, NEWS),
        "measure": measure,
        "unit": unit,
        "table": HEAD,
        "quote": DOCUMENT[start:end],
        "start": start,
        "end": end,
    }
    return finding(name.lower(), value, **(told | changes))


WEIGHTS = (cell("Alpha", 9.1), cell("Beta", 9.4), cell("Gamma", 9500), cell("Delta", 0, confidence=0.6))
MARKS = (cell("Alpha", 8.5, "Mark", "points"), cell("Beta", 7.25, "Mark", "points", confidence=0.5))


@pytest.fixture
def tabled(reviewed: Reviewed) -> ReviewQueue:
    """Three findings of sentences, and six of a table with two measures."""
    document = reviewed.documents[NEWS].model_copy(update={"text": DOCUMENT})
    held = replace(reviewed, documents={**reviewed.documents, NEWS: document})
    held.store.add((*MARKS, *WEIGHTS))
    return ReviewQueue(held)


def test_groups_are_of_a_document_a_table_and_a_measure(tabled: ReviewQueue) -> None:
    weights, sentences, marks = tabled.groups()
    assert [len(group.reviews) for group in (weights, sentences, marks)] == [4, 3, 2]
    assert (weights.document, weights.table, weights.attribute) == (NEWS, HEAD, WEIGHTS[0].attribute)
    assert (sentences.table, sentences.attribute) == (None, "sky_index")
    assert [review.finding for review in sentences.reviews] == [NEW, KNOWN, OTHER]
    assert marks.confidence == pytest.approx(0.7)


def test_of_groups_of_one_size_the_surest_comes_first(reviewing: ReviewQueue) -> None:
    unsure = finding("zephyr-3", 1, attribute="funding", unit="USD", confidence=0.3)
    sure = finding("zephyr-3", 2, attribute="users", unit="users", confidence=0.95)
    elsewhere = finding("zephyr-3", 3, document_id="sky-2030-q1-en")
    reviews = [Review(finding=one) for one in (elsewhere, unsure, sure)]
    groups = grouped(reviews, reviewing.reviewed.documents)
    assert [group.reviews[0].finding for group in groups] == [elsewhere, sure, unsure], "document by document"


def test_a_table_of_a_declared_attribute_is_a_group_of_its_own(tabled: ReviewQueue) -> None:
    in_table = cell("Alpha", 8.5, unit="points").model_copy(
        update={"attribute": "sky_index", "measure": None, "table": None}
    )
    reviews = [Review(finding=one) for one in (KNOWN, in_table)]
    groups = grouped(reviews, tabled.reviewed.documents)
    assert [group.table for group in groups] == [None, HEAD]


def test_what_is_far_off_comes_first_and_then_what_is_least_sure(tabled: ReviewQueue) -> None:
    weights = tabled.groups()[0]
    assert [review.finding.name for review in weights.reviews] == ["Gamma", "Delta", "Alpha", "Beta"]
    assert weights.odd == 1


@pytest.mark.parametrize(
    ("values", "odd"),
    [
        ((1, 2, 3), ()),
        ((1, 1000, 1), ()),
        ((1, 1001, 1), (1,)),
        ((2000, 1.9, -2100), (1,)),
        ((5000, 5, 0, 6), ()),
        ((6000.0, 5, 0, 5), (0,)),
        ((0, 0, 7), ()),
        (("2030-01", "2030-02"), ()),
        ((), ()),
    ],
)
def test_another_magnitude_is_a_thousand_times_the_middle(
    values: tuple[object, ...], odd: tuple[int, ...]
) -> None:
    assert [at for at, is_odd in enumerate(odd_ones(values)) if is_odd] == list(odd)


def test_the_id_of_a_group_stays_while_findings_come_and_go(tabled: ReviewQueue) -> None:
    before = [group.id for group in tabled.groups()]
    assert len(set(before)) == 3
    tabled.store.decide(WEIGHTS[0].id, "accepted", "ann")
    tabled.store.decide(WEIGHTS[1].id, "rejected", "ann")
    after = {group.id: len(group.reviews) for group in tabled.groups()}
    assert after == {before[0]: 2, before[1]: 3, before[2]: 2}


def test_a_sheet_says_what_its_findings_have_in_common(tabled: ReviewQueue) -> None:
    weights = tabled.group_sheet(tabled.groups()[0], "en", slice(0, 3))
    assert (weights.measure, weights.unit, weights.caption) == ("Weight", "kg", "Tyres of this year")
    assert (weights.document, weights.times) == ("Sky **news** @everyone", "Q3 2030")
    assert [(row.name, row.value, row.odd) for row in weights.rows] == [
        ("Gamma", "9,500 kg", True),
        ("Delta", "0 kg", False),
        ("Alpha", "9.1 kg", False),
    ]
    assert [(row.time, row.confidence) for row in weights.rows][1] == ("Q3 2030", "60%")
    rest = tabled.group_sheet(tabled.groups()[0], "fr", slice(3, 6))
    assert [(row.name, row.value) for row in rest.rows] == [("Beta", "9,4 kg")]
    sentences = tabled.group_sheet(tabled.groups()[1], "en")
    assert (sentences.measure, sentences.caption) == ("Sky Index score", "")


def test_times_are_told_in_order_and_the_first_few_of_many(tabled: ReviewQueue) -> None:
    yearly = [cell("Alpha", year, as_of=str(year)) for year in range(2029, 2019, -1)]
    (group,) = grouped([Review(finding=one) for one in yearly[:2]], tabled.reviewed.documents)
    assert tabled.group_sheet(group, "en").times == "2028; 2029"
    (group,) = grouped([Review(finding=one) for one in yearly], tabled.reviewed.documents)
    assert tabled.group_sheet(group, "en").times == "2020; 2021; 2022; 2023; 2024; 2025; …"


def test_what_fits_no_corpus_has_no_sheet(tabled: ReviewQueue) -> None:
    odd = Review(finding=finding(attribute="beauty"))
    groups = grouped([odd, *tabled.waiting()], tabled.reviewed.documents)
    assert len(groups) == 4
    assert len(tabled.group_sheets(groups, "en")) == 3
