"""`qa facts review` by groups: keys on a terminal, a list in a pipe, JSON, and all above a confidence."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.shelf import Library, LibraryEntry
from qa.commands.group_session import GroupSession
from qa.extraction.extractor import Extractor
from qa.extraction.finding import Finding
from qa.review.store import ReviewStore
from tests.qa.cli import Outcome, Run
from tests.qa.review.found import KNOWN, NEW, NEWS, OTHER, documents, finding

RAISED = finding("northwind", 3_000_000_000, attribute="funding", unit="USD", kind="lab", confidence=0.98)
SAME = finding("northwind", 2_000_000_000, attribute="funding", unit="USD", kind="lab", confidence=0.97)
FAR = finding("zephyr-2", 90_000, confidence=0.95)
FOUND = (NEW, KNOWN, OTHER, FAR, RAISED, SAME)
Groups = Callable[..., Outcome]


@pytest.fixture
def found() -> tuple[Finding, ...]:
    return FOUND


@pytest.fixture
def groups(
    run: Run,
    news_corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    found: tuple[Finding, ...],
) -> Groups:
    """Runs the command; `pressed` are the keys on a terminal, without which there is none."""
    monkeypatch.setattr(Extractor, "extract", lambda _self, _document: found)

    def call(*arguments: str, pressed: str | None = None) -> Outcome:
        keys = iter(pressed or "")
        monkeypatch.setattr(sys.stdin, "isatty", lambda: pressed is not None)
        monkeypatch.setattr("typer.getchar", lambda: next(keys, "\x04"))
        return run("facts", "review", *arguments, data_dir=tmp_path / "data", corpus=news_corpus)

    return call


@pytest.fixture
def store(tmp_path: Path) -> ReviewStore:
    return ReviewStore(tmp_path / "data" / "reviews.sqlite3")


def statuses(store: ReviewStore) -> list[str]:
    held = {review.id: review.status for review in store.all()}
    return [held[one.id] for one in FOUND]


def test_groups_are_shown_the_largest_first_and_in_it_what_is_far_off(groups: Groups) -> None:
    outcome = groups(pressed="q")
    assert outcome.code == 0
    lines = outcome.out.split("\n")
    assert lines[1] == "Sky Index score (points): 4 figures, Q3 2030"
    assert lines[2] == "Sky **news** @everyone · 91% sure on average · 2 groups left"
    assert lines[3] == "1 of another magnitude than the rest (!)"
    assert lines[5].split() == ["Zephyr", "2", "!90,000", "Q3", "2030", "95%"]
    assert lines[-2] == "6 left; `qa facts review` goes on."


def test_all_of_a_group_are_decided_with_one_key(groups: Groups, store: ReviewStore) -> None:
    outcome = groups("--by", "ann", pressed="ra")
    assert "→ 4 rejected" in outcome.out
    assert "→ 2 accepted" in outcome.out
    assert outcome.out.rstrip().endswith("\n0 left.")
    assert "[u]ndo [q]uit" in outcome.out
    assert statuses(store) == ["rejected"] * 4 + ["accepted"] * 2
    assert {review.by for review in store.all()} == {"ann"}
    assert groups(pressed="").out == "Nothing to review.\n"


def test_and_taken_back_with_one_key(groups: Groups, store: ReviewStore) -> None:
    outcome = groups(pressed="aauuuq")
    assert "→ 2 undone" in outcome.out
    assert "→ 4 undone" in outcome.out
    assert "Nothing was decided here yet." in outcome.out
    assert statuses(store) == ["pending"] * 6


def test_what_was_decided_before_the_session_is_not_taken_back(groups: Groups, store: ReviewStore) -> None:
    groups("--by", "ann", pressed="aq")
    assert "Nothing was decided here yet." in groups("--by", "ann", pressed="uq").out
    assert statuses(store) == ["accepted"] * 4 + ["pending"] * 2


def test_one_by_one_and_back(groups: Groups, store: ReviewStore) -> None:
    outcome = groups(pressed="oraqaq")
    assert "1/4  Zephyr 2, Sky Index score: 90,000" in outcome.out
    assert "2 decided, 2 left.\n" in outcome.out
    assert statuses(store) == ["accepted", "pending", "pending", "rejected", "accepted", "accepted"]
    again = groups(pressed="q")
    assert "Sky Index score (points): 2 figures" in again.out, "the rest comes again another time"


def test_what_was_decided_one_by_one_is_taken_back_there_and_here(groups: Groups, store: ReviewStore) -> None:
    outcome = groups(pressed="oaauquq")
    assert "→ 1 undone" in outcome.out
    assert statuses(store) == ["pending"] * 6
    assert outcome.out.count("Sky Index score (points): 4 figures") == 2, "the group is asked about again"


def test_skipping_and_help(groups: Groups, store: ReviewStore) -> None:
    outcome = groups(pressed="?ss")
    assert "look at them one by one" in outcome.out
    assert outcome.out.rstrip().endswith("6 left; `qa facts review` goes on.")
    assert statuses(store) == ["pending"] * 6


def test_what_others_decide_meanwhile_is_skipped_and_told(
    groups: Groups, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = GroupSession._asked

    def late(session: GroupSession, prompt: str) -> str:
        key = asked(session, prompt)
        if key == "a":
            store.decide_all((NEW.id, KNOWN.id), "rejected", "ben")
        return key

    monkeypatch.setattr(GroupSession, "_asked", late)
    outcome = groups("--by", "ann", pressed="auq")
    assert "→ 2 accepted\nben had decided on 2 meanwhile.\n" in outcome.out
    assert "→ 2 undone" in outcome.out
    assert statuses(store) == ["rejected", "rejected", "pending", "pending", "pending", "pending"]


def test_in_a_pipe_the_groups_are_listed(groups: Groups, store: ReviewStore) -> None:
    outcome = groups()
    assert outcome.code == 0
    rows = [line.split() for line in outcome.out.strip().split("\n")]
    assert rows[1][-5:] == ["score", "points", "4", "1", "91%"]
    assert rows[2][-4:] == ["USD", "2", "0", "98%"]
    assert outcome.out.rstrip().endswith("6 to decide in 2 groups")
    assert statuses(store) == ["pending"] * 6


def test_groups_as_json(groups: Groups) -> None:
    outcome = groups("--json", pressed="")
    assert outcome.out.count("\n") == 1
    first, second = json.loads(outcome.out)
    assert (first["measure"], first["unit"], first["count"], first["odd"]) == (
        "Sky Index score",
        "points",
        4,
        1,
    )
    assert (first["document"], first["table"], first["times"]) == ("sky-news-en", None, "Q3 2030")
    assert first["findings"] == [FAR.id, NEW.id, KNOWN.id, OTHER.id]
    assert first["sample"][0] == {
        "id": FAR.id,
        "name": "Zephyr 2",
        "value": "90,000",
        "time": "Q3 2030",
        "confidence": "95%",
        "odd": True,
    }
    assert (second["attribute"], second["confidence"]) == ("funding", 0.975)


@pytest.mark.parametrize("agreed", [True, False])
def test_all_above_a_confidence_are_accepted_if_the_person_says_so(
    groups: Groups, store: ReviewStore, monkeypatch: pytest.MonkeyPatch, *, agreed: bool
) -> None:
    asked: list[str] = []

    def confirm(text: str) -> bool:
        asked.append(text)
        return agreed

    monkeypatch.setattr("typer.confirm", confirm)
    outcome = groups("--accept-above", "0.97", "--by", "ann", pressed="")
    assert asked == ["Accept 2 figures of confidence 0.97 or more?"]
    accepted = [RAISED.id, SAME.id] if agreed else []
    assert outcome.out == ("→ 2 accepted\n" if agreed else "")
    assert [review.id for review in store.all() if review.status == "accepted"] == accepted
    assert len(store.undo("ann")) == len(accepted), "one decision"


def test_without_a_terminal_nobody_can_be_asked(groups: Groups, store: ReviewStore) -> None:
    said = groups("--accept-above", "0.9").complains(1)
    assert "6 figures of confidence 0.9 or more would be accepted" in said
    assert statuses(store) == ["pending"] * 6
    assert groups("--accept-above", "0.99").out == "There are 0 figures of confidence 0.99 or more.\n"
    groups("--accept-above", "1.5").complains(2)


def test_documents_that_were_taken_in_are_reviewed_as_well(
    groups: Groups, news_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = documents(news_corpus)[NEWS].model_copy(update={"id": "taken-in", "title": "Taken in"})
    entry = LibraryEntry(id=taken.id, title=taken.title, origin="news.md", key="0" * 48, added="2030-10-02")
    Library(tmp_path / "data").put(entry, taken)
    own = KNOWN.model_copy(update={"document_id": taken.id})
    monkeypatch.setattr(Extractor, "extract", lambda _self, one: (own,) if one.id == taken.id else ())
    assert [group["title"] for group in json.loads(groups("--json").out)] == ["Taken in"]


HOSTILE = finding(
    "zephyr-4", 80, name="\x1b[31mEvil\x07 \u202e4", measure="\x1b]0;x\x07Mark", attribute="own:mark:x"
)


@pytest.mark.parametrize("found", [(HOSTILE, HOSTILE.model_copy(update={"value": 81}))])
def test_words_of_documents_cannot_steer_the_terminal(groups: Groups) -> None:
    shown = groups(pressed="q").out + groups().out + groups("--json").out
    assert "Evil" in shown
    assert "Mark" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
