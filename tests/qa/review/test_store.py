"""What is found is kept once; what people decide is kept at once, and can be taken back."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.errors import StorageError
from index.sqlite_file import set_aside
from qa.review.errors import DecidedError, MergedError, UnknownFindingError
from qa.review.review import Verdict
from qa.review.store import ReviewStore
from tests.qa.review.found import KNOWN, NEW, NEWS, OTHER, finding

PAGE = 4096  # bytes of SQLite's first page, which holds the schema


def statuses(store: ReviewStore) -> dict[str, str]:
    return {review.finding.subject: review.status for review in store.all()}


def test_reading_makes_no_file(kept: ReviewStore) -> None:
    assert kept.all() == kept.pending() == ()
    assert not kept.covers("h")
    assert not kept.path.exists()
    with pytest.raises(UnknownFindingError, match="x-1"):
        kept.get("x-1")
    assert not kept.path.exists()


def test_the_same_is_added_once_and_brought_up_to_date(kept: ReviewStore) -> None:
    assert kept.add((NEW, KNOWN, NEW)) == 2
    moved = KNOWN.model_copy(update={"quote": "Zephyr 3 has 77 points.", "confidence": 0.5})
    assert moved.id == KNOWN.id
    assert kept.add((moved, OTHER)) == 1
    assert [review.finding for review in kept.all()] == [NEW, moved, OTHER], "in the order they came"
    assert statuses(kept) == dict.fromkeys(("zephyr-4", "zephyr-3", "borealis-one"), "pending")


def test_extracting_again_never_revives_what_was_rejected(kept: ReviewStore) -> None:
    kept.add((NEW, KNOWN))
    kept.decide(NEW.id, "rejected", "ann")
    kept.decide(KNOWN.id, "accepted", "ben")
    moved = [f.model_copy(update={"confidence": 0.1}) for f in (NEW, KNOWN)]
    assert kept.add(moved) == 0
    assert statuses(kept) == {"zephyr-4": "rejected", "zephyr-3": "accepted"}
    assert [review.finding.confidence for review in kept.all()] == [0.9, 0.1]


def test_a_decision_says_who_and_when(kept: ReviewStore) -> None:
    kept.add((KNOWN,))
    review = kept.decide(KNOWN.id, "accepted", "ann")
    assert (review.status, review.by, review.entity) == ("accepted", "ann", None)
    assert review.at is not None
    assert review.at.endswith("+00:00")
    assert kept.pending() == ()
    assert kept.get(KNOWN.id) == review
    with pytest.raises(UnknownFindingError, match="nothing"):
        kept.decide("nothing", "accepted", "ann")


def test_a_merge_holds_for_all_findings_of_the_name(kept: ReviewStore) -> None:
    more = NEW.model_copy(update={"value": 81})
    kept.add((NEW, more, KNOWN))
    kept.decide(NEW.id, "accepted", "ann", "zephyr-3")
    assert [(r.status, r.entity, r.subject, r.is_new) for r in kept.all()] == [
        ("accepted", "zephyr-3", "zephyr-3", False),
        ("pending", "zephyr-3", "zephyr-3", False),
        ("pending", None, "zephyr-3", False),
    ]


def test_decisions_are_taken_back_one_after_another(kept: ReviewStore) -> None:
    kept.add((NEW, KNOWN))
    assert kept.undo("ann") == ()
    kept.decide(NEW.id, "accepted", "ann", "zephyr-2")
    kept.overrule({NEW.id: "accepted"}, "ann", "zephyr-3")
    kept.decide(KNOWN.id, "rejected", "ben")
    (first,) = kept.undo("ann")
    assert (first.id, first.status, first.entity) == (NEW.id, "accepted", "zephyr-2")
    (second,) = kept.undo("ann")
    assert (second.status, second.entity, second.by, second.at) == ("pending", None, None, None)
    assert kept.undo("ann") == (), "what others decided stays"
    assert statuses(kept) == {"zephyr-4": "pending", "zephyr-3": "rejected"}


def test_what_somebody_else_has_overruled_is_not_taken_back(kept: ReviewStore) -> None:
    kept.add((NEW, KNOWN))
    kept.decide(KNOWN.id, "accepted", "ann")
    kept.decide(NEW.id, "accepted", "ann")
    kept.overrule({NEW.id: "rejected"}, "ben")
    (undone,) = kept.undo("ann")
    assert undone.id == KNOWN.id
    assert statuses(kept) == {"zephyr-4": "rejected", "zephyr-3": "pending"}
    assert kept.undo("ann") == ()


def test_a_merge_that_somebody_else_relies_on_is_not_taken_back(kept: ReviewStore) -> None:
    more = NEW.model_copy(update={"value": 81})
    kept.add((NEW, more))
    kept.decide(NEW.id, "accepted", "ann")
    kept.decide(more.id, "accepted", "ben", "zephyr-3")
    kept.undo("ann")
    assert [(r.status, r.entity) for r in kept.all()] == [("pending", "zephyr-3"), ("accepted", "zephyr-3")]


def test_merges_are_followed_to_their_end(kept: ReviewStore) -> None:
    other = finding("zephyr-iv", 80, known=False)
    kept.add((NEW, other))
    kept.decide(other.id, "accepted", "ann", "zephyr-4")
    kept.decide(NEW.id, "accepted", "ann", "zephyr-3")
    assert [r.entity for r in kept.all()] == ["zephyr-3", "zephyr-3"]
    kept.overrule({NEW.id: "accepted"}, "ann", "zephyr-iv")
    assert [r.entity for r in kept.all()] == [None, None], "a circle of names ends nowhere"
    kept.undo("ann")
    kept.undo("ann")
    assert [r.entity for r in kept.all()] == [None, "zephyr-4"]


def test_renewing_drops_what_is_found_no_more(kept: ReviewStore) -> None:
    elsewhere = OTHER.model_copy(update={"document_id": "sky-2030-q1-en"})
    kept.add((NEW, KNOWN, OTHER, elsewhere))
    kept.decide(OTHER.id, "accepted", "ann")
    assert kept.unsearched({NEWS: "new", "other": "new"}) == {NEWS: "new", "other": "new"}
    assert kept.renew("hash", {NEWS: "new"}, (KNOWN,)) == 0
    assert kept.unsearched({NEWS: "new", "other": "new"}) == {"other": "new"}
    assert kept.unsearched({NEWS: "changed"}) == {NEWS: "changed"}
    assert [review.finding for review in kept.all()] == [KNOWN, OTHER, elsewhere]
    assert kept.covers("hash")
    assert not kept.covers("another")


def test_what_somebody_vouches_for_is_accepted(kept: ReviewStore) -> None:
    kept.add((KNOWN,))
    kept.decide(KNOWN.id, "rejected", "ann")
    kept.take_over((KNOWN, NEW), "ben")
    assert {(r.status, r.by) for r in kept.all()} == {("accepted", "ben")}


def test_a_finding_is_decided_once_however_many_decide_on_it_at_once(kept: ReviewStore) -> None:
    kept.add((NEW,))

    def decide(verdict: Verdict) -> bool:
        try:
            kept.decide(NEW.id, verdict, verdict, "zephyr-3" if verdict == "accepted" else None)
        except DecidedError:
            return False
        return True

    tried: list[Verdict] = ["accepted", "rejected"] * 4
    with ThreadPoolExecutor(len(tried)) as pool:
        decided = list(pool.map(decide, tried))
    assert decided.count(True) == 1
    (review,) = kept.all()
    winner = tried[decided.index(True)]
    assert (review.status, review.by) == (winner, winner)
    assert review.entity == ("zephyr-3" if winner == "accepted" else None), "a merge goes with its decision"
    assert [review.id for review in kept.undo(winner)] == [NEW.id]
    assert kept.undo(winner) == (), "there was one decision"


def test_what_is_decided_is_told_to_who_decides_later(kept: ReviewStore) -> None:
    kept.add((KNOWN,))
    kept.decide(KNOWN.id, "accepted", "ann")
    with pytest.raises(DecidedError, match="ann has accepted it meanwhile"):
        kept.decide(KNOWN.id, "rejected", "ben")


def test_a_name_is_merged_once(kept: ReviewStore) -> None:
    more = NEW.model_copy(update={"value": 81})
    kept.add((NEW, more))
    kept.decide(NEW.id, "accepted", "ann", "zephyr-3")
    with pytest.raises(MergedError, match="merged into 'zephyr-3' meanwhile"):
        kept.decide(more.id, "accepted", "ben", "zephyr-2")
    assert [(r.status, r.entity) for r in kept.all()] == [("accepted", "zephyr-3"), ("pending", "zephyr-3")]
    assert kept.decide(more.id, "accepted", "ben", "zephyr-3").status == "accepted"


def test_overruling_decides_on_all_or_on_none_and_leaves_what_stands(kept: ReviewStore) -> None:
    kept.add((NEW, KNOWN))
    decided = kept.decide(KNOWN.id, "accepted", "ann")
    with pytest.raises(UnknownFindingError, match="x-no"):
        kept.overrule({NEW.id: "accepted", "x-no": "accepted"}, "ben")
    assert statuses(kept) == {"zephyr-4": "pending", "zephyr-3": "accepted"}
    kept.overrule({NEW.id: "rejected", KNOWN.id: "accepted"}, "ben", "zephyr-2")
    assert kept.get(KNOWN.id) == decided, "ann's decision says the same"
    assert (kept.get(NEW.id).status, kept.get(NEW.id).entity) == ("rejected", None)
    kept.overrule({KNOWN.id: "rejected"}, "ben")
    assert kept.get(KNOWN.id).by == "ben"


def test_undoing_twice_takes_back_the_one_decision_that_is_named(kept: ReviewStore) -> None:
    kept.add((NEW, KNOWN, OTHER))
    assert kept.last("ann") is None
    for finding_ in (NEW, KNOWN, OTHER):
        kept.decide(finding_.id, "accepted", "ann")
    last = kept.last("ann")
    with ThreadPoolExecutor(4) as pool:
        undone = list(pool.map(lambda _: kept.undo("ann", last), range(4)))
    assert [review.id for reviews in undone for review in reviews] == [OTHER.id]
    assert statuses(kept) == {"zephyr-4": "accepted", "zephyr-3": "accepted", "borealis-one": "pending"}
    assert kept.undo("ben", kept.last("ann")) == (), "it is not ben's"


def test_what_is_no_longer_the_last_decision_is_not_taken_back(kept: ReviewStore) -> None:
    kept.add((NEW, KNOWN))
    kept.decide(NEW.id, "accepted", "ann")
    seen = kept.last("ann")
    kept.decide(KNOWN.id, "rejected", "ann")
    assert kept.undo("ann", seen) == ()
    assert kept.pending() == ()


def test_several_may_decide_at_once(kept: ReviewStore) -> None:
    findings = [KNOWN.model_copy(update={"value": value}) for value in range(40)]
    kept.add(findings)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda f: kept.decide(f.id, "accepted", "ann"), findings))
    assert {review.status for review in kept.all()} == {"accepted"}


def test_nobody_else_writes_between_reading_and_deciding(kept: ReviewStore) -> None:
    kept.add((KNOWN,))
    with kept._database.writing(), closing(sqlite3.connect(kept.path, timeout=0)) as other:  # noqa: SIM117 - one has to fail
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("DELETE FROM findings")


def test_the_file_is_its_owners_alone(kept: ReviewStore) -> None:
    kept.add((KNOWN,))
    modes = [path.stat().st_mode & 0o777 for path in (kept.path, kept.path.parent)]
    assert modes == [0o600, 0o700]
    kept.path.chmod(0o644)  # as an older version made it
    kept.all()
    assert kept.path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_another_program_holds_is_not_said_to_be_full(
    kept: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.review.database.WAIT", 0)
    kept.add((KNOWN,))
    with kept._database.writing(), pytest.raises(StorageError, match="is locked; try again in a moment"):
        ReviewStore(kept.path).decide(KNOWN.id, "accepted", "ann")
    assert kept.get(KNOWN.id).status == "pending"


def test_a_full_disk_changes_nothing(kept: ReviewStore) -> None:
    kept.add((KNOWN,))
    name = "Z" * 50_000  # more than there is room for
    big = [KNOWN.model_copy(update={"value": value, "name": name}) for value in range(3)]
    opened = sqlite3.connect

    def full(*arguments: Any, **options: Any) -> sqlite3.Connection:
        base: sqlite3.Connection = opened(*arguments, **options)
        base.execute(f"PRAGMA max_page_count = {kept.path.stat().st_size // PAGE}")
        return base

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", full)
        with pytest.raises(StorageError, match="full; check that the folder is writable and not full"):
            kept.take_over((KNOWN,), "ann", big)
    assert statuses(kept) == {"zephyr-3": "pending"}, "both parts of an import, or neither"


def test_a_file_that_somebody_else_has_replaced_meanwhile_stays(kept: ReviewStore) -> None:
    kept.add((KNOWN,))
    seen = kept.path.stat().st_ino
    set_aside(kept.path, seen, sqlite3.DatabaseError("seen by the first"))
    kept.path.with_name("reviews.sqlite3.damaged").rename(kept.path.with_name("kept"))
    kept.add((NEW,))
    set_aside(kept.path, seen, sqlite3.DatabaseError("seen by the second"))
    assert [review.finding for review in kept.all()] == [NEW]


def test_a_damaged_file_is_set_aside(kept: ReviewStore, caplog: pytest.LogCaptureFixture) -> None:
    kept.path.parent.mkdir(parents=True)
    kept.path.write_bytes(b"no database " * 100)
    assert kept.add((KNOWN,)) == 1
    assert "is damaged" in caplog.text
    assert (kept.path.parent / "reviews.sqlite3.damaged").read_bytes().startswith(b"no database")


def test_damage_that_shows_later_is_set_aside_as_well(
    kept: ReviewStore, caplog: pytest.LogCaptureFixture
) -> None:
    kept.add((KNOWN,))
    held = kept.path.read_bytes()
    kept.path.write_bytes(held[:PAGE] + b"\xff" * (len(held) - PAGE))
    with pytest.raises(StorageError, match="was damaged; a new file is begun"):
        kept.all()
    assert "is damaged" in caplog.text
    assert kept.add((KNOWN,)) == 1


def test_what_another_version_kept_is_left_out(kept: ReviewStore, caplog: pytest.LogCaptureFixture) -> None:
    kept.add((KNOWN, NEW))
    with sqlite3.connect(kept.path) as base:
        base.execute("UPDATE findings SET record = '{}' WHERE id = ?", (NEW.id,))
    base.close()
    assert [review.finding for review in kept.all()] == [KNOWN]
    assert "another version" in caplog.text


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError, match="check that the folder is writable"):
        ReviewStore(tmp_path / "file" / "reviews.sqlite3").add((KNOWN,))
    (tmp_path / "reviews.sqlite3").mkdir()
    with pytest.raises(StorageError, match="unable to open"):
        ReviewStore(tmp_path / "reviews.sqlite3").all()
