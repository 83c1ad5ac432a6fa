"""What was decided on findings of one form says how far the next ones are trusted, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pytest

from index.documents import Document
from qa.extraction.extractor import Extractor
from qa.extraction.finding import Finding
from qa.knowledge.attributes import own_id
from qa.review.forms import FormTally, form_of
from qa.review.review import Verdict
from qa.review.reviewed import Reviewed
from tests.qa.review.found import NEWS, finding

CAPTION = "\n\nTable {0}: Cars\n\n| Car | Range in {1} |\n|---|---|\n"
ROW = "| {0} | {1} km |\n"
NAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo")


def with_table(document: Document, name: str, year: int, head: str = "") -> Document:
    """Another document with a table of ranges."""
    rows = "".join(ROW.format(car, 300 + at) for at, car in enumerate(NAMES))
    text = document.text + (head or CAPTION.format(1, year)) + rows
    return document.model_copy(update={"id": name, "text": text})


def ranges(document: Document, **changes: object) -> tuple[Finding, ...]:
    """What the table of a document says."""
    return tuple(_range(document, car, at, **changes) for at, car in enumerate(NAMES))


def _range(document: Document, car: str, at: int, **changes: object) -> Finding:
    quote = ROW.format(car, 300 + at).strip()
    start = document.text.index(quote)
    told = {
        "name": car,
        "known": False,
        "attribute": own_id("Range", "km", document.id),
        "measure": "Range",
        "unit": "km",
        "document_id": document.id,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
    }
    return finding(car.lower(), 300 + at, **(told | changes))


@pytest.fixture
def gather(reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch) -> Callable[[Document], dict[str, float]]:
    """Takes a document in; how sure the program is of each of the names in its table."""
    held = dict(reviewed.documents)

    def extract(_: Extractor, document: Document) -> Sequence[Finding]:
        return ranges(document) if document.id.startswith("cars") else ()

    def gather(document: Document) -> dict[str, float]:
        held[document.id] = document
        replace(reviewed, documents=dict(held)).gather(document.id)
        pending = (review.finding for review in reviewed.store.pending())
        return {one.name: one.confidence for one in pending if one.document_id == document.id}

    monkeypatch.setattr(Extractor, "extract", extract)
    return gather


@pytest.fixture
def news(reviewed: Reviewed) -> Document:
    return reviewed.documents[NEWS]


def decide(reviewed: Reviewed, document: str, verdict: Verdict, names: Iterable[str] = NAMES) -> None:
    held = [one.finding for one in reviewed.store.pending()]
    ids = [one.id for one in held if one.document_id == document and one.name in names]
    reviewed.store.decide_all(ids, verdict, "ann")


Gather = Callable[[Document], dict[str, float]]


def test_without_decisions_nothing_changes(gather: Gather, news: Document) -> None:
    assert set(gather(with_table(news, "cars-1", 2029)).values()) == {0.9}
    assert set(gather(with_table(news, "cars-2", 2030)).values()) == {0.9}


def test_what_was_accepted_makes_the_next_document_surer(
    gather: Gather, news: Document, reviewed: Reviewed
) -> None:
    gather(with_table(news, "cars-1", 2029))
    decide(reviewed, "cars-1", "accepted", NAMES[:4])
    found = gather(with_table(news, "cars-2", 2030))
    assert found == dict.fromkeys(NAMES, 0.95), "(4 + 0.9 * 4) / 8"
    decide(reviewed, "cars-1", "rejected")
    assert set(gather(with_table(news, "cars-3", 2031)).values()) == {round((4 + 3.6) / 11, 3)}
    still = {
        one.finding.confidence for one in reviewed.store.pending() if one.finding.document_id == "cars-2"
    }
    assert still == {0.95}, "what was found before stays as it was"


def test_a_form_that_is_always_rejected_is_doubted(
    gather: Gather, news: Document, reviewed: Reviewed
) -> None:
    gather(with_table(news, "cars-1", 2029))
    decide(reviewed, "cars-1", "rejected", NAMES[:4])
    assert set(gather(with_table(news, "cars-2", 2030)).values()) == {0.45}
    decide(reviewed, "cars-2", "rejected", NAMES[:1])
    second = gather(with_table(news, "cars-3", 2031))
    assert set(second.values()) == {0.2}, "of five, all were rejected"


def test_what_is_taken_back_teaches_nothing(gather: Gather, news: Document, reviewed: Reviewed) -> None:
    gather(with_table(news, "cars-1", 2029))
    decide(reviewed, "cars-1", "rejected")
    reviewed.store.undo("ann")
    assert set(gather(with_table(news, "cars-2", 2030)).values()) == {0.9}


def test_of_a_form_that_is_doubted_nothing_is_a_fact_until_somebody_accepts_it(
    gather: Gather, news: Document, reviewed: Reviewed
) -> None:
    first, second = with_table(news, "cars-1", 2029), with_table(news, "cars-2", 2030)
    gather(first)
    shown = replace(reviewed, documents={**reviewed.documents, "cars-1": first, "cars-2": second})
    assert "range" in {
        fact.attribute.split(":")[1] for fact in shown.knowledge().facts.facts if ":" in fact.attribute
    }
    decide(reviewed, "cars-1", "rejected")
    gather(second)
    assert not [fact for fact in shown.knowledge().facts.facts if fact.attribute.startswith("own:")]
    decide(reviewed, "cars-2", "accepted", NAMES[:1])
    (fact,) = [fact for fact in shown.knowledge().facts.facts if fact.attribute.startswith("own:")]
    assert (fact.subject, fact.value, fact.origin) == ("alder", 300, "stated")


@pytest.mark.parametrize(
    ("accepted", "rejected", "confidence", "taught"),
    [
        (1, 0, 0.5, 0.6),
        (0, 1, 0.5, 0.4),
        (0, 4, 0.97, 0.485),
        (0, 5, 0.97, 0.2),
        (0, 100, 0.97, 0.037),
        (1, 5, 0.97, 0.488),
        (96, 0, 0.5, 0.98),
    ],
)
def test_decisions_are_weighed_against_the_confidence_of_its_own(
    accepted: int, rejected: int, confidence: float, taught: float
) -> None:
    assert FormTally(accepted, rejected).taught(confidence) == taught


def test_a_form_is_a_measure_its_unit_and_the_heads_of_its_table(news: Document) -> None:
    one, other = with_table(news, "cars-1", 2029), with_table(news, "cars-2", 2030)
    form = form_of(ranges(one)[0], one)
    assert {form_of(each, one) for each in ranges(one)} == {form}
    assert form_of(ranges(other)[3], other) == form, "of another year and document"
    wide = with_table(news, "cars-3", 2029, "\n\n| ＣＡＲ | Range  in 2031 |\n|---|---|\n")
    assert form_of(ranges(wide)[0], wide) == form, "width, case and spaces do not count"
    headed = with_table(news, "cars-4", 2029, "\n\n| Car | Range in town |\n|---|---|\n")
    assert form_of(ranges(headed)[0], headed) != form
    assert form_of(ranges(one, unit="mi")[0], one) != form
    assert form_of(ranges(one, measure="Reach")[0], one) != form
    sentence = ranges(one)[0].model_copy(update={"start": 0, "end": 5, "table": None})
    assert form_of(sentence, one) != form
    assert form_of(sentence, one) == form_of(sentence, news), "prose is prose everywhere"


def test_what_is_found_no_more_is_forgotten_with_its_form(
    gather: Gather, news: Document, reviewed: Reviewed
) -> None:
    gather(with_table(news, "cars-1", 2029))
    decide(reviewed, "cars-1", "accepted", NAMES[:2])
    reviewed.store.renew("gone", {"cars-1": "changed"}, ())
    assert list(reviewed.store.learned().values()) == [FormTally(2, 0)], "what was decided stays"
    gather(with_table(news, "cars-1", 2029))
    assert list(reviewed.store.learned().values()) == [FormTally(2, 0)]
