"""What of the findings joins the curated knowledge, and as what."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from index.documents import Document
from qa.engine import Engine
from qa.extraction.finding import Finding
from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.review.admission import NEW as TAKEN
from qa.review.admission import admit
from qa.review.review import Review, Status
from qa.review.reviewed import Reviewed
from tests.qa.review.found import KNOWN, NEW, NEWS, OTHER, finding

Admit = Callable[..., Knowledge]


@pytest.fixture
def admitted(reviewed: Reviewed) -> Admit:
    def call(*findings: Finding, status: Status = "pending", entity: str | None = None) -> Knowledge:
        reviews = [Review(finding=found, status=status, entity=entity) for found in findings]
        return admit(reviewed.curated, reviews, reviewed.documents)

    return call


def fresh(knowledge: Knowledge) -> list[Fact]:
    return [fact for fact in knowledge.facts.facts if fact.id.startswith("x-")]


def test_nothing_found_changes_nothing(reviewed: Reviewed) -> None:
    assert admit(reviewed.curated, (), reviewed.documents) is reviewed.curated
    rejected = Review(finding=KNOWN, status="rejected")
    assert admit(reviewed.curated, (rejected,), reviewed.documents) is reviewed.curated


@pytest.mark.parametrize(
    ("status", "origin", "confidence"), [("pending", "extracted", 0.9), ("accepted", "stated", None)]
)
def test_a_finding_becomes_a_fact(
    admitted: Admit, status: Status, origin: str, confidence: float | None
) -> None:
    knowledge = admitted(KNOWN, status=status)
    (fact,) = fresh(knowledge)
    assert (fact.subject, fact.value, fact.edition) == ("zephyr-3", 77, "2030-Q3")
    assert (fact.origin, fact.confidence) == (origin, confidence)
    assert [quote.quote for quote in fact.evidence] == [KNOWN.quote]
    reporter = knowledge.reporters[fact.reported_by[0]]
    assert (reporter.publisher, reporter.published, reporter.url) == (
        "Wire",
        "2030-10-01",
        "https://example.org/news",
    )
    assert knowledge.problems() == []


def test_an_unknown_edition_is_comparable_with_none(admitted: Admit) -> None:
    editions = admitted(KNOWN).editions
    assert editions.latest == "2030-Q3"
    assert not any(editions.comparable("2030-Q3", other) for other in ("2030-Q1", "2030-Q2"))


def test_a_new_name_becomes_an_entity(admitted: Admit) -> None:
    knowledge = admitted(NEW, NEW.model_copy(update={"value": 81, "name": "Zephyr-IV", "quote": KNOWN.quote}))
    entity = knowledge.entities["zephyr-4"]
    assert (entity.kind, entity.names, entity.aliases) == ("model", {"en": "Zephyr 4"}, ("Zephyr-IV",))


def test_a_merge_gives_the_entity_another_name(admitted: Admit) -> None:
    knowledge = admitted(NEW, entity="zephyr-3")
    assert "zephyr-4" not in knowledge.entities
    assert knowledge.entities["zephyr-3"].aliases == ("Z3", "Zephyr 4")
    assert [fact.subject for fact in fresh(knowledge)] == ["zephyr-3"]


def test_a_name_may_be_merged_into_one_that_is_new_itself(reviewed: Reviewed) -> None:
    also = finding("zephyr-iv", 80, known=False, name="Zephyr IV")
    reviews = (Review(finding=also, entity="zephyr-4"), Review(finding=NEW, status="accepted"))
    knowledge = admit(reviewed.curated, reviews, reviewed.documents)
    assert [fact.subject for fact in fresh(knowledge)] == ["zephyr-4"]
    assert knowledge.entities["zephyr-4"].aliases == ("Zephyr IV",)


def test_an_id_that_the_corpus_has_taken_meanwhile_is_no_merge(admitted: Admit) -> None:
    namesake = finding("zephyr-2", 80, known=False, name="Another Zephyr 2")
    (fact,) = fresh(admitted(namesake))
    assert fact.subject == TAKEN + "zephyr-2"


@pytest.mark.parametrize(
    "refused",
    [
        finding(quote="Zephyr 3 scores 78 points."),
        finding(document_id="gone"),
        finding(attribute="beauty"),
        finding(unit="users"),
        finding(value="many"),
        finding(attribute="founder", unit="entity", value="nobody"),
        finding("zephyr-4", 80, name="Z" * 101),
        finding("zephyr-4", 80, name="\u202e\x07"),
    ],
    ids=lambda f: f"{f.quote[:18]} {f.attribute} {f.unit} {f.name[:3]!r}",
)
def test_what_does_not_stand_or_fit_is_left_out(admitted: Admit, refused: Finding) -> None:
    assert fresh(admitted(refused)) == []


def test_controls_in_a_name_are_dropped(admitted: Admit) -> None:
    knowledge = admitted(finding("zephyr-4", 80, name="Zephyr\x1b[31m\n4\u202e"))
    assert knowledge.entities["zephyr-4"].name("en") == "Zephyr[31m 4"


def test_what_the_corpus_says_is_not_doubled(admitted: Admit) -> None:
    repeats = finding("zephyr-2", 71, edition="2030-Q1")
    assert fresh(admitted(repeats)) == []


def test_a_contradiction_shows_by_itself(admitted: Admit) -> None:
    knowledge = admitted(finding("zephyr-2", 72, edition="2030-Q1"))
    (fact,) = fresh(knowledge)
    assert [other.id for other in knowledge.facts.conflicts(fact)] == ["z2-q1"]


def test_one_figure_of_two_documents_is_one_fact(reviewed: Reviewed) -> None:
    copy = reviewed.documents[NEWS].model_copy(update={"id": "copy"})
    documents: dict[str, Document] = {**reviewed.documents, "copy": copy}
    surer = KNOWN.model_copy(update={"document_id": "copy", "confidence": 0.95})

    def found(*statuses: Status) -> Fact:
        pairs: Iterable[tuple[Finding, Status]] = zip((KNOWN, surer), statuses, strict=True)
        reviews = [Review(finding=f, status=status) for f, status in pairs]
        (fact,) = fresh(admit(reviewed.curated, reviews, documents))
        return fact

    both = found("pending", "pending")
    assert (both.confidence, len(both.evidence), len(both.reported_by)) == (0.95, 2, 2)
    accepted = found("pending", "accepted")
    assert (accepted.origin, [e.document_id for e in accepted.evidence]) == ("stated", ["copy"])
    dated = Review(finding=KNOWN.model_copy(update={"as_of": "2030-09"}))
    knowledge = admit(reviewed.curated, (dated, Review(finding=surer, status="accepted")), documents)
    assert [fact.origin for fact in fresh(knowledge)] == ["stated"], "a date more is no other figure"


def test_attributes_that_the_corpus_lacks_are_footnotes_own(admitted: Admit) -> None:
    value = finding("northwind", 3e9, attribute="market_cap", unit="USD", kind="lab")
    knowledge = admitted(value)
    assert knowledge.attributes["market_cap"].unit == "USD"
    assert len(fresh(knowledge)) == 1


def test_an_engine_takes_decisions_over(reviewed: Reviewed, small_engine: Engine) -> None:
    reviewed.store.decide(OTHER.id, "rejected", "ann")
    knowledge = reviewed.knowledge()
    assert {fact.subject for fact in fresh(knowledge)} == {"zephyr-3", "zephyr-4"}
    assert small_engine.renewed() is small_engine, "one without reviews stays as it is"
