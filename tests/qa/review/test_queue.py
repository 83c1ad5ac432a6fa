"""What a person is shown of a finding, and what their decisions settle."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.review.errors import UnknownEntityError, UnknownFindingError
from qa.review.queue import ReviewQueue
from qa.review.review import Review
from qa.review.reviewed import Reviewed
from tests.qa.review.found import KNOWN, NEW, NEWS, OTHER, finding


def ids(reviewing: ReviewQueue) -> list[str]:
    return [review.id for review in reviewing.waiting()]


def test_the_queue_is_what_stands_fits_and_is_new(reviewing: ReviewQueue) -> None:
    reviewing.store.add(
        (
            finding(quote="It is not there.", value=1),
            finding(document_id="gone", value=2),
            finding(attribute="beauty", value=3),
            finding("zephyr-2", 71, edition="2030-Q1"),
        )
    )
    assert ids(reviewing) == [NEW.id, KNOWN.id, OTHER.id]
    reviewing.decide(KNOWN.id, "rejected", "ann")
    assert ids(reviewing) == [NEW.id, OTHER.id]


def test_accepting_settles_the_same_figure_elsewhere(reviewing: ReviewQueue) -> None:
    dated = KNOWN.model_copy(update={"as_of": "2030-09"})
    reviewing.store.add((dated,))
    reviewing.decide(KNOWN.id, "accepted", "ann")
    assert ids(reviewing) == [NEW.id, OTHER.id]
    reviewing.store.undo("ann")
    assert dated.id in ids(reviewing)


def test_a_sheet_says_all_that_is_needed(reviewing: ReviewQueue) -> None:
    review, known, _ = reviewing.waiting()
    sheet = reviewing.sheet(review, "en")
    assert (sheet.name, sheet.kind, sheet.attribute, sheet.value) == (
        "Zephyr 4",
        "model",
        "Sky Index score",
        "80",
    )
    assert (sheet.edition, sheet.confidence, sheet.document) == ("Q3 2030", "90%", "Sky **news** @everyone")
    assert sheet.quote == NEW.quote
    assert [sheet.quote[a:b] for a, b in sheet.marks] == ["Zephyr 4", "80 points"]
    assert sheet.before == "# News"
    assert sheet.after.startswith("Zephyr 3 scores 77 points")
    assert {merge.entity for merge in sheet.merges} == {"zephyr-2", "zephyr-3", "zephyr"}
    assert all(merge.score < 0.5 for merge in sheet.merges), "other digits, another model"
    french = reviewing.sheet(known, "fr")
    assert (french.edition, french.confidence, french.merges) == ("T3 2030", "90 %", ())


def test_a_sheet_shows_the_place_where_it_was_found(reviewed: Reviewed) -> None:
    document = reviewed.documents[NEWS]
    again = document.model_copy(update={"text": document.text + NEW.quote})
    there = NEW.model_copy(update={"start": len(document.text), "end": len(again.text)})
    reviewing = ReviewQueue(replace(reviewed, documents={**reviewed.documents, NEWS: again}))
    sheet = reviewing.sheet(Review(finding=there), "en")
    assert (sheet.before.endswith("Nothing else is known."), sheet.after) == (True, "")


def test_a_sheet_shows_a_row_under_its_head(reviewed: Reviewed) -> None:
    document = reviewed.documents[NEWS]
    row = "| Zephyr 4 | 80 |"
    table = f"\n\nThe index:\n\n| Model | Points |\n|---|---|\n{row}\n| Zephyr 3 | 77 |\n"
    tabled = document.model_copy(update={"text": document.text + table})
    start = tabled.text.index(row)
    there = NEW.model_copy(update={"quote": row, "start": start, "end": start + len(row)})
    reviewing = ReviewQueue(replace(reviewed, documents={**reviewed.documents, NEWS: tabled}))
    sheet = reviewing.sheet(Review(finding=there), "en")
    assert (sheet.before, sheet.quote, sheet.after) == ("", "Zephyr 4 — Points: 80 (The index)", "")
    assert [sheet.quote[a:b] for a, b in sheet.marks] == ["Zephyr 4", "80"]


def test_a_sheet_shows_what_is_said_otherwise(reviewing: ReviewQueue) -> None:
    reviewing.store.add((finding("zephyr-2", 72, edition="2030-Q1", as_of="2030-01"),))
    sheet = reviewing.sheet(reviewing.waiting()[-1], "en")
    assert sheet.value == "72 (January 2030)"
    assert sheet.held == ("71",)


def test_who_a_name_may_be_merged_into(reviewing: ReviewQueue) -> None:
    with pytest.raises(UnknownEntityError, match="nobody"):
        reviewing.decide(NEW.id, "accepted", "ann", "nobody")
    with pytest.raises(UnknownFindingError):
        reviewing.decide("x", "accepted", "ann")
    reviewing.decide(NEW.id, "accepted", "ann")
    also = finding("zephyr-iv", 81, known=False, name="Zephyr-4")
    reviewing.store.add((also,))
    review = reviewing.store.get(also.id)
    assert reviewing.merges(review, "en")[0].entity == "zephyr-4", "accepted names are entities"
    merged = reviewing.decide(also.id, "accepted", "ann", "zephyr-4")
    assert merged.subject == "zephyr-4"
    assert reviewing.merges(merged, "en") == ()


def test_an_entity_is_named_by_id_or_name(reviewing: ReviewQueue) -> None:
    assert reviewing.resolve("zephyr-2") == reviewing.resolve("Z2") == "zephyr-2"
    for name in ("nobody at all", "Zephir 2"):
        with pytest.raises(UnknownEntityError, match="matches no entity"):
            reviewing.resolve(name)


def test_a_sheet_of_what_does_not_fit(reviewing: ReviewQueue) -> None:
    odd = finding(attribute="beauty")
    reviewing.store.add((odd,))
    with pytest.raises(UnknownEntityError):
        reviewing.sheet(reviewing.store.get(odd.id), "en")
